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
    const all = workbench.sandbox.data.repositories().length;
    await workbench.runCommand('CodeArts Mirrors: Show Overview');
    await workbench.documentText(`${all} of ${all} repositories`);
    const text = await workbench.documentText('By project');
    assert.match(text, /\d+ of \d+ mirrors need attention/);
    for (const theme of ['Dark Modern', 'Light Modern', 'Dark High Contrast']) {
      await workbench.runCommand('Preferences: Color Theme');
      await workbench.quickInput.type(theme);
      await workbench.quickInput.choose(theme, { exact: true });
      const name = `overview-${theme.toLowerCase().replaceAll(' ', '-')}`;
      await workbench.document().locator('h1').first().scrollIntoViewIfNeeded();
      await workbench.screenshot(name);
      await workbench.document().locator('h2').last().scrollIntoViewIfNeeded();
      await workbench.screenshot(`${name}-end`);
    }
  });
});
