import assert from 'node:assert/strict';
import type { TreeRow } from './harness/tree';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const VIEW = 'Repositories';
/** The sample adds the vendor's examples and the names that bite. */
const TOTAL = 1234;
const ADDED = 19;

describe('many repositories', () => {
  let workbench: Workbench;
  let opened = '';
  before(async () => {
    workbench = await startWorkbench({ sandbox: { repositories: TOTAL - ADDED } });
    await workbench.openContainer();
    // It grows while mirrors are read: rows that are counted by scrolling would move.
    await workbench.statusBarSays('need');
    await workbench.trees.collapse('Needs Attention');
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('come by themselves, down to the last one, and leave closed what is closed', async () => {
    await until(async () => (await total()) === TOTAL, 'all of them');
    const pages = workbench.sandbox.requests.filter(({ path }) => path === '/v2/projects/repositories');
    assert.equal(pages.length, Math.ceil(TOTAL / 100));
    const projects = (await workbench.trees.rows(VIEW)).filter(isProject);
    // The first of what had been read when the view was drawn; others may have come before it since.
    const open = projects.filter(({ expanded }) => expanded === true).map(({ label }) => label);
    assert.equal(open.length, 1, open.join());
    opened = open[0]!;
    await workbench.screenshot('many-first');
  });

  it('read mirrors only of the project that is open', () => {
    const asked = workbench.sandbox.requests.filter(({ path }) => path.endsWith('/remote-mirror'));
    const read = new Set(asked.map(({ path }) => Number(/\/repositories\/(\d+)\//u.exec(path)?.[1])));
    const own = workbench.sandbox.data
      .repositories()
      .filter(({ project }) => project.name === opened)
      .map(({ id }) => id);
    assert.ok(read.size > 0 && [...read].every((id) => own.includes(id)), `${read.size} mirrors were read`);
  });

  it('are all in their projects, and none asks for more', async () => {
    await workbench.trees.collapse(opened);
    const rows = await workbench.trees.visibleRows(VIEW);
    assert.ok(!rows.some(({ label }) => label.startsWith('Load more')));
    assert.equal(await total(), TOTAL);
    await workbench.screenshot('many-all');
  });

  const isProject = ({ level, label }: TreeRow): boolean => level === 1 && label !== 'Needs Attention';

  /** The sizes of all projects together. */
  async function total(): Promise<number> {
    const projects = (await workbench.trees.rows(VIEW)).filter(isProject);
    return projects.reduce((sum, { description }) => sum + sizeOf(description), 0);
  }

  /** "24", "24 not checked", "3 of 24 need attention · 5 not checked": the size of a project. */
  function sizeOf(description: string): number {
    const [, size] = /^(?:[\d,]+ of )?([\d,]+)/u.exec(description) ?? [];
    return Number(size?.replaceAll(',', ''));
  }

  it('are scrolled through while only those in sight are drawn', async () => {
    await workbench.trees.expand('Open Source Mirrors');
    await workbench.runCommand('CodeArts Mirrors: Focus on Repositories View');
    await until(async () => {
      await workbench.page.keyboard.press('End');
      return (await workbench.trees.visibleRows(VIEW)).at(-1)?.label === '电商中台';
    }, 'the end is in sight');
    const drawn = await workbench.trees.view(VIEW).locator('.monaco-list-row').count();
    assert.ok(drawn < 60, `${drawn} rows are drawn`);
    await workbench.trees.says('zlib-patches', 'last success');
    await workbench.screenshot('many-scrolled');
  });

  it('can still be told apart in a narrow side bar: by the beginning of the name and by the icon', async () => {
    await workbench.resizeSideBar(180);
    const icons = { failed: 'codicon-error', synced: 'codicon-check', 'no mirror': 'codicon-repo' };
    for (const [words, icon] of Object.entries(icons)) {
      const row = workbench.trees.view(VIEW).locator(`.monaco-list-row[aria-label*="mirror: ${words}"]`).first();
      const [bar, name] = await Promise.all([
        workbench.page.locator('.part.sidebar').boundingBox(),
        row.locator('.label-name').boundingBox(),
      ]);
      assert.ok(bar && name && name.x + 40 < bar.x + bar.width, 'the beginning of the name is in sight');
      assert.ok(await row.locator(`.${icon}`).isVisible(), `${words} has the icon ${icon}`);
    }
    await workbench.screenshot('many-narrow');
  });
});
