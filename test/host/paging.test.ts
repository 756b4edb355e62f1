import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { type Row, rowsOf } from './support/rows';

/** 3 of the vendor's examples and 16 biting names come on top. */
const DRAWN = 221;
const TOTAL = 240;

describe('a list of several pages', () => {
  const cloud = useCloud({ repositories: DRAWN });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const pages = (): readonly (string | undefined)[] =>
    cloud.requests('listUserAllRepositories').map(({ query }) => query.page_index);

  afterEach(() => run('signOut'));

  async function counted(): Promise<{ count: number; more: Row | undefined; ids: readonly string[] }> {
    const rows = await rowsOf(tree());
    const groups = rows.filter(({ contexts }) => contexts.includes('group'));
    const members = await Promise.all(groups.map((group) => rowsOf(tree(), group)));
    const ids = members.flat().map(({ id }) => id);
    return { count: ids.length, more: rows.find(({ id }) => id === 'more'), ids };
  }

  const pressMore = (more: Row | undefined): Thenable<unknown> =>
    vscode.commands.executeCommand(
      more!.item.command!.command,
      ...((more!.item.command!.arguments ?? []) as unknown[]),
    );

  it('reads two pages and offers the rest', async () => {
    const { count, more } = await counted();
    assert.equal(count, 200);
    assert.equal(more?.label, 'Load more (200 of 240)');
    assert.equal(more.item.accessibilityInformation?.role, 'button');
    assert.deepEqual(pages(), ['1', '2']);
  });

  it('is the last row', async () => {
    const rows = await rowsOf(tree());
    assert.equal(rows.at(-1)?.id, 'more');
  });

  it('adds what is missing, once', async () => {
    await pressMore((await counted()).more);
    const { count, more, ids } = await counted();
    assert.equal(count, TOTAL);
    assert.equal(new Set(ids).size, TOTAL);
    assert.equal(more, undefined);
    assert.deepEqual(pages(), ['1', '2', '3']);
  });

  it('joins impatient clicks', async () => {
    const { more } = await counted();
    await Promise.all([pressMore(more), pressMore(more), pressMore(more)]);
    assert.deepEqual(pages(), ['1', '2', '3']);
  });

  it('keeps on screen what was loaded when it is refreshed', async () => {
    await pressMore((await counted()).more);
    cloud.forgetRequests();
    await run('refresh');
    assert.equal((await counted()).count, TOTAL);
    assert.deepEqual(pages(), ['1', '2', '3']);
  });

  it('keeps what it has when the next page does not come, and can be asked again', async () => {
    const { more } = await counted();
    cloud.sandbox.faults.add({ kind: 'html', match: { operationId: 'listUserAllRepositories' } });
    await pressMore(more);
    const [problem] = await rowsOf(tree());
    assert.equal(problem?.id, 'problem');
    assert.equal((await counted()).count, 200);
    cloud.sandbox.faults.clear();
    await pressMore((await counted()).more);
    assert.equal((await counted()).count, TOTAL);
    assert.notEqual((await rowsOf(tree()))[0]?.id, 'problem');
  });

  it('ends where the server has no more, whatever total it claims', async () => {
    const { more } = await counted();
    const empty = { result: { total: 1000, repositories: [] }, status: 'success' };
    cloud.sandbox.faults.add({ kind: 'body', body: empty, match: { operationId: 'listUserAllRepositories' } });
    await pressMore(more);
    const after = await counted();
    assert.deepEqual([after.count, after.more], [200, undefined]);
    assert.deepEqual(pages(), ['1', '2', '3']);
  });
});
