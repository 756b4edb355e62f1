import assert from 'node:assert/strict';
import { type RemoteMirror, toRepositoryId } from '../../../../src/api/index';
import { entryFor, type HistoryEntry } from '../../../../src/repositories/history/entry';
import { readLine, writeLine } from '../../../../src/repositories/history/line';
import { type MirrorReading, readingAfter } from '../../../../src/repositories/mirrorState';
import { Chance } from '../watching/generated';

const ID = toRepositoryId(7);
const AT = new Date('2025-03-10T08:00:00Z');
const YESTERDAY = new Date('2025-03-09T02:00:00Z');
const TODAY = new Date('2025-03-10T02:00:00Z');

const healthy: RemoteMirror = { status: 'finished', lastSuccessfulUpdateAt: YESTERDAY, failures: 0 };
const failed: RemoteMirror = {
  status: 'failed',
  lastSuccessfulUpdateAt: YESTERDAY,
  failures: 1,
  lastError: { message: 'fatal: Authentication failed for https://git.example.com/x.git', code: '7' },
};

function reading(mirror: RemoteMirror | undefined): MirrorReading {
  return readingAfter(undefined, mirror, AT, undefined);
}

function after(before: RemoteMirror | undefined, mirror: RemoteMirror | undefined): HistoryEntry | undefined {
  return entryFor(ID, reading(before), reading(mirror), AT);
}

describe('An entry of the history', () => {
  it('tells the state, the last success, the failures and the cause', () => {
    assert.deepEqual(after(healthy, failed), {
      id: ID,
      at: AT,
      status: 'failed',
      success: YESTERDAY,
      failures: 1,
      cause: 'credentials',
    });
  });

  for (const [what, before, mirror] of [
    ['a run that is waiting', healthy, { ...healthy, status: 'scheduled' }],
    ['a success', healthy, { ...healthy, lastSuccessfulUpdateAt: TODAY }],
    ['one more failure', failed, { ...failed, failures: 2 }],
    ['another cause', failed, { ...failed, lastError: { message: 'Could not resolve host: git.example.com' } }],
    ['a recovery', failed, { ...healthy, lastSuccessfulUpdateAt: TODAY }],
    ['another status that nobody documents', { status: 'weird' }, { status: 'weirder' }],
    ['a mirror where there was none', undefined, healthy],
    ['a mirror that is gone', healthy, undefined],
  ] as const) {
    it(`is made of ${what}`, () => {
      assert.notEqual(after(before, mirror), undefined);
    });
  }

  it('is made of the first reading of a mirror', () => {
    assert.equal(entryFor(ID, undefined, reading(healthy), AT)?.status, 'finished');
  });

  for (const [what, before, mirror] of [
    ['nothing has changed', failed, failed],
    ['a waiting run begins', { status: 'scheduled' }, { status: 'started' }],
    ['a status is written in another way', { status: 'finished' }, { status: 'SUCCESS' }],
    ['the address is another one', healthy, { ...healthy, sourceUrl: 'https://other.example/x.git' }],
    ['an error of an earlier run goes', { ...healthy, lastError: { message: 'x' } }, healthy],
    ['there is still no mirror', undefined, undefined],
  ] as const) {
    it(`is not made when ${what}`, () => {
      assert.equal(after(before, mirror), undefined);
    });
  }

  it('is not made of the first reading of a repository without a mirror', () => {
    assert.equal(entryFor(ID, undefined, reading(undefined), AT), undefined);
  });
});

describe('A line of the history', () => {
  it('gives back its entry, and is one line of ASCII', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const chance = new Chance(seed);
      const entry: HistoryEntry = {
        id: toRepositoryId(seed),
        at: chance.date(),
        status: chance.of(['failed', '同步失败', 'a\nb\u2028c']),
        failures: chance.below(9),
        success: chance.date(),
        cause: chance.of(['credentials', 'unknown']),
      };
      const line = writeLine(entry);
      assert.match(line ?? '', /^[ -~]+$/);
      assert.deepEqual(readLine(line ?? ''), { kind: 'entry', entry });
    }
  });

  it('holds no secret', () => {
    const status = 'cloning https://alice:Sn34kyPa55@git.example.com/x.git';
    const line = writeLine({ id: ID, at: AT, status });
    assert.match(line ?? '', /git\.example\.com/);
    assert.doesNotMatch(line ?? '', /Sn34kyPa55/);
  });

  const good = writeLine({ id: ID, at: AT, status: 'failed' }) ?? '';
  for (const [what, line] of Object.entries({
    'cut off': good.slice(0, -5),
    'no JSON': 'hello',
    'a list': '[1]',
    'no version': '{"id":7,"at":1741593600000}',
    'an identifier in words': good.replace('7', '"7"'),
    'an identifier of nobody': good.replace('7', '-7'),
    'a date beyond all': good.replace('1741593600000', '1e300'),
    'a cause that there is not': good.replace('}', ',"cause":"<img>"}'),
    'its fields in the prototype': `{"v":1,"__proto__":${good}}`,
    'very long': good.replace('failed', 'x'.repeat(100_000)),
  })) {
    it(`is left out when it is hostile: ${what}`, () => {
      assert.equal(readLine(line), undefined);
    });
  }

  it('of a later version is told from nonsense', () => {
    assert.deepEqual(readLine('{"v":2,"what":"ever"}'), { kind: 'later' });
  });
});
