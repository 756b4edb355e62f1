import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { settledRows } from './support/rows';
import { until } from './support/until';

/** What the editor turns into a link in a notification; it runs the command of one without asking. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const ICON = /\$\([a-z-]+(~[a-z]+)?\)/;
const HOSTILE = '[run me](command:workbench.action.quit) $(trash)';

describe('text of the server', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  let node: unknown;

  beforeEach(async () => {
    const { data } = cloud.sandbox;
    if (!data.repositories().some(({ name }) => name === HOSTILE)) {
      data.addRepository({ name: HOSTILE, project: 'demo_project' });
    }
    await run('refresh');
    node = (await settledRows(tree(), 'demo_project')).find(({ label }) => label === HOSTILE)!.node;
  });

  const id = (): number => cloud.sandbox.data.repository(HOSTILE).id;

  /** Everything that the person was shown in notifications. */
  function noLinks(): void {
    const { messages, progress } = cloud.person;
    const shown = [...messages.map(({ text }) => text), ...progress.flatMap(({ title, messages: m }) => [title, ...m])];
    assert.ok(
      shown.some((text) => text.includes('run me')),
      'the name is in it',
    );
    for (const text of shown) assert.doesNotMatch(text, LINK);
  }

  it('is no link when a mirror is associated', async () => {
    await run('mirror.associate', node, { url: 'https://example.com/foo/bar.git' });
    noLinks();
  });

  it('is no link when that fails', async () => {
    cloud.sandbox.faults.add({ kind: 'status', status: 403, match: { operationId: 'associateRemoteMirror' } });
    await run('mirror.associate', node, { url: 'https://example.com/foo/bar.git' });
    noLinks();
  });

  it('is no link in the question before', async () => {
    cloud.sandbox.data.setMirror(id(), { url: 'https://example.com/foo/bar.git' });
    await run('mirror.associate', node, { url: 'https://example.com/foo/other.git' });
    noLinks();
  });

  it('is no link when a sync fails', async () => {
    // What an earlier test has begun must not report in between.
    await cloud.sandbox.data.synchronised(id());
    cloud.sandbox.data.setMirror(id(), { url: 'https://example.com/foo/bar.git', update_status: 'finished' });
    const failed = {
      url: 'https://example.com/foo/bar.git',
      update_status: 'failed',
      last_update_at: new Date().toISOString(),
      last_error: `{"msg":"${HOSTILE} gave up","code":"7"}`,
      number_of_failures: 1,
    };
    cloud.sandbox.faults.add({
      kind: 'body',
      body: { jid: '1' },
      match: { operationId: 'startRemoteMirrorSynchronization' },
    });
    const syncing = run('mirror.sync', node);
    await until('the request', () => cloud.requests('startRemoteMirrorSynchronization').length > 0);
    cloud.sandbox.data.setMirror(id(), failed);
    await syncing;
    assert.match(cloud.person.texts[0]!, /: sync failed\. Huawei Cloud gave no known reason/);
    noLinks();
  });

  it('is no link when there is no web page', async () => {
    Object.assign(cloud.sandbox.data.repository(HOSTILE), { webUrl: 'javascript:alert(1)' });
    await run('refresh');
    await run('repository.openInBrowser', node);
    noLinks();
  });

  it('brings no icons into lists to choose from', async () => {
    cloud.sandbox.data.setMirror(id(), { url: 'https://example.com/foo/bar.git', update_status: '$(trash)' });
    await run('refresh');
    await settledRows(tree(), 'demo_project');
    await run('mirror.details');
    const own = cloud.person.picks[0]!.items.filter(({ description }) => description === 'demo_project');
    assert.ok(own.some(({ label }) => label.includes('run me')));
    for (const { label, description = '', detail = '' } of own) {
      for (const text of [label, description, detail]) assert.doesNotMatch(text, ICON);
    }
  });

  it('brings no icons into the status bar', async () => {
    const fact = { type: 'fact', id: 'fact', fact: { name: 'Name', value: '', text: HOSTILE } };
    await run('copyFact', fact);
    assert.deepEqual(cloud.person.copied, [HOSTILE]);
    assert.doesNotMatch(cloud.person.hints[0]!, ICON);
  });
});
