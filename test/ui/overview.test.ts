import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const TITLE_BAR = 35;

/** The picture of the README: out/screenshots/readme-overview.png, made smaller with any PNG optimiser. */
describe('everything at a glance', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({ sandbox: { repositories: 45 } });
    await workbench.page.setViewportSize({ width: 1280, height: 800 + TITLE_BAR });
    await workbench.openContainer();
    await workbench.resizeSideBar(430);
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('shows projects with good and bad mirrors, registries, the status bar and a page of details', async () => {
    await workbench.trees.row('demo_project');
    await workbench.trees.collapse('demo_project');
    await workbench.trees.expand('Infrastructure as Code');
    await workbench.trees.expand('Open Source Mirrors');
    // The menu of a row that is drawn anew while it is open has lost its row.
    await workbench.trees.says('Open Source Mirrors', '3 of 9 need attention');
    await workbench.trees.contextMenu('grpc-core', 'Show Mirror Details');
    await workbench.documentText('exit status 128');
    const words = ['failed', 'out of date', 'synced', 'no mirror', 'not scheduled'];
    await until(async () => {
      const rows = await workbench.trees.visibleRows('Repositories');
      const missing = words.filter((word) => !rows.some(({ description }) => description.startsWith(word)));
      if (missing.length > 0) throw new Error(`Not in sight: ${missing.join()}`);
      return true;
    }, 'each kind of mirror is in sight');
    await workbench.trees.says('swr-private', 'connected');
    assert.match(await workbench.statusBarSays('attention'), /^\d+ mirrors?\b.* \(\d+ of \d+ mirrors need attention/);
    assert.notEqual(await workbench.viewBadge(), '');
    // Not of VS Code either: a built-in extension that the page cannot load says so.
    assert.deepEqual(await workbench.notifications.shown(), []);
    await workbench.page.mouse.move(900, 600);
    await workbench.screenshot('readme-overview', { from: TITLE_BAR });
  });
});
