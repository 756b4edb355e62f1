import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HeldLease, type HoldState } from '../../../src/windows/heldLease';
import { Leases } from '../../../src/windows/lease';
import { until } from '../sandbox/helpers';
import { settled } from '../ui/support';
import { asAnybody, filesIn, useScene } from './support';
import { TestTime } from './testTimers';

const NAME = 'watch alice/北京四';
const HOUR = 3_600_000;
const EVERY = 30_000;
const TERMS = { forMs: 2 * EVERY, renewEveryMs: EVERY };
/** An interval, and what a window may wait longer so that not all try at once. */
const WAIT = 1.1 * EVERY;

/** A window that wants the lease. */
interface Holder {
  readonly pid: number;
  readonly lease: HeldLease;
  /** Its states, as it told them. */
  readonly told: string[];
}

describe('A lease that is held for as long as it can be', function () {
  this.timeout(60_000);
  const scene = useScene();
  const dead = new Set<number>();
  const holders: Holder[] = [];
  let time: TestTime;

  beforeEach(() => {
    // The system's own times of files are compared with it.
    time = new TestTime(new Date().toISOString());
    dead.clear();
  });
  afterEach(async () => {
    await Promise.all(holders.splice(0).map(({ lease }) => lease.release()));
    assert.equal(time.waiting, 0, 'nothing waits any more');
  });

  function hold({ random = () => 0.5 }: { random?: () => number } = {}): Holder {
    const pid = 1_000 + holders.length;
    const leases = new Leases(scene.folder, {
      owner: 'test',
      pid,
      clock: time.now,
      isAlive: (each) => !dead.has(each),
    });
    const lease = new HeldLease(NAME, { ...TERMS, leases, clock: time.now, timers: time, random });
    const holder = { pid, lease, told: [] as string[] };
    lease.onDidChange(({ kind }) => holder.told.push(kind));
    holders.push(holder);
    return holder;
  }

  /** Resolves when all that has begun has ended, and everyone waits for its next time. */
  async function quiet(count = holders.length): Promise<void> {
    await until(() => (time.waiting === count ? true : undefined));
    await settled();
  }

  async function pass(milliseconds: number, waiting = holders.length): Promise<void> {
    time.pass(milliseconds);
    await quiet(waiting);
  }

  /** As a crash: nothing is given back, and its timer is gone. */
  async function die(holder: Holder): Promise<void> {
    const file = (await filesIn(path.join(scene.folder, 'leases')))[0] ?? '';
    const left = await readFile(file);
    holders.splice(holders.indexOf(holder), 1);
    await holder.lease.release();
    await writeFile(file, left);
    dead.add(holder.pid);
  }

  const heldBy = (): number[] => holders.filter(({ lease }) => lease.held).map(({ pid }) => pid);

  it('is held by one of two, and each is told what it has', async () => {
    const first = hold();
    assert.deepEqual([first.lease.held, first.lease.state], [false, { kind: 'trying' }]);
    await quiet();
    const second = hold();
    await quiet();
    assert.deepEqual([first.told, second.told], [['held'], ['elsewhere']]);
    assert.deepEqual([first.lease.held, second.lease.held], [true, false]);
    assert.deepEqual(second.lease.state, { kind: 'elsewhere' });
  });

  it('stays with its holder while that one lives', async () => {
    const first = hold();
    await quiet();
    hold();
    await quiet();
    for (let times = 0; times < 20; times += 1) {
      await pass(EVERY);
      assert.deepEqual(heldBy(), [first.pid]);
    }
    assert.deepEqual(holders.map(({ told }) => told), [['held'], ['elsewhere']]); // prettier-ignore
  });

  it('passes on when it is given back, and nothing is told to who has given it back', async () => {
    const first = hold();
    await quiet();
    const second = hold();
    await quiet();
    first.lease.dispose();
    assert.equal(first.lease.held, false, 'from this moment on');
    await first.lease.release();
    holders.shift();
    await pass(WAIT);
    assert.deepEqual([first.told, second.told], [['held'], ['elsewhere', 'held']]);
  });

  it('passes on within two intervals when its holder has died', async () => {
    const first = hold();
    await quiet();
    const others = [hold(), hold({ random: () => 0.9 }), hold({ random: () => 0 })];
    await quiet();
    await die(first);
    await pass(WAIT);
    assert.equal(heldBy().length, 1);
    assert.equal(others.filter(({ told }) => told.includes('held')).length, 1);
  });

  it('passes on about when it ends, where it cannot be seen whether its holder lives', async () => {
    const first = hold();
    await quiet();
    await pass(10_000);
    const second = hold({ random: () => 0 });
    await quiet();
    const file = (await filesIn(path.join(scene.folder, 'leases')))[0] ?? '';
    await die(first);
    dead.clear();
    await writeFile(file, (await readFile(file, 'utf8')).replace(/"host":"[^"]*"/, '"host":"another computer"'));
    await pass(EVERY);
    assert.equal(second.lease.held, false);
    assert.equal(time.next, 20_000, 'it has been held for 40 of 60 s');
    await pass(20_000);
    assert.equal(second.lease.held, true);
  });

  it('is tried by each at another moment', async () => {
    hold();
    await quiet();
    for (const random of [0, 0.3, 0.9]) {
      hold({ random: () => random });
      await quiet();
    }
    // The holder renews it first.
    assert.deepEqual(time.waits, [EVERY, EVERY, EVERY + 900, EVERY + 2_700]);
  });

  it('is got by exactly one of many that try in the same moment, again and again', async () => {
    for (let round = 0; round < 10; round += 1) {
      const windows = Array.from({ length: 8 }, () => hold());
      await quiet();
      // All may have been in each other's way; then they try again.
      await pass(WAIT);
      assert.equal(heldBy().length, 1, `round ${round}`);
      await Promise.all(windows.map(({ lease }) => lease.release()));
      holders.length = 0;
    }
  });

  it('is not held after its end when the computer has slept, before anybody notices', async () => {
    const first = hold();
    await quiet();
    const second = hold();
    await quiet();
    time.sleep(HOUR);
    assert.equal(first.lease.held, false);
    assert.deepEqual(first.told, ['held']);
    await pass(0);
    assert.equal(heldBy().length, 1);
    assert.deepEqual(first.told.slice(0, 2), ['held', 'trying']);
    assert.ok(['held', 'elsewhere'].includes(first.told[2] ?? ''));
    assert.equal(second.told[0], 'elsewhere');
  });

  it('is not held by two when the clock is set back, and is held again', async () => {
    const first = hold();
    await quiet();
    const second = hold();
    await quiet();
    time.sleep(-HOUR);
    assert.equal(first.lease.held, false, 'the others do not believe it');
    time.sleep(HOUR);
    assert.equal(first.lease.held, true);
    time.sleep(-HOUR);
    const third = hold();
    await until(() => (third.lease.held ? true : undefined));
    assert.deepEqual(heldBy(), [third.pid]);
    await pass(HOUR + EVERY);
    assert.deepEqual(heldBy().length, 1);
    assert.equal(second.told[0], 'elsewhere');
  });

  it('from the future is taken at once', async () => {
    const file = await leftBehind();
    const record = JSON.parse(await readFile(file, 'utf8')) as object;
    const until = time.now().getTime() + 24 * HOUR;
    await writeFile(file, JSON.stringify({ ...record, host: 'another computer', until }));
    const holder = hold();
    await quiet();
    assert.equal(holder.lease.held, true);
  });

  it('that is damaged is taken as soon as nobody can be writing it', async () => {
    const file = await leftBehind();
    for (const text of ['', '{"own', '[1,2]', '{"until":1e999}']) {
      await writeFile(file, text);
      await utimes(file, time.now(), time.now());
      const holder = hold({ random: () => 0 });
      await quiet();
      assert.equal(holder.lease.held, false, text);
      assert.ok((time.next ?? 0) <= 5_000, text);
      await pass(5_000);
      assert.equal(holder.lease.held, true, text);
      await holder.lease.release();
      holders.pop();
      await Promise.all((await filesIn(scene.folder)).map((each) => rm(each)));
    }
  });

  it('is held by nobody where nothing can be read, and by one as soon as it can', async () => {
    await mkdir(scene.folder);
    await writeFile(path.join(scene.folder, 'leases'), 'in the way');
    const [first, second] = [hold(), hold({ random: () => 0 })];
    await quiet();
    const impossible: HoldState = { kind: 'impossible', code: 'ENOTDIR' };
    assert.deepEqual([first.lease.state, second.lease.state], [impossible, impossible]);
    await pass(WAIT);
    assert.deepEqual([first.told, second.told], [['impossible'], ['impossible']], 'once');
    await rm(path.join(scene.folder, 'leases'));
    await pass(WAIT);
    assert.equal(heldBy().length, 1);
  });

  it('is held by nobody where nothing can be written', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    await mkdir(path.join(scene.folder, 'leases'), { recursive: true });
    execFileSync('chmod', ['-R', 'a+rX,a-w', scene.temporary]);
    const holder = await asAnybody(async () => {
      const one = hold();
      await quiet();
      return one;
    });
    assert.deepEqual(holder.lease.state, { kind: 'impossible', code: 'EACCES' });
    assert.equal(holder.lease.held, false);
    execFileSync('chmod', ['-R', 'u+w', scene.temporary]);
    await pass(WAIT);
    assert.deepEqual(holder.told, ['impossible', 'held']);
  });

  it('is lost, and told so, when it can no longer be renewed', async () => {
    const holder = hold();
    await quiet();
    await rm(scene.folder, { recursive: true });
    await writeFile(scene.folder, 'in the way');
    await pass(EVERY);
    assert.deepEqual(holder.told, ['held', 'trying', 'impossible']);
    assert.equal(holder.lease.held, false);
  });

  it('is given back when it is got only after it was given up', async () => {
    const holder = hold();
    await holder.lease.release();
    holders.pop();
    assert.equal(time.waiting, 0);
    hold();
    await quiet();
    assert.deepEqual(heldBy(), [1_000]);
    assert.deepEqual(holder.told, []);
  });

  it('is held by one of several processes, and passes on when that one is killed', async () => {
    const windows = Array.from({ length: 6 }, (_, index) => scene.process(`process${index}`));
    await Promise.all(windows.map((window) => window.do({ do: 'hold', name: NAME, forMs: 2_000, renewEveryMs: 500 })));
    for (let round = 0; round < 4; round += 1) {
      const held = await until(async () => {
        const all = await Promise.all(windows.map((window) => window.do({ do: 'isHeld' })));
        const count = all.filter((each) => each === true).length;
        assert.ok(count <= 1);
        return count === 1 ? all.indexOf(true) : undefined;
      });
      const [holder] = windows.splice(held, 1);
      await holder?.kill();
    }
  });

  /** The file of a lease that was given back. */
  async function leftBehind(): Promise<string> {
    const holder = hold();
    await quiet();
    await holder.lease.release();
    holders.pop();
    return (await filesIn(path.join(scene.folder, 'leases')))[0] ?? '';
  }
});
