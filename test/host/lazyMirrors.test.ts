import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { hideViews, run } from './support/extension';
import { redrawn, type Row, rowsOf, tooltipOf, watchTree } from './support/rows';
import { until } from './support/until';

const LATENCY_MS = 200;

describe('the mirrors of the rows', () => {
  const cloud = useCloud({ repositories: 90 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const asked = (): number => cloud.requests('showRemoteMirror').length;
  const slowly = (): void => {
    cloud.sandbox.faults.add({ kind: 'latency', ms: LATENCY_MS, match: { operationId: 'showRemoteMirror' } });
  };

  /** Every test begins with an account whose mirrors nobody has looked at. */
  afterEach(() => run('signOut'));

  async function groupOf(atLeast: number): Promise<Row> {
    const groups = await rowsOf(tree());
    return groups.find(({ description }) => Number.parseInt(description) >= atLeast)!;
  }

  const settled = (rows: readonly Row[]): Promise<boolean> =>
    until('all mirrors of the group', async () => {
      const drawn = await Promise.all(rows.map((row) => redrawn(tree(), row)));
      return drawn.every(({ description }) => description !== 'checking…');
    });

  it('are not asked for while projects are closed', async () => {
    const groups = await rowsOf(tree());
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    assert.deepEqual(
      groups.map(({ item }) => item.collapsibleState),
      groups.map((_, index) => (index === 0 ? Expanded : Collapsed)),
    );
    assert.equal(asked(), 0);
  });

  it('are asked for when a project is opened, for that one only', async () => {
    const rows = await rowsOf(tree(), await groupOf(8));
    await settled(rows);
    const paths = new Set(cloud.requests('showRemoteMirror').map(({ path }) => path));
    const wanted = rows.map(({ id }) => `/v4/repositories/${id.replace('repository/', '')}/remote-mirror`);
    assert.deepEqual(paths, new Set(wanted));
    assert.equal(asked(), rows.length);
  });

  it('are not asked for again when the project is drawn again', async () => {
    const group = await groupOf(8);
    await settled(await rowsOf(tree(), group));
    const before = asked();
    const [row] = await rowsOf(tree(), group);
    // By the time that this answer is there, requests from before it would have arrived.
    await tooltipOf(tree(), row!);
    assert.equal(asked(), before);
  });

  it('arrive one by one: one event a row', async () => {
    const rows = await rowsOf(tree(), await groupOf(8));
    const watch = watchTree(tree());
    await settled(rows);
    watch.dispose();
    for (const { node, label } of rows) {
      assert.equal(watch.changed.filter((changed) => changed === node).length, 1, label);
    }
    const whole = watch.changed.filter((changed) => changed === undefined).length;
    assert.ok(whole <= 1, 'nothing else is drawn again, but that the first mirrors need attention');
  });

  it('are read at most four at a time', async () => {
    slowly();
    const rows = await rowsOf(tree(), await groupOf(12));
    await settled(rows);
    const times = cloud
      .requests('showRemoteMirror')
      .map(({ at }) => at.getTime())
      .sort((a, b) => a - b);
    assert.equal(times.length, rows.length);
    // None arrives earlier than the fifth before it has been answered.
    const spans = times.slice(4).map((time, index) => time - times[index]!);
    assert.ok(Math.min(...spans) >= LATENCY_MS - 5, `five within ${Math.min(...spans)} ms`);
    assert.ok(times[3]! - times[0]! < LATENCY_MS, 'the first four together');
  });

  it('are no longer asked for when the views are out of sight', async () => {
    await vscode.commands.executeCommand('codeartsMirrors.repositories.focus');
    await until('the first project', () => asked() > 0);
    slowly();
    const rows = await rowsOf(tree(), await groupOf(12));
    await hideViews();
    await settled(rows);
    const words = await Promise.all(rows.map((row) => redrawn(tree(), row)));
    assert.ok(
      words.some(({ description }) => description === 'not checked'),
      'some were not read',
    );
  });

  it('of the project that the real view opens are the only ones that it asks for', async () => {
    await vscode.commands.executeCommand('codeartsMirrors.repositories.focus');
    const [open] = await rowsOf(tree());
    const all = cloud.sandbox.data.repositories();
    const own = all.filter(({ project }) => project.name === open!.label);
    await until('its mirrors', () => asked() >= own.length);
    const numbers = cloud.requests('showRemoteMirror').map(({ path }) => Number(/\d{3,}/.exec(path)![0]));
    const projects = new Set(all.filter(({ id }) => numbers.includes(id)).map(({ project }) => project.name));
    assert.ok(projects.has(open!.label));
    // The editor remembers which projects other suites have opened.
    assert.ok(projects.size < new Set(all.map(({ project }) => project.name)).size, [...projects].join());
  });
});
