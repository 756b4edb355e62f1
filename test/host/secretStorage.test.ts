import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { accounts, useCloud } from './support/cloud';
import { run } from './support/extension';
import { kept, type StoredProfile, storedProfiles, storedSecret } from './support/kept';
import { rowsOf } from './support/rows';
import { until } from './support/until';

const HELP = 'https://code.visualstudio.com/docs/configure/settings-sync#_troubleshooting-keychain-issues';

describe('a secret storage that does not work', () => {
  const cloud = useCloud({ repositories: 0, signedIn: false });
  let secrets: vscode.SecretStorage;

  before(async () => {
    ({ secrets } = await kept());
  });

  afterEach(async () => {
    for (const method of ['store', 'get', 'delete']) Reflect.deleteProperty(secrets, method);
    await run('signOut');
  });

  const refuse = (): Promise<never> => Promise.reject(new Error('no keyring'));

  for (const [name, broken] of [
    ['one that refuses', { store: refuse }],
    ['one that forgets at once', { store: () => Promise.resolve() }],
    ['one that cannot be read', { get: refuse }],
  ] as const) {
    it(`${name}: signed in for this window only, and told so`, async () => {
      Object.assign(secrets, broken);
      await cloud.signIn();
      const warnings = cloud.person.messages.filter(({ severity }) => severity === 'warning');
      assert.equal(warnings.length, 1);
      assert.match(warnings[0]!.text, /until this window closes.*in memory only/);
      assert.deepEqual(warnings[0]!.buttons, ['Help on Keyrings']);
      assert.deepEqual(cloud.person.opened, []);
      assert.equal((await accounts()).length, 1);
      assert.ok((await rowsOf(cloud.api.views.repositories)).length > 0, 'it works all the same');
    });
  }

  it('one that does not answer: signed in all the same, told so, and stored when it answers', async () => {
    const waiting: (() => void)[] = [];
    const real = secrets.get.bind(secrets);
    const get = (key: string): Promise<string | undefined> =>
      new Promise((resolve) => {
        waiting.push(() => {
          resolve(real(key));
        });
      });
    Object.assign(secrets, { get });
    await cloud.signIn();
    const [warning] = cloud.person.messages.filter(({ severity }) => severity === 'warning');
    assert.match(warning!.text, /isn’t answering.*locked.*signed in.*memory only/);
    assert.ok((await rowsOf(cloud.api.views.repositories)).length > 0, 'it works all the same');
    Reflect.deleteProperty(secrets, 'get');
    for (const go of waiting) go();
    const [{ id }] = (await storedProfiles()) as [StoredProfile];
    await until('it is stored', async () => (await storedSecret(id))?.token === cloud.sandbox.token);
  });

  it('one that is missing: signing out says what was seen of it', async () => {
    Object.assign(secrets, { store: refuse, get: refuse, delete: refuse });
    await cloud.signIn();
    cloud.person.forget();
    await run('signOut');
    assert.deepEqual(
      cloud.person.messages.map(({ severity, text }) => [severity, text]),
      [
        [
          'info',
          'Signed out. The secret of the profile is gone from memory. The secret storage of the editor does not answer, so an older secret may be left in it.',
        ],
      ],
    );
    assert.deepEqual(await accounts(), []);
  });

  it('is explained by the editor’s help, a click away', async () => {
    Object.assign(secrets, { store: refuse });
    cloud.person.presses('Help on Keyrings');
    await cloud.signIn();
    await until('a page is opened', () => cloud.person.opened.length > 0);
    assert.deepEqual(cloud.person.opened, [HELP]);
  });

  it('one that does not remove: says that the token is still there, and until when', async () => {
    await cloud.signIn();
    cloud.person.forget();
    Object.assign(secrets, { delete: refuse });
    await run('signOut');
    assert.match(cloud.person.texts[0]!, /did not remove the token. It ends by itself/);
    assert.deepEqual(await accounts(), []);
  });
});
