import assert from 'node:assert/strict';
import { type RemoteMirror, type RepositoryId, toRepositoryId } from '../../../src/api/index';
import { MirrorStore, readingOf } from '../../../src/repositories/mirrorStore';
import {
  clientWith,
  cloudError,
  type Deferred,
  deferred,
  expired,
  sessionsWith,
  settled,
  signedIn,
  TestClock,
} from '../ui/support';

const MINUTE = 60_000;

function ids(from: number, to: number): RepositoryId[] {
  return Array.from({ length: to - from + 1 }, (_, index) => toRepositoryId(from + index, 'test'));
}

const one = toRepositoryId(1, 'test');
const two = toRepositoryId(2, 'test');

/** A store, and the server behind it, which answers when the test says so. */
class Scene {
  readonly clock = new TestClock();
  readonly requests: (Deferred<RemoteMirror | undefined> & { id: number; signal: AbortSignal | undefined })[] = [];
  readonly sessions = sessionsWith(this.client());
  readonly store = new MirrorStore(this.sessions, this.clock.now);
  readonly events: number[] = [];

  constructor() {
    this.store.onDidChange((id) => this.events.push(id));
  }

  client() {
    return clientWith({
      showRemoteMirror: (id, options) => {
        const answer = deferred<RemoteMirror | undefined>();
        this.requests.push({ ...answer, id, signal: options?.signal });
        return answer.promise;
      },
    });
  }

  asked(): number[] {
    return this.requests.map(({ id }) => id);
  }

  request(id: number) {
    const request = this.requests.findLast((each) => each.id === id);
    assert.ok(request, `${id} was not asked for`);
    return request;
  }

  async answer(id: number, mirror: RemoteMirror | 'none' = { status: 'finished' }): Promise<void> {
    this.request(id).resolve(mirror === 'none' ? undefined : mirror);
    await settled();
  }

  async refuse(id: number, error: unknown): Promise<void> {
    this.request(id).reject(error);
    await settled();
  }

  kinds(...of: RepositoryId[]): string[] {
    return of.map((id) => this.store.stateOf(id).kind);
  }

  mirror(id: RepositoryId): RemoteMirror | undefined {
    return readingOf(this.store.stateOf(id))?.mirror;
  }
}

