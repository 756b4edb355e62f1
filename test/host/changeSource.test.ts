import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { type Row, rowNamed, settledRows } from './support/rows';

describe('changing the source of a mirror', () => {
  const cloud = useCloud({ repositories: 0 });
  const before = 'https://example.com/before.git';
  const after = 'https://example.com/after.git';
  let number = 0;
  let row: Row;

  /** Each test has a mirror of its own. */
  beforeEach(async () => {
    number += 1;
    cloud.sandbox.data.addRepository({ name: `source-${number}`, project: 'demo_project', commits: 0 });
    await run('refresh');
    row = await rowOf();
    cloud.sandbox.data.setMirror(id(), { url: before, update_status: 'finished' });
    await run('refresh');
    row = await rowOf();
    cloud.forgetRequests();
  });

  const rowOf = async (): Promise<Row> => {
    const tree: vscode.TreeDataProvider<unknown> = cloud.api.views.repositories;
    return rowNamed(await settledRows(tree, 'demo_project'), `source-${number}`);
  };
  const id = (): number => Number(row.id.replace('repository/', ''));
  const source = (): unknown => cloud.sandbox.data.mirror(id())?.url;
  const writes = (): number =>
    cloud.requests('associateRemoteMirror').length + cloud.requests('updateRepositoryRemoteMirror').length;

  it('starts with the current source, asks with both, and sends the new one', async () => {
    cloud.person.types(after).presses('Replace Source');
    await run('mirror.edit', row.node);
    assert.equal(cloud.person.inputs[0]!.title, `Source address for source-${number}`);
    const [question] = cloud.person.messages;
    assert.equal(question!.text, `Replace the source of source-${number}?`);
    assert.deepEqual(question!.detail.split('\n').slice(0, 2), [`Current source: ${before}`, `New source: ${after}`]);
    assert.equal(source(), after);
  });

  it('keeps the source when the person does not want that', async () => {
    cloud.person.types(after);
    await run('mirror.edit', row.node);
    assert.deepEqual([source(), writes()], [before, 0]);
  });

  it('says that the same address changes nothing', async () => {
    cloud.person.types(before);
    await run('mirror.edit', row.node);
    assert.deepEqual(cloud.person.inputs[0]!.complaints, ['This is the current source.']);
    await run('mirror.associate', row.node, { url: before });
    const said = `source-${number} already has this source. Nothing was changed.`;
    assert.deepEqual(cloud.person.texts, [said, said]);
    assert.equal(writes(), 0);
  });

  it('offers to associate a repository that is no mirror', async () => {
    const plain = rowNamed(await settledRows(cloud.api.views.repositories, 'demo_project'), 'CreatRepository_MI9Af');
    await run('mirror.edit', plain.node);
    const [message] = cloud.person.messages;
    assert.equal(message!.text, 'CreatRepository_MI9Af has no mirror. Associate one first.');
    assert.deepEqual(message!.buttons, ['Associate…']);
    assert.deepEqual([cloud.person.inputs, writes()], [[], 0]);
  });
});
