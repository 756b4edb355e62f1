import assert from 'node:assert/strict';
import { signInWithToken } from './harness/signIn';
import { storedFiles } from './harness/windows';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const VIEW = 'Repositories';

describe('the last picture', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({
      signIn: false,
      sandbox: { repositories: 30 },
      settings: { 'codeartsMirrors.watch': true },
    });
    await workbench.openContainer();
    await signInWithToken(workbench);
    await workbench.notifications.waitFor('Signed in as sandbox-user');
    await workbench.notifications.clear();
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const rows = async (): Promise<readonly string[]> =>
    (await workbench.trees.visibleRows(VIEW)).map(({ label, description }) => `${label} | ${description}`);
  let earlier: readonly string[] = [];
  let status = '';

  it('is kept when everything has been read', async () => {
    await until(
      async () => (await rows()).length > 5 && !(await rows()).join().includes('not checked'),
      'each row says how its mirror is doing',
    );
    await until(async () => (await storedFiles(workbench, 'snapshots')).length >= 2, 'it is on the disk');
    earlier = await rows();
    status = await workbench.statusBarSays('need');
  });

  it('is on screen after a reload although Huawei Cloud does not answer', async () => {
    workbench.sandbox.faults.add({ kind: 'hang' });
    await workbench.reload();
    await workbench.openContainer();
    await until(async () => (await rows()).length >= earlier.length, 'the rows are there');
    assert.deepEqual(await rows(), earlier);
    assert.equal(await workbench.statusBarSays('need'), status);
    await workbench.screenshot('last-picture');
  });
});
