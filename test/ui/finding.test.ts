import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const VIEW = 'Repositories';

describe('finding repositories', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({ sandbox: { repositories: 90 } });
    await workbench.openContainer();
    await workbench.resizeSideBar(520);
    await workbench.trees.row('demo_project');
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const heading = async (): Promise<string> =>
    workbench.trees.view(VIEW).locator('.pane-header .description').innerText();
  const titles = async (): Promise<readonly string[]> =>
    (await workbench.trees.visibleRows(VIEW)).filter(({ level }) => level === 1).map(({ label }) => label);

  it('narrows the view to what was typed, and says so in its title', async () => {
    await workbench.viewAction(VIEW, 'Filter Repositories');
    await workbench.quickInput.choose('Text', { exact: true });
    await workbench.quickInput.type('bar');
    await workbench.quickInput.accept();
    await workbench.quickInput.choose('Apply');
    await until(async () => /^\d of 109 · “bar”/u.test(await heading()), 'the title says what is shown');
    assert.ok((await titles()).includes('demo_project'));
    assert.ok(!(await titles()).includes('电商中台'), 'projects without a match are gone');
    await workbench.screenshot('finding-filtered');
  });

  it('is kept when the window is loaded again, and cleared by one click', async () => {
    await workbench.reload();
    await workbench.openContainer();
    await until(async () => (await heading()).includes('“bar”'), 'the title says what is shown');
    await workbench.trees.row('bar');
    assert.ok(!(await titles()).includes('电商中台'));
    await workbench.viewAction(VIEW, 'Clear Repository Filter and Grouping');
    await workbench.trees.row('电商中台');
    assert.doesNotMatch(await heading(), /bar/u);
  });

  it('leads to the row of any repository, in a project that is closed too', async () => {
    await workbench.trees.collapse('demo_project');
    await workbench.runCommand('CodeArts Mirrors: Find Repository…');
    await workbench.quickInput.type('CreatRepository');
    await workbench.quickInput.choose('CreatRepository_MI9Af');
    await until(async () => {
      const selected = (await workbench.trees.visibleRows(VIEW)).filter((row) => row.selected);
      return selected.length === 1 && selected[0]?.label === 'CreatRepository_MI9Af';
    }, 'its row is selected, in sight');
    await workbench.screenshot('finding-found');
  });
});
