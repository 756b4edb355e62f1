import assert from 'node:assert/strict';
import { CAP, loadedOf } from '../../../src/ui/listStore';
import { items, storeWith } from './listScene';
import { cloudError, sessionsWith, settled, TestClock } from './support';

describe('List: reading', () => {
  it('shows what arrived, and from when it is', async () => {
    const clock = new TestClock();
    const list = storeWith(sessionsWith(), clock);
    const loading = list.store.load();
    await list.question();
    assert.deepEqual(list.kinds, ['loading']);
    clock.pass(3000);
    await list.answer({ items: items(1, 3), total: 9, next: 2 });
    await loading;
    assert.deepEqual(list.kinds, ['loading', 'ready']);
    assert.deepEqual(list.ids(), [1, 2, 3]);
    assert.deepEqual(loadedOf(list.store.state)?.asOf, clock.now());
    assert.equal(loadedOf(list.store.state)?.total, 9);
  });

  it('asks once for all who want the list at the same time', async () => {
    const list = storeWith();
    const calls = [list.store.load(), list.store.load(), list.store.refresh(), list.store.loadMore()];
    await list.answer({ items: items(1, 2) });
    await Promise.all(calls);
    assert.equal(list.asked().length, 1);
    assert.deepEqual(list.ids(), [1, 2]);
  });

  it('does not ask again for what is there', async () => {
    const list = storeWith();
    void list.store.load();
    await list.answer({ items: items(1, 2) });
    await list.store.load();
    assert.equal(list.asked().length, 1);
  });

  it('reads on by itself behind what is on screen, and shows a record that moved once, as it was read last', async () => {
    const list = storeWith();
    await list.begins({ items: items(1, 3), total: 5, next: 7 });
    assert.equal(loadedOf(list.store.state)?.rest, 'coming');
    assert.deepEqual((await list.question()).wanted, { from: 7, total: 5, background: true });
    await list.answer({ items: [{ id: 3, text: 'again' }, ...items(4, 5)], total: 5 });
    assert.deepEqual(list.ids(), [1, 2, 3, 4, 5]);
    assert.equal(loadedOf(list.store.state)?.items[2]?.text, 'again');
    assert.equal(loadedOf(list.store.state)?.rest, 'none');
    assert.equal(list.asked().length, 2);
    assert.deepEqual(list.kinds, ['loading', 'ready', 'ready'], 'one event a portion');
  });

  it('is there as soon as its first portion is, and whole when all are', async () => {
    const list = storeWith();
    await list.begins({ items: items(1, 3), next: 2 });
    let whole = false;
    const waiting = list.store.whole().then(() => {
      whole = true;
    });
    await list.store.load();
    await settled();
    assert.equal(whole, false);
    await list.answer({ items: items(4, 6) });
    await waiting;
    assert.deepEqual(list.ids(), [1, 2, 3, 4, 5, 6]);
  });

  it('ends when the server sends the same records over and over', async () => {
    const list = storeWith();
    await list.begins({ items: items(1, 3), next: 2 });
    await list.answer({ items: items(1, 3), next: 3 });
    assert.deepEqual(list.ids(), [1, 2, 3]);
    assert.equal(loadedOf(list.store.state)?.rest, 'none');
    assert.equal(list.asked().length, 2);
  });

  it('ends when a server without a total sends nothing but what cannot be read', async () => {
    const list = storeWith();
    await list.begins({ items: [], skipped: 100, next: 1 });
    for (let portion = 1; portion < CAP / 100; portion++) {
      assert.equal(loadedOf(list.store.state)?.rest, 'coming');
      await list.answer({ items: [], skipped: 100, next: portion + 1 });
    }
    assert.equal(loadedOf(list.store.state)?.rest, 'held');
    assert.equal(list.asked().length, CAP / 100);
  });

  it('reads all again in a refresh, behind rows that stay until it is known that they are gone', async () => {
    const list = storeWith();
    await list.begins({ items: items(1, 3), next: 2 });
    await list.answer({ items: items(4, 5) });
    void list.store.refresh();
    assert.deepEqual((await list.question()).wanted, { from: undefined, total: undefined, background: false });
    assert.equal(list.store.state.kind, 'loading');
    assert.deepEqual(list.ids(), [1, 2, 3, 4, 5]);
    await list.answer({ items: items(2, 4), next: 2 });
    assert.deepEqual(list.ids(), [1, 2, 3, 4, 5]);
    assert.equal(loadedOf(list.store.state)?.rest, 'none', 'nothing is missing meanwhile');
    await list.answer({ items: [{ id: 6 }] });
    assert.deepEqual(list.ids(), [2, 3, 4, 6]);
  });

  it('begins anew when a person refreshes while it is being read', async () => {
    const list = storeWith();
    await list.begins({ items: items(1, 3), next: 2 });
    const stopped = await list.question();
    void list.store.refresh();
    assert.equal((await list.question()).wanted.from, undefined);
    assert.ok(stopped.signal.aborted);
    stopped.resolve({ items: items(8, 9) });
    await list.answer({ items: items(1, 4) });
    assert.deepEqual(list.ids(), [1, 2, 3, 4]);
  });

  it('stops at a cap, and reads as much again when a person asks for more', async () => {
    const list = storeWith();
    await list.begins({ items: items(1, 15_000), total: 25_000, next: 2 });
    await list.answer({ items: items(15_001, CAP), total: 25_000, next: 3 });
    await settled();
    assert.equal(list.asked().length, 2);
    assert.equal(loadedOf(list.store.state)?.rest, 'held');
    void list.store.loadMore();
    void list.store.loadMore();
    await list.answer({ items: items(CAP + 1, 24_000), total: 25_000, next: 4 });
    assert.equal(loadedOf(list.store.state)?.rest, 'coming');
    await list.answer({ items: items(24_001, 25_000), total: 25_000 });
    assert.deepEqual([list.ids()?.length, loadedOf(list.store.state)?.rest], [25_000, 'none']);
    assert.deepEqual(
      list.asked().map(({ from }) => from),
      [undefined, 2, 3, 4],
    );
    await list.store.loadMore();
    assert.equal(list.asked().length, 4, 'there is no more');
  });
});

