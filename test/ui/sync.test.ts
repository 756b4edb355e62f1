import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const HOUR_MS = 60 * 60 * 1000;

describe('synchronising', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({ sandbox: { repositories: 3 } });
    const { data } = workbench.sandbox;
    addMirror('sound', data.addUpstream('oss/sound'));
    addMirror('broken', data.upstreamUrl('oss/nowhere'));
    await workbench.openContainer();
    // The list may have been read before they were added.
    await workbench.viewAction('Repositories', 'Refresh');
    // It grows while mirrors are read, and would move the rows that are clicked.
    await workbench.statusBarSays('need');
    await workbench.trees.collapse('Needs Attention');
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('says that it was requested, watches, and reports success', async () => {
    await workbench.trees.says('sound', 'synced 3 hours ago');
    await workbench.trees.action('sound', 'Sync Remote Mirror Now');
    const { severity, text, buttons } = await workbench.notifications.waitFor('Requested');
    assert.equal(severity, 'progress');
    assert.match(text, /^Syncing sound: Requested\. Waiting for it to finish/);
    assert.deepEqual(buttons, ['Cancel']);
    await workbench.trees.says('sound', 'syncing');
    await workbench.screenshot('sync-requested');
    const end = await workbench.notifications.waitFor('sound is synced: last success');
    assert.equal(end.severity, 'info');
    await workbench.trees.says('sound', 'synced now');
    await workbench.notifications.clear();
  });

  it('reports a failure with its reason, and the row tells it too', async () => {
    await workbench.trees.action('broken', 'Sync Remote Mirror Now');
    const end = await workbench.notifications.waitFor('broken: sync failed. Git could not read the source (128).');
    assert.equal(end.severity, 'error');
    await workbench.trees.says('broken', 'failed once · last success 3 hours ago');
    await workbench.screenshot('sync-failed');
    await workbench.notifications.clear();
  });

  it('can be left alone: cancelling stops the waiting and says that the synchronisation may go on', async () => {
    await workbench.trees.contextMenu('sound', 'Sync Remote Mirror Now');
    await workbench.notifications.waitFor('Requested');
    await workbench.notifications.click('Cancel', 'Syncing sound');
    const end = await workbench.notifications.waitFor('sound: no longer watched');
    assert.match(end.text, /The synchronisation may go on/);
    await until(
      async () => !(await workbench.notifications.shown()).some(({ severity }) => severity === 'progress'),
      'nothing is in progress',
    );
    await workbench.sandbox.data.synchronised(workbench.sandbox.data.repository('sound').id);
    await workbench.notifications.clear();
  });

  it('takes several selected rows at once and reports them together', async () => {
    await workbench.trees.select('sound', 'broken');
    await workbench.trees.contextMenu('broken', 'Sync Remote Mirror Now');
    await workbench.notifications.waitFor('Syncing 2 mirrors');
    const end = await workbench.notifications.waitFor('1 of 2 mirrors');
    assert.equal(end.severity, 'error');
    assert.match(end.text, /broken: sync failed\./);
    await workbench.trees.says('broken', 'failed 2 times');
    await workbench.screenshot('sync-several');
  });

  function addMirror(name: string, url: string): void {
    const { data } = workbench.sandbox;
    const { id } = data.addRepository({ name, project: 'demo_project', commits: 0 });
    const at = new Date(Date.now() - 3.5 * HOUR_MS).toISOString();
    data.setMirror(id, {
      id: id + 1,
      repository_id: id,
      url,
      update_status: 'finished',
      last_update_at: at,
      last_successful_update_at: at,
      number_of_failures: 0,
      mirroring_enabled: false,
      is_private: false,
      endpoint_uuid: null,
      last_error: null,
    });
  }
});
