import assert from 'node:assert/strict';
import { CloudError, type CloudErrorKind, type RepositoryId } from '../../../../src/api/index';
import { loadedOf } from '../../../../src/ui/listStore';
import type { Failure, Sent } from '../../../support/world/fakeCloud';
import { Witness } from '../../../support/world/witness';
import { START, World } from '../../../support/world/world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const REPOSITORIES = 300;
const BUDGET = 60;

function fault(kind: CloudErrorKind, status?: number, retryAfterMs?: number): CloudError {
  return new CloudError(kind, { kind, operation: 'test', status, retryAfterMs });
}

/** Windows of one editor, for a day and a half in which much goes wrong. */
describe('A day of watching, with faults in between', function () {
  this.timeout(60_000);
  let world: World;
  let witnesses: Witness[];
  /** Times when nothing could be known: from and to. */
  let blind: { readonly from: number; readonly to: number }[];
  let woken: number;
  let known: number;

  before(async () => {
    world = new World({ repositories: REPOSITORIES, mirrors: 100, days: 3, failing: 0.5 });
    witnesses = [];
    blind = [];
    const { time, cloud, disk } = world;
    const open = (name: string): Witness => {
      const witness = new Witness(time, world.open(name));
      witnesses.push(witness);
      return witness;
    };
    const unseen = async (what: () => Promise<void>): Promise<void> => {
      const from = time.now;
      await what();
      blind.push({ from, to: time.now });
    };
    const whileFailing = (error: () => CloudError, minutes: number): Promise<void> =>
      unseen(async () => {
        cloud.fault = error;
        await time.runHours(minutes / 60);
        cloud.fault = undefined;
      });

    const first = open('first');
    first.window.focused = true;
    await time.run(START + HOUR / 2);
    known = time.now;
    const second = open('second');
    open('third');
    await time.run(START + HOUR);
    const until = time.now + 20 * MINUTE;
    await whileFailing(() => fault('rateLimited', 429, until - time.now), 20);
    await time.runHours(1);
    await whileFailing(() => fault('offline'), 40);
    await time.runHours(1);
    await whileFailing(() => fault('unauthorized', 401), 60);
    for (const each of world.alive) {
      each.signIn();
    }
    await time.runHours(1);
    await untilSeen(first);
    first.window.kill();
    second.window.focused = true;
    await time.runHours(1);
    time.setClock(-HOUR);
    await time.runHours(2);
    time.setClock(HOUR);
    await time.runHours(1);
    disk.full = true;
    await time.runHours(2);
    disk.full = false;
    await time.runHours(1);
    cloud.emptyLists = 1;
    await time.runHours(3);
    await unseen(() => {
      time.sleep(8 * HOUR);
      return Promise.resolve();
    });
    woken = time.now;
    await time.runHours(8);
    open('fourth');
    await time.runHours(1);
  });
  after(async () => {
    await world.close();
    world.end();
  });

  /** Goes on until a window has just seen something that it has not written down. */
  async function untilSeen({ window }: Witness): Promise<void> {
    const seen = new Set<RepositoryId>();
    const listening = window.readings.onDidChange(({ id, before, after }) => {
      if (before.kind === 'reading' && after.kind === 'read' && after.reading.mirror?.status === 'failed') {
        seen.add(id);
      }
    });
    while (seen.size === 0) {
      await world.time.run(world.time.now + 100);
    }
    listening.dispose();
  }
  function alive(): readonly Witness[] {
    return witnesses.filter(({ window }) => window.isAlive);
  }
  function wereSeenBy({ window }: Witness): readonly Failure[] {
    const { time, cloud } = world;
    return window.name === 'fourth' ? [] : cloud.failures.filter(({ at }) => at > known && at < time.now - HOUR);
  }
  /** How long it took, without the times when nothing could be known. */
  function delayOf(failure: Failure, witness: Witness): number {
    const seenAt = witness.failureSeenAt(failure.id, failure.at) ?? Number.NaN;
    const hidden = blind.find(({ from, to }) => failure.at >= from - 10 * MINUTE && failure.at < to);
    return seenAt - (hidden ? Math.max(hidden.to, failure.at) : failure.at);
  }
  function between(from: number, to: number): readonly Sent[] {
    return world.cloud.sent.filter(({ at }) => at >= from && at < to);
  }

  it('has every window know every mirror as it is', () => {
    const { cloud, time } = world;
    for (const { window } of alive()) {
      for (const id of cloud.mirrors) {
        const quiet = cloud.runsOf(id).every(({ start, end }) => end < time.now - HOUR || start > time.now);
        if (quiet) {
          assert.deepEqual(window.readings.of(id)?.mirror, cloud.mirror(id), `${window.name} ${id}`);
        }
      }
      assert.equal(loadedOf(window.list.state)?.items.length, REPOSITORIES, window.name);
    }
  });

  it('loses no failure, and knows most within ten minutes', () => {
    for (const witness of alive()) {
      const delays = wereSeenBy(witness).map((failure) => delayOf(failure, witness));
      const never = delays.filter(Number.isNaN).length;
      assert.equal(never, 0, witness.window.name);
      const late = delays.filter((delay) => delay > 10 * MINUTE).length;
      assert.ok(late <= delays.length / 10, `${witness.window.name}: ${late} of ${delays.length}`);
    }
  });

  it('shows nothing twice, and nothing that was known to be over', () => {
    for (const witness of witnesses) {
      assert.deepEqual(witness.steppedBack(), [], witness.window.name);
    }
  });

  it('keeps every change once', async () => {
    const { cloud, time } = world;
    const newest = world.windows.at(-1);
    const watching = await newest?.door.open();
    const settled = cloud.mirrors.filter((id) => cloud.runsOf(id).every(({ end }) => end < START || end > known));
    for (const id of settled) {
      const kept = (await watching?.history(id)) ?? [];
      const results = kept.filter(({ status }) => status !== 'started').map(({ failures }) => failures);
      const expected = failuresAfterEachRun(id, time.now);
      // The last run may be too young to have been asked for.
      assert.deepEqual(results, expected.slice(0, Math.max(results.length, expected.length - 1)), `${id}`);
    }
  });

  /** Failures in a row: at the survey, and after each run since. */
  function failuresAfterEachRun(id: RepositoryId, until: number): readonly number[] {
    let failures = 0;
    return world.cloud.runsOf(id).flatMap(({ end, succeeds }, index, all) => {
      failures = succeeds ? 0 : failures + 1;
      const next = all[index + 1]?.end ?? Number.POSITIVE_INFINITY;
      return end > until || next < START ? [] : [failures];
    });
  }

  it('keeps to its budget all the time', () => {
    const { sent } = world.cloud;
    const background = sent.filter((each) => each.background);
    for (const [index, { at }] of background.entries()) {
      const within = background.slice(index).findIndex((each) => each.at >= at + MINUTE);
      // What was saved in a minute of silence may be sent at once; a first survey may have twice as much.
      const most = at < known ? 4 * BUDGET : 2 * BUDGET;
      assert.ok(within <= most, `${within} in the minute after ${new Date(at).toISOString()}`);
    }
    const steady = between(woken + HOUR, woken + 8 * HOUR);
    assert.ok(steady.length / (7 * 60) <= 5, `${steady.length} requests in 7 hours`);
  });

  it('catches up after a sleep in order, without a storm', () => {
    const caughtUp = between(woken, woken + 10 * MINUTE);
    const times = new Map<Sent['of'], number>();
    for (const { of } of caughtUp.filter((each) => each.of !== 'list')) {
      times.set(of, (times.get(of) ?? 0) + 1);
    }
    // Another window may take over meanwhile.
    assert.ok(Math.max(...times.values()) <= 3, 'some were asked for again and again');
    assert.ok(caughtUp.length <= REPOSITORIES + 10, `${caughtUp.length} requests`);
  });

  it('asks once for all windows, while they can agree', () => {
    const day = between(woken + HOUR, woken + 8 * HOUR);
    assert.equal(new Set(day.map(({ window }) => window)).size, 1);
  });

  it('leaves no timer behind', async () => {
    await world.close();
    assert.equal(world.time.active, 0);
  });
});
