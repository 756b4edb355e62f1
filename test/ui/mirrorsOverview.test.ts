import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, type Workbench } from './harness/workbench';

describe('the overview of all mirrors', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({
      sandbox: { repositories: 45 },
      settings: { 'codeartsMirrors.watch': true, 'codeartsMirrors.requestsPerMinute': 6000 },
    });
    await workbench.page.setViewportSize({ width: 1280, height: 1400 });
    await workbench.openContainer();
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('tells how all of them are doing, in the colors of the theme', async () => {
    await workbench.statusBarSays('need attention');
    await workbench.runCommand('CodeArts Mirrors: Show Overview');
    const text = await workbench.documentText('By project');
    assert.match(text, /\d+ of \d+ mirrors need attention/);
    await workbench.screenshot('overview-dark');
    await workbench.document().locator('h2').last().scrollIntoViewIfNeeded();
    await workbench.screenshot('overview-dark-end');
    await workbench.runCommand('Preferences: Toggle between Light/Dark Themes');
    await workbench.page.locator('.monaco-workbench.vs').waitFor();
    await workbench.screenshot('overview-light-end');
  });
});
