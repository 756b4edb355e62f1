import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { againAfterMs, pauseAfterMs } from '../../../src/ui/setbacks';
import { cloudError, expired } from '../ui/support';
import { ids, one, Scene, two } from './mirrorScene';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('Mirrors that cannot be read', () => {
  let scene: Scene;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    scene = new Scene();
  });
  afterEach(() => {
    scene.reader.dispose();
    mock.timers.reset();
  });

  const pausedFor = (): number | undefined =>
    scene.reader.pause && scene.reader.pause.until.getTime() - scene.clock.now().getTime();
  describe('one alone', () => {
    for (const kind of ['timeout', 'server', 'malformed'] as const) {
      it(`does not stop the others, and may be asked for again later and later: ${kind}`, async () => {
        scene.reader.show(ids(1, 100));
        await scene.refuse(1, cloudError(kind));
        await scene.answerAll();
        assert.equal(scene.asked().length, 100);
        assert.deepEqual(scene.kinds(one, two), ['failed', 'read']);
        for (const minutes of [1, 2, 4, 8, 16, 30, 30]) {
          assert.equal(scene.reader.notBefore(one), scene.clock.ago(-minutes * MINUTE).getTime());
          await scene.pass(minutes * MINUTE);
          scene.reader.readAgain([one]);
          assert.equal(scene.reader.notBefore(one), undefined, 'it is being asked for');
          await scene.refuse(1, cloudError(kind));
        }
        scene.reader.readAgain([one]);
        await scene.answer(1);
        assert.deepEqual(scene.kinds(one), ['read']);
      });
    }

    for (const kind of ['forbidden', 'notFound', 'invalid'] as const) {
      it(`is left alone when the answer would be the same: ${kind}`, async () => {
        scene.reader.show([one]);
        await scene.refuse(1, cloudError(kind));
        assert.equal(scene.reader.notBefore(one), scene.clock.ago(-24 * 60 * MINUTE).getTime());
        scene.reader.show([one]);
        assert.deepEqual(scene.asked(), [1]);
        assert.equal(scene.reader.pause, undefined);
      });
    }

    it('is asked for again only while it is shown, and at once when it comes back later', async () => {
      scene.reader.show([one]);
      await scene.refuse(1, cloudError('timeout'));
      scene.reader.show([one]);
      assert.deepEqual(scene.asked(), [1], 'too early');
      scene.reader.hide([one]);
      await scene.pass(10 * MINUTE);
      assert.deepEqual(scene.asked(), [1], 'nobody looks at it');
      scene.reader.show([one]);
      assert.deepEqual(scene.asked(), [1, 1]);
      scene.reader.show([one]);
      assert.deepEqual(scene.asked(), [1, 1], 'it is on its way');
    });

    it('begins again with short waits after it was read', async () => {
      scene.reader.show([one]);
      await scene.refuse(1, cloudError('timeout'));
      scene.reader.refresh([one]);
      await scene.refuse(1, cloudError('timeout'));
      scene.reader.refresh([one]);
      await scene.answer(1);
      scene.reader.refresh([one]);
      await scene.refuse(1, cloudError('timeout'));
      assert.equal(scene.reader.notBefore(one), scene.clock.ago(-MINUTE).getTime());
    });

    it('is tried at once when a person refreshes', async () => {
      scene.reader.show([one]);
      await scene.refuse(1, cloudError('timeout'));
      scene.reader.refresh([one]);
      assert.deepEqual(scene.asked(), [1, 1]);
    });
  });

  describe('all of them', () => {
    for (const kind of ['offline', 'tls', 'proxy'] as const) {
      it(`wait, say for what, and go on by themselves: ${kind}`, async () => {
        scene.reader.show(ids(1, 100));
        for (const id of [1, 2, 3, 4]) {
          await scene.refuse(id, cloudError(kind));
        }
        assert.deepEqual(scene.asked(), [1, 2, 3, 4]);
        assert.deepEqual(new Set(scene.kinds(...ids(1, 100))), new Set(['waiting']));
        assert.equal(new Set(scene.events).size, 100, 'a row was not told');
        for (const seconds of [15, 30, 60, 120, 240, 300, 300]) {
          assert.equal(pausedFor(), seconds * SECOND);
          const before = scene.asked().length;
          await scene.pass(seconds * SECOND - 1);
          assert.equal(scene.asked().length, before);
          await scene.pass(1);
          assert.equal(scene.asked().length, before + 1, 'one is enough to find out');
          await scene.refuse(scene.asked().at(-1) ?? 0, cloudError(kind));
        }
        await scene.pass(300 * SECOND);
        await scene.answerAll();
        assert.deepEqual(new Set(scene.kinds(...ids(1, 100))), new Set(['read']));
        assert.equal(scene.reader.pause, undefined);
      });
    }

    it('go on at once when somebody else gets through', async () => {
      scene.reader.show(ids(1, 6));
      await scene.refuse(1, cloudError('offline'));
      await scene.refuse(2, cloudError('offline'));
      await scene.answer(3);
      assert.equal(scene.reader.pause, undefined);
      assert.deepEqual(scene.asked(), [1, 2, 3, 4, 5, 6, 1]);

      scene.reader.refresh(ids(5, 5));
      await scene.refuse(4, cloudError('tls'));
      assert.ok(scene.reader.pause);
      scene.reader.reached();
      assert.equal(scene.reader.pause, undefined);
    });

    it('are tried at once, one first, when a person refreshes', async () => {
      scene.reader.show(ids(1, 10));
      for (const id of [1, 2, 3, 4]) {
        await scene.refuse(id, cloudError('offline'));
      }
      scene.reader.refresh(ids(1, 10));
      assert.equal(scene.asked().length, 5);
      assert.ok(scene.reader.pause, 'nothing is known yet');
      await scene.answerAll();
      assert.equal(scene.reader.pause, undefined);
      assert.deepEqual(new Set(scene.kinds(...ids(1, 10))), new Set(['read']));
    });

    it('are not held up for long by one that never gets through', async () => {
      scene.reader.show(ids(1, 3));
      await scene.refuse(1, cloudError('offline'));
      await scene.answer(2);
      await scene.answer(3);
      await scene.refuse(1, cloudError('offline'));
      await scene.pass(15 * SECOND);
      await scene.refuse(1, cloudError('offline'));
      assert.equal(scene.reader.pause, undefined, 'it is taken to be its own fault');
      assert.deepEqual(scene.kinds(...ids(1, 3)), ['failed', 'read', 'read']);
      await scene.pass(60 * SECOND);
      scene.reader.show([one]);
      await scene.answer(1);
      assert.deepEqual(scene.asked(), [1, 2, 3, 1, 1, 1]);
      assert.deepEqual(scene.kinds(one), ['read']);
    });

    it('stop waiting for a server that answers none of them, and read on when it answers one', async () => {
      scene.reader.show(ids(1, 100));
      for (const id of [1, 2, 3]) {
        await scene.refuse(id, cloudError('timeout'));
      }
      assert.equal(pausedFor(), undefined);
      await scene.refuse(4, cloudError('timeout'));
      assert.equal(pausedFor(), 15 * SECOND);
      await scene.answer(5);
      assert.equal(pausedFor(), undefined);
    });

    it('have nothing to wait for when nobody looks any more', async () => {
      scene.reader.show(ids(1, 10));
      for (const id of [1, 2, 3, 4]) {
        await scene.refuse(id, cloudError('offline'));
      }
      scene.reader.hide(ids(1, 10));
      await scene.pass(15 * SECOND);
      assert.equal(scene.asked().length, 4);
      assert.equal(scene.reader.pause, undefined);
    });

    it('leave no timer when the window closes', async () => {
      scene.reader.show(ids(1, 10));
      await scene.refuse(1, cloudError('offline'));
      await scene.refuse(2, cloudError('timeout'));
      scene.reader.dispose();
      await scene.pass(60 * MINUTE);
      assert.equal(scene.asked().length, 4);
    });

    it('forget the pause of an earlier session', async () => {
      scene.reader.show(ids(1, 10));
      await scene.refuse(1, scene.throttled(5 * MINUTE));
      scene.sessions.replace(expired());
      assert.equal(scene.reader.pause, undefined);
      assert.ok(!scene.kinds(...ids(1, 10)).includes('waiting'));
      await scene.pass(5 * MINUTE);
      assert.equal(scene.asked().length, 4);
    });
  });

  describe('because the service wants to be left alone', () => {
    it('wait until then, and go on by themselves', async () => {
      scene.reader.show(ids(1, 20));
      await scene.refuse(1, scene.throttled(5 * MINUTE));
      await scene.answer(2);
      await scene.answer(3);
      await scene.refuse(4, scene.throttled(5 * MINUTE));
      assert.deepEqual(scene.kinds(...ids(1, 5)), ['waiting', 'read', 'read', 'waiting', 'waiting']);
      assert.equal(pausedFor(), 5 * MINUTE, 'what was under way is no sign that it may go on');
      await scene.pass(5 * MINUTE - 1);
      assert.equal(scene.asked().length, 4);
      await scene.pass(1);
      assert.equal(scene.asked().length, 5);
      await scene.answerAll();
      assert.deepEqual(new Set(scene.kinds(...ids(1, 20))), new Set(['read']));
    });

    it('wait longer when that does not help, however often', async () => {
      scene.reader.show([one]);
      for (const minutes of [1, 2, 4, 8, 16]) {
        await scene.refuse(1, scene.throttled(minutes * MINUTE));
        assert.equal(pausedFor(), minutes * MINUTE);
        assert.deepEqual(scene.kinds(one), ['waiting']);
        await scene.pass(minutes * MINUTE);
      }
      await scene.answer(1);
      assert.deepEqual(scene.kinds(one), ['read']);
    });

    it('go on soon after a computer wakes that has slept through the wait, or at once when a person refreshes', async () => {
      scene.reader.show(ids(1, 1));
      await scene.refuse(1, scene.throttled(60 * MINUTE));
      scene.clock.pass(3 * 60 * MINUTE);
      await scene.pass(MINUTE);
      assert.equal(scene.asked().length, 2);
      await scene.refuse(1, scene.throttled(60 * MINUTE));

      scene.clock.pass(3 * 60 * MINUTE);
      scene.reader.refresh([one]);
      assert.equal(scene.asked().length, 3);
    });

    it('wait no longer when the clock is set back', async () => {
      scene.reader.show([one]);
      await scene.refuse(1, scene.throttled(3 * MINUTE));
      scene.clock.pass(-24 * 60 * MINUTE);
      for (const before of [1, 1, 1]) {
        assert.equal(scene.asked().length, before);
        await scene.pass(MINUTE);
      }
      assert.equal(scene.asked().length, 2);
    });

    it('wait when a person refreshes, too', async () => {
      scene.reader.show(ids(1, 10));
      await scene.refuse(1, scene.throttled(5 * MINUTE));
      await scene.answer(2);
      scene.reader.refresh(ids(1, 2));
      scene.reader.reached();
      assert.equal(scene.asked().length, 4);
      assert.equal(pausedFor(), 5 * MINUTE);
      assert.deepEqual(scene.kinds(two), ['waiting']);
      assert.equal(scene.mirror(two)?.status, 'finished', 'what was known is still there');
    });
  });

  it('waits grow and end somewhere', () => {
    assert.deepEqual(
      [1, 2, 5, 6, 100].map(againAfterMs),
      [1, 2, 16, 30, 30].map((minutes) => minutes * MINUTE),
    );
    assert.deepEqual(
      [1, 2, 5, 6, 100].map(pauseAfterMs),
      [15, 30, 240, 300, 300].map((seconds) => seconds * SECOND),
    );
  });
});
