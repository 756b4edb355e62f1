import assert from 'node:assert/strict';
import { answerWithToken, signInWithToken } from './harness/signIn';
import { screenshotOnFailure, startWorkbench, type Workbench } from './harness/workbench';

/** VS Code's server build by itself: it has no key for secrets, so that the page cannot read them after a reload. */
describe('a browser that forgets secrets', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({ signIn: false, keepsSecrets: false, sandbox: { repositories: 5 } });
    await workbench.openContainer();
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const warnings = async () =>
    (await workbench.notifications.shown()).filter(({ severity }) => severity === 'warning').map(({ text }) => text);

  it('is not said to forget them while that is not known', async () => {
    await signInWithToken(workbench);
    await workbench.notifications.waitFor('Signed in as sandbox-user');
    assert.deepEqual(await warnings(), []);
    await workbench.trees.row('demo_project');
  });

  it('says after a reload why the sign-in is gone', async () => {
    await workbench.reload();
    await workbench.openContainer();
    const { text, severity } = await workbench.notifications.waitFor('The stored sign-in is gone');
    assert.equal(severity, 'warning');
    assert.match(text, /In a browser, a reload forgets secrets unless the editor’s server keeps a key for them/);
    assert.equal((await warnings()).length, 1);
    await workbench.screenshot('forgetful-browser');
  });

  it('says before and after the next sign-in that it will last until a reload', async () => {
    await workbench.notifications.click('Sign In', 'The stored sign-in is gone');
    await answerWithToken(workbench, workbench.sandbox.token, async (box) => {
      const [signIn] = await box.items();
      assert.match(signIn?.detail ?? '', /Reloading this page signs you out\./);
    });
    await workbench.notifications.waitFor('Signed in as sandbox-user');
    const { severity, buttons } = await workbench.notifications.waitFor('until this page is reloaded');
    assert.deepEqual([severity, buttons], ['warning', []]);
    await workbench.trees.row('demo_project');
    assert.ok(!(await warnings()).some((text) => /keyring/i.test(text)), 'the keyring is blamed too');
    await workbench.screenshot('forgetful-browser-signed-in');
  });

  it('forgets it again', async () => {
    await workbench.reload();
    await workbench.openContainer();
    await workbench.notifications.waitFor('The stored sign-in is gone');
  });
});
