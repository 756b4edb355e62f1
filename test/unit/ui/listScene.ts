import assert from 'node:assert/strict';
import { ListStore, loadedOf, type Portion, type PortionWanted } from '../../../src/ui/listStore';
import type { SessionClient } from '../../../src/ui/session';
import { type Deferred, deferred, sessionsWith, settled, TestClock } from './support';

interface Item {
  readonly id: number;
  readonly text?: string;
}

interface Question extends Deferred<Portion<Item>> {
  readonly client: SessionClient;
  readonly wanted: PortionWanted;
  readonly signal: AbortSignal;
}

export function items(from: number, to: number): Item[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({ id: from + index }));
}

/** A list, and a server whose answers the test gives. */
export function storeWith(sessions = sessionsWith(), clock = new TestClock()) {
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
    /** Loads the list as far as its first portion. */
    async begins(portion: Portion<Item>): Promise<void> {
      void store.load();
      await this.answer(portion);
    },
    async answer(portion: Portion<Item>): Promise<void> {
      (await this.question()).resolve(portion);
      await settled();
    },
  };
}
