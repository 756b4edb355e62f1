import assert from 'node:assert/strict';
import type { MirrorHealth } from '../../../../src/repositories/mirrorHealth';
import { nextReadAt, planReads, type Watched } from '../../../../src/repositories/watching/schedule';
import { at, DAY, daily, every, HOUR, MINUTE, mirror, NOW, repository, SECOND, WEEK } from './watchedScene';

const none = (number: number, known: Partial<Watched> = {}): Watched =>
  repository(number, { health: 'none', asOf: NOW, ...known });
const due = (watched: readonly Watched[], now = NOW): readonly number[] => planReads(watched, now).due;

/** Minutes after a time at which a repository is read until it is known otherwise, each reading bringing nothing new. */
function readings(one: Watched, from: number, count: number): number[] {
  const times: number[] = [];
  let current = one;
  while (times.length < count) {
    const next = nextReadAt(current, current.asOf ?? from);
    times.push(Math.round((next - from) / MINUTE));
    current = { ...current, asOf: next };
  }
  return times;
}

describe('Schedule: mirrors that nobody looks at', () => {
  it('are asked 2 minutes after their usual time, and after 5, 15 and 60 minutes again while nothing has come', () => {
    const one = mirror(1, { asOf: at('06:00'), successes: daily(10, at('07:00') - DAY) });
    assert.deepEqual(readings(one, at('07:00'), 4), [2, 7, 17, 62]);
  });

  it('are looked at every few hours when nothing has come for an hour, until the next day', () => {
    const one = mirror(1, { asOf: at('06:00'), successes: daily(10, at('07:00') - DAY) });
    const times = readings(one, at('07:00'), 12).slice(3);
    for (const [index, time] of times.entries()) {
      assert.ok(time - (times[index - 1] ?? 62) <= 5 * 60, times.join());
    }
    assert.ok(times.includes(24 * 60 + 2), times.join());
  });

  it('are left alone until the next day when their run has come', () => {
    for (const success of [at('07:00'), at('06:55'), at('07:10')]) {
      const one = mirror(1, { asOf: at('07:15'), successes: [...daily(10, at('07:00') - DAY), success] });
      assert.deepEqual(readings(one, at('07:00'), 1), [24 * 60 + 2], new Date(success).toISOString());
    }
  });

  it('are asked at their usual time although somebody has synced them in between', () => {
    const one = mirror(1, { asOf: at('02:00'), successes: [...daily(10, at('07:00') - DAY), at('01:30')] });
    assert.deepEqual(readings(one, at('07:00'), 1), [2]);
  });

  it('are asked later when their runs are late now and then', () => {
    const successes = daily(5, at('07:00') - DAY).map((time, index) => time + (index > 2 ? 4 * MINUTE : 0));
    const one = mirror(1, { asOf: at('06:00'), successes });
    assert.deepEqual(readings(one, at('07:00'), 4), [6, 11, 21, 66]);
  });

  it('that run every four hours do not take a sync by hand for the run that comes after it', () => {
    const successes = [...every(4 * HOUR, 24, at('03:00')), at('05:35')];
    assert.deepEqual(readings(mirror(1, { asOf: at('06:00'), successes }), at('07:00'), 1), [2]);
  });

  it('are asked after each of several times a day', () => {
    const one = mirror(1, { asOf: at('06:00'), successes: every(6 * HOUR, 20, at('01:00')) });
    assert.deepEqual(readings(one, at('07:00'), 1), [2]);
    const next = { ...one, asOf: at('07:02'), successes: [...one.successes, at('07:00')] };
    assert.deepEqual(readings(next, at('07:00'), 1), [6 * 60 + 2]);
  });

  it('that run each week are asked after their run, and read once a day in between', () => {
    const one = mirror(1, { scheduled: false, asOf: at('07:05'), successes: every(WEEK, 5, at('07:00')) });
    const times = readings(one, at('07:00'), 8);
    assert.ok(times.includes(7 * 24 * 60 + 2), times.join());
    for (const [index, time] of times.entries()) {
      assert.ok(time - (times[index - 1] ?? 0) <= 31 * 60, times.join());
    }
  });

  it('that the vendor runs daily are asked a day after their only known success', () => {
    const one = mirror(1, { asOf: at('07:00'), successes: [at('07:00') - 13 * HOUR] });
    assert.equal(nextReadAt(one, NOW), at('07:00') + 11 * HOUR + 2 * MINUTE);
  });

  it('whose schedule is unknown or irregular are looked at every few hours', () => {
    const irregular = [30, 27, 26, 20, 11, 5].map((days) => NOW - days * DAY - days * 0.7 * HOUR);
    for (const one of [mirror(1, { scheduled: undefined, successes: irregular }), mirror(2, { successes: [] })]) {
      const wait = nextReadAt(one, NOW) - NOW;
      assert.ok(wait > 0 && wait <= 5 * HOUR, String(wait));
    }
  });

  it('that run every few minutes are looked at every few minutes', () => {
    const wait = nextReadAt(mirror(1, { successes: every(4 * MINUTE, 12, NOW - MINUTE) }), NOW) - NOW;
    assert.ok(wait > 0 && wait <= 7 * MINUTE, String(wait));
  });

  it('that have run a moment ago for the first time are soon looked at again', () => {
    const wait = nextReadAt(mirror(1, { successes: [NOW - MINUTE] }), NOW) - NOW;
    assert.ok(wait > 0 && wait <= 7 * MINUTE, String(wait));
  });

  it('that fail or are stuck are looked at every half an hour, and at their usual time', () => {
    for (const health of ['failing', 'stuck'] as const) {
      const one = mirror(7, { health, asOf: at('06:00'), successes: daily(10, at('07:40') - DAY) });
      const times = readings(one, at('06:00'), 20);
      for (const [index, time] of times.entries()) {
        assert.ok(time - (times[index - 1] ?? 0) <= 38, `${health}: ${times.join()}`);
      }
      assert.ok(times.includes(102), `${health}: ${times.join()}`);
      assert.ok((times.at(-1) ?? 0) > 5 * 60, `${health}: ${times.join()}`);
    }
  });

  it('that fail are looked at more rarely when there are very many of them', () => {
    const failing = (count: number): Watched[] =>
      Array.from({ length: count }, (_, index) => mirror(index + 1, { health: 'failing', asOf: NOW - 45 * MINUTE }));
    assert.equal(due(failing(20)).length, 20);
    assert.equal(due(failing(240)).length, 0);
  });

  it('that run at no time that is known are looked at more rarely when there are more of them than may be read', () => {
    const all = Array.from({ length: 2000 }, (_, index) => mirror(index + 1, { successes: [], asOf: NOW - 5 * HOUR }));
    assert.equal(planReads(all, NOW, 60).due.length, 2000);
    assert.equal(planReads(all, NOW, 4).due.length, 0);
  });

  it('whose run is under way are looked at every few minutes', () => {
    const one = mirror(1, { health: 'syncing', runningSince: NOW });
    assert.deepEqual(readings(one, NOW, 4), [3, 6, 9, 12]);
    const long = mirror(1, { health: 'syncing', runningSince: NOW - 3 * HOUR });
    assert.deepEqual(readings(long, NOW, 2), [15, 30]);
  });

  it('that nobody schedules or syncs are read once a day', () => {
    const one = mirror(1, { health: 'paused', scheduled: false, successes: [NOW - 40 * DAY] });
    const times = readings(one, NOW, 3);
    assert.deepEqual([(times[1] ?? 0) - (times[0] ?? 0), (times[2] ?? 0) - (times[1] ?? 0)], [1440, 1440]);
  });
});

