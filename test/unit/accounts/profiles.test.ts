import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProfileFiles } from '../../../src/accounts/profileFiles';
import type { Profile } from '../../../src/ui/session';
import { profileOf } from '../ui/support';
import { filesBelow, Keyring, Neighbours, type TestWindow, tokenSecret, useFreshFolder } from './support';

const ALICE = profileOf('alice');
const BOB = profileOf('bob');

describe('Profiles in several windows', () => {
  const folder = useFreshFolder();
  let neighbours: Neighbours;
  let windows: readonly TestWindow[];
  let one: TestWindow;
  let two: TestWindow;

  beforeEach(() => {
    neighbours = new Neighbours();
    [one, two] = [neighbours.open(folder.path), neighbours.open(folder.path)];
    windows = [one, two, neighbours.open(folder.path)];
  });

  async function signIn(window = one, profile = ALICE, secret = tokenSecret('MII-first', 10)): Promise<void> {
    assert.equal(await window.profiles.add(profile, secret), 'stored');
    await window.profiles.choose(profile, 'default');
    await neighbours.quiet();
  }

  const secrets = (id = ALICE.id): Promise<unknown[]> =>
    Promise.all(windows.map(({ profiles }) => profiles.ownSecretOf(id)));
  const all = <T>(value: T): T[] => windows.map(() => value);

  it('know a sign-in of one window in all, each with a copy of the secret', async () => {
    await signIn();
    for (const { profiles, changes } of windows) {
      assert.deepEqual(await profiles.all(), { profiles: [ALICE], unusable: [] });
      assert.deepEqual(await profiles.current(), ALICE);
      assert.ok(changes.some(({ secretOf }) => secretOf === ALICE.id));
    }
    assert.deepEqual(await secrets(), all(tokenSecret('MII-first', 10)));
  });

  it('know the secret as soon as they see the profile', async () => {
    const files = new WatchedFiles(folder.path);
    const seen: unknown[] = [];
    files.whenWritten = async () => {
      seen.push((await two.profiles.all()).profiles, await two.profiles.secretOf(ALICE.id));
    };
    await signIn(neighbours.open(folder.path, { files }));
    assert.deepEqual(seen, [[ALICE], tokenSecret('MII-first', 10)]);
  });

  it('keep the secret of before where the profile cannot be written', async () => {
    const files = new WatchedFiles(folder.path);
    const window = neighbours.open(folder.path, { files });
    await signIn(window);
    files.whenWritten = () => Promise.reject(new Error('disk full'));
    for (const [profile, known] of [
      [ALICE, tokenSecret('MII-first', 10)],
      [BOB, undefined],
    ] as const) {
      await assert.rejects(window.profiles.add(profile, tokenSecret('MII-second', 20)), /disk full/);
      assert.deepEqual(await window.profiles.ownSecretOf(profile.id), known);
    }
  });

  it('are known to a window that is opened later, with the secret from the others', async () => {
    await signIn();
    const late = neighbours.open(folder.path);
    assert.equal(await late.profiles.ownSecretOf(ALICE.id), undefined);
    assert.deepEqual(await late.profiles.secretOf(ALICE.id), tokenSecret('MII-first', 10));
    assert.deepEqual(await late.profiles.ownSecretOf(ALICE.id), tokenSecret('MII-first', 10));
  });

  it('say in all windows that a profile whose key is read where it is needed was signed in to again', async () => {
    await one.profiles.add({ ...ALICE, method: 'file' }, undefined);
    await neighbours.quiet();
    for (const { changes, keyring } of windows) {
      assert.deepEqual(changes, [{ secretOf: ALICE.id }]);
      assert.equal(keyring.kept.size, 0);
    }
  });

  it('keep no key any more that somebody has stored and now has read where it is needed', async () => {
    await signIn();
    await two.profiles.add({ ...ALICE, method: 'environment' }, undefined);
    await neighbours.quiet();
    assert.deepEqual(await secrets(), all(undefined));
    assert.deepEqual((await one.profiles.all()).profiles, [{ ...ALICE, method: 'environment' }]);
  });

  it('hand a renewed token over, and prefer the newest that any window knows', async () => {
    await signIn();
    await two.profiles.renewed(ALICE.id, tokenSecret('MII-second', 20));
    await neighbours.quiet();
    assert.deepEqual(await secrets(), all(tokenSecret('MII-second', 20)));
    await two.profiles.answer({ type: 'secret', id: ALICE.id, secret: tokenSecret('MII-older', 15) });
    assert.deepEqual(await two.profiles.secretOf(ALICE.id), tokenSecret('MII-second', 20));
  });

  it('take the sign-in of today though the clock was set back since the one before', async () => {
    await signIn(one, ALICE, tokenSecret('MII-next-year', 900));
    await signIn(one, ALICE, tokenSecret('MII-today', 100));
    const known = await Promise.all(windows.map(({ profiles }) => profiles.secretOf(ALICE.id)));
    assert.deepEqual(
      known.map((secret) => secret?.kind === 'token' && secret.token),
      all('MII-today'),
    );
  });

  it('lose their secret in every window when one signs out', async () => {
    await signIn();
    await signIn(two, BOB);
    assert.equal(await one.profiles.remove(ALICE.id), 'removed');
    await neighbours.quiet();
    assert.deepEqual(await secrets(), all(undefined));
    assert.deepEqual(await secrets(BOB.id), all(tokenSecret('MII-first', 10)));
    for (const { profiles } of windows) {
      assert.deepEqual(await profiles.all(), { profiles: [BOB], unusable: [] });
      assert.deepEqual(await profiles.current(), BOB);
    }
  });

  it('do not come back by a renewal that ends after somebody has signed out', async () => {
    await signIn();
    await one.profiles.remove(ALICE.id);
    await two.profiles.renewed(ALICE.id, tokenSecret('MII-late', 30));
    await neighbours.quiet();
    assert.deepEqual(await secrets(), all(undefined));
    assert.deepEqual(
      windows.map(({ keyring }) => keyring.kept.size),
      all(0),
    );
  });

  it('do not come back by a token that is being stored while somebody signs out', async () => {
    await signIn();
    two.keyring.whileStoring = () => rm(path.join(folder.path, 'profiles', 'alice.json'), { force: true });
    await two.profiles.renewed(ALICE.id, tokenSecret('MII-late', 30));
    assert.equal(two.keyring.text, '');
  });

  it('do not come back from a window that has not heard of the sign-out', async () => {
    await signIn();
    const deaf = neighbours.open(folder.path);
    await deaf.vault.put(ALICE.id, tokenSecret('MII-deaf', 99));
    await rm(path.join(folder.path, 'profiles'), { recursive: true });
    for (const { vault } of windows) {
      await vault.forget(ALICE.id);
    }
    assert.equal(await one.profiles.secretOf(ALICE.id), undefined);
    assert.equal(one.keyring.kept.size, 0);
  });

  it('tell the truth about secrets that a keyring did not forget, and forget them with all data', async () => {
    await signIn();
    one.keyring.refuses = 'to forget';
    two.keyring.refuses = 'to forget';
    assert.equal(await one.profiles.remove(ALICE.id), 'left');
    await neighbours.quiet();
    assert.equal(await one.profiles.removeAll(), false);
    await neighbours.quiet();
    one.keyring.refuses = 'nothing';
    two.keyring.refuses = 'nothing';
    assert.equal(await one.profiles.removeAll(), true);
    await neighbours.quiet();
    assert.deepEqual(
      windows.map(({ keyring }) => keyring.text),
      all(''),
    );
    assert.deepEqual(await filesBelow(folder.path), []);
  });

  it('are forgotten with all data by a window whose own copy was gone, where another keyring had refused', async () => {
    await signIn();
    two.keyring.refuses = 'to forget';
    assert.equal(await one.profiles.remove(ALICE.id), 'removed');
    await neighbours.quiet();
    two.keyring.refuses = 'nothing';
    await one.profiles.removeAll();
    await neighbours.quiet();
    assert.equal(two.keyring.text, '');
  });

  it('are all removed with their secrets, also damaged ones and those of a later version', async () => {
    await signIn();
    await signIn(two, BOB);
    await signIn(two, profileOf('carol'));
    await writeFile(path.join(folder.path, 'profiles', 'bob.json'), '{"half');
    await writeFile(path.join(folder.path, 'profiles', 'carol.json'), '{"version":99}');
    await writeFile(path.join(folder.path, 'profiles', 'alice.json.kept'), '{');
    await two.choices.write('workspace', BOB.id);
    assert.equal(await one.profiles.removeAll(), true);
    await neighbours.quiet();
    assert.deepEqual(await filesBelow(folder.path), []);
    assert.deepEqual(
      windows.map(({ keyring }) => keyring.text),
      all(''),
    );
    assert.equal(await two.profiles.current(), undefined);
  });

  for (const message of [
    null,
    7,
    'changed',
    [],
    {},
    { type: 'format' },
    { type: 'secret' },
    { type: 'secret', id: 'alice' },
    { type: 'secret', id: 'alice', secret: { kind: 'token', changedAt: 99, token: 7, expiresAt: 1 } },
    { type: 'secret', id: 'alice', secret: { version: 9, ...tokenSecret('MII-later', 99) } },
    { type: 'secret', id: 'nobody', secret: tokenSecret('MII-nobody', 99) },
    { type: 'secret', id: '../alice', secret: tokenSecret('MII-nobody', 99) },
    { type: 'removed' },
    { type: 'removed', id: ['alice'] },
    { type: 'secretWanted', id: {} },
    { type: 'secretWanted', id: 'nobody' },
  ]) {
    it(`are not changed by a message that makes no sense: ${JSON.stringify(message)}`, async () => {
      await signIn();
      const [files, kept] = [await filesBelow(folder.path), two.keyring.text];
      assert.equal(await two.profiles.answer(message), undefined);
      assert.deepEqual([await filesBelow(folder.path), two.keyring.text], [files, kept]);
    });
  }

  it('keep both changes of two windows that make them at the same time', async () => {
    await signIn();
    for (const number of Array.from({ length: 10 }, (_, index) => index)) {
      const edit = { name: `Alice ${number}`, enterpriseProjectId: `project-${number}` };
      await Promise.all([
        one.profiles.update(ALICE.id, { name: edit.name }),
        two.profiles.update(ALICE.id, { enterpriseProjectId: edit.enterpriseProjectId }),
      ]);
      assert.deepEqual((await windows[2]?.profiles.all())?.profiles, [{ ...ALICE, ...edit }]);
    }
  });

  it('are renamed without undoing what another window has changed meanwhile', async () => {
    await signIn();
    await one.profiles.update(ALICE.id, { name: 'Alice at work' });
    await two.profiles.update(ALICE.id, { enterpriseProjectId: 'all_granted_eps' });
    const both = { ...ALICE, name: 'Alice at work', enterpriseProjectId: 'all_granted_eps' };
    assert.deepEqual(await one.profiles.current(), both);
    await one.profiles.update(ALICE.id, { enterpriseProjectId: undefined });
    assert.deepEqual(await two.profiles.current(), { ...ALICE, name: 'Alice at work' });
  });

  it('are not brought back by somebody who renames one that is gone', async () => {
    await signIn();
    await two.profiles.remove(ALICE.id);
    await one.profiles.update(ALICE.id, { name: 'Alice at work' });
    assert.deepEqual(await one.profiles.all(), { profiles: [], unusable: [] });
  });

  it('keep no secret of a sign-in that could not be stored', async () => {
    await writeFile(path.join(folder.path, 'profiles'), 'a file');
    await assert.rejects(one.profiles.add(ALICE, tokenSecret('MII-first')));
    await neighbours.quiet();
    assert.deepEqual(
      windows.map(({ keyring }) => keyring.text),
      all(''),
    );
  });

  it('lose their secrets though their file cannot be removed', async () => {
    await signIn();
    const file = path.join(folder.path, 'profiles', 'alice.json');
    await rm(file);
    await mkdir(file);
    await assert.rejects(one.profiles.remove(ALICE.id));
    await neighbours.quiet();
    assert.deepEqual(await secrets(), all(undefined));
  });

  it('note a secret that is left inside their folder, whatever an identifier says', async () => {
    one.keyring.refuses = 'to forget';
    assert.equal(await one.profiles.remove('../../outside'), 'left');
    assert.equal(await one.profiles.remove('sandbox/http://127.0.0.1:1'), 'left');
    const files = (await filesBelow(folder.path)).filter((file) => path.dirname(file) !== 'leases');
    assert.deepEqual(
      files.map((file) => path.dirname(file)),
      ['left', 'left'],
    );
  });

  it('work in memory where there is no keyring', async () => {
    const keyring = new Keyring();
    keyring.refuses = 'everything';
    const window = neighbours.open(folder.path, { keyring });
    assert.equal(await window.profiles.add(ALICE, tokenSecret('MII-first', 10)), 'sessionOnly');
    await neighbours.quiet();
    assert.deepEqual(await window.profiles.secretOf(ALICE.id), tokenSecret('MII-first', 10));
    assert.deepEqual(await secrets(), all(tokenSecret('MII-first', 10)));
  });
});

/** Lets a test look at the moment in which a profile is written, and nothing else has happened. */
class WatchedFiles extends ProfileFiles {
  whenWritten: () => Promise<void> = () => Promise.resolve();

  override async write(profile: Profile): Promise<void> {
    await super.write(profile);
    await this.whenWritten();
  }
}
