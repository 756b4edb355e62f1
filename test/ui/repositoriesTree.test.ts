import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { rowsOfProjects, type TreeRow } from './harness/tree';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const VIEW = 'Repositories';

/** Registries of the sample data that are not connected. */
const LOST = 6;

describe('the repositories', () => {
  let workbench: Workbench;
  let rows: readonly TreeRow[];
  before(async () => {
    workbench = await startWorkbench({ sandbox: { repositories: 24 } });
    await workbench.openContainer();
    // A row that is drawn anew while the mouse is over it loses its tooltip and its menu. A project counts its mirrors
    // when they have been read, which may be after its row was looked at: it is looked at twice.
    let seen: TreeRow[] = [];
    const all = await until(async () => {
      const last = seen;
      seen = await workbench.trees.rows(VIEW);
      const isRead = seen.every(({ description }) => !/checking…|not checked/.test(description));
      return seen.length > 40 && isRead && isDeepStrictEqual(seen, last) && seen;
    }, 'every mirror was read and counted');
    rows = rowsOfProjects(all);
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const find = (label: string) => {
    const row = rows.find((each) => each.label === label);
    assert.ok(row, `There is a row "${label}"`);
    return row;
  };

  it('are grouped by project, each with the state of its mirror in words', async () => {
    const projects = rows.filter(({ level }) => level === 1);
    assert.ok(projects.length > 6);
    assert.ok(projects.every(({ expanded }) => expanded));
    assert.match(find('bar').description, /^failed once · last success /);
    assert.equal(find('CreatRepository_MI9Af').description, 'no mirror');
    assert.match(find('test').description, /^not scheduled · last success /);
    assert.match(find('cce-dashboards-2').description, /^synced .* hours ago$/);
    assert.match(find('libuv-conformance').description, /^out of date · last success /);
    assert.equal(find('dns-bootstrap').description, 'failed 12 times · never succeeded');
    await workbench.screenshot('repositories');
  });

  it('are said in full to a screen reader', () => {
    for (const { level, label, description, ariaLabel } of rows) {
      assert.ok(ariaLabel.includes(label), ariaLabel);
      if (level === 2) assert.ok(ariaLabel.includes(`mirror: ${description}`), ariaLabel);
    }
    assert.match(find('demo_project').ariaLabel, /^Project demo_project, 3 repositories, 1 needs attention/);
  });

  it('are counted where they need attention: on the project, on the icon, in the status bar', async () => {
    const failing = rows.filter(({ level, description }) => level === 2 && description.startsWith('failed'));
    const stale = rows.filter(
      ({ level, description }) => level === 2 && /^(out of date|never synced)/.test(description),
    );
    assert.match(find('demo_project').description, /^1 of 3 needs/);
    const count = failing.length + stale.length;
    await workbench.statusBarSays(`${count} mirrors, ${LOST} registries (${count} of `);
    // The icon counts what needs attention in both views.
    await until(async () => (await workbench.viewBadge()) === String(count + LOST), 'the icon counts them');
  });

  it('tell everything in the tooltip', async () => {
    const said = await workbench.trees.hover('bar', () => workbench.screenshot('repository-tooltip'));
    for (const fact of [
      'Source address: https://example.com/foo/bar.git',
      'Last error: exit status 128 (code 7)',
      'What to do: Git could not read the source (128).',
      'Failures in a row: 1',
      'Scheduled sync: off',
      'Mirror ID: 11887',
      'Repository ID: 2111985337',
      'CodeArts project ID: 4838955a48e2492bbe44b31bc4c272f6',
      'HTTPS address: https://codehub.devcloud.cn-north-4.huaweicloud.com/foo/bar.git',
      'Your role: owner, administrator',
    ]) {
      assert.ok(said.includes(fact), `${fact} is missing in:\n${said}`);
    }
  });

  it('list their facts below them, each to be copied', async () => {
    await workbench.trees.expand('bar');
    const fact = await workbench.trees.says('Source address', 'https://example.com/foo/bar.git');
    assert.equal(fact.level, 3);
    assert.equal(fact.ariaLabel, 'Source address: https://example.com/foo/bar.git');
    await workbench.screenshot('repository-facts');
    await workbench.trees.action('Source address', 'Copy Value');
    await workbench.statusBarSays('Copied: https://example.com/foo/bar.git');
    assert.equal(await workbench.clipboard(), 'https://example.com/foo/bar.git');
    await workbench.trees.collapse('bar');
  });

  it('offer what suits their state', async () => {
    const open = ['Open Repository in Browser', 'Copy Clone Address'];
    const mirror = [
      ...['Sync Remote Mirror Now', 'Change Source…', 'Show Mirror Details', 'Sync Remote Mirror and Overwrite…'],
      ...[...open, 'Open Mirror Source in Browser', 'Mute Notifications'],
    ];
    const none = ['Associate Remote Mirror…', 'Show Mirror Details', ...open];
    assert.deepEqual(await workbench.trees.contextMenu('bar'), mirror);
    assert.deepEqual(await workbench.trees.contextMenu('CreatRepository_MI9Af'), none);
    assert.deepEqual(await workbench.trees.actions('bar'), ['Sync Remote Mirror Now']);
    const inline = await workbench.trees.actions('CreatRepository_MI9Af');
    assert.deepEqual(inline, ['Associate Remote Mirror…']);
  });

  it('copy the clone address that is asked for', async () => {
    await workbench.trees.contextMenu('bar', 'Copy Clone Address');
    const addresses = await workbench.quickInput.items();
    assert.deepEqual(
      addresses.map(({ label, detail }) => [label, detail]),
      [
        ['HTTPS', 'https://codehub.devcloud.cn-north-4.huaweicloud.com/foo/bar.git'],
        ['SSH', 'git@codehub.devcloud.cn-north-4.huaweicloud.com:foo/bar.git'],
      ],
    );
    await workbench.quickInput.choose('SSH');
    await workbench.statusBarSays('Copied: git@codehub');
    assert.equal(await workbench.clipboard(), 'git@codehub.devcloud.cn-north-4.huaweicloud.com:foo/bar.git');
  });

  it('can be used with the keyboard alone', async () => {
    const { keyboard } = workbench.page;
    const focused = async (label: string) => {
      const row = workbench.trees.view(VIEW).locator('.monaco-list-row.focused .label-name');
      await until(async () => (await row.innerText()) === label, `"${label}" has the focus`);
    };
    const isExpanded = async (label: string) =>
      (await workbench.trees.visibleRows(VIEW)).find((row) => row.label === label)?.expanded;
    await workbench.runCommand('CodeArts Mirrors: Focus on Repositories View');
    await keyboard.press('Home');
    await focused('Needs Attention');
    await keyboard.press('ArrowLeft');
    await until(async () => (await isExpanded('Needs Attention')) === false, 'what needs attention is closed');
    await keyboard.press('ArrowDown');
    await focused('demo_project');
    await keyboard.press('ArrowLeft');
    await until(async () => (await isExpanded('demo_project')) === false, 'the project is closed');
    await keyboard.press('ArrowRight');
    await until(() => isExpanded('demo_project'), 'the project is open');
    await keyboard.press('ArrowDown');
    await focused('bar');
    await keyboard.press('Shift+F10');
    await workbench.page.locator('.monaco-menu:visible').first().waitFor();
    const details = workbench.page.locator('.monaco-menu:visible .action-item.focused', {
      hasText: 'Show Mirror Details',
    });
    await until(async () => {
      await keyboard.press('ArrowDown');
      return details.isVisible();
    }, 'the details are chosen');
    await keyboard.press('Enter');
    assert.match(await workbench.documentText('exit status 128'), /^bar\s+failed once/);
    await workbench.screenshot('details-by-keyboard');
  });
});