describe('Schedule: repositories without a mirror', () => {
  it('are read once a day', () => {
    const times = readings(none(5), NOW, 4);
    const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
    assert.ok((gaps[0] ?? 0) >= 6 * 60 && (gaps[0] ?? 0) <= 30 * 60, gaps.join());
    assert.deepEqual(gaps.slice(1), [1440, 1440, 1440]);
  });

  it('are read when they come on screen, but not again and again', () => {
    assert.deepEqual(due([none(1, { shown: true, asOf: NOW - HOUR })]), [1]);
    assert.deepEqual(due([none(1, { shown: true, asOf: NOW - 5 * MINUTE })]), []);
  });

  it('do not come due in the same minutes although they were read in the same minute', () => {
    const all = Array.from({ length: 4000 }, (_, index) => nextReadAt(none(index + 1), NOW));
    const perHour = new Map<number, number>();
    for (const time of all) {
      const hour = Math.floor(time / HOUR);
      perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
    }
    assert.ok(Math.max(...perHour.values()) < 250, [...perHour.values()].join());
  });
});

describe('Schedule: rows on screen', () => {
  const healths: readonly (MirrorHealth | undefined)[] = [
    ...(['unknown', 'stuck', 'healthy', 'stale', 'failing', 'canceled', 'paused'] as const),
    undefined,
  ];
  for (const health of healths) {
    it(`are read within a minute: ${health ?? 'no health'}`, () => {
      const wait = nextReadAt(mirror(1, { shown: true, health }), NOW) - NOW;
      assert.ok(wait >= 15 * SECOND && wait <= 50 * SECOND, String(wait));
    });
  }

  it('are read more often while their run is expected', () => {
    const successes = daily(10, at('07:55') - DAY);
    assert.equal(nextReadAt(mirror(1, { shown: true, successes }), NOW), NOW + 30 * SECOND);
  });

  it('are read each within a minute when there are 35 of them', () => {
    const all = Array.from({ length: 35 }, (_, index) => mirror(index + 1, { shown: true, asOf: NOW - 50 * SECOND }));
    assert.equal(due(all).length, 35);
  });

  it('leave room for everything else when there are more of them than may be read', () => {
    const rows = (age: number): Watched[] =>
      Array.from({ length: 90 }, (_, index) => mirror(index + 1, { shown: true, asOf: NOW - age }));
    assert.equal(due(rows(MINUTE)).length, 0);
    assert.equal(due(rows(2 * MINUTE)).length, 90);
    // A fifth of the budget.
    assert.equal(planReads(rows(2 * MINUTE), NOW, 12).due.length, 0);
  });

  it('with a run under way are read after 5 seconds, and more and more rarely, up to a minute', () => {
    let one = mirror(1, { shown: true, health: 'syncing', runningSince: NOW });
    const waits: number[] = [];
    while (waits.length < 9) {
      const next = nextReadAt(one, one.asOf ?? NOW);
      waits.push(next - (one.asOf ?? 0));
      one = { ...one, asOf: next };
    }
    assert.deepEqual(waits.slice(0, 3), [5000, 7500, 11_250]);
    assert.deepEqual(waits.slice(-2), [60_000, 60_000]);
  });

  it('are joined by a run that somebody has asked for, wherever its row is', () => {
    const one = mirror(1, { awaited: true, runningSince: NOW });
    assert.equal(nextReadAt(one, NOW), NOW + 5 * SECOND);
  });
});

