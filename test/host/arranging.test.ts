import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { MirrorWire } from '../../src/sandbox/index';
import { useCloud } from './support/cloud';
import { useContextKeys } from './support/contextKeys';
import { hideViews, run } from './support/extension';
import { type Row, rowNamed, rowsOf, settledRows, tooltipOf } from './support/rows';
import { until } from './support/until';

const APPLY = '$(check) Apply';
const ago = (hours: number): string => new Date(Date.now() - hours * 3600 * 1000).toISOString();
const FAILED = {
  update_status: 'failed',
  url: 'https://github.com/acme/x.git',
  last_error: '{"msg":"fatal: Authentication failed for \'https://github.com/acme/x.git\'","code":"7"}',
  last_successful_update_at: ago(30),
};
const MIRRORS: Readonly<Record<string, MirrorWire>> = {
  'a-stale': {
    update_status: 'finished',
    url: 'https://gitee.com/a/b.git',
    mirroring_enabled: true,
    last_successful_update_at: ago(100),
  },
  'b-healthy': { update_status: 'finished', url: 'https://gitee.com/a/c.git', last_successful_update_at: ago(1) },
  'c-failing': FAILED,
};

describe('the rows of the Repositories view', () => {
  const keys = useContextKeys();
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;

  before(() => {
    const { data } = cloud.sandbox;
    for (const { id } of data.repositories()) data.removeMirror(id);
    for (const [name, record] of Object.entries(MIRRORS)) {
      data.setMirror(data.addRepository({ name, project: 'demo_project' }).id, record);
    }
  });
  beforeEach(async () => {
    await settledRows(tree(), 'demo_project');
    await until('what needs attention', () => cloud.api.health.current.problems.length === 2);
  });
  afterEach(() => run('repositories.clearFilter'));

  const outline = async (): Promise<Readonly<Record<string, readonly string[]>>> => {
    const groups = await rowsOf(tree());
    const entries = await Promise.all(
      groups.map(async (group) => [group.label, (await rowsOf(tree(), group)).map(({ label }) => label)] as const),
    );
    return Object.fromEntries(entries);
  };
  const attention = async (): Promise<readonly Row[]> =>
    rowsOf(tree(), rowNamed(await rowsOf(tree()), 'Needs Attention'));

  it('begin with those that need attention, the worst first, each with its project', async () => {
    const [first] = await rowsOf(tree());
    assert.deepEqual([first!.label, first!.description], ['Needs Attention', '2']);
    assert.equal(first!.spoken, 'Needs Attention, 2 repositories');
    assert.equal(first!.item.collapsibleState, vscode.TreeItemCollapsibleState.Expanded);
    const rows = await attention();
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['c-failing', 'a-stale'],
    );
    assert.match(rows[0]!.description, /^failed .* · demo_project$/);
  });

  it('have an identity of their own in each place, and the same facts and actions', async () => {
    const project = rowNamed(await settledRows(tree(), 'demo_project'), 'c-failing');
    const [same] = await attention();
    assert.notEqual(same!.id, project.id);
    assert.deepEqual(same!.contexts, project.contexts);
    const facts = await Promise.all([same!, project].map((row) => rowsOf(tree(), row)));
    assert.equal(new Set(facts.flat().map(({ id }) => id)).size, facts.flat().length);
    assert.match((await tooltipOf(tree(), same!)).value, /Authentication failed/);
    cloud.forgetRequests();
    await run('mirror.sync', same!.node, [same!.node, project.node]);
    assert.equal(cloud.requests('startRemoteMirrorSynchronization').length, 1, 'both rows are one repository');
    const { id } = cloud.sandbox.data.repository('c-failing');
    cloud.sandbox.data.setMirror(id, FAILED);
    await run('refresh');
  });

  it('no longer begin with them when nothing needs attention', async () => {
    const ids = ['a-stale', 'c-failing'].map((name) => cloud.sandbox.data.repository(name).id);
    for (const id of ids) cloud.sandbox.data.setMirror(id, MIRRORS['b-healthy']!);
    await run('refresh');
    await until('nothing', async () => !(await rowsOf(tree())).some(({ label }) => label === 'Needs Attention'));
    cloud.sandbox.data.setMirror(ids[0]!, MIRRORS['a-stale']!);
    cloud.sandbox.data.setMirror(ids[1]!, FAILED);
    await run('refresh');
    await until('them again', async () => (await rowsOf(tree()))[0]!.label === 'Needs Attention');
  });

  it('are filtered by text: projects without a match are not shown', async () => {
    cloud.person.chooses('Text', APPLY).types('healthy');
    await run('repositories.filter');
    assert.deepEqual(await outline(), { demo_project: ['b-healthy'] });
    assert.equal(rowNamed(await rowsOf(tree()), 'demo_project').description, '1');
    assert.equal(keys.get('codeartsMirrors.repositories.arranged'), true);
    await run('repositories.clearFilter');
    assert.ok('Names that bite' in (await outline()));
    assert.equal(keys.get('codeartsMirrors.repositories.arranged'), false);
  });

  it('are filtered by what is known of mirrors, and follow it', async () => {
    cloud.person.chooses('Cause', ['Sign-in rejected'], APPLY);
    await run('repositories.filter');
    assert.deepEqual(await outline(), { 'Needs Attention': ['c-failing'], demo_project: ['c-failing'] });
    const { id } = cloud.sandbox.data.repository('b-healthy');
    cloud.sandbox.data.setMirror(id, FAILED);
    await run('repositories.clearFilter');
    cloud.person.chooses('Health', ['Synced'], APPLY);
    await run('repositories.filter');
    assert.deepEqual(await outline(), { demo_project: ['b-healthy'] });
    await run('mirror.checkAll');
    await until('no row', async () => (await rowsOf(tree())).length === 0);
    assert.equal(keys.get('codeartsMirrors.repositories.noMatch'), true, 'the view says why it is empty');
    cloud.sandbox.data.setMirror(id, MIRRORS['b-healthy']!);
    await run('mirror.checkAll');
    await until('the row', async () => 'demo_project' in (await outline()));
  });

  it('are grouped by health, by source, and not at all', async () => {
    await run('mirror.checkAll');
    cloud.person.chooses('Group by health');
    await run('groupBy');
    const byHealth = await outline();
    assert.deepEqual(Object.keys(byHealth), ['Needs Attention', 'Failing', 'Out of date', 'Synced', 'No mirror']);
    assert.deepEqual([byHealth.Failing, byHealth.Synced], [['c-failing'], ['b-healthy']]);
    cloud.person.chooses('Group by source host');
    await run('groupBy');
    const bySource = await outline();
    assert.deepEqual(Object.keys(bySource), ['Needs Attention', 'gitee.com', 'github.com', 'No mirror']);
    cloud.person.chooses('Don’t group').chooses('Sort by health, worst first');
    await run('groupBy');
    await run('groupBy');
    const rows = (await rowsOf(tree())).filter(({ contexts }) => contexts.includes('repository'));
    assert.deepEqual(
      rows.slice(0, 3).map(({ label }) => label),
      ['c-failing', 'a-stale', 'b-healthy'],
    );
    assert.equal(rows.length, cloud.sandbox.data.repositories().length);
  });

  it('keep no row in two places while it moves from one group to another', async () => {
    await vscode.commands.executeCommand('codeartsMirrors.repositories.focus');
    cloud.person.chooses('Group by health');
    await run('groupBy');
    const { id } = cloud.sandbox.data.repository('b-healthy');
    cloud.sandbox.data.setMirror(id, FAILED);
    await run('refresh');
    await until('its new place', async () => (await outline()).Failing?.includes('b-healthy') === true);
    assert.ok(!((await outline()).Synced ?? []).includes('b-healthy'));
    cloud.sandbox.data.setMirror(id, MIRRORS['b-healthy']!);
    await run('refresh');
    await until('its old place', async () => (await outline()).Synced?.includes('b-healthy') === true);
    await hideViews();
  });

  it('are found among all, also where a filter hides them', async () => {
    cloud.person.chooses('Text', APPLY).types('healthy');
    await run('repositories.filter');
    cloud.person.chooses('c-failing');
    await run('find');
    assert.equal(cloud.person.picks.at(-1)!.items.length, cloud.sandbox.data.repositories().length);
    assert.equal(keys.get('codeartsMirrors.repositories.arranged'), false);
    assert.deepEqual(cloud.person.texts, []);
    await hideViews();
  });

  it('stay as they are when choosing a filter is given up', async () => {
    cloud.person.chooses('Only mirrors');
    await run('repositories.filter');
    assert.ok('Names that bite' in (await outline()));
    assert.equal(keys.get('codeartsMirrors.repositories.arranged'), false);
  });
});
