import assert from 'node:assert/strict';
import { chooseRegion } from './harness/signIn';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

describe('signing in', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({ signIn: false, sandbox: { repositories: 5 } });
    await workbench.openContainer();
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const { box, refusal } = helpers(() => workbench);

  it('asks for the method, and says what each is good for', async () => {
    await workbench.clickWelcome('Repositories', 'Sign In to Huawei Cloud');
    await box(/: Method \(1\/4\)/);
    const items = await workbench.quickInput.items();
    assert.deepEqual(
      items.map(({ label }) => label),
      ['IAM user and password', 'Access key (AK/SK)', 'Token'],
    );
    for (const { label, detail } of items) assert.ok(detail.length > 0, `nothing is said of ${label}`);
    await workbench.screenshot('sign-in-method');
    await workbench.quickInput.choose('Token', { exact: true });
  });

  it('asks for the region, and finds it by its identifier', async () => {
    await box(/: Region \(2\/4\)/);
    await workbench.screenshot('sign-in-region');
    await chooseRegion(workbench.quickInput);
    await box(/: Token for CN North-Beijing4 \(3\/4\)/);
  });

  it('hides the token and checks it while it is typed', async () => {
    assert.equal(await workbench.quickInput.isPassword(), true);
    await workbench.quickInput.type('not a\u0007 token');
    await refusal(/control characters/);
    await workbench.quickInput.type('');
    await refusal(/Paste an IAM user token with project scope/);
  });

  it('says why a token is refused, in place, so that it can be corrected', async () => {
    const { data, wrongRegionToken } = workbench.sandbox;
    const wrong = [
      [data.unknownToken(), /did not recognise the token/],
      [data.foreignToken('account'), /scoped to the account/],
      [wrongRegionToken, /for the region cn-east-3.*Go back and choose that region/],
    ] as const;
    for (const [token, reason] of wrong) {
      await workbench.quickInput.type(token);
      await workbench.quickInput.accept();
      await refusal(reason);
    }
    assert.equal(await workbench.quickInput.isPassword(), true);
    await workbench.screenshot('sign-in-refused');
  });

  it('goes back to the region', async () => {
    await workbench.quickInput.back();
    await box(/: Region/);
    await chooseRegion(workbench.quickInput);
    await box(/: Token/);
  });

  it('shows whose token it is before anything is stored', async () => {
    await workbench.quickInput.type(workbench.sandbox.token);
    await workbench.quickInput.accept();
    await box(/: Profile \(4\/4\)/);
    const [signIn, name, enterpriseProject] = await workbench.quickInput.items();
    assert.equal(signIn?.description, 'sandbox-user · sandbox-account · cn-north-4');
    assert.match(signIn.detail, /^The token expires /);
    assert.equal(name?.description, 'sandbox-user · cn-north-4');
    assert.equal(enterpriseProject?.description, 'default');
    assert.match(await workbench.welcomeText('Repositories'), /Sign In to Huawei Cloud/);
    await workbench.screenshot('sign-in-review');
  });

  it('shows the repositories as soon as that is confirmed', async () => {
    await workbench.quickInput.accept();
    const { text } = await workbench.notifications.waitFor('Signed in as sandbox-user');
    assert.match(text, /project cn-north-4.*token expires/);
    await workbench.trees.row('demo_project');
    await workbench.trees.says('harbor-dev', 'connected');
    await workbench.screenshot('signed-in');
    await workbench.notifications.clear();
  });

  it('is still signed in after the window was reloaded', async () => {
    await workbench.reload();
    await workbench.openContainer();
    await workbench.trees.row('demo_project');
    assert.equal(await workbench.welcomeText('Repositories'), '');
    assert.deepEqual(await workbench.notifications.shown(), []);
  });

  it('shows the account in the Accounts menu, and signs out there', async () => {
    await workbench.accounts.choose(['sandbox-user · cn-north-4 (Huawei Cloud)', 'Sign Out'], {
      before: () => workbench.screenshot('accounts-menu'),
    });
    await workbench.notifications.clickDialogButton('Sign Out');
    await workbench.notifications.waitFor('Everything secret of the profile was removed from this computer');
    await until(
      async () => (await workbench.welcomeText('Repositories')).includes('Sign In to Huawei Cloud'),
      'the welcome is back',
    );
    await workbench.reload();
    await workbench.openContainer();
    await until(
      async () => (await workbench.welcomeText('Repositories')).includes('Sign In to Huawei Cloud'),
      'nobody is signed in after a reload',
    );
  });
});

function helpers(workbench: () => Workbench) {
  const box = (title: RegExp) =>
    until(async () => title.test(await workbench().quickInput.title()), `the box says ${String(title)}`);
  return {
    box,
    refusal: (reason: RegExp) =>
      until(
        async () => {
          const message = await workbench().quickInput.validationMessage();
          if (!reason.test(message)) throw new Error(`It says: ${message}`);
          return true;
        },
        `the box says ${String(reason)}`,
      ),
  };
}
