import assert from 'node:assert/strict';
import { decodeTold, encodeTold } from '../../../src/notices/toldFile';
import { NOTHING_TOLD, type Told } from '../../../src/notices/told';

const told: Told = {
  surveyed: ['mirror'],
  things: new Map([
    ['mirror 1', { trouble: 'failing', said: true, flips: [1, 2], unstable: true, pending: undefined }],
    ['registry a b/c', { trouble: undefined, said: false, flips: [], unstable: undefined, pending: 5 }],
  ]),
  muted: new Set(['mirror 7']),
  quietUntil: 9,
  seen: { at: 3, troubled: ['mirror 1'] },
  away: undefined,
};

describe('The file of what was told', () => {
  it('holds all of it', () => {
    assert.deepEqual(decodeTold(JSON.parse(JSON.stringify(encodeTold(told)))), told);
  });

  it('is none when it is no record', () => {
    for (const value of [null, [], 'told', 7, undefined]) assert.equal(decodeTold(value), undefined);
  });

  it('gives nothing but what makes sense', () => {
    const bad = {
      surveyed: ['mirror', 'mirror', 'planet', 3],
      things: [
        null,
        { key: '__proto__', trouble: 'failing' },
        { key: 'mirror 0' },
        { key: 'mirror 99999999999' },
        { key: 'mirror -1' },
        {
          key: 'mirror 2',
          trouble: '[x](command:y)',
          said: 'yes',
          flips: [-1, 1e99, 'a', 7],
          unstable: 1,
          pending: {},
        },
        { key: 'registry ' },
        { key: `registry ${'x'.repeat(301)}` },
      ],
      muted: ['mirror 3', 'constructor', {}],
      quietUntil: Infinity,
      seen: { at: 'today', troubled: ['mirror 1'] },
      away: { at: 5, troubled: 'mirror 1' },
      more: true,
    };
    assert.deepEqual(decodeTold(bad), {
      ...NOTHING_TOLD,
      surveyed: ['mirror'],
      things: new Map([
        ['mirror 2', { trouble: undefined, said: false, flips: [7], unstable: undefined, pending: undefined }],
      ]),
      muted: new Set(['mirror 3']),
      quietUntil: undefined,
      seen: undefined,
      away: { at: 5, troubled: [] },
    });
  });

  it('is bounded', () => {
    const things = Array.from({ length: 30_000 }, (_, index) => ({ key: `mirror ${index + 1}`, trouble: 'failing' }));
    const flips = Array.from({ length: 500 }, (_, index) => index);
    const read = decodeTold({ things, muted: things.map(({ key }) => key) });
    assert.equal(read?.things.size, 21_000);
    assert.equal(read.muted.size, 21_000);
    assert.ok(JSON.stringify(encodeTold(read)).length < 4_000_000);
    assert.equal(decodeTold({ things: [{ key: 'mirror 1', flips }] })?.things.get('mirror 1')?.flips.length, 16);
  });
});
