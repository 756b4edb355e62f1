import assert from 'node:assert/strict';
import { createFormats } from '../../../src/ui/time';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = new Date('2025-03-10T12:00:00Z');
const at = (distance: number): Date => new Date(now.getTime() + distance);

describe('Dates in words', () => {
  const english = createFormats('en');
  const cases: readonly (readonly [distance: number, words: string])[] = [
    [0, 'now'],
    [-59 * SECOND, 'now'],
    [-MINUTE, '1 minute ago'],
    [-59 * MINUTE, '59 minutes ago'],
    [-90 * MINUTE, '1 hour ago'],
    [-23.9 * HOUR, '23 hours ago'],
    [-3 * DAY, '3 days ago'],
    [-6.9 * DAY, '6 days ago'],
    [-15 * DAY, '2 weeks ago'],
    [-100 * DAY, '3 months ago'],
    [-800 * DAY, '2 years ago'],
    [2 * HOUR, 'in 2 hours'],
  ];
  for (const [distance, words] of cases) {
    it(words, () => {
      assert.equal(english.relative(at(distance), now), words);
    });
  }

  it('speaks Chinese', () => {
    assert.equal(createFormats('zh-cn').relative(at(-3 * DAY), now), '3天前');
    assert.match(createFormats('zh-cn').absolute(now), /2025年3月10日/u);
  });

  it('gives the date with the time where it is not today', () => {
    assert.doesNotMatch(english.moment(at(-MINUTE), now), /2025/u);
    assert.match(english.moment(at(-3 * DAY), now), /Mar 7, 2025/u);
  });

  it('groups the digits of a number', () => {
    assert.equal(english.count(18_004), '18,004');
    assert.equal(createFormats('de').count(18_004), '18.004');
  });

  for (const language of ['', 'qps-ploc', 'no such language', 'xx', 'zh_CN']) {
    it(`works for the language "${language}"`, () => {
      const formats = createFormats(language);
      assert.notEqual(formats.relative(at(-3 * DAY), now), '');
      assert.match(formats.count(5), /5|٥|৫/u);
      assert.match(formats.absolute(now), /2025|25/u);
    });
  }
});
