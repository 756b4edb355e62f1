import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { checkMirrors } from '../../../src/repositories/mirrorCheck';
import { cloudError, settled } from '../ui/support';
import { ids, one, Scene } from './mirrorScene';

const MINUTE = 60_000;

describe('Checking all mirrors', () => {
  let scene: Scene;
  let abort: AbortController;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    scene = new Scene();
    abort = new AbortController();
  });
  afterEach(() => {
    scene.reader.dispose();
    mock.timers.reset();
  });
  const parts = () => ({
    readings: scene.readings,
    reader: scene.reader,
    sessions: scene.sessions,
    clock: scene.clock.now,
  });
  const check = (to: number) => {
    const left: number[] = [];
    const result = checkMirrors(parts(), ids(1, to), abort.signal, (count) => left.push(count));
    return { left, result };
  };

  it('counts what it has read itself, and those of them that are mirrors', async () => {
    const { left, result } = check(3);
    await scene.answer(1);
    await scene.answer(2, 'none');
    await scene.refuse(3, cloudError('forbidden'));
    assert.deepEqual(await result, { checked: 2, mirrors: 1 });
    assert.deepEqual(left, [2, 1, 0]);
  });

  it('does not count what was known before and could not be read again', async () => {
    scene.reader.show([one]);
    await scene.answer(1);
    scene.clock.pass(1000);
    const { result } = check(1);
    await scene.refuse(1, cloudError('server'));
    assert.deepEqual(await result, { checked: 0, mirrors: 0 });
  });

  it('ends when a command overtakes the last read', async () => {
    const { result } = check(1);
    scene.reader.put(one, { status: 'scheduled' });
    assert.deepEqual(await result, { checked: 1, mirrors: 1 });
  });

  it('goes on for rows that are hidden meanwhile', async () => {
    const { result } = check(6);
    scene.reader.hide(ids(1, 6));
    for (const id of [1, 2, 3, 4, 5, 6]) {
      await scene.answer(id);
    }
    assert.deepEqual(await result, { checked: 6, mirrors: 6 });
  });

  it('ends at once when it is cancelled, and asks for no more', async () => {
    const { result } = check(8);
    await scene.answer(1);
    abort.abort();
    assert.deepEqual(await result, { checked: 1, mirrors: 1 });
    for (const id of [2, 3, 4, 5]) {
      await scene.answer(id);
    }
    assert.deepEqual(scene.asked(), [1, 2, 3, 4, 5]);
    scene.clock.pass(1000);
    const none = checkMirrors(parts(), ids(1, 2), abort.signal, () => undefined);
    assert.deepEqual(await none, { checked: 0, mirrors: 0 });
    await settled();
    assert.equal(scene.asked().length, 5);
  });

  it('waits while reading is paused, says so, goes on afterwards and counts all', async () => {
    const told: (readonly [number, string | undefined])[] = [];
    const { readings, reader, sessions, clock } = scene;
    const result = checkMirrors(
      { readings, reader, sessions, clock: clock.now },
      ids(1, 6),
      new AbortController().signal,
      (left, pause) => told.push([left, pause?.error.kind]),
    );
    await scene.answer(1);
    await scene.refuse(2, scene.throttled(5 * MINUTE));
    assert.deepEqual(told, [
      [5, undefined],
      [5, 'rateLimited'],
    ]);
    await scene.answer(3);
    assert.deepEqual(told.at(-1), [4, 'rateLimited']);
    await scene.pass(5 * MINUTE);
    await scene.answerAll();
    assert.deepEqual(await result, { checked: 6, mirrors: 6 });
    assert.deepEqual(told.at(-1), [0, undefined]);
  });

  it('can be cancelled while it waits; rows on screen go on waiting', async () => {
    const { readings, reader, sessions, clock } = scene;
    reader.show([one]);
    const parts = { readings, reader, sessions, clock: clock.now };
    const result = checkMirrors(parts, ids(1, 8), abort.signal, () => undefined);
    await scene.refuse(1, scene.throttled(5 * MINUTE));
    abort.abort();
    assert.deepEqual(await result, { checked: 0, mirrors: 0 });
    assert.deepEqual(scene.kinds(one, ...ids(6, 8)), ['waiting', 'unread', 'unread', 'unread']);
  });

  it('comes after what a person opens meanwhile', async () => {
    const { readings, reader, sessions, clock } = scene;
    const parts = { readings, reader, sessions, clock: clock.now };
    void checkMirrors(parts, ids(1, 100), new AbortController().signal, () => undefined);
    reader.show(ids(90, 91));
    await scene.answer(1);
    await scene.answer(2);
    assert.deepEqual(scene.asked(), [1, 2, 3, 4, 90, 91]);
    assert.deepEqual(
      scene.requests.map(({ background }) => background),
      [true, true, true, true, false, false],
    );
  });
});
