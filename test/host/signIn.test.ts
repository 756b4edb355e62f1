import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { accounts, useCloud } from './support/cloud';
import { run } from './support/extension';
import { kept, keptFiles, type StoredProfile, storedProfiles, storedSecret } from './support/kept';
import { rowsOf } from './support/rows';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('signing in with a token', () => {
  const cloud = useCloud({ repositories: 0, signedIn: false });

  afterEach(() => run('signOut'));

  it('asks for the region, then for the token, which is masked', async () => {
    await cloud.signIn();
    const [, region] = cloud.person.picks;
    const [token] = cloud.person.inputs;
    assert.ok(region!.items.some(({ description }) => description === 'cn-north-4'));
    assert.match(token!.title, /CN North-Beijing4/);
    assert.equal(token!.password, true);
    assert.deepEqual(token!.complaints, []);
  });

  it('says which account and project it is and when the token ends', async () => {
    await cloud.signIn();
    const ends = await endOfToken();
    assert.ok(Math.abs(ends.getTime() - Date.now() - DAY_MS) < 60_000, ends.toISOString());
    const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(ends);
    assert.deepEqual(cloud.person.texts, [
      `Signed in as sandbox-user (account sandbox-account, project cn-north-4). The token expires ${when}.`,
    ]);
  });

  it('sends one request, the check of the token', async () => {
    await cloud.signIn();
    assert.deepEqual(
      cloud.requests().map(({ operationId }) => operationId),
      ['validateToken'],
    );
  });

  it('keeps the token in the secret storage and nowhere else', async () => {
    await cloud.signIn();
    const { globalState } = await kept();
    const { token, url } = cloud.sandbox;
    assert.equal((await storedSecret((await storedProfile()).id))?.token, token);
    const memento = JSON.stringify(globalState.keys().map((key) => globalState.get(key)));
    assert.ok(memento.includes('sandbox-account') && !memento.includes(token), memento);
    const files = [...(await keptFiles()).values()].join('\n');
    assert.ok(files.includes('sandbox-account') && !files.includes(token), files);
    const settings = JSON.stringify(vscode.workspace.getConfiguration('codeartsMirrors'));
    assert.ok(settings.includes(url) && !settings.includes(token), settings);
  });

  it('shows the account in the Accounts menu and hands out no token', async () => {
    await cloud.signIn();
    const shown = await accounts();
    assert.deepEqual(
      shown.map(({ label }) => label),
      ['sandbox-user · cn-north-4'],
    );
    const session = await vscode.authentication.getSession('codeartsMirrors', [], { silent: true });
    assert.notEqual(session?.accessToken, cloud.sandbox.token);
  });

  it('takes a token with white space around it', async () => {
    await cloud.signIn(`  ${cloud.sandbox.token}\n`);
    assert.equal((await storedSecret((await storedProfile()).id))?.token, cloud.sandbox.token);
  });

  it('can be used at once', async () => {
    await cloud.signIn();
    assert.ok((await rowsOf(cloud.api.views.repositories)).length > 0);
  });

  it('goes back to the region and asks again', async () => {
    cloud.person.chooses('Token', 'cn-east-3', 'cn-north-4', 'Sign in').goesBack().types(cloud.sandbox.token);
    await run('signIn');
    assert.equal(cloud.person.picks.length, 4);
    assert.match(cloud.person.texts[0]!, /^Signed in as sandbox-user/);
  });

  it('changes nothing when the person leaves', async () => {
    await run('signIn');
    cloud.person.chooses('Token', 'cn-north-4');
    await run('signIn');
    assert.equal(cloud.person.inputs.length, 1);
    assert.deepEqual([await accounts(), cloud.requests(), cloud.person.texts], [[], [], []]);
  });

  async function storedProfile(): Promise<StoredProfile> {
    const [profile] = await storedProfiles();
    assert.ok(profile, 'no profile is stored');
    return profile;
  }

  async function endOfToken(): Promise<Date> {
    const secret = await storedSecret((await storedProfile()).id);
    return new Date(Number(secret?.expiresAt));
  }
});
