import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { FaultEffect } from '../../src/sandbox/index';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { type Row, settledRows } from './support/rows';
import { until } from './support/until';

const FORBIDDEN: FaultEffect = {
  kind: 'status',
  status: 403,
  body: { error_code: 'CH.004403', error_msg: 'no' },
};
const NAMES = ['one', 'two', 'three', 'four', 'five', 'six'];

describe('syncing mirrors, when', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const match = { operationId: 'startRemoteMirrorSynchronization' };
  const started = (): number => cloud.requests(match.operationId).length;

  before(() => {
    const { data } = cloud.sandbox;
    for (const name of NAMES) {
      const { id } = data.addRepository({ name, project: 'demo_project', commits: 0 });
      data.setMirror(id, { url: data.addUpstream(`oss/${name}`), update_status: 'none' });
    }
  });

  async function rows(...names: readonly string[]): Promise<readonly Row[]> {
    const all = await settledRows(tree(), 'demo_project');
    return all.filter(({ label }) => names.includes(label));
  }

  async function sync(selected: readonly Row[]): Promise<void> {
    await run(
      'mirror.sync',
      selected[0]!.node,
      selected.map(({ node }) => node),
    );
  }

  it('several rows are selected: one notification for all, which names what failed', async () => {
    const { id } = cloud.sandbox.data.repository('two');
    const selected = await rows(...NAMES.slice(0, 5), 'CreatRepository_MI9Af');
    assert.equal(selected.length, 6);
    cloud.sandbox.faults.add({ ...FORBIDDEN, match: { ...match, path: `/v4/repositories/${id}/` } });
    await sync(selected);
    assert.equal(started(), 5);
    assert.equal(cloud.person.messages.length, 1);
    const [message] = cloud.person.messages;
    assert.equal(message!.severity, 'error');
    assert.match(message!.text, /^4 of 5 mirrors are synced\. /);
    assert.match(message!.text, /two: the synchronisation was not requested\. You do not have the right/);
    assert.match(message!.text, / Skipped 1 of 6: no mirror\.$/);
    assert.equal(cloud.person.progress[0]!.title, 'Syncing 5 mirrors');
  });

  it('the person cancels: it stops waiting, and says that the synchronisation goes on', async () => {
    const selected = await rows('six');
    const syncing = sync(selected);
    await until('the request', () => started() > 0);
    cloud.person.cancels();
    await syncing;
    assert.deepEqual(cloud.person.texts, [
      'six: no longer watched. The synchronisation may go on; refresh later to see its result.',
    ]);
    assert.ok(cloud.person.progress[0]!.cancellable);
    await cloud.sandbox.data.synchronised(cloud.sandbox.data.repository('six').id);
    assert.equal(cloud.sandbox.data.mirror(cloud.sandbox.data.repository('six').id)?.update_status, 'finished');
  });

  it('the person cancels before all were requested: says which were not', async () => {
    cloud.sandbox.faults.add({ kind: 'latency', ms: 400, match: { operationId: 'showRemoteMirror' } });
    const selected = await rows(...NAMES);
    cloud.forgetRequests();
    const syncing = sync(selected);
    await until('the first look', () => cloud.requests('showRemoteMirror').length > 0);
    cloud.person.cancels();
    await syncing;
    assert.equal(started(), 0);
    const [message] = cloud.person.messages;
    assert.match(message!.text, /^0 of 6 mirrors are synced\./);
    assert.equal(message!.text.match(/: not requested\./g)?.length, 6);
  });

  for (const [name, fault, text] of [
    ['the right is missing', FORBIDDEN, /^one: the synchronisation was not requested\. You do/],
    ['the gateway gives up', { kind: 'status', status: 502 }, /^one: no answer arrived, so it is not known whether/],
  ] as const) {
    it(`${name}: says so, and sends it once`, async () => {
      cloud.sandbox.faults.add({ ...fault, match });
      await sync(await rows('one'));
      assert.equal(started(), 1);
      const [message] = cloud.person.messages;
      assert.equal(message!.severity, 'error');
      assert.match(message!.text, text);
      assert.deepEqual(message!.buttons, ['Show Log']);
    });
  }

  it('the answer is lost: looks whether it was requested, and goes on watching', async () => {
    cloud.sandbox.faults.add({ kind: 'reset', after: true, match });
    await sync(await rows('one'));
    assert.equal(started(), 1);
    const [message] = cloud.person.messages;
    assert.match(message!.text, /^one is synced: last success /);
  });

  it('the person signs out meanwhile: that is no error', async () => {
    const [row] = await rows('four');
    cloud.sandbox.faults.add({ kind: 'body', body: { jid: 'x' }, match });
    const syncing = sync([row!]);
    await until('the request', () => started() > 0);
    await run('signOut');
    await syncing;
    const messages = cloud.person.messages.filter(({ text }) => text.startsWith('four'));
    assert.deepEqual(
      messages.map(({ severity }) => severity),
      ['warning'],
    );
    assert.match(messages[0]!.text, /^four: no longer watched/);
  });

  it('the mirror goes away meanwhile: says so', async () => {
    const [row] = await rows('three');
    const { id } = cloud.sandbox.data.repository('three');
    const syncing = sync([row!]);
    await until('the request', () => started() > 0);
    await cloud.sandbox.data.synchronised(id);
    cloud.sandbox.data.removeMirror(id);
    await syncing;
    assert.deepEqual(cloud.person.texts, ['three has no mirror any more.']);
  });
});
