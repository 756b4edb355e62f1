import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const VIEW = 'Image Registries';
const MENU = 'Filter Image Registries';

describe('the image registries', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({ sandbox: { repositories: 3 } });
    await workbench.openContainer();
    await workbench.trees.row('0109test');
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const labels = async () => (await workbench.trees.rows(VIEW)).map(({ label }) => label);
  const header = () => workbench.trees.view(VIEW).locator('.pane-header').innerText();
  const title = (text: string) =>
    until(async () => (await workbench.quickInput.title()) === text, `the box is "${text}"`);

  it('say state, type, address, images and last synchronisation', async () => {
    const rows = await workbench.trees.rows(VIEW);
    assert.equal(rows.length, 14);
    const words = Object.fromEntries(rows.map(({ label, description }) => [label, description]));
    assert.match(
      words['harbor-release'] ?? '',
      /^not connected · Harbor · harbor\.release\.example\.com · 77 images · synced 3 days ago$/,
    );
    assert.match(words['swr-private'] ?? '', /^connected · SWR private · .* · 128 images · synced 14 minutes ago$/);
    assert.match(words['harbor-lab'] ?? '', /^connecting · Harbor · 10\.20\.30\.40:8443 · 0 images · never synced$/);
    for (const { label, description, ariaLabel } of rows) assert.equal(ariaLabel, `${label}, registry: ${description}`);
    await until(async () => (await header()).includes('6 connected, 6 not'), 'the view counts them');
    await workbench.screenshot('registries');
  });

  it('advise what to do about a failure', async () => {
    await workbench.trees.expand('0109test');
    await workbench.trees.row('The registry cannot be reached from the carrier cluster.');
    await workbench.trees.says('Fail reason', 'REQUEST_API_ERROR');
    await workbench.screenshot('registry-failure');
    assert.match(await workbench.trees.hover('Registry ID'), /ad7552e3-1eb7-475a-b5a4-3d28262b855e/);
    await workbench.trees.collapse('0109test');
  });

  it('tell everything in the tooltip and in the details', async () => {
    const facts = [
      'User name: scanner',
      'Fail reason: CREATE_JOB_FAILED',
      'Images: 77',
      'Carrier cluster ID: db69f3e6',
    ];
    const tooltip = await workbench.trees.hover('harbor-release', () => workbench.screenshot('registry-tooltip'));
    await workbench.trees.contextMenu('harbor-release', 'Show Image Registry Details');
    const page = (await workbench.documentText('CREATE_JOB_FAILED')).replaceAll('\t', ': ');
    for (const fact of facts) {
      assert.ok(tooltip.includes(fact), tooltip);
      assert.ok(page.includes(fact), page);
    }
    assert.match(page, /The cluster that carries the jobs is not connected properly/);
    await workbench.screenshot('registry-details');
  });

  it('copy their address', async () => {
    await workbench.trees.contextMenu('jfrog-partner', 'Copy Image Registry Address');
    await workbench.statusBarSays('Copied: partner.example.net:8082');
    assert.equal(await workbench.clipboard(), 'partner.example.net:8082');
  });

  it('are filtered by state and by several types', async () => {
    await workbench.viewAction(VIEW, 'Filter Image Registries');
    await title(MENU);
    await workbench.quickInput.choose('Connection state');
    await title('Connection state');
    await workbench.quickInput.choose('not connected', { exact: true });
    await title(MENU);
    await workbench.quickInput.choose('Types');
    await title('Types');
    await workbench.quickInput.toggle('Harbor');
    await workbench.quickInput.toggle('JFrog');
    await workbench.screenshot('filter-types');
    await workbench.quickInput.ok();
    await title(MENU);
    const chosen = (await workbench.quickInput.items()).map(({ label, description }) => `${label}: ${description}`);
    assert.ok(
      chosen.includes('Connection state: not connected') && chosen.includes('Types: Harbor, JFrog'),
      chosen.join(),
    );
    await workbench.screenshot('filter-menu');
    await workbench.quickInput.choose('Apply');
    await until(
      async () => (await labels()).join() === '0109test,harbor-release,harbor-legacy,jfrog-partner',
      'only those that match are listed',
    );
    assert.match(await header(), /not connected · Harbor, JFrog/);
    await workbench.screenshot('registries-filtered');
  });

  it('are filtered by name, and the view says when none matches', async () => {
    await nameFilter('no-such-registry');
    const welcome = /No image registry matches the filter\..*Change Filter.*Remove Filter/s;
    await until(async () => welcome.test(await workbench.welcomeText(VIEW)), 'the view says that none matches');
    await workbench.screenshot('registries-none-matches');
  });

  it('have the filter changed from there', async () => {
    await workbench.clickWelcome(VIEW, 'Change Filter');
    await title(MENU);
    const items = await workbench.quickInput.items();
    assert.equal(items.find(({ label }) => label === 'Name')?.description, 'no-such-registry');
    await workbench.quickInput.cancel();
    await nameFilter('jfrog');
    await until(async () => (await labels()).join() === 'jfrog-partner', 'one matches');
  });

  it('are all back when the filter is removed', async () => {
    await workbench.runCommand('CodeArts Mirrors: Remove Image Registry Filters');
    await until(async () => (await labels()).length === 14, 'all are listed');
    assert.match(await header(), /6 connected, 6 not/);
    const clear = workbench.trees.view(VIEW).locator('.pane-header a[aria-label^="Remove Image Registry Filters"]');
    assert.equal(await clear.count(), 0);
  });

  async function nameFilter(name: string): Promise<void> {
    await workbench.viewAction(VIEW, 'Filter Image Registries');
    await title(MENU);
    await workbench.quickInput.choose('Name', { exact: true });
    await title('Name of the registry');
    await workbench.quickInput.type(name);
    await workbench.quickInput.accept();
    await title(MENU);
    await workbench.quickInput.choose('Apply');
    await workbench.quickInput.closed();
  }
});
