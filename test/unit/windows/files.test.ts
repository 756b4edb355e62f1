import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type FileFacts, removeUnfinished, whenUnlocked, writeWhole } from '../../../src/windows/files';
import { settled } from '../ui/support';
import { useScene } from './support';

const MINUTE = 60_000;

describe('A file that is written whole', function () {
  this.timeout(60_000);
  const scene = useScene();
  const file = (): string => path.join(scene.folder, 'profile.json');

  beforeEach(() => mkdir(scene.folder));

  it('is read in one piece, whoever writes it at the same time', async () => {
    const texts = ['a', 'b', 'c'].map((letter) => letter.repeat(300_000));
    await writeWhole(file(), texts[0] ?? '');
    const writing = Promise.all(
      texts.map(async (text) => {
        for (let times = 0; times < 20; times += 1) {
          await writeWhole(file(), text, { lasting: times % 2 === 0 });
        }
      }),
    );
    const over = writing.then(() => true);
    while (!(await Promise.race([over, settled().then(() => false)]))) {
      assert.ok(texts.includes(await readFile(file(), 'utf8')));
    }
    await writing;
    assert.deepEqual(await readdir(scene.folder), ['profile.json']);
  });

  it('is for this user only', async () => {
    await writeWhole(file(), 'text');
    assert.equal(((await stat(file())).mode & 0o777).toString(8), '600');
  });

  it('stays as it was when the disk takes no more, and leaves nothing beside it', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    await writeWhole(file(), 'old');
    // The system lets this process write one block and no more.
    const script = path.join(__dirname, 'fullDisk.js');
    const command = 'trap "" XFSZ; ulimit -f 8; exec "$@"';
    const said = execFileSync('bash', ['-c', command, 'bash', process.execPath, script, file()], { encoding: 'utf8' });
    assert.equal(said.trim(), 'EFBIG');
    assert.equal(await readFile(file(), 'utf8'), 'old');
    assert.deepEqual(await readdir(scene.folder), ['profile.json']);
  });

  it('says how it can be told from the one before, in time for whoever watches it', async () => {
    await writeWhole(file(), 'old');
    const before = await stat(file(), { bigint: true });
    const told: FileFacts[] = [];
    await writeWhole(file(), 'new', { onWritten: (facts) => told.push(facts) });
    const after = await stat(file(), { bigint: true });
    const said = told.map(({ ino, size, mtimeNs }) => ({ ino, size, mtimeNs }));
    assert.deepEqual(said, [{ ino: after.ino, size: after.size, mtimeNs: after.mtimeNs }]);
    assert.notEqual(before.ino, after.ino);
  });

  it('is tried again when it is locked for a moment, and not for anything else', async () => {
    const failing = (codes: string[]) => async (): Promise<string> => {
      const code = codes.shift();
      await Promise.resolve();
      if (code !== undefined) {
        throw Object.assign(new Error(code), { code });
      }
      return 'done';
    };
    assert.equal(await whenUnlocked(failing(['EPERM', 'EBUSY'])), 'done');
    await assert.rejects(whenUnlocked(failing(['EACCES', 'EACCES', 'EACCES'])), { code: 'EACCES' });
    await assert.rejects(whenUnlocked(failing(['ENOSPC'])), { code: 'ENOSPC' });
  });

  it('is freed of what killed writers have left, and of nothing else', async () => {
    const names = ['profile.json.0123456789abcdef.tmp', 'profile.json.0123456789ab.tmp', 'mine.tmp', 'other.json'];
    const young = 'profile.json.ffffffffffffffff.tmp';
    for (const name of [...names, young]) {
      await writeFile(path.join(scene.folder, name), 'ha');
      const then = new Date(Date.now() - (name === young ? 1_000 : 2 * MINUTE));
      await utimes(path.join(scene.folder, name), then, then);
    }
    await removeUnfinished(scene.folder, Date.now());
    assert.deepEqual((await readdir(scene.folder)).sort(), ['mine.tmp', 'other.json', young]);
    await removeUnfinished(path.join(scene.folder, 'no such folder'), Date.now());
  });
});
