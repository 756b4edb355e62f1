import assert from 'node:assert/strict';
import { toRepositoryId } from '../../../src/api/index';
import { cloudError, settled } from '../ui/support';
import { ids, one, Scene, two } from './mirrorScene';

const MINUTE = 60_000;

describe('Mirrors of the rows on screen', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(() => {
    scene.reader.dispose();
  });

  it('reads four at once in the order of the rows, and the next as soon as one has arrived', async () => {
    scene.reader.show(ids(1, 10));
    assert.deepEqual(scene.asked(), [1, 2, 3, 4]);
    await scene.answer(3);
    assert.deepEqual(scene.asked(), [1, 2, 3, 4, 5]);
    await scene.refuse(1, cloudError('notFound'));
    assert.deepEqual(scene.asked(), [1, 2, 3, 4, 5, 6]);
    scene.reader.show(ids(11, 12));
    assert.equal(scene.asked().length, 6, 'another part of the tree does not add requests');
  });

  it('tells of each arrival once, with the row that it is for', async () => {
    scene.reader.show(ids(1, 3));
    assert.deepEqual(scene.events, []);
    await scene.answer(2);
    await scene.answer(1, 'none');
    assert.deepEqual(scene.events, [2, 1]);
    assert.deepEqual(scene.kinds(...ids(1, 3)), ['read', 'read', 'reading']);
    assert.equal(scene.mirror(one), undefined);
    assert.equal(scene.mirror(two)?.status, 'finished');
  });

  it('does not read what was read a moment ago, but does after five minutes, showing the old state meanwhile', async () => {
    scene.reader.show([one]);
    await scene.answer(1);
    scene.clock.pass(5 * MINUTE - 1);
    scene.reader.show([one]);
    assert.equal(scene.asked().length, 1);
    scene.clock.pass(1);
    scene.reader.show([one]);
    assert.equal(scene.asked().length, 2);
    assert.equal(scene.mirror(one)?.status, 'finished');
  });

  it('asks only for what nobody has read where nobody looks into the window', async () => {
    scene.reader.show([one]);
    await scene.answer(1);
    scene.clock.pass(10 * MINUTE);
    scene.isLookedInto = false;
    scene.reader.show([one, two]);
    assert.deepEqual(scene.asked(), [1, 2]);
    scene.isLookedInto = true;
    scene.reader.show([one, two]);
    assert.deepEqual(scene.asked(), [1, 2, 1]);
  });

  it('asks once for a row that is shown twice', () => {
    scene.reader.show([one]);
    scene.reader.show([one]);
    assert.deepEqual(scene.asked(), [1]);
  });

  it('takes the later of two answers when a row is refreshed while it is being read', async () => {
    scene.reader.show([one]);
    scene.reader.refresh([one]);
    assert.deepEqual(scene.asked(), [1, 1]);
    const [earlier, later] = scene.requests;
    later?.resolve({ status: 'finished' });
    await settled();
    earlier?.resolve({ status: 'failed' });
    await settled();
    assert.equal(scene.mirror(one)?.status, 'finished');
    assert.deepEqual(scene.events, [1]);
  });

  it('keeps what a command was answered when a read that began before it arrives later', async () => {
    scene.reader.show([one]);
    scene.reader.put(one, { status: 'scheduled' });
    await scene.answer(1, { status: 'finished' });
    assert.equal(scene.mirror(one)?.status, 'scheduled');
    assert.equal(scene.reader.waiting, 0);
  });

  it('does not read what was hidden while it waited; what was under way still arrives', async () => {
    scene.reader.show(ids(1, 8));
    scene.reader.hide(ids(3, 8));
    for (const id of [1, 2, 3, 4]) {
      await scene.answer(id);
    }
    assert.deepEqual(scene.asked(), [1, 2, 3, 4]);
    assert.deepEqual(scene.kinds(...ids(4, 6)), ['read', 'unread', 'unread']);
    assert.equal(scene.reader.waiting, 0);
    scene.reader.show(ids(5, 5));
    assert.deepEqual(scene.asked(), [1, 2, 3, 4, 5]);
  });

  it('shows of a hidden row what was known before it was to be read again', async () => {
    scene.reader.show(ids(1, 5));
    for (const id of [1, 2, 3, 4, 5]) {
      await scene.answer(id);
    }
    scene.reader.refresh(ids(1, 5));
    scene.reader.hide(ids(5, 5));
    assert.deepEqual(scene.kinds(...ids(5, 5)), ['read']);
  });

  it('marks one row that cannot be read and goes on with the others', async () => {
    scene.reader.show(ids(1, 6));
    for (const [index, kind] of (['notFound', 'forbidden', 'server', 'malformed'] as const).entries()) {
      await scene.refuse(index + 1, cloudError(kind));
    }
    await scene.answer(5);
    await scene.answer(6);
    assert.deepEqual(scene.kinds(...ids(1, 6)), ['failed', 'failed', 'failed', 'failed', 'read', 'read']);
  });

  it('stops asking when the sign-in is refused', async () => {
    scene.reader.show(ids(1, 100));
    await scene.refuse(1, cloudError('unauthorized'));
    for (const id of [2, 3, 4]) {
      await scene.answer(id);
    }
    assert.deepEqual(scene.asked(), [1, 2, 3, 4]);
    assert.equal(scene.reader.waiting, 0);
    assert.deepEqual(scene.kinds(...ids(1, 6)), ['failed', 'read', 'read', 'read', 'failed', 'failed']);
    assert.equal(scene.events.length, 100, 'a row was not told that it will not be read');
  });

  it('keeps what was known when reading again fails, and reads again only when asked to', async () => {
    scene.reader.show([one]);
    await scene.answer(1);
    scene.reader.refresh([one]);
    await scene.refuse(1, cloudError('forbidden'));
    assert.deepEqual(scene.kinds(one), ['failed']);
    assert.equal(scene.mirror(one)?.status, 'finished');
    scene.reader.show([one]);
    assert.equal(scene.asked().length, 2);
    scene.reader.refresh([one]);
    await scene.answer(1, { status: 'started' });
    assert.equal(scene.mirror(one)?.status, 'started');
  });

  it('takes what a command has read, and does not ask for it a second time', async () => {
    scene.reader.show(ids(1, 5));
    const five = toRepositoryId(5, 'test');
    scene.reader.put(five, { status: 'scheduled' });
    assert.equal(scene.mirror(five)?.status, 'scheduled');
    assert.deepEqual(scene.events, [5]);
    for (const id of [1, 2, 3, 4]) {
      await scene.answer(id);
    }
    assert.deepEqual(scene.asked(), [1, 2, 3, 4]);
    assert.equal(scene.mirror(five)?.status, 'scheduled');
  });

  it('stops its requests when it is disposed of', () => {
    scene.reader.show([one]);
    scene.reader.dispose();
    assert.ok(scene.request(1).signal?.aborted);
  });
});
