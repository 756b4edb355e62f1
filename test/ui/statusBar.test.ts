import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

describe('the status bar', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({ sandbox: { repositories: 60 } });
    await workbench.openContainer();
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const title = (text: string) =>
    until(async () => (await workbench.quickInput.title()) === text, `the box is "${text}"`);

  it('says how many mirrors need attention', async () => {
    await workbench.trees.says('bar', 'failed once');
    const said = await workbench.statusBarSays('need');
    assert.match(said, /^\d+ mirrors?(?:, \d+ registr\w+)? \(\d+ of \d+ mirrors? needs? attention/);
  });

  it('lists them when it is clicked, with what else can be done', async () => {
    await workbench.clickStatusBar('mirror');
    assert.equal(await workbench.quickInput.title(), 'CodeArts Mirrors');
    const items = await workbench.quickInput.items();
    assert.match(
      items.find(({ label }) => label === 'bar')?.description ?? '',
      /^demo_project · failed once · last success/,
    );
    const actions = [
      ...['Check all mirrors', 'Show the overview', 'Refresh', 'Open the view'],
      ...['Diagnose the connection', 'Show the log', 'Sign out'],
    ];
    assert.deepEqual(
      items.slice(0, actions.length).map(({ label }) => label),
      actions,
    );
    await workbench.screenshot('status-menu');
  });

  it('offers remedies for the one that is chosen', async () => {
    await workbench.quickInput.choose('bar', { exact: true });
    await title('bar');
    assert.deepEqual(
      (await workbench.quickInput.items()).map(({ label }) => label),
      ['Change Source…', 'Sync now', 'Show details and the last error', 'Open in the browser'],
    );
    await workbench.screenshot('status-remedies');
  });

  it('opens the details as a page that can be read', async () => {
    await workbench.quickInput.choose('Show details and the last error');
    const text = await workbench.documentText('exit status 128');
    assert.match(
      text,
      /^bar\s+failed once.*What to do: Git could not read the source.*Last 30 days.*Remote mirror.*Repository\s.*Read /s,
    );
    assert.equal((await workbench.editors()).length, 1);
    await workbench.screenshot('mirror-details');
  });

  it('checks all mirrors from its menu, also those in closed projects, and reports', async () => {
    await workbench.clickStatusBar('mirror');
    const items = await workbench.quickInput.items();
    assert.match(items.find(({ label }) => label === 'Check all mirrors')?.description ?? '', /^\d+ not checked$/);
    await workbench.quickInput.choose('Check all mirrors');
    const { text } = await workbench.notifications.waitFor('need attention.');
    const [, problems, mirrors] = /(\d+) of (\d+) mirrors/.exec(text) ?? [];
    assert.ok(Number(mirrors) > 25, text);
    assert.doesNotMatch(text, /not checked/);
    await workbench.statusBarSays(`${problems} of ${mirrors} mirrors`);
    await workbench.trees.collapse('Needs Attention');
    await until(async () => {
      const rows = await workbench.trees.visibleRows('Repositories');
      const counts = rows.map(({ description }) =>
        Number(/^(\d+) of \d+ needs? attention/.exec(description)?.[1] ?? 0),
      );
      return counts.reduce((sum, count) => sum + count, 0) === Number(problems);
    }, 'the projects count them too');
    await workbench.screenshot('all-checked');
    await workbench.notifications.click('Show Problems', 'need attention.');
    await title('CodeArts Mirrors');
    await workbench.quickInput.cancel();
  });
});
