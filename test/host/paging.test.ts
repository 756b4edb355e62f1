import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { type Row, rowsOf } from './support/rows';
import { until } from './support/until';

/** 3 of the vendor's examples and 16 biting names come on top. */
const DRAWN = 721;
const TOTAL = 740;

describe('a list of several pages', () => {
  const cloud = useCloud({ repositories: DRAWN });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const match = { operationId: 'listUserAllRepositories' };
  const pages = (): readonly (string | undefined)[] =>
    cloud.requests(match.operationId).map(({ query }) => query.page_index);

  afterEach(() => run('signOut'));

  async function listed(): Promise<{ count: number; rows: readonly Row[]; ids: readonly string[] }> {
    const rows = await rowsOf(tree());
    const groups = rows.filter(({ contexts }) => contexts.includes('group'));
    const members = await Promise.all(groups.map((group) => rowsOf(tree(), group)));
    const ids = members.flat().map(({ id }) => id);
    return { count: ids.length, rows, ids };
  }

  async function complete(): Promise<void> {
    await rowsOf(tree());
    await until('the last page', async () => (await listed()).count === TOTAL);
  }

  it('is on screen as soon as two pages are there', async () => {
    cloud.sandbox.faults.add({ kind: 'latency', ms: 100, match });
    await rowsOf(tree());
    assert.equal((await listed()).count, 200);
    assert.deepEqual(pages().slice(0, 2), ['1', '2']);
    await complete();
  });

  it('is read to its end by itself, each record once, and then left alone', async () => {
    await complete();
    const { ids, rows } = await listed();
    assert.equal(new Set(ids).size, TOTAL);
    assert.ok(!rows.some(({ id }) => id === 'more'));
    assert.deepEqual([...pages()].sort(), ['1', '2', '3', '4', '5', '6', '7', '8']);
  });

  it('is asked for two pages at a time', async () => {
    cloud.sandbox.faults.add({ kind: 'latency', ms: 100, match });
    await complete();
    const times = cloud.requests(match.operationId).map(({ at }) => at.getTime());
    // None arrives earlier than the second before it has been answered.
    const spans = times.slice(2).map((time, index) => time - times[index]!);
    assert.ok(Math.min(...spans) >= 95, `three within ${Math.min(...spans)} ms`);
  });

  it('is drawn at most once for each step, and keeps its rows', async () => {
    cloud.sandbox.faults.add({ kind: 'latency', ms: 100, match });
    const before = await rowsOf(tree());
    const events: unknown[] = [];
    const subscription = tree().onDidChangeTreeData!((nodes) => events.push(nodes));
    await until('the last page', () => pages().length >= 8);
    await until('the last step', () => events.length >= 3);
    await rowsOf(tree());
    subscription.dispose();
    assert.equal(events.length, 3, 'pages 3 and 4, 5 and 6, 7 and 8');
    const after = await rowsOf(tree());
    for (const { id, node } of before) assert.equal(after.find((row) => row.id === id)?.node, node, id);
  });

  it('stays whole on screen while it is read again', async () => {
    await complete();
    cloud.sandbox.data.addRepository({ name: 'added', project: 'demo_project' });
    cloud.sandbox.faults.add({ kind: 'latency', ms: 100, match });
    cloud.forgetRequests();
    await run('refresh');
    assert.ok((await listed()).count >= TOTAL);
    assert.ok(pages().length < 8, 'the others are still being read');
    await until('the last page', async () => (await listed()).count === TOTAL + 1);
  });

  it('keeps what it has when a page does not come, and goes on when asked', async () => {
    cloud.sandbox.faults.add({ kind: 'latency', ms: 100, match });
    await rowsOf(tree());
    cloud.sandbox.faults.add({ kind: 'html', match });
    const problem = await until('the failure', async () => {
      const [first] = await rowsOf(tree());
      return first?.id === 'problem' && first;
    });
    assert.match(problem.label, /proxy or login page/);
    const { count } = await listed();
    assert.ok(count >= 200 && count < TOTAL, `${count}`);
    await until('a summary', () => cloud.api.health.current.repositories === TOTAL + 1);
    assert.ok(cloud.api.health.current.unread >= TOTAL + 1 - count, 'those that are missing are not checked either');
    cloud.sandbox.faults.clear();
    await run('refresh');
    await until('all', async () => (await listed()).count === TOTAL + 1);
    assert.notEqual((await rowsOf(tree()))[0]?.id, 'problem');
  });

  it('does not forget its repositories because of one empty answer', async () => {
    await rowsOf(tree());
    await until('the last page', async () => (await listed()).count === TOTAL + 1);
    const empty = { result: { total: 0, repositories: [] }, status: 'success' };
    cloud.sandbox.faults.add({ kind: 'body', body: empty, match, times: 1 });
    cloud.forgetRequests();
    await run('refresh');
    assert.equal((await listed()).count, TOTAL + 1);
    await until('the second answer', () => pages().length >= 9);
    assert.equal((await listed()).count, TOTAL + 1);
  });
});
