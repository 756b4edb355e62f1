import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { kept } from './support/kept';
import { logLines } from './support/logLines';
import { type Row, rowOf, rowsOf, settledRows, tooltipOf } from './support/rows';
import { until } from './support/until';

/** Planted where a server, or a person, may have left them. */
const PLANTED = ['planted-user', 'planted-pw', 'planted-in-error', 'planted-token', 'planted-in-web'];

describe('secrets', () => {
  const cloud = useCloud({ repositories: 0 });
  const seen: string[] = [];

  before(() => {
    const { data } = cloud.sandbox;
    const repository = data.addRepository({ name: 'leaky', project: 'demo_project' });
    Object.assign(repository, {
      httpsUrl: 'https://planted-user:planted-pw@example.com/leaky.git',
      webUrl: 'https://planted-in-web:planted-pw@example.com/leaky?access_token=planted-token',
    });
    data.setMirror(repository.id, {
      url: 'https://planted-user:planted-pw@example.com/leaky.git',
      update_status: 'failed',
      number_of_failures: 3,
      last_update_at: '2024-12-27T18:52:21.000+08:00',
      last_error: JSON.stringify({
        msg: "fatal: unable to access 'https://planted-user:planted-in-error@example.com/leaky.git/': Failed to connect",
        code: '128',
      }),
    });
    data.setMirror(data.addRepository({ name: 'plain-error', project: 'demo_project' }).id, {
      url: 'https://example.com/plain.git',
      update_status: 'failed',
      last_error: `Authorization: Bearer planted-token\nhttps://planted-user:planted-in-error@example.com X-Auth-Token: ${cloud.sandbox.token}`,
    });
  });

  /** Walks a tree to its leaves, with what the mouse and a screen reader would find on the way. */
  async function look(tree: vscode.TreeDataProvider<unknown>, parent?: Row): Promise<void> {
    for (const row of await rowsOf(tree, parent)) {
      const { value } = await tooltipOf(tree, row);
      seen.push(row.label, row.description, row.spoken, row.id, value, JSON.stringify(row.item));
      await look(tree, row);
    }
  }

  function assertNone(texts: readonly string[], what: string): void {
    for (const text of texts) {
      for (const secret of [cloud.sandbox.token, ...PLANTED]) {
        assert.ok(!text.includes(secret), `${secret.slice(0, 20)} in ${what}: ${text.slice(0, 300)}`);
      }
    }
  }

  it('are in no row, tooltip or fact', async () => {
    await settledRows(cloud.api.views.repositories, 'demo_project');
    await look(cloud.api.views.repositories);
    await look(cloud.api.views.registries);
    assert.ok(
      seen.some((text) => text.includes('unable to access')),
      'the error itself is shown',
    );
    assert.ok(seen.length > 500);
    assertNone(seen, 'the views');
  });

  it('are on no page with details', async () => {
    const rows = await settledRows(cloud.api.views.repositories, 'demo_project');
    for (const row of rows) await run('mirror.details', row.node);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const pages = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'codearts-mirrors');
    assert.ok(pages.length >= rows.length);
    assert.ok(pages.some((page) => page.getText().includes('leaky')));
    assertNone(
      pages.flatMap((page) => [page.getText(), page.uri.toString(true)]),
      'a page',
    );
  });

  it('are in no message, prompt, list or clipboard', async () => {
    const rows = await settledRows(cloud.api.views.repositories, 'demo_project');
    const { node } = rows.find(({ label }) => label === 'leaky')!;
    const { person, sandbox } = cloud;
    person.types('https://planted-user:planted-pw@example.com/x.git').chooses('HTTPS');
    await run('mirror.associate', node);
    await run('mirror.associate', node, { url: 'https://planted-user:planted-pw@example.com/x.git' });
    await run('mirror.associate', node, { url: 'https://example.com/x.git' });
    await run('repository.copyUrl', node);
    await run('repository.openInBrowser', node);
    await run('statusMenu');
    await run('mirror.details');
    sandbox.faults.add({
      kind: 'status',
      status: 500,
      body: { error_code: 'CH.1', error_msg: `token ${sandbox.token} https://planted-user:planted-pw@example.com` },
      match: { operationId: 'startRemoteMirrorSynchronization' },
    });
    await run('mirror.sync', node);
    await until('what was said', () => person.messages.length >= 3);
    const shown = [person.messages, person.inputs, person.picks, person.progress, person.hints, person.copied];
    assertNone(
      [...shown, person.opened].map((list) => JSON.stringify(list)),
      'what was shown',
    );
  });

  it('are not in the error of a list', async () => {
    cloud.sandbox.faults.add({
      kind: 'status',
      status: 403,
      body: {
        error_code: 'CH.080403',
        error_msg: `X-Auth-Token: ${cloud.sandbox.token} https://planted-user:planted-pw@x`,
      },
      match: { operationId: 'listUserAllRepositories' },
    });
    await run('refresh');
    const [problem] = await rowsOf(cloud.api.views.repositories);
    const { value } = await tooltipOf(cloud.api.views.repositories, problem!);
    assert.match(value, /CH\\?\.080403/);
    assertNone([problem!.label, value, problem!.spoken], 'the error');
  });

  it('are not in the log', () => {
    const lines = logLines();
    assert.ok(
      lines.some((line) => line.includes('showRemoteMirror')),
      'requests are logged',
    );
    assert.ok(
      lines.some((line) => line.startsWith('error:')),
      'errors are logged',
    );
    assertNone(lines, 'the log');
  });

  it('are not in what is kept between windows, nor in the settings', async () => {
    const { globalState } = await kept();
    const state = globalState.keys().map((key) => JSON.stringify(globalState.get(key)));
    assert.ok(state.length > 0);
    assertNone(state, 'the memento');
    assertNone([JSON.stringify(vscode.workspace.getConfiguration('codeartsMirrors'))], 'the settings');
  });

  it('in the sample data are not shown either', async () => {
    await run('openSandbox');
    try {
      await run('mirror.checkAll');
      const { problems } = cloud.api.health.current;
      assert.ok(problems.length > 10);
      seen.length = 0;
      const failing = problems.filter(({ severity }) => severity === 'failing').slice(0, 30);
      for (const { repositoryId } of failing) {
        const row = await rowOf(cloud.api.views.repositories, { type: 'repository', repositoryId });
        seen.push((await tooltipOf(cloud.api.views.repositories, row)).value);
        await look(cloud.api.views.repositories, row);
      }
      assert.ok(
        seen.some((text) => text.includes('unable to access')),
        'one of its errors quotes an address',
      );
      for (const text of [...seen, JSON.stringify(problems)]) assert.doesNotMatch(text, /s3cr3t-in-error/);
    } finally {
      await run('signOut');
    }
  });
});
