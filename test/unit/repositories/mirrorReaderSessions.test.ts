import assert from 'node:assert/strict';
import { cloudError, expired, settled, signedIn } from '../ui/support';
import { ids, one, Scene, two } from './mirrorScene';

describe('Mirrors of the rows on screen: sessions', () => {
  it('shows another account nothing of the one before, not even late answers', async () => {
    const scene = new Scene();
    scene.reader.show(ids(1, 6));
    await scene.answer(1);
    const late = scene.request(2);
    scene.sessions.replace(signedIn(scene.client(), 'bob'));
    assert.ok(late.signal?.aborted, 'the request of the earlier account goes on');
    assert.deepEqual(scene.kinds(one, two), ['unread', 'unread']);
    late.resolve({ status: 'failed' });
    await settled();
    assert.deepEqual(scene.kinds(one, two), ['unread', 'unread']);
    assert.deepEqual(scene.asked(), [1, 2, 3, 4, 5], 'the queue of the earlier account goes on');
    scene.reader.show(ids(11, 20));
    assert.deepEqual(scene.asked().slice(5), [11, 12, 13, 14], 'four at once again');
  });

  it('keeps what was read when the session expires; rows that were being read do not stay so', async () => {
    const scene = new Scene();
    scene.reader.show(ids(1, 6));
    await scene.answer(1);
    scene.events.length = 0;
    scene.sessions.replace(expired());
    assert.deepEqual(scene.kinds(...ids(1, 6)), ['read', 'unread', 'unread', 'unread', 'unread', 'unread']);
    assert.deepEqual(scene.events, [2, 3, 4, 5, 6]);
    scene.reader.show(ids(1, 6));
    assert.equal(scene.asked().length, 5, 'asked without a session');
  });

  it('reads rows that had failed when the same account signs in again', async () => {
    const scene = new Scene();
    scene.reader.show(ids(1, 2));
    await scene.answer(1);
    await scene.refuse(2, cloudError('unauthorized'));
    scene.sessions.replace(expired());
    scene.sessions.replace(signedIn(scene.client()));
    scene.reader.show(ids(1, 2));
    assert.deepEqual(scene.asked(), [1, 2, 2]);
    await scene.answer(2);
    assert.deepEqual(scene.kinds(one, two), ['read', 'read']);
  });
});
