import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Leases } from '../../../src/windows/lease';
import { TestClock } from '../ui/support';
import { filesIn, useScene, type LeaseProcess } from './support';

const NAME = 'renew alice/北京四';
const HOUR = 3_600_000;
const MINUTE = 60_000;
const PROCESSES = 20;

describe('Leases of several processes', function () {
  this.timeout(120_000);
  const scene = useScene();
  const folder = (): string => path.join(scene.folder, 'leases');
  let clock: TestClock;

  beforeEach(() => {
    clock = new TestClock(new Date().toISOString());
  });

  const leasesOf = (owner: string, pid = process.pid, isAlive?: (pid: number) => boolean): Leases =>
    new Leases(scene.folder, { owner, pid, clock: clock.now, isAlive });

  async function startProcesses(): Promise<LeaseProcess[]> {
    const windows = Array.from({ length: PROCESSES }, (_, index) => scene.process(`process${index}`));
    await Promise.all(windows.map((window) => window.do({ do: 'nothing' })));
    return windows;
  }

  /** The one file of the one lease that was ever taken. */
  async function onlyFile(): Promise<string> {
    const files = await filesIn(folder());
    assert.equal(files.length, 1);
    return files[0] ?? '';
  }

  /** Replaces what is written in the file, `age` milliseconds ago. */
  async function rewrite(file: string, text: string, age: number): Promise<void> {
    await writeFile(file, text);
    const then = clock.ago(age);
    await utimes(file, then, then);
  }

  it('are held by one at a time, and each gets its turn', async () => {
    const windows = await startProcesses();
    const diary = path.join(scene.temporary, 'diary');
    const times = 2;
    await Promise.all(windows.map((window) => window.do({ do: 'race', name: NAME, times, diary })));
    const lines = (await readFile(diary, 'utf8')).trimEnd().split('\n');
    assert.equal(lines.length, 2 * times * PROCESSES);
    for (let line = 0; line < lines.length; line += 2) {
      assert.match(lines[line] ?? '', /^enter /);
      assert.equal(lines[line + 1], lines[line]?.replace('enter', 'leave'), `line ${line + 1}`);
    }
  });

  it('are taken over by exactly one of many that try at the same moment', async () => {
    const windows = await startProcesses();
    const dead = scene.process('dead');
    assert.equal(await dead.do({ do: 'take', name: NAME, holdForMs: HOUR }), true);
    await dead.kill();
    const file = await onlyFile();
    const byDead = await readFile(file, 'utf8');
    const left: Record<string, (file: string) => Promise<void>> = {
      'a process that was killed': () => Promise.resolve(),
      'time that is up': (last) =>
        rewrite(last, byDead.replace(/"pid":\d+,.*/, `"pid":${process.pid},"host":"x","until":5}`), 0),
      'a file that is cut off': (last) => rewrite(last, byDead.slice(0, 20), MINUTE),
      'an empty file': (last) => rewrite(last, '', MINUTE),
      'a file of something else': (last) => rewrite(last, '[{"until":', MINUTE),
    };
    for (let round = 0; round < 3; round += 1) {
      for (const [what, leave] of Object.entries(left)) {
        const files = await filesIn(folder());
        const numberOf = (each: string): number => Number(each.split('.').at(-2));
        await leave(files.sort((a, b) => numberOf(b) - numberOf(a))[0] ?? '');
        const taken = await Promise.all(
          windows.map((window) => window.do({ do: 'take', name: NAME, holdForMs: HOUR })),
        );
        assert.equal(taken.filter((won) => won === true).length, 1, what);
        const again = await Promise.all(
          windows.map((window) => window.do({ do: 'take', name: NAME, holdForMs: HOUR })),
        );
        assert.equal(again.filter((won) => won === true).length, 0, `${what}: it is held now`);
        await Promise.all(windows.map((window) => window.do({ do: 'release' })));
      }
    }
  });

  it('end with the process that holds them, and not before', async () => {
    const holder = scene.process('holder');
    assert.equal(await holder.do({ do: 'take', name: NAME, holdForMs: HOUR }), true);
    assert.equal(await leasesOf('another').take(NAME, HOUR), undefined);
    await holder.kill();
    assert.ok(await leasesOf('another').take(NAME, HOUR));
  });

  it('end with their time', async () => {
    const lease = await leasesOf('first').take(NAME, MINUTE);
    clock.pass(MINUTE - 1);
    assert.equal(await leasesOf('second').take(NAME, MINUTE), undefined);
    clock.pass(1);
    assert.ok(await leasesOf('second').take(NAME, MINUTE));
    assert.equal(await lease?.extend(HOUR), false, 'another has it');
    await lease?.release();
    assert.equal(await leasesOf('third').take(NAME, MINUTE), undefined, 'who has lost it cannot give it back');
  });

  it('can be held longer, as long as they are held', async () => {
    const lease = await leasesOf('first').take(NAME, MINUTE);
    clock.pass(MINUTE - 1);
    assert.equal(await lease?.extend(MINUTE), true);
    clock.pass(MINUTE - 1);
    assert.equal(await leasesOf('second').take(NAME, MINUTE), undefined);
    clock.pass(1);
    assert.equal(await lease?.extend(MINUTE), false, 'its time is up');
    assert.ok(await leasesOf('second').take(NAME, MINUTE));
  });

  it('are not held by two when one is extended in the moment in which it is taken over', async () => {
    for (let round = 0; round < 100; round += 1) {
      const name = `${NAME} ${round}`;
      clock.pass(1 - MINUTE);
      const first = await leasesOf('first').take(name, MINUTE);
      clock.pass(MINUTE - 1);
      const ahead = new Leases(scene.folder, { owner: 'second', clock: () => clock.ago(-1) });
      const [extended, second] = await Promise.all([first?.extend(HOUR), ahead.take(name, HOUR)]);
      assert.ok(!(extended === true && second !== undefined), `round ${round}`);
      await first?.release();
      await second?.release();
    }
  });

  it('can be taken again when they are given back', async () => {
    const leases = leasesOf('first');
    const lease = await leases.take(NAME, HOUR);
    assert.equal(await leases.take(NAME, HOUR), undefined, 'not twice by the same owner either');
    await lease?.release();
    const next = await leasesOf('second').take(NAME, HOUR);
    assert.ok(next);
    await lease?.release();
    assert.equal(await lease?.extend(HOUR), false);
    assert.equal(await leases.take(NAME, HOUR), undefined, 'giving back twice takes nothing from the next');
  });

  it('stay given back when they were just being extended', async () => {
    const lease = await leasesOf('first').take(NAME, HOUR);
    const extending = lease?.extend(HOUR);
    await lease?.release();
    assert.equal(await extending, false);
    assert.ok(await leasesOf('second').take(NAME, HOUR));
  });

  it('are all given back when their owner ends', async () => {
    const leases = leasesOf('first');
    await leases.take('one', HOUR);
    await leases.take('two', HOUR);
    const others = leasesOf('second');
    await others.take('three', HOUR);
    await leases.releaseAll();
    const third = leasesOf('third');
    const taken = await Promise.all(['one', 'two', 'three'].map((name) => third.take(name, HOUR)));
    assert.deepEqual(
      taken.map((lease) => lease !== undefined),
      [true, true, false],
    );
  });

  it('of another computer end with their time only: its processes cannot be seen', async () => {
    await leasesOf('there', 4711).take(NAME, HOUR);
    const file = await onlyFile();
    const written = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...written, host: 'another computer' }));
    const here = leasesOf('here', process.pid, (pid) => pid !== 4711);
    assert.equal(await here.take(NAME, HOUR), undefined);
    await writeFile(file, JSON.stringify(written));
    assert.ok(await here.take(NAME, HOUR), 'here it can be seen that the process has ended');
  });

  it('count as held while they are being written, whatever is in the file', async () => {
    await leasesOf('first').take(NAME, HOUR);
    const file = await onlyFile();
    for (const text of [
      '',
      '{"owner":"first","pi',
      'null',
      '"text"',
      '{"until":1e999}',
      '{"until":5,"pid":"x"}',
      '\u0000',
    ]) {
      await rewrite(file, text, 1_000);
      assert.equal(await leasesOf('second').take(NAME, HOUR), undefined, text);
      await rewrite(file, text, 10_000);
      const lease = await leasesOf('second').take(NAME, HOUR);
      assert.ok(lease, text);
      await lease.release();
    }
  });

  it('are not believed when they end later than if they were taken at this moment', async () => {
    // It was taken while the clock was a year ahead. Its process has ended; another program has got its number.
    const ahead = new Leases(scene.folder, { owner: 'crashed', clock: () => clock.ago(-365 * 24 * HOUR) });
    assert.ok(await ahead.take(NAME, HOUR));
    const lease = await leasesOf('here').take(NAME, HOUR);
    assert.ok(lease);
    assert.equal(await leasesOf('second').take(NAME, HOUR), undefined, 'it is held in its turn');
    assert.equal(await lease.extend(2 * HOUR), true);
    assert.equal(await leasesOf('second').take(NAME, MINUTE), undefined, 'whatever others would hold it for');
  });

  it('are believed when a clock was set back a little', async () => {
    await leasesOf('first').take(NAME, HOUR);
    clock.pass(-2_000);
    assert.equal(await leasesOf('second').take(NAME, HOUR), undefined);
  });

  it('leave no file that a killed process has not finished', async () => {
    await leasesOf('first').take(NAME, MINUTE);
    const left = `${await onlyFile()}.0123456789abcdef.tmp`;
    const beingWritten = `${await onlyFile()}.fedcba9876543210.tmp`;
    await rewrite(left, '{"own', 2 * MINUTE);
    await rewrite(beingWritten, '{"own', 1_000);
    clock.pass(MINUTE + 1);
    await rewrite(beingWritten, '{"own', 1_000);
    assert.ok(await leasesOf('second').take(NAME, MINUTE));
    const files = await filesIn(folder());
    assert.ok(!files.includes(left));
    assert.ok(files.includes(beingWritten));
  });

  it('with other names do not get in the way of each other, and any name will do', async () => {
    const names = ['', '.', '../../outside', 'a/b\\c:d*?"<>|', 'con', 'A', 'a', '名'.repeat(300), 'new\nline'];
    const leases = leasesOf('first');
    for (const name of names) {
      assert.ok(await leases.take(name, HOUR), name);
    }
    for (const name of names) {
      assert.equal(await leases.take(name, HOUR), undefined, name);
    }
    assert.deepEqual(await readdir(scene.folder), ['leases']);
    for (const file of await filesIn(folder())) {
      assert.match(path.basename(file), /^[0-9a-f]{32}\.1\.json$/);
      assert.equal(((await stat(file)).mode & 0o777).toString(8), '600');
    }
  });

  it('leave few files behind, however often they are taken', async () => {
    const leases = leasesOf('first');
    for (let times = 0; times < 50; times += 1) {
      await (await leases.take(NAME, MINUTE))?.release();
      clock.pass(2 * MINUTE);
    }
    assert.ok((await filesIn(folder())).length <= 2);
  });

  it('cannot be taken where nothing can be written, and say so', async () => {
    await mkdir(scene.folder);
    await writeFile(folder(), 'a file where the folder should be');
    await assert.rejects(leasesOf('first').take(NAME, HOUR), { code: 'ENOTDIR' });
  });
});
