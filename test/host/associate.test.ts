import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { redrawn, type Row, rowNamed, settledRows } from './support/rows';
import { until } from './support/until';

describe('associating a repository with a mirror', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const sent = (): number => cloud.requests('associateRemoteMirror').length;
  let source = '';
  let number = 0;
  let row: Row;

  before(() => {
    source = cloud.sandbox.data.addUpstream('oss/library');
  });

  /** Each test has a repository of its own that is no mirror yet. */
  beforeEach(async () => {
    number += 1;
    cloud.sandbox.data.addRepository({ name: `plain-${number}`, project: 'demo_project', commits: 0 });
    await run('refresh');
    row = rowNamed(await settledRows(tree(), 'demo_project'), `plain-${number}`);
    cloud.forgetRequests();
  });

  const id = (): number => Number(row.id.replace('repository/', ''));
  const becomesMirror = (): Promise<Row> =>
    until('the row of a mirror', async () => {
      const now = await redrawn(tree(), row);
      return now.contexts.includes('mirror') && now;
    });

  it('from its row: asks for the address, sends it, shows the answer', async () => {
    cloud.person.types(source);
    await run('mirror.associate', row.node);
    const [input] = cloud.person.inputs;
    assert.match(input!.title, /plain-1/);
    assert.equal(sent(), 1);
    assert.equal(cloud.sandbox.data.mirror(id())?.url, source);
    const [answer] = cloud.person.messages;
    assert.match(answer!.text, /^plain-1 is set up\. /);
    assert.deepEqual(answer!.buttons, ['Sync Now', 'Show Details']);
    assert.match((await becomesMirror()).spoken, /^plain-1, mirror: (?!no mirror)/);
  });

  it('the server stores another address: says so, and which', async () => {
    const other = 'https://example.com/other.git';
    cloud.sandbox.faults.add({
      kind: 'body',
      body: { url: other, update_status: 'scheduled' },
      match: { operationId: 'showRemoteMirror' },
    });
    cloud.person.presses('Replace Source');
    await run('mirror.associate', row.node, { url: source });
    const answer = cloud.person.messages.at(-1);
    assert.equal(answer?.severity, 'warning');
    assert.match(
      answer.text,
      /^Huawei Cloud accepted .*library.* as the source of plain-.*, but reports another one: /,
    );
    assert.ok(answer.text.endsWith(other), answer.text);
    assert.deepEqual(answer.buttons, ['Show Details']);
  });

  it('the server answers with nothing and stores nothing: says so', async () => {
    cloud.sandbox.faults.add({ kind: 'body', body: {}, match: { operationId: 'associateRemoteMirror' } });
    await run('mirror.associate', row.node, { url: source });
    const [answer] = cloud.person.messages;
    assert.equal(answer!.severity, 'warning');
    assert.match(answer!.text, /^Huawei Cloud accepted the source of plain-\d+, but reports no mirror\./);
  });

  it('from the palette: asks which repository first', async () => {
    cloud.person.chooses(row.label).types(source);
    await run('mirror.associate');
    const [pick] = cloud.person.picks;
    assert.ok(pick!.items.length > 3);
    assert.equal(pick!.items.find(({ label }) => label === row.label)?.description, 'demo_project');
    assert.equal(cloud.sandbox.data.mirror(id())?.url, source);
  });

  it('with the address as an argument: asks nothing', async () => {
    await run('mirror.associate', row.node, { url: source });
    assert.deepEqual([cloud.person.inputs, cloud.person.picks], [[], []]);
    assert.equal(cloud.sandbox.data.mirror(id())?.url, source);
  });

  it('warns of an address that does not end with .git, and takes it all the same', async () => {
    cloud.person.types('https://example.com/owner/project');
    await run('mirror.associate', row.node);
    assert.match(cloud.person.inputs[0]!.complaints[0]!, /does not end with “.git”/);
    assert.equal(sent(), 1);
  });

  it('the person leaves: nothing is sent, nothing is said', async () => {
    await run('mirror.associate', row.node);
    await run('mirror.associate');
    assert.equal(sent(), 0);
    assert.deepEqual(cloud.person.texts, []);
  });

  describe('that is a mirror already', () => {
    const before = 'https://example.com/before.git';

    beforeEach(() => {
      cloud.sandbox.data.setMirror(id(), { url: before, update_status: 'finished' });
    });

    it('asks first, with the old and the new address', async () => {
      cloud.person.types(source).presses('Replace Source');
      await run('mirror.associate', row.node);
      const [question] = cloud.person.messages;
      assert.ok(question!.modal);
      assert.match(question!.text, /^Replace the source of plain-/);
      assert.ok(question!.detail.includes(before) && question!.detail.includes(source));
      assert.equal(cloud.sandbox.data.mirror(id())?.url, source);
    });

    it('sends nothing when the person does not want that', async () => {
      cloud.person.types(source);
      await run('mirror.associate', row.node);
      await run('mirror.associate', row.node, { url: source });
      assert.equal(cloud.person.messages.length, 2);
      assert.equal(sent(), 0);
      assert.equal(cloud.sandbox.data.mirror(id())?.url, before);
    });
  });
});