describe('Mirrors of the rows on screen', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(() => {
    scene.store.dispose();
  });

  it('reads four at once in the order of the rows, and the next as soon as one has arrived', async () => {
    scene.store.show(ids(1, 10));
    assert.deepEqual(scene.asked(), [1, 2, 3, 4]);
    await scene.answer(3);
    assert.deepEqual(scene.asked(), [1, 2, 3, 4, 5]);
    await scene.refuse(1, cloudError('notFound'));
    assert.deepEqual(scene.asked(), [1, 2, 3, 4, 5, 6]);
    scene.store.show(ids(11, 12));
    assert.equal(scene.asked().length, 6, 'another part of the tree does not add requests');
  });

  it('tells of each arrival once, with the row that it is for', async () => {
    scene.store.show(ids(1, 3));
    assert.deepEqual(scene.events, []);
    await scene.answer(2);
    await scene.answer(1, 'none');
    assert.deepEqual(scene.events, [2, 1]);
    assert.deepEqual(scene.kinds(...ids(1, 3)), ['read', 'read', 'reading']);
    assert.equal(scene.mirror(one), undefined);
    assert.equal(scene.mirror(two)?.status, 'finished');
  });

  it('does not read what was read a moment ago, but does after five minutes, showing the old state meanwhile', async () => {
    scene.store.show([one]);
    await scene.answer(1);
    scene.clock.pass(5 * MINUTE - 1);
    scene.store.show([one]);
    assert.equal(scene.asked().length, 1);
    scene.clock.pass(1);
    scene.store.show([one]);
    assert.equal(scene.asked().length, 2);
    assert.equal(scene.mirror(one)?.status, 'finished');
  });

  it('asks once for a row that is shown and refreshed while it is being read', () => {
    scene.store.show([one]);
    scene.store.show([one]);
    scene.store.refresh([one]);
    assert.deepEqual(scene.asked(), [1]);
  });

  it('does not read what was hidden while it waited; what was under way still arrives', async () => {
    scene.store.show(ids(1, 8));
    scene.store.hide(ids(3, 8));
    for (const id of [1, 2, 3, 4]) {
      await scene.answer(id);
    }
    assert.deepEqual(scene.asked(), [1, 2, 3, 4]);
    assert.deepEqual(scene.kinds(...ids(4, 6)), ['read', 'unread', 'unread']);
    assert.equal(scene.store.busy, false);
    scene.store.show(ids(5, 5));
    assert.deepEqual(scene.asked(), [1, 2, 3, 4, 5]);
  });

  it('shows of a hidden row what was known before it was to be read again', async () => {
    scene.store.show(ids(1, 5));
    for (const id of [1, 2, 3, 4, 5]) {
      await scene.answer(id);
    }
    scene.store.refresh(ids(1, 5));
    scene.store.hide(ids(5, 5));
    assert.deepEqual(scene.kinds(...ids(5, 5)), ['read']);
  });

  it('marks one row that cannot be read and goes on with the others', async () => {
    scene.store.show(ids(1, 6));
    for (const [index, kind] of (['notFound', 'forbidden', 'server', 'malformed'] as const).entries()) {
      await scene.refuse(index + 1, cloudError(kind));
    }
    await scene.answer(5);
    await scene.answer(6);
    assert.deepEqual(scene.kinds(...ids(1, 6)), ['failed', 'failed', 'failed', 'failed', 'read', 'read']);
  });

  for (const kind of ['offline', 'timeout', 'tls', 'proxy', 'unauthorized', 'rateLimited'] as const) {
    it(`stops asking when the next request would end the same way: ${kind}`, async () => {
      scene.store.show(ids(1, 100));
      await scene.refuse(1, cloudError(kind));
      for (const id of [2, 3, 4]) {
        await scene.answer(id);
      }
      assert.deepEqual(scene.asked(), [1, 2, 3, 4]);
      assert.equal(scene.store.busy, false);
      assert.deepEqual(scene.kinds(...ids(1, 6)), ['failed', 'read', 'read', 'read', 'failed', 'failed']);
      assert.equal(scene.events.length, 100, 'a row was not told that it will not be read');
    });
  }

  it('keeps what was known when reading again fails, and reads again only when asked to', async () => {
    scene.store.show([one]);
    await scene.answer(1);
    scene.store.refresh([one]);
    await scene.refuse(1, cloudError('server'));
    assert.deepEqual(scene.kinds(one), ['failed']);
    assert.equal(scene.mirror(one)?.status, 'finished');
    scene.store.show([one]);
    assert.equal(scene.asked().length, 2);
    scene.store.refresh([one]);
    await scene.answer(1, { status: 'started' });
    assert.equal(scene.mirror(one)?.status, 'started');
  });

  it('takes what a command has read, and does not ask for it a second time', () => {
    scene.store.show(ids(1, 5));
    const five = toRepositoryId(5, 'test');
    scene.store.put(five, { status: 'scheduled' });
    assert.equal(scene.mirror(five)?.status, 'scheduled');
    assert.deepEqual(scene.events, [5]);
    scene.store.hide(ids(1, 5));
    assert.equal(scene.mirror(five)?.status, 'scheduled');
  });

  it('stops its requests when it is disposed of', () => {
    scene.store.show([one]);
    scene.store.dispose();
    assert.ok(scene.request(1).signal?.aborted);
  });
});

describe('Mirrors of the rows on screen: sessions', () => {
  it('shows another account nothing of the one before, not even late answers', async () => {
    const scene = new Scene();
    scene.store.show(ids(1, 6));
    await scene.answer(1);
    const late = scene.request(2);
    scene.sessions.replace(signedIn(scene.client(), 'bob'));
    assert.ok(late.signal?.aborted, 'the request of the earlier account goes on');
    assert.deepEqual(scene.kinds(one, two), ['unread', 'unread']);
    late.resolve({ status: 'failed' });
    await settled();
    assert.deepEqual(scene.kinds(one, two), ['unread', 'unread']);
    assert.deepEqual(scene.asked(), [1, 2, 3, 4, 5], 'the queue of the earlier account goes on');
    scene.store.show(ids(11, 20));
    assert.deepEqual(scene.asked().slice(5), [11, 12, 13, 14], 'four at once again');
  });

  it('keeps what was read when the session expires; rows that were being read do not stay so', async () => {
    const scene = new Scene();
    scene.store.show(ids(1, 6));
    await scene.answer(1);
    scene.events.length = 0;
    scene.sessions.replace(expired());
    assert.deepEqual(scene.kinds(...ids(1, 6)), ['read', 'unread', 'unread', 'unread', 'unread', 'unread']);
    assert.deepEqual(scene.events, [2, 3, 4, 5, 6]);
    scene.store.show(ids(1, 6));
    assert.equal(scene.asked().length, 5, 'asked without a session');
  });

  it('reads rows that had failed when the same account signs in again', async () => {
    const scene = new Scene();
    scene.store.show(ids(1, 2));
    await scene.answer(1);
    await scene.refuse(2, cloudError('unauthorized'));
    scene.sessions.replace(expired());
    scene.sessions.replace(signedIn(scene.client()));
    scene.store.show(ids(1, 2));
    assert.deepEqual(scene.asked(), [1, 2, 2]);
    await scene.answer(2);
    assert.deepEqual(scene.kinds(one, two), ['read', 'read']);
  });
});
