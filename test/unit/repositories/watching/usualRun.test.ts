import assert from 'node:assert/strict';
import { nextRun, type UsualRun, usualRun } from '../../../../src/repositories/watching/usualRun';
import { at, DAY, daily, every, HOUR, MINUTE, NOW, randomNumbers, WEEK } from './watchedScene';

/** Times of the day, UTC, or what else was learned. */
function words(run: UsualRun | undefined): string {
  if (run === undefined) {
    return 'nothing';
  }
  if (run.kind === 'frequent') {
    return `every ${Math.round(run.every / MINUTE)} min`;
  }
  assert.ok(run.offsets.every((offset) => offset >= 0));
  const times = run.offsets.map((offset) => {
    const date = new Date(offset).toUTCString();
    return run.kind === 'daily' ? date.slice(17, 22) : `${date.slice(0, 3)} ${date.slice(17, 22)}`;
  });
  return `${run.kind} ${times.join(', ')}`;
}

const shifted = (times: readonly number[], ...minutes: readonly number[]): number[] =>
  times.map((time, index) => time + (minutes[index % minutes.length] ?? 0) * MINUTE);

const cases: readonly (readonly [what: string, successes: readonly number[], learned: string])[] = [
  ['nothing from no success', [], 'nothing'],
  ['nothing from one', [at('03:00')], 'nothing'],
  ['a day from two successes at the same time of two days', daily(2, at('03:00')), 'daily 03:00'],
  ['nothing from two at different times', [at('03:00') - DAY, at('07:00')], 'nothing'],
  ['a daily time that varies by some minutes', shifted(daily(8, at('03:00')), 4, -3, 0, 6, -5), 'daily 03:00'],
  ['a time around midnight', shifted(daily(8, at('00:00')), 4, -6, 0, 3, -5), 'daily 00:00'],
  ['a daily run with a sync by hand in between', [...daily(5, at('03:00')), at('07:12')], 'daily 03:00'],
  [
    'a daily run with many syncs by hand on one day',
    [...daily(6, at('03:00')), ...every(7 * MINUTE, 6, at('07:30'))],
    'daily 03:00',
  ],
  [
    'a daily run with a sync by hand at another time of each day',
    [...daily(5, at('03:00')), ...[1, 2, 3, 4, 5].map((day) => at('00:00') - day * DAY + (5 + 3 * day) * HOUR)],
    'daily 03:00',
  ],
  ['a daily run that failed for a week', [...daily(4, at('03:00') - 8 * DAY), at('03:00')], 'daily 03:00'],
  [
    'two times a day',
    [...daily(5, at('03:00')), ...daily(5, at('15:30') - DAY)].sort((a, b) => a - b),
    'daily 03:00, 15:30',
  ],
  [
    'two times a day that are close to each other',
    [...daily(5, at('03:00')), ...daily(5, at('05:00'))].sort((a, b) => a - b),
    'daily 03:00, 05:00',
  ],
  [
    'runs all through the working hours',
    [4, 3, 2, 1, 0].flatMap((day) => every(80 * MINUTE, 6, at('07:00') - day * (DAY + 16 * MINUTE))),
    'every 80 min',
  ],
  ['four times a day', every(6 * HOUR, 20, at('07:00')), 'daily 01:00, 07:00, 13:00, 19:00'],
  ['a run each week', every(WEEK, 4, at('03:00')), 'weekly Mon 03:00'],
  ['nothing from two successes a week apart', every(WEEK, 2, at('03:00')), 'nothing'],
  ['a run each week with a sync by hand in between', [...every(WEEK, 4, at('03:00')), at('07:00')], 'weekly Mon 03:00'],
  ['nothing from a run every other day', every(2 * DAY, 8, at('03:00')), 'nothing'],
  ['nothing from a run each month', every(30 * DAY, 8, at('03:00')), 'nothing'],
  ['runs that follow each other', every(4 * MINUTE, 12, at('07:00')), 'every 4 min'],
  ['a run each hour', every(HOUR, 30, at('07:00')), 'every 60 min'],
  [
    'the old time while summer time is young',
    [...daily(9, at('03:00') - 2 * DAY), ...daily(2, at('04:00'))],
    'daily 03:00',
  ],
  [
    'the new time after three days of summer time',
    [...daily(9, at('03:00') - 3 * DAY), ...daily(3, at('04:00'))],
    'daily 04:00',
  ],
  [
    'the new time after three days of winter time',
    [...daily(9, at('03:00') - 3 * DAY), ...daily(3, at('02:00'))],
    'daily 02:00',
  ],
  [
    'a daily run with one success in a far future',
    [...daily(6, at('03:00')), Date.parse('2999-01-01T12:00:00Z')],
    'daily 03:00',
  ],
  ['a daily run with successes that are listed out of order', daily(6, at('03:00')).reverse(), 'daily 03:00'],
  [
    'a daily run although one date is none',
    [...daily(6, at('03:00')), Number.NaN, Number.POSITIVE_INFINITY],
    'daily 03:00',
  ],
  ['a daily run from dates before 1970', daily(6, Date.parse('1969-12-20T03:00:00Z')), 'daily 03:00'],
];

describe('What is usual of a mirror', () => {
  for (const [what, successes, learned] of cases) {
    it(`learns ${what}`, () => {
      assert.equal(words(usualRun(successes)), learned);
    });
  }

  it('learns nothing regular from successes at random times', () => {
    const random = randomNumbers(1);
    const learned = Array.from({ length: 200 }, () =>
      usualRun(Array.from({ length: 30 }, () => NOW - random() * 30 * DAY).sort((a, b) => a - b)),
    );
    // By chance some fall together.
    assert.ok(learned.filter((run) => run !== undefined).length < 10, learned.map(words).join());
  });

  it('knows by how much a run is later than usual now and then', () => {
    const learned = usualRun(shifted(daily(5, at('03:00')), 0, 0, 0, 4, 4));
    assert.ok(learned?.kind === 'daily');
    assert.equal(learned.late, 4 * MINUTE);
  });

  it('tells the next of several times', () => {
    const learned = usualRun(every(6 * HOUR, 20, at('07:00')));
    assert.ok(learned?.kind === 'daily');
    assert.equal(nextRun(learned, at('07:00')), at('13:00'));
    assert.equal(nextRun(learned, at('20:00')), at('01:00') + DAY);
  });
});
