import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { type RepositoryId, toRepositoryId } from '../../../src/api/index';
import { SyncingRows } from '../../../src/repositories/syncingRows';
import { Emitter } from '../../../src/ui/emitter';

describe('Rows that are syncing', () => {
  const one = toRepositoryId(1, 'test');
  let syncing: RepositoryId[];
  let read: (readonly RepositoryId[])[];
  let changed: Emitter<unknown>;
  let rows: SyncingRows;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    syncing = [one];
    read = [];
    changed = new Emitter();
    rows = new SyncingRows({ syncing: () => syncing, read: (ids) => read.push(ids), onDidChange: changed.event });
  });
  afterEach(() => {
    rows.dispose();
    mock.timers.reset();
  });

  it('are read again after 15 seconds, then less and less often, at least once a minute', () => {
    for (const seconds of [15, 22.5, 33.75, 50.625, 60, 60]) {
      changed.fire(undefined);
      changed.fire(undefined);
      const before = read.length;
      mock.timers.tick(seconds * 1000 - 1);
      assert.equal(read.length, before, `earlier than after ${seconds} s`);
      mock.timers.tick(1);
      assert.deepEqual(read.slice(before), [[one]]);
    }
  });

  it('are left alone once they say something else, or are no longer on screen', () => {
    changed.fire(undefined);
    syncing = [];
    changed.fire(undefined);
    mock.timers.tick(120_000);
    assert.deepEqual(read, []);
  });

  it('are left alone when the window closes', () => {
    changed.fire(undefined);
    rows.dispose();
    mock.timers.tick(120_000);
    assert.deepEqual(read, []);
  });
});
