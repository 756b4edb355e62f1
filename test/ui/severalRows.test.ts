import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const VIEW = 'Repositories';
const CHOSEN = ['bar', 'CreatRepository_MI9Af', 'test'];

describe('several selected rows', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({
      sandbox: { repositories: 12 },
      settings: { 'workbench.tree.expandMode': 'doubleClick' },
    });
    await workbench.openContainer();
    await workbench.trees.says('test', 'last success');
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const selected = async () =>
    (await workbench.trees.visibleRows(VIEW)).filter((row) => row.selected).map(({ label }) => label);
  const lists = () =>
    workbench.sandbox.requests.filter(({ operationId }) => operationId === 'listUserAllRepositories').length;

  /** Refreshes, and waits until the list and the mirrors of the rows have been read again. */
  async function refresh(by: () => Promise<void>): Promise<void> {
    const before = lists();
    await by();
    await until(() => lists() > before, 'the list is read again');
    await until(
      async () => (await workbench.trees.visibleRows(VIEW)).every(({ description }) => description !== 'checking…'),
      'the mirrors are read again',
    );
  }

  it('stay selected when the view is refreshed', async () => {
    await workbench.trees.select(...CHOSEN);
    assert.deepEqual(await selected(), CHOSEN);
    await refresh(() => workbench.runCommand('CodeArts Mirrors: Refresh'));
    await workbench.screenshot('selection-refreshed');
    assert.deepEqual(await selected(), CHOSEN);
    await refresh(() => workbench.viewAction(VIEW, 'Refresh'));
    assert.deepEqual(await selected(), CHOSEN);
    workbench.sandbox.data.addRepository({ name: 'arrived-meanwhile', project: 'demo_project' });
    await refresh(() => workbench.viewAction(VIEW, 'Refresh'));
    await workbench.trees.row('arrived-meanwhile');
    assert.deepEqual(await selected(), CHOSEN);
  });

  it('offer to sync also where one has no mirror, and say what was skipped', async () => {
    await workbench.trees.select(...CHOSEN);
    const offered = await workbench.trees.contextMenu('CreatRepository_MI9Af', 'Sync Remote Mirror Now');
    assert.ok(!offered.includes('Associate Remote Mirror'));
    const { text } = await workbench.notifications.waitFor('Skipped 1 of 3: no mirror.');
    assert.match(text, /^(?:All 2 syncs failed|\d of 2 mirrors are synced)\./);
  });
});
