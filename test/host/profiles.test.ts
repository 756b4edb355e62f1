import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { accounts, signOutEverybody, useCloud } from './support/cloud';
import { useContextKeys } from './support/contextKeys';
import { run } from './support/extension';
import { kept, keptFiles, storedProfiles, storedSecret } from './support/kept';
import { rowsOf } from './support/rows';
import { until } from './support/until';

describe('profiles', () => {
  const cloud = useCloud({ repositories: 0, signedIn: false });
  const { person } = cloud;
  const keys = useContextKeys();

  beforeEach(async () => {
    await cloud.signIn();
    await signInWithKey();
    person.forget();
  });
  afterEach(signOutEverybody);

  async function signInWithKey(): Promise<void> {
    const { ak, sk } = cloud.sandbox.secondKey;
    person
      .whenAsked(/Method/, 'Access key (AK')
      .whenAsked(/Region/, 'cn-north-4')
      .whenAsked(/IAM Project/, 'team-a')
      .whenAsked(/Profile/, 'Sign in')
      .types(ak, sk, '');
    await run('signIn');
  }

  const used = async () => (await accounts())[0]?.label;
  const registries = async () => (await rowsOf(cloud.api.views.registries)).map(({ label }) => label);

  it('are as many as one signs in to, each in the Accounts menu', async () => {
    const labels = (await accounts()).map(({ label }) => label);
    assert.deepEqual(labels, ['sandbox-account · cn-north-4_team-a', 'sandbox-user · cn-north-4']);
  });

  it('are switched from the palette; the views follow', async () => {
    assert.ok((await registries()).includes('team-a-harbor'));
    person.chooses('sandbox-user');
    await run('switchProfile');
    assert.match(person.picks[0]!.items[0]!.label, /^\$\(check\) sandbox-account/, 'the one in use is marked');
    await until('the other one', async () => (await used()) === 'sandbox-user · cn-north-4');
    assert.ok((await registries()).includes('harbor-dev'));
    assert.ok(!(await registries()).includes('team-a-harbor'));
  });

  it('can be named, and list other enterprise projects', async () => {
    const name = '团队 A $(error) [x](command:y)';
    person.chooses({ row: 'sandbox-account', button: 'Edit Profile' }, 'Name').types(name);
    await run('switchProfile');
    await until('the name', async () => (await used())?.startsWith('团队 A'));
    person.chooses('Enterprise project', 'All enterprise projects');
    await run('editProfile');
    await until('the registries of all', async () => (await registries()).includes('team-a-jfrog'));
    const profile = (await storedProfiles()).find((one) => one.name === name);
    assert.equal(profile?.enterpriseProjectId, 'all_granted_eps');
  });

  it('go on with a key that was refused for a while, once somebody has signed in with it again', async () => {
    const body = { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' };
    // Every service but IAM, where somebody signs in.
    for (const path of ['/v1', '/v2', '/v4', '/v5']) {
      cloud.sandbox.faults.add({ kind: 'status', status: 401, body, match: { path } });
    }
    await signInWithKey();
    assert.ok(!(await registries()).includes('team-a-harbor'));
    await until('the prompt', () => person.messages.some(({ buttons }) => buttons.includes('Sign In')));
    cloud.sandbox.faults.clear();
    await signInWithKey();
    assert.ok((await registries()).includes('team-a-harbor'));
  });

  it('can be signed out of from the list, also one that is not used', async () => {
    const [first, second] = await accounts();
    person.chooses({ row: 'sandbox-user', button: 'Sign Out' });
    await run('switchProfile');
    assert.equal(await storedSecret(second!.id), undefined);
    assert.ok(await storedSecret(first!.id));
    assert.deepEqual(await accounts(), [first]);
    assert.deepEqual(person.texts, [
      'Signed out. Everything secret of the profile was removed from this computer. This window uses sandbox-account · cn-north-4_team-a now.',
    ]);
  });

  it('are listed with the one in use selected, and say which is for this workspace only', async () => {
    person.chooses({ row: 'sandbox-user', button: 'Use in This Workspace Only' });
    await run('switchProfile');
    await until('the other one', async () => (await used()) === 'sandbox-user · cn-north-4');
    person.forget();
    await run('switchProfile');
    const { items, active } = person.picks[0]!;
    assert.deepEqual(
      active?.map(({ label, description }) => [label, description]),
      [['$(check) sandbox-user · cn-north-4', 'token · sandbox-account · this workspace only']],
    );
    assert.equal(items[0]!.description, 'access key · sandbox-account');
  });

  it('sign out one at a time: every secret of that one is gone, the other is used', async () => {
    const [first, second] = await accounts();
    await run('signOut');
    assert.equal(await storedSecret(first!.id), undefined);
    assert.ok(await storedSecret(second!.id));
    assert.match(person.texts[0]!, /This window uses sandbox-user · cn-north-4 now/);
    assert.ok((await registries()).includes('harbor-dev'));
  });

  it('are all removed by "Remove all data", when the person agrees', async () => {
    const ids = (await accounts()).map(({ id }) => id);
    person.chooses('Only mirrors', '$(check) Apply');
    await run('repositories.filter');
    assert.equal(keys.get('codeartsMirrors.repositories.arranged'), true);
    person.forget();
    await run('removeAllData');
    assert.equal(person.messages[0]?.modal, true);
    assert.equal((await accounts()).length, 2, 'asked, and not agreed');
    person.presses('Remove All Data');
    await run('removeAllData');
    assert.deepEqual(await accounts(), []);
    for (const id of ids) assert.equal(await storedSecret(id), undefined);
    const { globalState } = await kept();
    assert.deepEqual(globalState.keys(), []);
    assert.equal(keys.get('codeartsMirrors.repositories.arranged'), false, 'rows are not filtered any more');
    // What is left is how this window can be reached while it is open.
    assert.deepEqual(
      [...(await keptFiles()).keys()].filter((file) => !file.startsWith('windows')),
      [],
    );
    assert.deepEqual(await rowsOf(cloud.api.views.repositories), []);
  });

  it('are told apart from sample data, which leaves them as they are', async () => {
    await run('openSandbox');
    assert.equal(keys.get('codeartsMirrors.profile.editable'), false);
    assert.equal((await accounts()).length, 3);
    await run('switchProfile');
    const { items, active } = person.picks[0]!;
    assert.deepEqual(active, items.slice(0, 1));
    assert.match(items[0]!.label, /^\$\(check\) Sandbox$/);
    assert.match(items[0]!.detail!, /in use$/);
    assert.deepEqual(
      items.slice(0, 3).map(({ buttons }) => buttons?.map(({ tooltip }) => tooltip)),
      [['Sign Out'], ...Array<string[]>(2).fill(['Use in This Workspace Only', 'Edit Profile', 'Sign Out'])],
    );
    await run('editProfile');
    assert.equal(person.texts.at(-1), 'The sandbox profile can’t be edited.');
    await run('signOut');
    assert.equal((await accounts()).length, 2);
    assert.equal(keys.get('codeartsMirrors.profile.editable'), true);
    await vscode.commands.executeCommand('workbench.view.explorer');
  });
});
