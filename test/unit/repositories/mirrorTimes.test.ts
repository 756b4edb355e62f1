import assert from 'node:assert/strict';
import type { RemoteMirror } from '../../../src/api/index';
import { mirrorHealth } from '../../../src/repositories/mirrorHealth';
import { readingAfter } from '../../../src/repositories/mirrorState';
import { mirrorTimes } from '../../../src/repositories/mirrorTimes';
import { TestClock } from '../ui/support';

const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;
const settings = { staleAfterHours: 48 };

/** Reads one record after the other, and judges the last. */
class Reader {
  readonly clock = new TestClock();
  #reading: ReturnType<typeof readingAfter> | undefined;

  read(mirror: RemoteMirror, clockOffsetMs = 0): this {
    this.#reading = readingAfter(this.#reading, mirror, this.clock.now(), clockOffsetMs);
    return this;
  }

  pass(milliseconds: number): this {
    this.clock.pass(milliseconds);
    return this;
  }

  get times() {
    assert.ok(this.#reading?.mirror);
    return this.#reading.times;
  }

  get health(): string {
    return mirrorHealth(this.#reading?.mirror, this.clock.now(), settings, this.#reading?.times);
  }
}

describe('A success that is dated into the future', () => {
  const nextMonth: RemoteMirror = { status: 'finished', lastSuccessfulUpdateAt: new TestClock().ago(-28 * DAY) };

  it('is as old as the first look at it, and says that a clock is wrong', () => {
    const reader = new Reader().read(nextMonth);
    assert.deepEqual(reader.times.success, new TestClock().now());
    assert.deepEqual([reader.health, reader.times.clockIsWrong], ['healthy', true]);
  });

  it('goes out of date although it still lies in the future, and however often it is read', () => {
    const reader = new Reader().read(nextMonth).pass(DAY).read(nextMonth);
    assert.equal(reader.health, 'healthy');
    assert.equal(reader.pass(DAY).read(nextMonth).health, 'healthy');
    assert.equal(reader.pass(1).read({ ...nextMonth, lastUpdateAt: reader.clock.now() }).health, 'stale');
    assert.equal(reader.times.clockIsWrong, true);
  });

  it('does not become believable when the time has come', () => {
    const reader = new Reader().read(nextMonth).pass(28 * DAY + HOUR);
    assert.equal(reader.read(nextMonth).health, 'stale');
  });

  it('is fresh again when another one is reported', () => {
    const reader = new Reader().read(nextMonth).pass(3 * DAY);
    const another = { ...nextMonth, lastSuccessfulUpdateAt: new TestClock().ago(-31 * DAY) };
    assert.equal(reader.read(another).health, 'healthy');
  });

  it('is believed as far as the clock of this computer is known to be behind', () => {
    const anHourBehind: RemoteMirror = {
      status: 'finished',
      lastSuccessfulUpdateAt: new TestClock().ago(-HOUR + 60_000),
    };
    const reader = new Reader().read(anHourBehind, HOUR);
    assert.deepEqual(reader.times.success, new TestClock().ago(60_000));
    assert.equal(reader.times.clockIsWrong, false);
    assert.equal(new Reader().read(anHourBehind, 10 * 60_000).times.clockIsWrong, true);
  });

  it('may be some seconds ahead: clocks are known no better', () => {
    const mirror: RemoteMirror = { status: 'finished', lastSuccessfulUpdateAt: new TestClock().ago(-30_000) };
    const { success, clockIsWrong } = mirrorTimes(mirror, new TestClock().now());
    assert.deepEqual([success, clockIsWrong], [new TestClock().now(), false]);
  });

  it('is not moved by a difference that is smaller than what is known of it', () => {
    const yesterday = new TestClock().ago(DAY);
    const mirror: RemoteMirror = { status: 'finished', lastSuccessfulUpdateAt: yesterday };
    assert.deepEqual(new Reader().read(mirror, -700).times.success, yesterday);
  });

  it('is judged by the time of the server where the clock of this computer is ahead', () => {
    const now = new TestClock().now();
    const mirror: RemoteMirror = { status: 'finished', lastSuccessfulUpdateAt: new Date(now.getTime() - 3 * DAY) };
    assert.equal(new Reader().read(mirror).health, 'stale');
    assert.equal(new Reader().read(mirror, -2 * DAY).health, 'healthy');
  });
});

describe('A run that does not move', () => {
  const yesterday = new TestClock().ago(DAY);
  const finished: RemoteMirror = { status: 'finished', lastUpdateAt: yesterday, lastSuccessfulUpdateAt: yesterday };
  const started: RemoteMirror = { ...finished, status: 'started' };

  it('has moved when it was seen to begin, whatever its dates say', () => {
    const reader = new Reader().read(finished).read(started);
    assert.equal(reader.health, 'syncing');
    assert.equal(reader.pass(2 * HOUR).read(started).health, 'syncing');
    assert.equal(reader.pass(1).read(started).health, 'stuck');
  });

  it('is known by its dates where nobody saw it begin', () => {
    assert.equal(new Reader().read(started).health, 'stuck');
    const reader = new Reader().read(finished).pass(HOUR);
    assert.equal(reader.read({ ...started, lastUpdateAt: new TestClock().ago(3 * HOUR) }).health, 'stuck');
  });

  it('is counted from the first look where it has no date', () => {
    const reader = new Reader().read({ status: 'scheduled' });
    assert.equal(reader.pass(2 * HOUR).read({ status: 'scheduled' }).health, 'syncing');
    assert.equal(reader.pass(1).read({ status: 'scheduled' }).health, 'stuck');
  });

  it('does not stay under way because its date lies in the future', () => {
    const ahead = { status: 'started', lastUpdateAt: new TestClock().ago(-DAY) };
    assert.equal(
      new Reader()
        .read(ahead)
        .pass(2 * HOUR + 1)
        .read(ahead).health,
      'stuck',
    );
  });
});