describe('List: failures', () => {
  it('keeps the last list when it cannot be read again, and recovers', async () => {
    const list = storeWith();
    void list.store.load();
    await list.answer({ items: items(1, 3) });
    const asOf = loadedOf(list.store.state)?.asOf;
    void list.store.refresh();
    const outage = cloudError('offline');
    (await list.question()).reject(outage);
    await settled();
    assert.deepEqual(list.store.state, {
      kind: 'failed',
      error: outage,
      previous: { items: items(1, 3), asOf, rest: 'none', total: undefined },
    });
    void list.store.refresh();
    await list.answer({ items: items(1, 4) });
    assert.equal(list.store.state.kind, 'ready');
    assert.deepEqual(list.ids(), [1, 2, 3, 4]);
  });

  it('keeps what is there after a failure in the middle, and goes on where it failed', async () => {
    const list = storeWith();
    await list.begins({ items: items(1, 3), total: 6, next: 7 });
    (await list.question()).reject(cloudError('timeout'));
    await settled();
    assert.equal(list.store.state.kind, 'failed');
    assert.deepEqual([list.ids(), loadedOf(list.store.state)?.rest], [[1, 2, 3], 'coming']);
    void list.store.goOn();
    assert.equal((await list.question()).wanted.from, 7);
    await list.answer({ items: items(4, 6), total: 6 });
    assert.deepEqual(list.ids(), [1, 2, 3, 4, 5, 6]);
    assert.equal(list.store.state.kind, 'ready');
  });

  it('keeps the rows of before when a refresh fails in the middle, and the time that they are from', async () => {
    const clock = new TestClock();
    const list = storeWith(sessionsWith(), clock);
    await list.begins({ items: items(1, 3), next: 2 });
    await list.answer({ items: items(4, 6) });
    const asOf = loadedOf(list.store.state)?.asOf;
    clock.pass(60_000);
    void list.store.refresh();
    await list.answer({ items: items(1, 3), next: 2 });
    (await list.question()).reject(cloudError('offline'));
    await settled();
    assert.deepEqual([list.ids(), loadedOf(list.store.state)?.asOf], [[1, 2, 3, 4, 5, 6], asOf]);
    void list.store.goOn();
    await list.answer({ items: items(4, 5) });
    assert.deepEqual(list.ids(), [1, 2, 3, 4, 5]);
  });

  it('does not try again by itself: drawing a failed list asks for nothing', async () => {
    const list = storeWith();
    void list.store.load();
    (await list.question()).reject(cloudError('forbidden'));
    await settled();
    await list.store.load();
    assert.equal(list.asked().length, 1);
    assert.equal(list.store.state.kind, 'failed');
  });
});

describe('List: read in the background', () => {
  it('tells who reads that nobody waits, and who is told when the reading is over', async () => {
    const list = storeWith();
    const reading: boolean[] = [];
    list.store.onDidChange(() => reading.push(list.store.isReading));
    void list.store.refresh(true);
    await list.answer({ items: items(1, 1), next: 2 });
    await list.answer({ items: items(2, 2) });
    assert.deepEqual(
      list.asked().map(({ background }) => background),
      [true, true],
    );
    assert.deepEqual(reading.slice(-2), [true, false]);
  });

  for (const [who, ask] of [
    ['refreshes', 'refresh'],
    ['looks', 'load'],
    ['goes on', 'goOn'],
  ] as const) {
    it(`does not keep a person waiting who ${who} meanwhile`, async () => {
      const list = storeWith();
      void list.store.refresh(true);
      const held = await list.question();
      const asked = list.store[ask]();
      await list.answer({ items: items(1, 3) });
      await asked;
      assert.ok(held.signal.aborted);
      assert.deepEqual(
        list.asked().map(({ background }) => background),
        [true, false],
      );
      assert.deepEqual(list.ids(), [1, 2, 3]);
    });
  }

  it('says of what was restored that it is, until it is read', async () => {
    const list = storeWith();
    list.store.restore({ items: items(1, 2), rest: 'none', asOf: new Date(0) });
    const restored = (): boolean | undefined => loadedOf(list.store.state)?.restored;
    assert.equal(restored(), true);
    void list.store.refresh(true);
    await list.question();
    assert.equal(restored(), true);
    await list.answer({ items: items(1, 2) });
    assert.equal(restored(), undefined);
  });
});

describe('List: the end', () => {
  it('is silent and stops its request when it is disposed of', async () => {
    const list = storeWith();
    void list.store.load();
    const question = await list.question();
    list.store.dispose();
    question.resolve({ items: items(1, 3) });
    await settled();
    assert.ok(question.signal.aborted);
    assert.deepEqual(list.kinds, ['loading']);
  });
});
