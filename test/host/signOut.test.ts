import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { accounts, useCloud } from './support/cloud';
import { useContextKeys } from './support/contextKeys';
import { hideViews, run } from './support/extension';
import { kept, secretKey, storedProfiles, storedSecret } from './support/kept';
import { rowNamed, rowsOf } from './support/rows';
import { until } from './support/until';

describe('signing out and coming back', () => {
  const keys = useContextKeys();
  const cloud = useCloud({ repositories: 0 });
  const SESSION = 'codeartsMirrors.session';

  afterEach(() => run('signOut'));

  it('removes the token, the profile and the rows', async () => {
    assert.ok((await rowsOf(cloud.api.views.repositories)).length > 0);
    const { id } = (await accounts())[0]!;
    assert.equal((await storedSecret(id))?.token, cloud.sandbox.token);
    await run('signOut');
    assert.equal(await storedSecret(id), undefined);
    assert.deepEqual(await storedProfiles(), []);
    assert.deepEqual(await accounts(), []);
    assert.equal(keys.get(SESSION), 'signedOut');
    assert.deepEqual(await rowsOf(cloud.api.views.repositories), []);
    assert.deepEqual(await rowsOf(cloud.api.views.registries), []);
    assert.deepEqual(cloud.person.texts, [
      'Signed out. Everything secret of the profile was removed from this computer.',
    ]);
  });

  it('says so when there is nobody to sign out', async () => {
    await run('signOut');
    cloud.person.forget();
    await run('signOut');
    assert.deepEqual(cloud.person.texts, ['You are not signed in.']);
  });

  it('stops what was under way', async () => {
    cloud.sandbox.faults.add({ kind: 'latency', ms: 500, match: { operationId: 'listUserAllRepositories' } });
    const reading = rowsOf(cloud.api.views.repositories);
    await until('the list is asked for', () => cloud.requests('listUserAllRepositories').length > 0);
    await run('signOut');
    assert.deepEqual(await reading, []);
    assert.deepEqual(
      cloud.person.messages.map(({ severity }) => severity),
      ['info'],
    );
  });

  /** Looks at the sample data and leaves it again: what is stored is read as in the next window. */
  async function comeBack(between: () => Thenable<unknown> = () => Promise.resolve()): Promise<void> {
    await run('openSandbox');
    assert.deepEqual(
      (await accounts()).map(({ label }) => label),
      ['Sandbox (sample data)', 'sandbox-user · cn-north-4'],
    );
    await hideViews();
    await between();
    cloud.forgetRequests();
    cloud.person.forget();
    await run('signOut');
    assert.equal((await accounts()).length, 1, 'the stored account is there again');
  }

  it('reads nothing until a view is shown, then goes on with the stored token', async () => {
    await comeBack();
    assert.deepEqual(cloud.requests(), []);
    assert.equal(keys.get(SESSION), 'dormant');
    await vscode.commands.executeCommand('codeartsMirrors.repositories.focus');
    await until('the list is asked for', () => cloud.requests('listUserAllRepositories').length > 0);
    rowNamed(await rowsOf(cloud.api.views.repositories), 'demo_project');
    assert.equal(keys.get(SESSION), 'signedIn');
    assert.deepEqual(cloud.person.texts, []);
  });

  it('asks to sign in when the secret storage has lost the token', async () => {
    const { secrets } = await kept();
    await comeBack(async () => {
      for (const { id } of await storedProfiles()) await secrets.delete(secretKey(id));
    });
    const rows = await rowsOf(cloud.api.views.repositories);
    assert.equal(rows[0]!.item.command?.command, 'codeartsMirrors.signIn');
    assert.equal(keys.get(SESSION), 'expired');
    assert.deepEqual(cloud.requests(), []);
    await until('the prompt', () => cloud.person.messages.length > 0);
    // A browser has no keyring: it is the server that keeps no key for secrets.
    const inBrowser = vscode.env.uiKind === vscode.UIKind.Web;
    assert.deepEqual(cloud.person.messages[0]!.buttons, ['Sign In', ...(inBrowser ? [] : ['Help on Keyrings'])]);
    assert.equal(cloud.person.messages.length, 1);
  });

  it('opens the help on keyrings', async () => {
    await run('keyringHelp');
    assert.match(cloud.person.opened[0]!, /#_troubleshooting-keychain-issues$/);
  });

  it('asks to sign in when the token has ended meanwhile, and sends it nowhere', async () => {
    const { secrets } = await kept();
    await comeBack(async () => {
      for (const { id } of await storedProfiles()) {
        const ended = { ...(await storedSecret(id)), expiresAt: Date.now() - 1 };
        await secrets.store(secretKey(id), JSON.stringify(ended));
      }
    });
    const rows = await rowsOf(cloud.api.views.repositories);
    assert.match(rows[0]!.label, /expired/);
    assert.deepEqual(cloud.requests(), []);
  });
});
