import assert from 'node:assert/strict';
import { answerWithToken } from './harness/signIn';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const VIEW = 'Repositories';

describe('when the cloud has trouble', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({ signIn: false, sandbox: { repositories: 5 } });
    await workbench.openContainer();
    await workbench.clickWelcome(VIEW, 'Sign In to Huawei Cloud');
    await answerWithToken(workbench);
    await workbench.trees.says('bar', 'failed once');
    await workbench.notifications.clear();
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const labels = async () => (await workbench.trees.visibleRows(VIEW)).map(({ label }) => label);

  it('keeps the list on screen, says from when it is and what failed', async () => {
    // Every mirror has been read by then: no row comes to those that need attention any more.
    await workbench.statusBarSays('8 of 14 mirrors');
    await workbench.trees.says('Needs Attention', '8');
    const before = await labels();
    workbench.sandbox.faults.add({ kind: 'status', status: 503 });
    await workbench.viewAction(VIEW, 'Refresh');
    const [problem, ...rest] = await until(async () => {
      const [first, ...others] = await workbench.trees.visibleRows(VIEW);
      return first?.label.startsWith('Huawei Cloud reported an error of its own.') && ([first, ...others] as const);
    }, 'the first row says what failed');
    assert.equal(problem.description, 'Refresh');
    assert.match(problem.ariaLabel, /^Error: Huawei Cloud reported an error of its own\..* Press Enter for: Refresh$/);
    const kept = rest.map(({ label }) => label);
    assert.ok(kept.length > 8, kept.join());
    assert.deepEqual(kept, before.slice(0, kept.length));
    await until(
      async () => /^As of .*\. The last refresh failed\.$/.test(await workbench.welcomeText(VIEW)),
      'the view says from when it is',
    );
    await workbench.screenshot('outage');
  });

  it('tells the vendor’s own words and the request’s number in the tooltip', async () => {
    const said = await workbench.trees.hover('Huawei Cloud reported an error of its own.');
    assert.match(said, /HTTP 503 · APIGW\.0201 · Backend unavailable.*request ID [0-9a-f]+/s);
  });

  it('is well again after one click on the row that says so', async () => {
    workbench.sandbox.faults.clear();
    await (await workbench.trees.row('Huawei Cloud reported an error of its own.')).click();
    await until(async () => (await labels())[0] === 'Needs Attention', 'the problem is gone');
    await until(async () => (await workbench.welcomeText(VIEW)) === '', 'the view has nothing to say');
    await workbench.trees.says('bar', 'failed once');
  });

  it('says until when it is paused, and goes on by itself', async () => {
    const match = { operationId: 'showRemoteMirror' };
    workbench.sandbox.faults.add({ kind: 'status', status: 429, retryAfter: 15, times: 1, match });
    await workbench.viewAction(VIEW, 'Refresh');
    const paused = /^Paused until .+: Huawei Cloud asks to slow down\.$/;
    await until(async () => paused.test(await workbench.welcomeText(VIEW)), 'the view says until when');
    await until(
      async () => (await workbench.trees.visibleRows(VIEW)).some(({ ariaLabel }) => ariaLabel.includes('throttled')),
      'a row says why it was not read',
    );
    await workbench.screenshot('paused');
    await until(async () => (await workbench.welcomeText(VIEW)) === '', 'it goes on');
    await until(
      async () => !(await workbench.trees.visibleRows(VIEW)).some(({ ariaLabel }) => ariaLabel.includes('throttled')),
      'every row has been read',
    );
  });

  it('asks once to sign in again when the token has ended, and keeps the list', async () => {
    workbench.sandbox.faults.add({ kind: 'expireToken' });
    await workbench.viewAction(VIEW, 'Refresh');
    const { severity, text, buttons } = await workbench.notifications.waitFor('sign-in has expired');
    assert.equal(severity, 'warning');
    assert.match(text, /What was read before stays on screen\.$/);
    assert.deepEqual(buttons, ['Sign In']);
    await workbench.statusBarSays('Mirrors: sign in again');
    await workbench.trees.says('Your sign-in has expired: a token lives for 24 hours.', 'Sign In');
    await until(async () => (await workbench.welcomeText(VIEW)).startsWith('As of '), 'the view says from when it is');
    await workbench.trees.row('bar');
    await workbench.trees.row('swr-private');
    assert.equal((await workbench.notifications.shown()).length, 1);
    await workbench.screenshot('token-ended');
  });

  it('goes on where it was after signing in again', async () => {
    workbench.sandbox.faults.clear();
    await workbench.notifications.click('Sign In', 'sign-in has expired');
    await answerWithToken(workbench);
    await workbench.notifications.waitFor('Signed in as sandbox-user');
    await until(async () => (await labels())[0] === 'Needs Attention', 'the problem is gone');
    await workbench.statusBarSays('attention');
  });

  it('does not believe a page that is no answer', async () => {
    workbench.sandbox.faults.add({ kind: 'html' });
    await workbench.viewAction('Image Registries', 'Refresh');
    await workbench.trees.row('The answer could not be read.');
    await workbench.trees.row('harbor-dev');
    await workbench.screenshot('no-answer');
    workbench.sandbox.faults.clear();
  });
});