describe('Schedule: order', () => {
  it('is rows on screen, mirrors by how long they are overdue, what was never read, and what has no mirror', () => {
    const all = [
      none(1, { asOf: NOW - 3 * DAY }),
      repository(2),
      repository(3, { likelyMirror: true }),
      mirror(4, { asOf: at('06:00'), successes: daily(10, at('07:00') - DAY) }),
      mirror(5, { asOf: at('05:00'), health: 'failing' }),
      mirror(6, { shown: true, asOf: NOW - MINUTE }),
      repository(7, { shown: true }),
      mirror(8, { asOf: at('02:00'), successes: daily(10, at('03:30') - DAY) }),
    ];
    assert.deepEqual(due(all), [7, 6, 8, 5, 4, 3, 2, 1]);
  });

  it('brings a repository without a mirror forward when it has been forgotten for a week', () => {
    const all = [
      none(1, { asOf: NOW - 9 * DAY }),
      mirror(2, { asOf: at('02:00'), successes: daily(9, at('03:30') - DAY) }),
    ];
    assert.deepEqual(due(all), [1, 2]);
  });

  it('says whether there is something that has never been read', () => {
    assert.equal(planReads([mirror(1), repository(2)], NOW).surveying, true);
    assert.equal(planReads([mirror(1), repository(2, { notBefore: NOW + HOUR })], NOW).surveying, false);
  });
});

