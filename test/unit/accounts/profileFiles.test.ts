import assert from 'node:assert/strict';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProfileFiles } from '../../../src/accounts/profileFiles';
import type { Profile } from '../../../src/ui/session';
import { profileOf } from '../ui/support';
import { filesBelow, useFreshFolder } from './support';

describe('Files of profiles', () => {
  const folder = useFreshFolder();
  const files = (): ProfileFiles => new ProfileFiles(folder.path);
  const fileOf = (id: string): string => path.join(folder.path, 'profiles', `${id}.json`);
  const kept = (id: string, more = ''): Promise<string> => readFile(`${fileOf(id)}${more}.kept`, 'utf8');

  async function put(id: string, text: string): Promise<void> {
    await mkdir(path.dirname(fileOf(id)), { recursive: true });
    await writeFile(fileOf(id), text);
  }

  const recordOf = (profile: object, version = 1): string => JSON.stringify({ version, profile });

  it('are none before somebody signs in, and looking makes none', async () => {
    assert.deepEqual(await files().all(), { profiles: [], unusable: [] });
    assert.equal(await files().read('alice'), undefined);
    assert.deepEqual(await filesBelow(folder.path), []);
  });

  it('give back what was written, by name', async () => {
    const full: Profile = {
      ...profileOf('alice'),
      name: '张三 · cn-north-4',
      method: 'password',
      accountId: 'd78cbac186b744899480f25bd022f468',
      userId: '7116d09f88fa41908676fdd4b039e95b',
      enterpriseProjectId: 'all_granted_eps',
    };
    const bob = { ...profileOf('bob'), name: 'Bob' };
    await files().write(full);
    await files().write(bob);
    assert.deepEqual(await files().read('alice'), full);
    assert.deepEqual(await files().all(), { profiles: [bob, full], unusable: [] });
  });

  it('forget one and keep the others', async () => {
    await files().write(profileOf('alice'));
    await files().write(profileOf('bob'));
    await files().remove('alice');
    await files().remove('nobody');
    assert.deepEqual((await files().all()).profiles, [profileOf('bob')]);
  });

  it('of different profiles are written at the same time, and none undoes another', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `p${index}`);
    await Promise.all(ids.map((id) => files().write(profileOf(id))));
    const { profiles } = await files().all();
    assert.deepEqual(profiles.map(({ id }) => id).sort(), [...ids].sort());
  });

  it('are whole after fifty writes of one profile at once, and nothing is left beside', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `${index} ${'x'.repeat(50 * index)}`);
    await Promise.all(names.map((name) => files().write({ ...profileOf('alice'), name })));
    const written = await files().read('alice');
    assert.ok(written !== undefined && names.includes(written.name));
    assert.deepEqual(await filesBelow(folder.path), [path.join('profiles', 'alice.json')]);
  });

  it('take away what a window that was killed has not finished, and nothing that is being written', async () => {
    await mkdir(path.join(folder.path, 'profiles'), { recursive: true });
    const [left, beingWritten, foreign] = ['0123456789ab.tmp', 'ba9876543210.tmp', 'mine.tmp'].map((end) =>
      path.join(folder.path, 'profiles', `alice.json.${end}`),
    ) as [string, string, string];
    const hourAgo = new Date(Date.now() - 3600_000);
    for (const file of [left, beingWritten, foreign]) {
      await writeFile(file, '{"ver');
    }
    await utimes(left, hourAgo, hourAgo);
    await utimes(foreign, hourAgo, hourAgo);
    await files().write(profileOf('alice'));
    const found = await filesBelow(folder.path);
    const isThere = (file: string): boolean => found.some((each) => each.endsWith(path.basename(file)));
    assert.deepEqual([left, beingWritten, foreign].map(isThere), [false, true, true]);
  });

  it('can be read by their owner only', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    await files().write(profileOf('alice'));
    const { stat } = await import('node:fs/promises');
    assert.equal((await stat(fileOf('alice'))).mode & 0o077, 0);
  });

  const good = profileOf('alice');
  const withoutRegion = { ...good, region: undefined };
  for (const [what, text, kind] of [
    ['is half written', recordOf(good).slice(0, 40), 'corrupt'],
    ['is empty', '', 'corrupt'],
    ['is null', 'null', 'corrupt'],
    ['is a list', '[]', 'corrupt'],
    ['is a text', '"alice"', 'corrupt'],
    ['has no version', JSON.stringify({ profile: good }), 'corrupt'],
    ['has no profile', '{"version":1}', 'corrupt'],
    ['is of another profile', recordOf(profileOf('bob')), 'corrupt'],
    ['lacks the region', recordOf(withoutRegion), 'corrupt'],
    ['lacks the project', recordOf({ ...good, iamProject: null }), 'corrupt'],
    ['names a method that nobody knows', recordOf({ ...good, method: 'eval' }), 'corrupt'],
    ['claims to be a sandbox', recordOf({ ...good, kind: 'sandbox', sandboxUrl: 'https://evil.example' }), 'corrupt'],
    ['is of a later version', JSON.stringify({ version: 99, accounts: [good] }), 'newer'],
  ] as const) {
    it(`say that one ${what}, leave it as it is, and keep it when another sign-in replaces it`, async () => {
      await put('alice', text);
      await files().write(profileOf('bob'));
      const all = await files().all();
      assert.deepEqual(all, { profiles: [profileOf('bob')], unusable: [{ id: 'alice', kind }] });
      assert.equal(await files().read('alice'), undefined);
      assert.equal(await readFile(fileOf('alice'), 'utf8'), text);
      await files().write(good);
      assert.deepEqual(await files().read('alice'), good);
      assert.equal(await kept('alice'), text);
    });
  }

  it('keep each damaged one, not only the last', async () => {
    for (const text of ['{"first', '{"second']) {
      await put('alice', text);
      await files().write(good);
    }
    assert.equal(await kept('alice'), '{"first');
    assert.equal(await kept('alice', '.2'), '{"second');
  });

  it('keep a damaged one when two windows replace it at the same time', async () => {
    for (let round = 0; round < 20; round += 1) {
      const id = `p${round}`;
      await put(id, '{"damaged');
      await Promise.all([1, 2, 3, 4].map(() => files().write(profileOf(id))));
      assert.equal(await kept(id), '{"damaged');
    }
  });

  it('have no say in where requests go', async () => {
    const evil = { ...good, sandboxUrl: 'https://evil.example', endpoints: { iam: 'https://evil.example' } };
    await put('alice', recordOf(evil));
    assert.deepEqual(await files().read('alice'), good);
  });

  for (const id of ['../alice', '..', 'a/b', 'a\\b', '/etc/passwd', 'a\0b', '']) {
    it(`stay in their folder, whatever an identifier says: ${JSON.stringify(id)}`, async () => {
      await files().write(profileOf(id));
      const [file, ...more] = await filesBelow(folder.path);
      assert.deepEqual(more, []);
      assert.equal(path.dirname(file ?? ''), 'profiles');
      assert.deepEqual(await files().read(id), profileOf(id));
      await writeFile(path.join(folder.path, 'alice.json'), 'outside');
      await files().remove(id);
      assert.deepEqual(await filesBelow(folder.path), ['alice.json']);
    });
  }

  it('are listed though one of them cannot be read at all', async () => {
    await files().write(profileOf('bob'));
    await mkdir(fileOf('alice'));
    assert.deepEqual(await files().all(), {
      profiles: [profileOf('bob')],
      unusable: [{ id: 'alice', kind: 'corrupt' }],
    });
  });

  it('fail with the reason, and write nothing, where the folder cannot be made', async () => {
    await writeFile(path.join(folder.path, 'profiles'), 'a file');
    await assert.rejects(files().write(profileOf('alice')));
    assert.deepEqual(await filesBelow(folder.path), ['profiles']);
  });
});
