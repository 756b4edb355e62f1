import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import {
  readArray,
  readBoolean,
  readCount,
  readDate,
  readNumber,
  readRecord,
  readText,
} from '../../../src/api/contract/readers';

describe('Dates of the services', () => {
  for (const [text, iso] of [
    ['2024-12-27T18:52:21.000+08:00', '2024-12-27T10:52:21.000Z'],
    ['2024-12-27T18:52:21+0800', '2024-12-27T10:52:21.000Z'],
    ['2024-12-27T18:52:21.000-05:30', '2024-12-28T00:22:21.000Z'],
    ['2019-10-15 09:40:27', '2019-10-15T01:40:27.000Z'],
    ['2019-01-01 03:00:00', '2018-12-31T19:00:00.000Z'],
    ['2020-01-04T09:08:49.965000Z', '2020-01-04T09:08:49.965Z'],
    ['2020-01-04T09:08:49.5Z', '2020-01-04T09:08:49.500Z'],
    ['2020-01-04T09:08:49.965000', '2020-01-04T09:08:49.965Z'],
    ['2006-01-02T15:04:05Z', '2006-01-02T15:04:05.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2024-12-27 10:52:21 UTC', '2024-12-27T10:52:21.000Z'],
    ['2024-12-27 10:52:21 gmt', '2024-12-27T10:52:21.000Z'],
    ['2024-12-27T18:52:21+08', '2024-12-27T10:52:21.000Z'],
    ['2024-12-27 18:52:21 +0800', '2024-12-27T10:52:21.000Z'],
    [1736925890944, '2025-01-15T07:24:50.944Z'],
    ['1736925890944', '2025-01-15T07:24:50.944Z'],
    [1736925890, '2025-01-15T07:24:50.000Z'],
    ['1736925890', '2025-01-15T07:24:50.000Z'],
    [' 1736925890.5 ', '2025-01-15T07:24:50.500Z'],
    ['2000-01-01T00:00:00Z', '2000-01-01T00:00:00.000Z'],
    [946684800, '2000-01-01T00:00:00.000Z'],
    [946684800000, '2000-01-01T00:00:00.000Z'],
  ] as const) {
    it(`${String(text)} is ${iso}`, () => {
      assert.equal(readDate(text)?.toISOString(), iso);
    });
  }

  for (const value of [
    0,
    '0',
    -1,
    Number.NaN,
    8.64e15 + 1,
    1e16,
    946684799,
    946684799999,
    5e11,
    '-62135596800',
    '0001-01-01T00:00:00Z',
    '0001-01-01T08:05:43.000+08:05',
    '0001-01-01 00:00:00',
    '1970-01-01T08:00:00+08:00',
    '1999-12-31T23:59:59Z',
    2 ** 63,
    '',
    'never',
    null,
    undefined,
    true,
    {},
    '2024-02-30T00:00:00Z',
    '2023-02-29 00:00:00',
    '2024-13-01T00:00:00Z',
    '2024-00-10T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T23:60:00Z',
    '2024-01-01T00:00:00+25:00',
    '2024-01-01',
    `2024-01-01T00:00:00.${'0'.repeat(100_000)}Z`,
  ]) {
    it(`${inspect(value).slice(0, 40)} is no date`, () => {
      assert.equal(readDate(value), undefined);
    });
  }
});

describe('Values of the services', () => {
  it('numbers come as numbers or as text', () => {
    assert.deepEqual(['7', ' 7 ', 7, '-1.5', '+2'].map(readNumber), [7, 7, 7, -1.5, 2]);
    for (const value of ['', ' ', 'x', '1e5', '0x10', '1,5', Number.NaN, Infinity, null, undefined, [], [7], true]) {
      assert.equal(readNumber(value), undefined, inspect(value));
    }
  });

  it('counts are whole and not negative', () => {
    assert.deepEqual(
      [0, '3', 2 ** 53].map((value) => readCount(value)),
      [0, 3, undefined],
    );
    assert.deepEqual(
      [-1, 1.5, '1.5', null].map((value) => readCount(value)),
      [undefined, undefined, undefined, undefined],
    );
  });

  it('booleans come as booleans, text or 0 and 1', () => {
    assert.deepEqual([true, 'true', 'TRUE', 1, '1'].map(readBoolean), [true, true, true, true, true]);
    assert.deepEqual([false, 'false', 0, '0'].map(readBoolean), [false, false, false, false]);
    for (const value of ['', 'yes', 2, null, undefined, {}, [], 'constructor', '__proto__']) {
      assert.equal(readBoolean(value), undefined, inspect(value));
    }
  });

  it('text may be a number, and empty text is none', () => {
    assert.deepEqual(['a', 7, 0].map(readText), ['a', '7', '0']);
    for (const value of ['', null, undefined, {}, [], true, Number.NaN, 2 ** 53, -1e21]) {
      assert.equal(readText(value), undefined, inspect(value));
    }
  });

  it('records are objects, arrays are arrays', () => {
    assert.deepEqual(readRecord({ a: 1 }), { a: 1 });
    assert.deepEqual([[], null, 'a', 7].map(readRecord), [undefined, undefined, undefined, undefined]);
    assert.deepEqual([[1], null, { length: 1 }].map(readArray), [[1], [], []]);
  });
});
