import assert from 'node:assert/strict';
import type { RepositoryId } from '../../../../src/api/index';
import type { MirrorHealth } from '../../../../src/repositories/mirrorHealth';
import { nextReadAt, planReads, type Watched } from '../../../../src/repositories/watching/schedule';
import { DAY, daily, HOUR, MINUTE, mirror, NOW, randomNumbers, repository } from './watchedScene';

const HEALTHS: readonly (MirrorHealth | undefined)[] = [
  ...(['unknown', 'none', 'syncing', 'stuck', 'healthy', 'stale', 'failing', 'canceled', 'paused'] as const),
  undefined,
];

/** Anything, also what no server would say: dates far away, out of order, in the future, and none at all. */
function anything(number: number, random: () => number): Watched {
  const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)];
  const date = (): number =>
    pick([
      NOW - random() * 40 * DAY,
      NOW - random() * HOUR,
      NOW + random() * 3 * HOUR,
      NOW + 900 * DAY,
      0,
      Number.NaN,
    ]) ?? NOW;
  return repository(number, {
    shown: random() < 0.2,
    likelyMirror: random() < 0.5,
    asOf: random() < 0.2 ? undefined : date(),
    health: pick(HEALTHS),
    scheduled: pick([true, false, undefined]),
    successes: pick([[], daily(12, date()), Array.from({ length: 30 }, date), [date()]]) ?? [],
    runningSince: random() < 0.3 ? date() : undefined,
    awaited: random() < 0.1,
    notBefore: random() < 0.1 ? date() : undefined,
  });
}

/** Reads what is due, so many requests a minute, for some days. Each reading brings the success of its day. */
function watch(watched: readonly Watched[], perMinute: number, days: number): Map<RepositoryId, number[]> {
  const known = new Map(watched.map((one) => [one.id, one]));
  const readings = new Map<RepositoryId, number[]>(watched.map(({ id }) => [id, []]));
  for (let now = NOW; now < NOW + days * DAY; now += 5 * MINUTE) {
    const { due } = planReads(known.values(), now, perMinute);
    for (const id of due.slice(0, perMinute * 5)) {
      const one = known.get(id);
      if (one) {
        const today = Math.floor(now / DAY) * DAY + (id % 288) * 5 * MINUTE;
        const success = today <= now ? today : today - DAY;
        const isNew = one.health !== 'none' && one.successes.at(-1) !== success;
        known.set(id, { ...one, asOf: now, successes: isNew ? [...one.successes, success] : one.successes });
        readings.get(id)?.push(now);
      }
    }
  }
  return readings;
}

function longestGap(times: readonly number[], until: number): number {
  return Math.max(...[...times, until].map((time, index) => time - (times[index - 1] ?? NOW)));
}

describe('Schedule, whatever is known', () => {
  it('is never without a time, and never waits for a time that has passed', () => {
    const random = randomNumbers(3);
    for (let round = 0; round < 300; round += 1) {
      const all = Array.from({ length: 20 }, (_, index) => anything(1 + Math.floor(random() * 1e9) + index, random));
      const { due, nextLook } = planReads(all, NOW);
      for (const one of all) {
        assert.ok(Number.isFinite(nextReadAt(one, NOW)), JSON.stringify(one));
      }
      assert.ok(nextLook === undefined || nextLook > NOW, String(nextLook));
      assert.ok(due.length > 0 || nextLook !== undefined);
    }
  });

  it('never waits for longer than somewhat more than a day', () => {
    const random = randomNumbers(4);
    for (let round = 0; round < 3000; round += 1) {
      const one = anything(round + 1, random);
      assert.ok(nextReadAt(one, NOW) - NOW <= 31 * HOUR, JSON.stringify(one));
    }
  });

  it('has something due at the time for which it has announced it', () => {
    const random = randomNumbers(5);
    for (let round = 0; round < 300; round += 1) {
      const all = Array.from({ length: 5 }, (_, index) => anything(100 * round + index + 1, random));
      const { due, nextLook = NOW } = planReads(all, NOW);
      assert.ok(due.length > 0 || planReads(all, nextLook).due.length > 0, JSON.stringify(all));
    }
  });

  it('leaves out nobody in a week, and reads a repository without a mirror about once a day', () => {
    const all = [
      ...Array.from({ length: 200 }, (_, index) => repository(index + 1, { health: 'none', asOf: NOW })),
      ...Array.from({ length: 80 }, (_, index) => mirror(index + 201, { asOf: undefined, successes: [] })),
      ...Array.from({ length: 20 }, (_, index) => mirror(index + 301, { health: 'failing' })),
    ];
    const readings = watch(all, 2, 7);
    for (const [id, times] of readings) {
      assert.ok(longestGap(times, NOW + 7 * DAY) <= 31 * HOUR, `${id}: ${times.length} readings`);
    }
    const without = readings.get(all[0]?.id ?? mirror(1).id) ?? [];
    assert.ok(without.length >= 6 && without.length <= 8, String(without.length));
  });

  it('leaves out nobody in a week when rows on screen and failing mirrors want far more than may be asked', () => {
    const all = [
      ...Array.from({ length: 40 }, (_, index) => mirror(index + 1, { shown: true })),
      ...Array.from({ length: 150 }, (_, index) => mirror(index + 101, { health: 'failing' })),
      ...Array.from({ length: 100 }, (_, index) => repository(index + 301)),
      ...Array.from({ length: 100 }, (_, index) => repository(index + 501, { health: 'none', asOf: NOW })),
    ];
    for (const [id, times] of watch(all, 1, 9)) {
      assert.ok(longestGap(times, NOW + 9 * DAY) <= 8 * DAY, `${id}: ${times.length} readings`);
    }
  });
});
