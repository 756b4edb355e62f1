import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { type Row, rowNamed, rowsOf, settledRows, watchTree } from './support/rows';
import { until } from './support/until';

describe('refreshing', () => {
  const cloud = useCloud({ repositories: 12 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;

  async function everyRow(): Promise<readonly Row[]> {
    const groups = await rowsOf(tree());
    const below = await Promise.all(groups.map((group) => rowsOf(tree(), group)));
    return [...groups, ...below.flat()];
  }

  it('keeps the identity of every row, so that selection and open projects survive', async () => {
    await everyRow();
    await until('all mirrors', () => {
      const { problems, unread } = cloud.api.health.current;
      return problems.length > 0 && unread === 0;
    });
    const before = await everyRow();
    assert.equal(new Set(before.map(({ id }) => id)).size, before.length, 'no id occurs twice');
    await run('refresh');
    const after = await everyRow();
    assert.deepEqual(
      after.map(({ id }) => id),
      before.map(({ id }) => id),
    );
    assert.ok(
      after.every(({ node }, index) => node === before[index]!.node),
      'the same objects',
    );
  });

  it('draws nothing again that is as it was, so that selected rows and open menus keep their rows', async () => {
    await everyRow();
    const rows = await settledRows(tree(), 'demo_project');
    cloud.forgetRequests();
    const watch = watchTree(tree());
    await run('refresh');
    await until('their mirrors', () => cloud.requests('showRemoteMirror').length >= rows.length);
    await settledRows(tree(), 'demo_project');
    watch.dispose();
    assert.ok(!watch.changed.includes(undefined), 'not the whole tree');
    assert.ok(!rows.some(({ node }) => watch.changed.includes(node)), 'none of its rows');
  });

  it('draws only what has changed: a row, or the project that has another row', async () => {
    await everyRow();
    const rows = await settledRows(tree(), 'demo_project');
    const { id } = cloud.sandbox.data.repository('bar');
    cloud.sandbox.data.setMirror(id, { url: 'https://example.com/moved.git', update_status: 'canceled' });
    const watch = watchTree(tree());
    await run('refresh');
    const { node } = rowNamed(rows, 'bar');
    await until('its row', () => watch.changed.includes(node));
    cloud.sandbox.data.addRepository({ name: 'one-more', project: 'demo_project' });
    await run('refresh');
    watch.dispose();
    const project = rowNamed(await rowsOf(tree()), 'demo_project').node;
    assert.ok(watch.changed.includes(project));
    assert.ok(!watch.changed.includes(undefined), 'not the whole tree');
    assert.ok(!rows.some((row) => row.node !== node && watch.changed.includes(row.node)), 'no other row');
  });

  it('shows what is there by then', async () => {
    await everyRow();
    cloud.sandbox.data.addRepository({ name: 'fresh-from-the-server', project: 'demo_project' });
    await run('refresh');
    rowNamed(await everyRow(), 'fresh-from-the-server');
  });

  it('reads the mirrors of what is open again', async () => {
    const rows = await settledRows(tree(), 'demo_project');
    cloud.forgetRequests();
    await run('refresh');
    await until('their mirrors', () => cloud.requests('showRemoteMirror').length >= rows.length);
  });

  it('asks once when it is asked several times', async () => {
    await everyRow();
    cloud.forgetRequests();
    await Promise.all([run('refresh'), run('refresh'), run('refresh')]);
    assert.equal(cloud.requests('listUserAllRepositories').length, 1);
    assert.equal(cloud.requests('listRegistry').length, 1);
  });

  it('offers to sign in while nobody is, and sends nothing', async () => {
    await run('signOut');
    cloud.person.forget();
    cloud.forgetRequests();
    await run('refresh');
    const [message] = await until('a message', () => cloud.person.messages.length > 0 && cloud.person.messages);
    assert.equal(message!.buttons[0], 'Sign In');
    assert.deepEqual(cloud.requests(), []);
  });
});
