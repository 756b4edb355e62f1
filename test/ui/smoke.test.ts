import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, type Workbench } from './harness/workbench';

describe('the workbench', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({ sandbox: { repositories: 20 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('shows both views', async () => {
    await workbench.openContainer();
    for (const title of ['Repositories', 'Image Registries']) {
      await workbench.trees.view(title).waitFor();
      assert.ok(Array.isArray(await workbench.trees.rows(title)));
    }
    await workbench.screenshot('smoke');
  });
});
