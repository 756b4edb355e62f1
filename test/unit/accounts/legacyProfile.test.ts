import assert from 'node:assert/strict';
import { removeLegacySecret, takeOverLegacyProfile } from '../../../src/accounts/legacyProfile';
import { profileId } from '../../../src/accounts/profileId';
import { toIamProjectId } from '../../../src/api/index';
import type { Profile } from '../../../src/ui/session';
import { filesBelow, mementoOf, Neighbours, type TestWindow, tokenSecret, useFreshFolder } from './support';
import { ALICE } from './window';

const NOW = new Date('2026-11-20T08:00:00Z');
const END = Date.parse('2026-11-20T20:00:00Z');
const PROJECT = { id: toIamProjectId('05041fffa40025702f6dc009cc6f8f33', 'test'), name: 'cn-north-4_team-a' };
const USER_ID = '7116d09f88fa41908676fdd4b039e95b';

/** Written down as version 0.1 wrote it: what is on people's disks does not change with the code. */
const MEMENTO_KEY = 'codeartsMirrors.profile';
const SECRET_KEY = `codeartsMirrors.token/acme/${USER_ID}/cn-north-4/${PROJECT.id}`;
const PROFILE = {
  id: `acme/${USER_ID}/cn-north-4/${PROJECT.id}`,
  kind: 'cloud',
  region: 'cn-north-4',
  iamProject: PROJECT,
  accountName: 'acme',
  userName: 'jane',
  expiresAt: END,
};

const TAKEN_OVER: Profile = {
  id: profileId({ accountName: 'acme', user: USER_ID, region: 'cn-north-4', iamProjectId: PROJECT.id }),
  kind: 'cloud',
  name: 'jane · cn-north-4_team-a',
  method: 'token',
  region: 'cn-north-4',
  iamProject: PROJECT,
  accountName: 'acme',
  userName: 'jane',
  userId: USER_ID,
};

describe('The profile of version 0.1', () => {
  const folder = useFreshFolder();
  const remembered = new Map<string, unknown>();
  let window: TestWindow;

  beforeEach(() => {
    window = new Neighbours().open(folder.path);
    window.keyring.kept.set(SECRET_KEY, 'MII-old');
    remembered.clear();
    remembered.set(MEMENTO_KEY, { version: 1, profile: PROFILE });
  });

  const takeOver = (): Promise<void> =>
    takeOverLegacyProfile(mementoOf(remembered), window.keyring.storage(), window.profiles, NOW);
  const removeSecret = (): Promise<void> => removeLegacySecret(mementoOf(remembered), window.keyring.storage());
  const profiles = async (): Promise<readonly Profile[]> => (await window.profiles.all()).profiles;
  const oldToken = (): string | undefined => window.keyring.kept.get(SECRET_KEY);
  const isGone = (): boolean => oldToken() === undefined && remembered.size === 0;

  it('is taken over with its token, becomes the default, and is gone from where it was', async () => {
    await takeOver();
    assert.deepEqual(await profiles(), [TAKEN_OVER]);
    assert.equal(await window.choices.read('default'), TAKEN_OVER.id);
    assert.deepEqual(await window.profiles.ownSecretOf(TAKEN_OVER.id), tokenSecret('MII-old', NOW.getTime(), END));
    assert.ok(isGone());
  });

  it('is only removed where there is a default already', async () => {
    await window.profiles.add(ALICE, tokenSecret('MII-alice'));
    await window.profiles.choose(ALICE, 'default');
    await takeOver();
    assert.deepEqual(await profiles(), [ALICE]);
    assert.deepEqual(await window.profiles.current(), ALICE);
    assert.ok(isGone());
    assert.deepEqual(await window.profiles.ownSecretOf(ALICE.id), tokenSecret('MII-alice'));
  });

  it('is only removed where its token is lost: nobody could go on with it', async () => {
    window.keyring.kept.clear();
    await takeOver();
    assert.deepEqual(await profiles(), []);
    assert.ok(isGone());
  });

  it('is nobody’s when there was none', async () => {
    remembered.clear();
    await takeOver();
    await removeSecret();
    assert.deepEqual(await filesBelow(folder.path), []);
  });

  const damaged: readonly (readonly [string, unknown])[] = [
    ['a text', 'profile'],
    ['null', null],
    ['a list', [PROFILE]],
    ['no profile', { version: 1 }],
    ['an empty profile', { version: 1, profile: null }],
    ...Object.keys(PROFILE)
      .filter((field) => field !== 'kind')
      .map(
        (field) =>
          [`a profile whose ${field} is damaged`, { version: 1, profile: { ...PROFILE, [field]: [] } }] as const,
      ),
    ['a project without an identifier', { version: 1, profile: { ...PROFILE, iamProject: { name: 'x' } } }],
    ['a project without a name', { version: 1, profile: { ...PROFILE, iamProject: { id: PROJECT.id } } }],
  ];
  for (const [what, value] of damaged) {
    it(`is not taken over from ${what}, which keeps nobody from starting`, async () => {
      remembered.set(MEMENTO_KEY, value);
      await takeOver();
      await removeSecret();
      assert.deepEqual(await filesBelow(folder.path), []);
    });
  }

  for (const refused of ['everything', 'to read'] as const) {
    it(`waits for another time while the keyring refuses ${refused}`, async () => {
      window.keyring.refuses = refused;
      await assert.rejects(takeOver(), /no keyring/);
      assert.deepEqual(await profiles(), []);
      assert.equal(oldToken(), 'MII-old');
      window.keyring.refuses = 'nothing';
      await takeOver();
      assert.deepEqual(await window.profiles.current(), TAKEN_OVER);
      assert.ok(isGone());
    });
  }

  it('is removed another time, and replaces no newer token, when the keyring did not remove it', async () => {
    window.keyring.refuses = 'to forget';
    await assert.rejects(takeOver(), /no keyring/);
    assert.deepEqual(await window.profiles.current(), TAKEN_OVER);
    window.keyring.refuses = 'nothing';
    const renewed = tokenSecret('MII-new', NOW.getTime() + 1);
    await window.profiles.add(TAKEN_OVER, renewed);
    await takeOver();
    assert.deepEqual(await window.profiles.ownSecretOf(TAKEN_OVER.id), renewed);
    assert.ok(isGone());
  });

  it('can have its token removed unseen, and nothing else', async () => {
    await window.profiles.add(ALICE, tokenSecret('MII-alice'));
    await removeSecret();
    assert.equal(oldToken(), undefined);
    assert.deepEqual(await window.profiles.ownSecretOf(ALICE.id), tokenSecret('MII-alice'));
  });

  it('says when its token could not be removed', async () => {
    window.keyring.refuses = 'to forget';
    await assert.rejects(removeSecret(), /no keyring/);
    assert.equal(oldToken(), 'MII-old');
  });
});
