import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { CloudError, type CloudErrorKind } from '../../../src/api/index';
import { Emitter } from '../../../src/ui/emitter';
import { ListRetry } from '../../../src/ui/listRetry';
import { ListStore, loadedOf } from '../../../src/ui/listStore';
import { cloudError, sessionsWith, settled, TestClock } from './support';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('A list that could not be read', () => {
  const visibility = new Emitter<unknown>();
  let clock: TestClock;
  let visible: boolean;
  let asked: number;
  let error: CloudError | undefined;
  let list: ListStore<string>;
  let retry: ListRetry<string>;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    clock = new TestClock();
    visible = true;
    asked = 0;
    const read = (): Promise<{ items: string[] }> => {
      asked += 1;
      return error ? Promise.reject(error) : Promise.resolve({ items: ['a'] });
    };
    list = new ListStore(sessionsWith(), read, (item) => item, clock.now);
    const onDidChangeVisibility = visibility.event;
    retry = new ListRetry({ list, clock: clock.now, visible: () => visible, onDidChangeVisibility });
  });
  afterEach(() => {
    retry.dispose();
    list.dispose();
    mock.timers.reset();
  });

  async function pass(milliseconds: number): Promise<void> {
    clock.pass(milliseconds);
    mock.timers.tick(milliseconds);
    await settled();
  }
  async function fails(kind: CloudErrorKind): Promise<void> {
    error = cloudError(kind);
    await list.load();
  }

  for (const [kind, waits] of [
    ['offline', [15, 30, 60, 120, 240, 300, 300]],
    ['tls', [15, 30, 60]],
    ['timeout', [60, 120, 240]],
    ['server', [60, 120, 240]],
  ] as const) {
    it(`is read again by itself, later and later, until it is there: ${kind}`, async () => {
      await fails(kind);
      for (const [index, seconds] of waits.entries()) {
        await pass(seconds * SECOND - 1);
        assert.equal(asked, index + 1, `earlier than after ${seconds} s`);
        await pass(1);
        assert.equal(asked, index + 2);
      }
      error = undefined;
      await pass(30 * MINUTE);
      assert.equal(list.state.kind, 'ready');
      const before = asked;
      await pass(60 * MINUTE);
      assert.equal(asked, before, 'it is there');
    });
  }

  it('is read again when the service wants to be asked again', async () => {
    error = new CloudError('x', { kind: 'rateLimited', operation: 'test', pausedUntil: clock.ago(-7 * MINUTE) });
    await list.load();
    await pass(7 * MINUTE - 1);
    assert.equal(asked, 1);
    await pass(1);
    assert.equal(asked, 2);
  });

  for (const kind of ['unauthorized', 'forbidden', 'notFound', 'invalid'] as const) {
    it(`waits for a person who can help: ${kind}`, async () => {
      await fails(kind);
      await pass(24 * 60 * MINUTE);
      assert.equal(asked, 1);
    });
  }

  it('is gone on with by itself where it failed in the middle', async () => {
    const wanted: (number | undefined)[] = [];
    const pages = [{ items: ['a'], next: 2 }, cloudError('offline'), { items: ['b'] }];
    const sessions = sessionsWith();
    const long = new ListStore<string>(
      sessions,
      (_, { from }) => {
        wanted.push(from);
        const page = pages.shift();
        return page === undefined || page instanceof CloudError
          ? Promise.reject(page ?? new Error('too much is asked'))
          : Promise.resolve(page);
      },
      (item) => item,
      clock.now,
    );
    const onDidChangeVisibility = visibility.event;
    const own = new ListRetry({ list: long, clock: clock.now, visible: () => true, onDidChangeVisibility });
    await long.load();
    await long.whole();
    assert.equal(long.state.kind, 'failed');
    await pass(15 * SECOND);
    assert.deepEqual(wanted, [undefined, 2, 2]);
    assert.deepEqual(loadedOf(long.state)?.items, ['a', 'b']);
    own.dispose();
    long.dispose();
  });

  it('is not read for nobody, but at once when it comes on screen late', async () => {
    await fails('offline');
    visible = false;
    visibility.fire(undefined);
    await pass(10 * MINUTE);
    assert.equal(asked, 1);
    visible = true;
    visibility.fire(undefined);
    await pass(0);
    assert.equal(asked, 2);
  });

  it('is read soon after a computer wakes that has slept through the wait', async () => {
    error = new CloudError('x', { kind: 'rateLimited', operation: 'test', pausedUntil: clock.ago(-60 * MINUTE) });
    await list.load();
    clock.pass(180 * MINUTE);
    await pass(MINUTE);
    assert.equal(asked, 2);
  });

  it('is left alone when the window closes', async () => {
    await fails('offline');
    retry.dispose();
    await pass(10 * MINUTE);
    assert.equal(asked, 1);
  });
});
