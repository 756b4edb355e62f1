import assert from 'node:assert/strict';
import { ListStore, loadedOf, type Portion, type PortionWanted } from '../../../src/ui/listStore';
import type { SessionClient } from '../../../src/ui/session';
import { cloudError, type Deferred, deferred, sessionsWith, settled, TestClock } from './support';

interface Item {
  readonly id: number;
  readonly text?: string;
}

interface Question extends Deferred<Portion<Item>> {
  readonly client: SessionClient;
  readonly wanted: PortionWanted;
  readonly signal: AbortSignal;
}

function items(from: number, to: number): Item[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({ id: from + index }));
}

function storeWith(sessions = sessionsWith(), clock = new TestClock()) {
  const questions: Question[] = [];
  const store = new ListStore<Item>(
    sessions,
    (client, wanted, signal) => {
      const answer = deferred<Portion<Item>>();
      questions.push({ client, wanted, signal, ...answer });
      return answer.promise;
    },
    ({ id }) => id,
    clock.now,
  );
  const kinds: string[] = [];
  store.onDidChange(({ kind }) => kinds.push(kind));
  return {
    store,
    kinds,
    ids: () => loadedOf(store.state)?.items.map(({ id }) => id),
    asked: () => questions.map(({ wanted }) => wanted),
    /** The question that was asked last. */
    async question(): Promise<Question> {
      await settled();
      const last = questions.at(-1);
      assert.ok(last, 'nothing was asked');
      return last;
    },
    async answer(portion: Portion<Item>): Promise<void> {
      (await this.question()).resolve(portion);
      await settled();
    },
  };
}

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

  it('reads on from where it stopped, and shows a record that moved once, as it was read last', async () => {
    const list = storeWith();
    void list.store.load();
    await list.answer({ items: items(1, 3), next: 7 });
    void list.store.loadMore();
    assert.equal((await list.question()).wanted.from, 7);
    await list.answer({ items: [{ id: 3, text: 'again' }, { id: 4 }] });
    assert.deepEqual(list.ids(), [1, 2, 3, 4]);
    assert.equal(loadedOf(list.store.state)?.items[2]?.text, 'again');
    assert.equal(loadedOf(list.store.state)?.next, undefined);
  });

  it('keeps a list that has ended when more of it is asked for', async () => {
    const list = storeWith();
    void list.store.load();
    await list.answer({ items: items(1, 3), next: 2 });
    void list.store.loadMore();
    await list.answer({ items: items(4, 6) });
    await list.store.loadMore();
    assert.equal(list.asked().length, 2);
    assert.deepEqual(list.ids(), [1, 2, 3, 4, 5, 6]);
  });

  it('ends when the server sends the same records over and over', async () => {
    const list = storeWith();
    void list.store.load();
    await list.answer({ items: items(1, 3), next: 2 });
    void list.store.loadMore();
    await list.answer({ items: items(1, 3), next: 3 });
    assert.deepEqual(list.ids(), [1, 2, 3]);
    assert.equal(loadedOf(list.store.state)?.next, undefined);
  });

  it('refreshes as many records as are on screen, which stay there meanwhile', async () => {
    const list = storeWith();
    void list.store.load();
    await list.answer({ items: items(1, 3), next: 2 });
    void list.store.loadMore();
    await list.answer({ items: items(4, 5), next: 3 });
    void list.store.refresh();
    assert.deepEqual((await list.question()).wanted, { atLeast: 5 });
    assert.equal(list.store.state.kind, 'loading');
    assert.deepEqual(list.ids(), [1, 2, 3, 4, 5]);
    await list.answer({ items: items(2, 6) });
    assert.deepEqual(list.ids(), [2, 3, 4, 5, 6]);
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
      previous: { items: items(1, 3), asOf, next: undefined, total: undefined },
    });
    void list.store.refresh();
    await list.answer({ items: items(1, 4) });
    assert.equal(list.store.state.kind, 'ready');
    assert.deepEqual(list.ids(), [1, 2, 3, 4]);
  });

  it('continues after a failed step where that step began', async () => {
    const list = storeWith();
    void list.store.load();
    await list.answer({ items: items(1, 3), next: 7 });
    void list.store.loadMore();
    (await list.question()).reject(cloudError('timeout'));
    await settled();
    void list.store.loadMore();
    assert.equal((await list.question()).wanted.from, 7);
    await list.answer({ items: items(4, 6) });
    assert.deepEqual(list.ids(), [1, 2, 3, 4, 5, 6]);
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

describe('List: another question', () => {
  it('drops the answer to the earlier one, even when it comes later', async () => {
    const list = storeWith();
    void list.store.load();
    const earlier = await list.question();
    const restarted = list.store.restart();
    assert.ok(earlier.signal.aborted, 'the earlier request goes on');
    await list.answer({ items: items(10, 11) });
    await restarted;
    earlier.resolve({ items: items(1, 3) });
    await settled();
    assert.deepEqual(list.ids(), [10, 11]);
    assert.equal(list.store.state.kind, 'ready');
  });

  it('drops a late failure of the earlier one', async () => {
    const list = storeWith();
    void list.store.load();
    const earlier = await list.question();
    void list.store.restart();
    await list.answer({ items: items(10, 11) });
    earlier.reject(cloudError('timeout'));
    await settled();
    assert.equal(list.store.state.kind, 'ready');
  });

  it('starts from nothing: rows of the earlier question do not stand in for the new one', async () => {
    const list = storeWith();
    void list.store.load();
    await list.answer({ items: items(1, 3), next: 2 });
    void list.store.restart();
    assert.deepEqual((await list.question()).wanted, { atLeast: 0 });
    assert.equal(list.ids(), undefined);
  });

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
