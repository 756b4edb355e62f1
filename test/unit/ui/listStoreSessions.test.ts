import assert from 'node:assert/strict';
import { ListStore, loadedOf, type Portion } from '../../../src/ui/listStore';
import { SessionStore } from '../../../src/accounts/sessionStore';
import type { SessionClient } from '../../../src/ui/session';
import {
  clientWith,
  cloudError,
  type Deferred,
  deferred,
  expired,
  profileOf,
  sessionsWith,
  settled,
  signedIn,
  TestClock,
} from './support';

interface Item {
  readonly id: number;
}

function storeFor(sessions: SessionStore) {
  const answers: (Deferred<Portion<Item>> & { client: SessionClient; signal: AbortSignal; from?: number })[] = [];
  const store = new ListStore<Item>(
    sessions,
    (client, { from }, signal) => {
      const answer = { ...deferred<Portion<Item>>(), client, signal, from };
      answers.push(answer);
      return answer.promise;
    },
    ({ id }) => id,
    new TestClock().now,
  );
  return {
    store,
    answers,
    ids: () => loadedOf(store.state)?.items.map(({ id }) => id),
    async answer(...ids: number[]): Promise<void> {
      await settled();
      answers.at(-1)?.resolve({ items: ids.map((id) => ({ id })) });
      await settled();
    },
    async loaded(...ids: number[]): Promise<void> {
      void store.load();
      await this.answer(...ids);
    },
  };
}

