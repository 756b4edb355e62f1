import assert from 'node:assert/strict';
import { cloudError, settled } from '../ui/support';
import { ids, one, Scene } from './mirrorScene';

describe('Checking all mirrors', () => {
  let scene: Scene;
  let abort: AbortController;
  beforeEach(() => {
    scene = new Scene();
    abort = new AbortController();
  });
  afterEach(() => {
    scene.store.dispose();
  });
  const check = (to: number) => {
    const left: number[] = [];
    const result = scene.store.check(
      ids(1, to),
      abort.signal,
      () => [one],
      (count) => left.push(count),
    );
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
    scene.store.show([one]);
    await scene.answer(1);
    scene.clock.pass(1000);
    const { result } = check(1);
    await scene.refuse(1, cloudError('offline'));
    assert.deepEqual(await result, { checked: 0, mirrors: 0 });
  });

  it('ends when a command overtakes the last read', async () => {
    const { result } = check(1);
    scene.store.put(one, { status: 'scheduled' });
    assert.deepEqual(await result, { checked: 1, mirrors: 1 });
  });

  it('goes on for rows that are hidden meanwhile', async () => {
    const { result } = check(6);
    scene.store.hide(ids(1, 6));
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
    const none = scene.store.check(
      ids(1, 2),
      abort.signal,
      () => [],
      () => undefined,
    );
    assert.deepEqual(await none, { checked: 0, mirrors: 0 });
    await settled();
    assert.equal(scene.asked().length, 5);
  });
});
