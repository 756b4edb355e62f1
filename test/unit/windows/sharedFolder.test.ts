import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SharedFolder } from '../../../src/windows/sharedFolder';
import { asAnybody, useScene } from './support';
import { TestTime } from './testTimers';

const V2 = { version: 2 };
const LIMIT = { limitBytes: 1_000_000 };
const HOW = { ...V2, ...LIMIT };
const done = { kind: 'done' };

describe('A folder that windows share', function () {
  this.timeout(60_000);
  const scene = useScene();
  const inFolder = (name: string): string => path.join(scene.folder, 'snapshots', name);
  const open = (): SharedFolder =>
    new SharedFolder(path.join(scene.folder, 'snapshots'), {
      timers: new TestTime(),
      onDidFocus: () => ({ dispose: () => undefined }),
    });

  /** As somebody else who writes there. */
  async function leave(name: string, text: string): Promise<void> {
    await mkdir(path.dirname(inFolder(name)), { recursive: true });
    await writeFile(inFolder(name), text);
  }

  it('gives one window what another has written', async () => {
    const value = { rows: ['a', '北京'], at: 5, nothing: null };
    assert.deepEqual(await open().write('alice.json', value, V2), done);
    assert.deepEqual(await open().read('alice.json', HOW), { kind: 'value', value, version: 2 });
    assert.equal(((await stat(inFolder('alice.json'))).mode & 0o777).toString(8), '600');
    assert.equal(((await stat(path.dirname(inFolder('')))).mode & 0o777).toString(8), '700');
  });

  it('touches no disk until something is written', async () => {
    const folder = open();
    assert.deepEqual(await folder.read('alice.json', HOW), { kind: 'absent' });
    assert.deepEqual(await folder.list(), { kind: 'names', names: [] });
    assert.deepEqual(await folder.remove('alice.json'), done);
    assert.deepEqual(await folder.removeAll(), done);
    assert.deepEqual(await readdir(scene.temporary), []);
  });

  it('tells a file that makes no sense from one that is not there, and leaves it', async () => {
    const folder = open();
    await folder.write('alice.json', { rows: ['a', 'b'] }, V2);
    const whole = await readFile(inFolder('alice.json'), 'utf8');
    const texts = ['', whole.slice(0, -7), '\0'.repeat(50), 'null', '[]', '7', '{}', '{"value":1}', '{"version":2}'];
    const versions = ['"2"', '0', '-1', '1.5', '1e999', 'null', '{}'].map((each) => `{"version":${each},"value":1}`);
    for (const text of [...texts, ...versions, '['.repeat(500_000)]) {
      await leave('alice.json', text);
      assert.deepEqual(await folder.read('alice.json', HOW), { kind: 'damaged' }, text.slice(0, 50));
      assert.equal(await readFile(inFolder('alice.json'), 'utf8'), text);
    }
  });

  it('takes a file that somebody has edited with a program that marks its beginning', async () => {
    await leave('alice.json', '\uFEFF{\r\n  "version": 1,\r\n  "value": "x" }');
    assert.deepEqual(await open().read('alice.json', HOW), { kind: 'value', value: 'x', version: 1 });
  });

  it('says that a later version has written a file, and an earlier one too', async () => {
    const folder = open();
    await folder.write('alice.json', { rows: 'of another kind' }, { version: 3 });
    assert.deepEqual(await folder.read('alice.json', HOW), { kind: 'later', version: 3 });
    await leave('alice.json', '{"version":4}');
    assert.deepEqual(await folder.read('alice.json', HOW), { kind: 'later', version: 4 });
    await folder.write('alice.json', 'old', { version: 1 });
    assert.deepEqual(await folder.read('alice.json', HOW), { kind: 'value', value: 'old', version: 1 });
  });

  it('does not read a file that is too large, however large', async () => {
    const folder = open();
    await leave('alice.json', '');
    // It takes no room on the disk; who reads it has 8 TiB in memory.
    await truncate(inFolder('alice.json'), 2 ** 43);
    assert.deepEqual(await folder.read('alice.json', HOW), { kind: 'tooLarge', bytes: 2 ** 43 });
    assert.deepEqual(await folder.readText('alice.json', LIMIT), { kind: 'tooLarge', bytes: 2 ** 43 });
    await leave('log', 'four');
    assert.deepEqual(await folder.readText('log', { limitBytes: 4 }), { kind: 'text', text: 'four' });
    assert.deepEqual(await folder.readText('log', { limitBytes: 3 }), { kind: 'tooLarge', bytes: 4 });
  });

  it('says of what is no file that it cannot be read, and waits for none', async function () {
    const folder = open();
    await mkdir(inFolder('folder.json'), { recursive: true });
    assert.equal((await folder.read('folder.json', HOW)).kind, 'unreadable');
    if (process.platform !== 'win32') {
      execFileSync('mkfifo', [inFolder('pipe')]);
      assert.equal((await folder.readText('pipe', LIMIT)).kind, 'unreadable');
    }
  });

  it('does not lead out of the folder, whatever a file is called', async () => {
    const folder = open();
    await folder.write('alice.json', 1, V2);
    const names = [
      '',
      '.',
      '..',
      '../x',
      '/etc/x',
      'a/b',
      'a\\b',
      'a:b',
      'x.',
      'x ',
      'CON',
      'nul.json',
      'x.tmp',
      'a\0',
    ];
    for (const name of [...names, '.hidden', 'n'.repeat(200), '名.json', 'a\n']) {
      const refused = { kind: 'failed', why: 'name' };
      assert.deepEqual(await folder.write(name, 1, V2), refused, name);
      assert.deepEqual(await folder.append(name, 'line'), refused, name);
      assert.deepEqual(await folder.remove(name), refused, name);
      assert.deepEqual(await folder.read(name, HOW), { kind: 'absent' }, name);
    }
    assert.deepEqual(await readdir(scene.folder, { recursive: true }), [
      'snapshots',
      path.join('snapshots', 'alice.json'),
    ]);
  });

  it('lists and removes files', async () => {
    const folder = open();
    await folder.write('b.json', 1, V2);
    await folder.append('a.log', 'line');
    await leave('.DS_Store', '');
    await leave('b.json.0123456789abcdef.tmp', '');
    await mkdir(inFolder('folder'));
    assert.deepEqual(await folder.list(), { kind: 'names', names: ['a.log', 'b.json'] });
    assert.deepEqual(await folder.remove('b.json'), done);
    assert.deepEqual(await folder.read('b.json', HOW), { kind: 'absent' });
    assert.deepEqual(await folder.list(), { kind: 'names', names: ['a.log'] });
  });

  it('removes everything, or what belongs together, also what nobody has finished', async () => {
    const folder = open();
    for (const name of ['alice.json', 'bob.json']) {
      await folder.write(name, 1, V2);
      await leave(`${name}.0123456789abcdef.tmp`, '{"half');
    }
    await mkdir(inFolder('folder'));
    assert.deepEqual(await folder.removeAll('alice'), done);
    assert.deepEqual(await readdir(inFolder('')), ['bob.json', 'bob.json.0123456789abcdef.tmp', 'folder']);
    assert.deepEqual(await folder.removeAll(), done);
    assert.deepEqual(await readdir(inFolder('')), ['folder']);
  });

  it('adds lines, each a line of its own, also after one that was cut off', async () => {
    const folder = open();
    await folder.append('log', 'first');
    await folder.append('log', '第二');
    await leave('log', `${await readFile(inFolder('log'), 'utf8')}{"cut o`);
    await folder.append('log', 'fourth');
    assert.deepEqual(await open().readText('log', LIMIT), { kind: 'text', text: 'first\n第二\n{"cut o\nfourth\n' });
    assert.equal(((await stat(inFolder('log'))).mode & 0o777).toString(8), '600', 'nobody else reads it');
  });

  it('loses no line of two windows that add at the same time', async () => {
    const windows = [open(), open(), open()];
    const lines = Array.from({ length: 300 }, (_, index) => `${index} ${'x'.repeat(index * 20)}`);
    await Promise.all(lines.map((line, index) => (windows[index % 3] ?? open()).append('log', line)));
    const read = await open().readText('log', { limitBytes: 10_000_000 });
    const found = read.kind === 'text' ? read.text.split('\n').filter((line) => line !== '') : [];
    assert.deepEqual(new Set(found), new Set(lines));
    assert.equal(found.length, lines.length);
  });

  it('does one thing after the other with one file, in the order in which it was asked', async () => {
    const folder = open();
    const values = Array.from({ length: 30 }, (_, index) => index);
    const writing = values.map((value) => folder.write('alice.json', value, V2));
    const read = folder.read('alice.json', HOW);
    const later = [folder.remove('alice.json'), folder.append('alice.json', 'line')];
    assert.deepEqual(await read, { kind: 'value', value: 29, version: 2 });
    await Promise.all([...writing, ...later]);
    assert.deepEqual(await folder.readText('alice.json', LIMIT), { kind: 'text', text: 'line\n' });
  });

  it('says that nothing can be written, and goes on reading', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const folder = open();
    await folder.write('alice.json', 'old', V2);
    execFileSync('chmod', ['-R', 'a+rX', scene.temporary]);
    execFileSync('chmod', ['a-w', path.dirname(inFolder(''))]);
    execFileSync('chmod', ['a-w,a+r', inFolder('alice.json')]);
    const outcomes = await asAnybody(async () => [
      await folder.write('alice.json', 'new', V2),
      await folder.append('alice.json', 'line'),
      await folder.remove('alice.json'),
      await folder.removeAll(),
    ]);
    const refused = { kind: 'failed', why: 'readOnly', code: 'EACCES' };
    assert.deepEqual(outcomes, [refused, refused, refused, refused]);
    assert.deepEqual(await folder.read('alice.json', HOW), { kind: 'value', value: 'old', version: 2 });
    execFileSync('chmod', ['-R', 'u+w', scene.temporary]);
  });

  it('says that what it may not read cannot be read', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const folder = open();
    await folder.write('alice.json', 'mine', V2);
    execFileSync('chmod', ['a+rx', scene.temporary, scene.folder, path.dirname(inFolder(''))]);
    execFileSync('chmod', ['a-r', inFolder('alice.json')]);
    const read = await asAnybody(() => folder.read('alice.json', HOW));
    assert.deepEqual(read, { kind: 'unreadable', code: 'EACCES' });
  });

  it('says that the disk is full, and keeps the value of before', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const folder = open();
    await folder.write('alice.json', 'old', V2);
    const script = path.join(__dirname, 'fullFolder.js');
    const command = 'trap "" XFSZ; ulimit -f 8; exec "$@"';
    const args = ['-c', command, 'bash', process.execPath, script, path.dirname(inFolder(''))];
    const said = execFileSync('bash', args, { encoding: 'utf8' });
    assert.deepEqual(JSON.parse(said), [
      { kind: 'failed', why: 'full', code: 'EFBIG' },
      { kind: 'failed', why: 'full', code: 'EFBIG' },
    ]);
    assert.deepEqual(await folder.read('alice.json', HOW), { kind: 'value', value: 'old', version: 2 });
    await folder.append('log', 'next');
    const log = await folder.readText('log', { limitBytes: 10_000_000 });
    assert.deepEqual(log.kind === 'text' && log.text.split('\n').slice(-2), ['next', '']);
  });

  it('says what is wrong when there is something else in the place of the folder', async () => {
    await mkdir(scene.folder);
    await writeFile(path.join(scene.folder, 'snapshots'), 'a file');
    const folder = open();
    const outcome = await folder.write('alice.json', 1, V2);
    assert.deepEqual(outcome.kind === 'failed' && outcome.why, 'other');
    assert.equal((await folder.append('log', 'line')).kind, 'failed');
    assert.deepEqual(await folder.read('alice.json', HOW), { kind: 'unreadable', code: 'ENOTDIR' });
    assert.deepEqual(await folder.list(), { kind: 'failed', why: 'other', code: 'ENOTDIR' });
    const subscription = folder.onDidChange(() => undefined);
    assert.deepEqual(await folder.read('alice.json', HOW), { kind: 'unreadable', code: 'ENOTDIR' });
    subscription.dispose();
  });
});
