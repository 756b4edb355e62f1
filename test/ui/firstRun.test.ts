import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const VIEWS = ['Repositories', 'Image Registries'];

describe('the first run', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({ sandbox: false });
    await workbench.openContainer();
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('says what there is to see, and offers the ways in', async () => {
    const welcome = [
      ['Repositories', /remote mirrors.*Sign In to Huawei Cloud.*Try with Sample Data/s],
      ['Image Registries', /image registries.*Sign In to Huawei Cloud/s],
    ] as const;
    for (const [view, words] of welcome) {
      await until(async () => words.test(await workbench.welcomeText(view)), `${view} says ${String(words)}`);
    }
    await workbench.screenshot('first-run');
  });

  it('keeps out of the status bar until somebody is signed in', async () => {
    const items = await workbench.statusBar();
    assert.ok(items.length > 0);
    assert.deepEqual(
      items.filter((item) => /mirror/i.test(item)),
      [],
    );
    assert.equal(await workbench.viewBadge(), '');
  });

  for (const view of VIEWS) {
    it(`asks how to sign in when the button of ${view} is clicked`, async () => {
      await workbench.clickWelcome(view, 'Sign In to Huawei Cloud');
      assert.match(await workbench.quickInput.title(), /^Sign In to Huawei Cloud: Method \(1\/\d\)/);
      await workbench.quickInput.cancel();
      assert.match(await workbench.welcomeText(view), /Sign In to Huawei Cloud/);
    });
  }

  it('shows sample data after one click, labelled as such', async () => {
    await workbench.clickWelcome('Repositories', 'Try with Sample Data');
    await workbench.notifications.waitFor('sample data on this computer');
    await workbench.trees.row('Infrastructure as Code', 60_000);
    await workbench.trees.says('swr-private', 'connected');
    await workbench.statusBarSays('need attention');
    const header = workbench.trees.view('Repositories').locator('.pane-header');
    await until(
      async () => (await header.innerText()).includes('sample data'),
      'the view says that this is sample data',
    );
    await workbench.screenshot('first-run-sample-data');
  });

  it('is back at the beginning after signing out', async () => {
    await workbench.runCommand('CodeArts Mirrors: Sign Out');
    await until(
      async () => (await workbench.welcomeText('Repositories')).includes('Try with Sample Data'),
      'the welcome is back',
    );
    assert.deepEqual(await workbench.trees.visibleRows('Image Registries'), []);
    await until(
      async () => !(await workbench.statusBar()).some((item) => /mirror/i.test(item)),
      'the status bar is empty again',
    );
  });
});
