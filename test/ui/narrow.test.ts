import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, type Workbench } from './harness/workbench';

const THEMES = { light: 'Default Light Modern', dark: 'Default Dark Modern', 'high-contrast': 'Default High Contrast' };

for (const [name, theme] of Object.entries(THEMES)) {
  describe(`a side bar of 170 pixels, ${name}`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await startWorkbench({
        sandbox: { repositories: 12 },
        settings: { 'workbench.colorTheme': theme, 'workbench.tree.expandMode': 'doubleClick' },
      });
      await workbench.openContainer();
      await workbench.trees.says('test', 'last success');
    });
    after(() => workbench.close());
    screenshotOnFailure(() => workbench);

    it('keeps the “…” menu and the state in sight', async () => {
      await workbench.resizeSideBar(170);
      const view = workbench.trees.view('Repositories');
      const pane = await view.boundingBox();
      await (await workbench.trees.row('bar')).hover();
      await workbench.screenshot(`narrow-${name}`);
      await view.locator('.pane-header').hover();
      const more = await view.locator('.pane-header .codicon-toolbar-more').boundingBox();
      const state = await (await workbench.trees.row('bar')).locator('.label-description').boundingBox();
      assert.ok(pane && more && state);
      assert.ok(more.x + more.width <= pane.x + pane.width + 1);
      assert.ok(state.x + 40 <= pane.x + pane.width, 'the first words of the state');
    });
  });
}