describe('List: sessions', () => {
  it('asks nothing while nobody is signed in', async () => {
    const list = storeFor(new SessionStore(undefined, () => Promise.reject(new Error('nothing is stored'))));
    await list.store.load();
    await list.store.refresh();
    assert.equal(list.answers.length, 0);
    assert.equal(list.store.state.kind, 'idle');
  });

  it('wakes a stored session when it is first shown', async () => {
    const client = clientWith();
    const sessions = new SessionStore(profileOf(), () => Promise.resolve(signedIn(client)));
    const list = storeFor(sessions);
    await list.loaded(1, 2);
    assert.equal(list.answers[0]?.client, client);
    assert.deepEqual(list.ids(), [1, 2]);
  });

  it('shows a stored session that cannot be woken as a failure, and tries again when asked to', async () => {
    const reason = cloudError('invalid');
    const answers = [Promise.reject(reason), Promise.resolve(signedIn(clientWith()))];
    answers[0]?.catch(() => undefined);
    const list = storeFor(new SessionStore(profileOf(), () => answers.shift() ?? Promise.reject(reason)));
    await list.store.load();
    assert.deepEqual(list.store.state, { kind: 'failed', error: reason, previous: undefined });
    await list.store.load();
    assert.equal(answers.length, 1, 'drawing the failure does not try again by itself');
    void list.store.refresh();
    await list.answer(1);
    assert.deepEqual(list.ids(), [1]);
  });

  it('drops the answer that an earlier account asked for', async () => {
    const sessions = sessionsWith(clientWith(), 'alice');
    const list = storeFor(sessions);
    void list.store.load();
    await settled();
    sessions.replace(signedIn(clientWith(), 'bob'));
    assert.ok(list.answers[0]?.signal.aborted, 'the request of the earlier account goes on');
    await list.answer(1, 2);
    assert.equal(list.ids(), undefined);
    assert.equal(list.store.state.kind, 'idle');
  });

  it('shows another account nothing of the one before, and asks with its client', async () => {
    const sessions = sessionsWith(clientWith(), 'alice');
    const list = storeFor(sessions);
    await list.loaded(1, 2);
    const bob = clientWith();
    sessions.replace(signedIn(bob, 'bob'));
    assert.equal(list.ids(), undefined);
    void list.store.load();
    await settled();
    assert.equal(list.answers.at(-1)?.client, bob);
    assert.equal(list.ids(), undefined);
  });

  it('shows nothing after signing out', async () => {
    const sessions = sessionsWith();
    const list = storeFor(sessions);
    await list.loaded(1, 2);
    sessions.replace({ state: 'signedOut' });
    assert.deepEqual(list.store.state, { kind: 'idle' });
  });

  it('keeps the list when the session expires, and says why it cannot be read again', async () => {
    const sessions = sessionsWith();
    const list = storeFor(sessions);
    await list.loaded(1, 2);
    const reason = cloudError('unauthorized');
    sessions.replace({ state: 'expired', profile: profileOf(), reason });
    assert.deepEqual(list.store.state, { kind: 'failed', error: reason, previous: loadedOf(list.store.state) });
    assert.deepEqual(list.ids(), [1, 2]);
    await list.store.refresh();
    assert.deepEqual(list.ids(), [1, 2]);
    assert.equal(list.answers.length, 1);
  });

  it('keeps what was there when the token ends in the middle of reading on', async () => {
    const client = clientWith();
    const sessions = sessionsWith(client);
    const list = storeFor(sessions);
    void list.store.load();
    await settled();
    list.answers[0]?.resolve({ items: [{ id: 1 }, { id: 2 }], next: 2 });
    await settled();
    const refusal = cloudError('unauthorized');
    sessions.expire(client, refusal);
    list.answers[1]?.reject(refusal);
    await settled();
    assert.equal(list.store.state.kind, 'failed');
    assert.deepEqual(list.ids(), [1, 2]);
    assert.equal(loadedOf(list.store.state)?.rest, 'coming');
  });

  it('goes on where it was interrupted when the same account signs in again', async () => {
    const sessions = sessionsWith();
    const list = storeFor(sessions);
    void list.store.load();
    await settled();
    list.answers[0]?.resolve({ items: [{ id: 1 }, { id: 2 }], next: 2 });
    await settled();
    const again = clientWith();
    sessions.replace(signedIn(again));
    await settled();
    assert.ok(list.answers[1]?.signal.aborted);
    assert.deepEqual([list.answers[2]?.client, list.answers[2]?.from], [again, 2]);
    await list.answer(3);
    assert.deepEqual(list.ids(), [1, 2, 3]);
    assert.equal(list.store.state.kind, 'ready');
  });

  it('reads on for nobody else: another account starts at its own beginning', async () => {
    const sessions = sessionsWith(clientWith(), 'alice');
    const list = storeFor(sessions);
    void list.store.load();
    await settled();
    list.answers[0]?.resolve({ items: [{ id: 1 }, { id: 2 }], next: 2 });
    await settled();
    sessions.replace(signedIn(clientWith(), 'bob'));
    list.answers[1]?.resolve({ items: [{ id: 3 }] });
    await settled();
    assert.deepEqual(list.store.state, { kind: 'idle' });
    void list.store.load();
    await settled();
    assert.equal(list.answers[2]?.from, undefined);
    await list.answer(9);
    assert.deepEqual(list.ids(), [9]);
  });

  it('keeps the list of the same account when it signs in again, and reads it again', async () => {
    const sessions = sessionsWith();
    const list = storeFor(sessions);
    await list.loaded(1, 2);
    sessions.replace(expired());
    const again = clientWith();
    sessions.replace(signedIn(again));
    await settled();
    assert.notEqual(list.store.state.kind, 'failed', 'the expiry is still complained of');
    assert.deepEqual(list.ids(), [1, 2]);
    assert.equal(list.answers.at(-1)?.client, again);
    await list.answer(1, 2, 3);
    assert.equal(list.store.state.kind, 'ready');
    assert.deepEqual(list.ids(), [1, 2, 3]);
  });

  it('does not hang in loading when the same account signs in again meanwhile', async () => {
    const sessions = sessionsWith();
    const list = storeFor(sessions);
    await list.loaded(1, 2);
    void list.store.refresh();
    await settled();
    sessions.replace(signedIn(clientWith()));
    await list.answer(7);
    assert.equal(list.store.state.kind, 'ready');
    assert.deepEqual(list.ids(), [1, 2], 'an answer to the earlier token was shown');
    void list.store.refresh();
    await list.answer(1, 2, 3);
    assert.deepEqual(list.ids(), [1, 2, 3]);
  });
});