describe('Schedule: what cannot be read, and clocks', () => {
  it('asks nothing again before its time', () => {
    for (const one of [repository(1), mirror(2, { shown: true, asOf: NOW - DAY }), none(3, { asOf: NOW - 3 * DAY })]) {
      const refused = { ...one, notBefore: NOW + 10 * MINUTE };
      assert.deepEqual(planReads([refused], NOW), { due: [], nextLook: NOW + 10 * MINUTE, surveying: false });
      assert.deepEqual(due([refused], NOW + 10 * MINUTE), [one.id]);
    }
  });

  it('does not wait for a time that only a clock that was wrong can have named', () => {
    assert.deepEqual(due([repository(1, { notBefore: NOW + 400 * DAY })]), [1]);
  });

  it('does not wait until a clock that was set back reaches the last reading', () => {
    const all = [
      mirror(1, { asOf: NOW + HOUR }),
      none(2, { asOf: NOW + 300 * DAY }),
      mirror(3, { shown: true, asOf: NOW + HOUR }),
    ];
    assert.deepEqual(due(all), [3, 1, 2]);
  });

  it('does not read a run every few seconds because its begin lies in the future', () => {
    const one = mirror(1, { shown: true, health: 'syncing', runningSince: NOW + HOUR });
    assert.equal(nextReadAt(one, NOW), NOW + MINUTE);
  });

  it('asks at the usual time although the last success is dated into the future', () => {
    const successes = [...daily(10, at('07:00') - DAY), NOW + 400 * DAY];
    assert.deepEqual(due([mirror(1, { asOf: at('06:00'), successes })], at('07:02')), [1]);
  });

  it('asks at the usual time although the last success is older than the one before', () => {
    const successes = [...daily(10, at('07:00') - DAY), at('07:00') - 9.5 * DAY];
    assert.deepEqual(due([mirror(1, { asOf: at('06:00'), successes })], at('07:02')), [1]);
    assert.deepEqual(due([mirror(1, { asOf: at('06:00'), successes })], at('07:01')), []);
    const come = [...daily(10, at('07:00')), at('07:00') - 9.5 * DAY];
    assert.equal(nextReadAt(mirror(1, { asOf: at('07:15'), successes: come }), NOW), at('07:02') + DAY);
  });

  it('reads everything once after a day of sleep, what matters first', () => {
    const asleep = NOW - 26 * HOUR;
    const all = [
      ...Array.from({ length: 50 }, (_, index) => none(index + 1, { asOf: asleep })),
      ...Array.from({ length: 50 }, (_, index) =>
        mirror(index + 101, { asOf: asleep, successes: daily(10, asleep - index * 10 * MINUTE) }),
      ),
      mirror(201, { shown: true, asOf: asleep }),
    ];
    const order = due(all);
    assert.ok(order.length > 80, String(order.length));
    assert.equal(new Set(order).size, order.length);
    assert.equal(order[0], 201);
    const first = order.findIndex((id) => id <= 50);
    assert.equal(first, 51);
    assert.ok(order.slice(first).every((id) => id <= 50));
  });

  it('has nothing to do and nothing to wait for without repositories', () => {
    assert.deepEqual(planReads([], NOW), { due: [], nextLook: undefined, surveying: false });
  });
});
