import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { MirrorWire } from '../../src/sandbox/index';
import type { HealthSummary } from '../../src/ui/healthSummary';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { rowNamed, rowsOf, settledRows } from './support/rows';
import { until } from './support/until';

const ago = (hours: number): string => new Date(Date.now() - hours * 3600 * 1000).toISOString();
const SOURCE = 'https://example.com/foo/bar.git';
const YESTERDAY = ago(30);

type Problem = HealthSummary['problems'][number];

const MIRRORS: Readonly<Record<string, MirrorWire>> = {
  'z-failing': { update_status: 'failed', url: SOURCE, number_of_failures: 4, last_successful_update_at: YESTERDAY },
  'a-failing': { update_status: 'failed', url: SOURCE, number_of_failures: 1, last_successful_update_at: YESTERDAY },
  stale: { update_status: 'finished', url: SOURCE, mirroring_enabled: true, last_successful_update_at: ago(100) },
  healthy: { update_status: 'finished', url: SOURCE, last_successful_update_at: ago(1) },
  paused: { update_status: 'finished', url: SOURCE, mirroring_enabled: false, last_successful_update_at: ago(100) },
};

describe('the health of the mirrors', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;

  before(() => {
    const { data } = cloud.sandbox;
    for (const example of [2111985337, 2112029391]) data.removeMirror(example);
    for (const [name, record] of Object.entries(MIRRORS)) {
      data.setMirror(data.addRepository({ name, project: 'demo_project' }).id, record);
    }
  });

  const own = (): readonly Problem[] => cloud.api.health.current.problems.filter(({ name }) => name in MIRRORS);
  const problems = (): readonly string[] => own().map(({ name }) => name);
  const known = async (): Promise<void> => {
    await settledRows(tree(), 'demo_project');
    await until('the summary', () => cloud.api.health.current.mirrors >= 5);
  };

  it('counts the mirrors that were read, and says how many were not', async () => {
    await known();
    await until('the counts', () => cloud.api.health.current.unread <= 16);
    const { mirrors, unread } = cloud.api.health.current;
    assert.deepEqual([mirrors, unread], [5, 16], 'the names that bite have not been opened');
  });

  it('has the worst first: failing for longest, then most failures', async () => {
    await known();
    assert.deepEqual(problems(), ['z-failing', 'a-failing', 'stale']);
    const [first, , last] = own();
    assert.deepEqual([first!.severity, last!.severity], ['failing', 'stale']);
    assert.match(first!.words, /^failed 4 times · last success 1 day ago$/);
  });

  it('is on the row of the project too', async () => {
    await known();
    const group = await until('the count', async () => {
      const row = rowNamed(await rowsOf(tree()), 'demo_project');
      return row.description.includes('need attention') && row;
    });
    assert.equal(group.description, '3 of 8 need attention');
  });

  it('tells its listeners, once for a burst', async () => {
    await run('signOut');
    await cloud.signIn();
    await rowsOf(tree());
    await until('nothing to be known', () => cloud.api.health.current.mirrors === 0);
    const told: number[] = [];
    const subscription = cloud.api.health.onDidChange(({ mirrors }) => told.push(mirrors));
    await known();
    subscription.dispose();
    assert.ok(told.length <= 4, `${told.length} times for 8 rows`);
    assert.equal(told.at(-1), 5);
  });

  it('changes when a mirror has been repaired', async () => {
    await known();
    cloud.sandbox.data.setMirror(cloud.sandbox.data.repository('stale').id, MIRRORS.healthy!);
    await run('refresh');
    await until('two problems', () => problems().length === 2);
    cloud.sandbox.data.setMirror(cloud.sandbox.data.repository('stale').id, MIRRORS.stale!);
    await run('refresh');
    await until('three problems', () => problems().length === 3);
  });

  it('is what the status bar’s menu offers to act on', async () => {
    await known();
    cloud.person.chooses('z-failing', 'Show details');
    await run('statusMenu');
    const [menu, remedies] = cloud.person.picks;
    const labels = menu!.items.map(({ label }) => label);
    const order = ['$(error) z-failing', '$(error) a-failing', '$(warning) stale'];
    assert.deepEqual(
      labels.filter((label) => order.includes(label)),
      order,
    );
    assert.ok(labels.findIndex((label) => label.includes('Check all mirrors')) < labels.indexOf(order[0]!));
    assert.match(menu!.items.find(({ label }) => label === order[0])!.description!, /^demo_project · failed 4 times/);
    assert.equal(remedies!.title, 'z-failing');
    assert.match(remedies!.items[0]!.label, /^\$\(lightbulb\) (?:Sync Again|Change Source…)$/);
    assert.equal(remedies!.items.length, 4);
  });

  it('offers to sign in when nobody is', async () => {
    await run('signOut');
    await until('nothing to be known', () => cloud.api.health.current.mirrors === 0);
    await run('statusMenu');
    assert.match(cloud.person.picks[0]!.items[0]!.label, /Sign in/);
  });

  it('is known of all repositories after checking all', async () => {
    await run('mirror.checkAll');
    const { mirrors, unread } = cloud.api.health.current;
    const expected = cloud.sandbox.data.repositories().filter(({ id }) => cloud.sandbox.data.mirror(id)).length;
    assert.deepEqual([mirrors, unread], [expected, 0]);
    const attention = cloud.api.health.current.problems.length;
    assert.match(cloud.person.texts.at(-1)!, new RegExp(`^${attention} of ${expected} mirrors need attention\\.`));
    assert.ok(cloud.person.progress[0]!.cancellable);
    assert.match(cloud.person.progress[0]!.messages.at(-1)!, /^24 of 24$/);
  });

  it('checking all can be stopped, and says how many were not checked', async () => {
    await run('signOut');
    await cloud.signIn();
    cloud.person.forget();
    cloud.sandbox.faults.add({ kind: 'latency', ms: 200, match: { operationId: 'showRemoteMirror' } });
    cloud.forgetRequests();
    const checking = run('mirror.checkAll');
    await until('the first mirror', () => cloud.requests('showRemoteMirror').length > 4);
    cloud.person.cancels();
    await checking;
    assert.ok(cloud.requests('showRemoteMirror').length < 20);
    assert.match(cloud.person.texts.at(-1)!, /\d+ repositories were not checked\.$/);
  });
});
