import assert from 'node:assert/strict';
import { type RemoteMirror, toRepositoryId } from '../../../src/api/index';
import { WATCH_MS, watchSynchronization } from '../../../src/repositories/mirrorWatch';
import { Readings } from '../../../src/repositories/readings';
import { cloudError, deferred, sessionsWith, settled, TestClock } from '../ui/support';

const MINUTE = 60_000;
const id = toRepositoryId(7, 'test');
const at = (minute: number): Date => new Date(Date.UTC(2025, 2, 10, 8, minute));
const before: RemoteMirror = { status: 'failed', lastUpdateAt: at(0), lastSuccessfulUpdateAt: at(-60), failures: 3 };

/** Somebody who waits for a synchronisation, and the readings that arrive meanwhile. */
class Scene {
  readonly clock = new TestClock();
  readonly readings = new Readings();
  readonly sessions = sessionsWith();
  readonly abort = new AbortController();
  readonly deadline = deferred<undefined>();
  waits: number | undefined;
  followed = 0;

  watch(earlier: RemoteMirror | undefined = before) {
    return watchSynchronization(
      id,
      earlier,
      {
        readings: this.readings,
        sessions: this.sessions,
        sleep: (ms) => {
          this.waits = ms;
          return this.deadline.promise;
        },
        follow: () => {
          this.followed += 1;
          return { dispose: () => (this.followed -= 1) };
        },
      },
      this.abort.signal,
    );
  }

  see(mirror: RemoteMirror | undefined | Error, of = id): void {
    if (mirror instanceof Error) {
      this.readings.fail(of, mirror);
    } else {
      this.readings.put(of, mirror, { asOf: this.clock.now(), clockOffsetMs: undefined });
    }
  }
}

/** What comes of a mirror that shows one reading after the other, and nothing more after that. */
async function watch(shown: readonly (RemoteMirror | undefined | Error)[], earlier?: RemoteMirror) {
  const scene = new Scene();
  const result = scene.watch(earlier);
  assert.equal(scene.followed, 1);
  for (const mirror of shown) {
    scene.see(mirror);
  }
  scene.deadline.resolve(undefined);
  try {
    return await result;
  } finally {
    assert.equal(scene.followed, 0, 'it is read although nobody waits for it');
  }
}

const scheduled: RemoteMirror = { ...before, status: 'scheduled' };
const running: RemoteMirror = { ...before, status: 'started', lastUpdateAt: at(1) };
const success: RemoteMirror = { ...running, status: 'finished', lastSuccessfulUpdateAt: at(2), failures: 0 };

describe('Watching a synchronisation', () => {
  it('succeeds when the last success moves on', async () => {
    assert.deepEqual(await watch([before, scheduled, running, success]), { kind: 'succeeded', mirror: success });
  });

  it('takes no status for a success: finished without a newer success proves nothing', async () => {
    const finished: RemoteMirror = { ...running, status: 'finished' };
    assert.deepEqual(await watch([finished]), { kind: 'undecided', mirror: finished, moved: true });
  });

  it('takes the first success of a mirror that never had one', async () => {
    assert.equal((await watch([{ status: 'started' }, success], { status: 'none' })).kind, 'succeeded');
  });

  it('takes another success although the one before was dated into the future', async () => {
    const ahead: RemoteMirror = { ...before, lastSuccessfulUpdateAt: at(60 * 24 * 30) };
    assert.equal((await watch([ahead, success], ahead)).kind, 'succeeded');
  });

  it('does not take the failure of the run before for this one', async () => {
    assert.equal((await watch([before, before, success])).kind, 'succeeded');
  });

  it('fails when a newer run has failed', async () => {
    const failed: RemoteMirror = { ...before, lastUpdateAt: at(1), failures: 4 };
    assert.deepEqual(await watch([before, failed, success]), { kind: 'failed', mirror: failed });
  });

  it('knows a newer failure by its counter where the time is missing, and by a status in capitals', async () => {
    const failed: RemoteMirror = { status: 'FAILED', failures: 4 };
    assert.deepEqual(await watch([failed]), { kind: 'failed', mirror: failed });
  });

  it('ends when the run is canceled on the server', async () => {
    const canceled: RemoteMirror = { ...running, status: 'canceled' };
    assert.deepEqual(await watch([running, canceled]), { kind: 'canceled', mirror: canceled });
  });

  it('ends when the mirror is gone', async () => {
    assert.deepEqual(await watch([running, undefined]), { kind: 'removed' });
  });

  it('goes on through a status that it does not know', async () => {
    assert.equal((await watch([{ ...running, status: 'retrying' }, success])).kind, 'succeeded');
  });

  it('does not mind what happens to other mirrors', async () => {
    const scene = new Scene();
    const result = scene.watch();
    scene.see(success, toRepositoryId(8, 'test'));
    scene.see(undefined, toRepositoryId(9, 'test'));
    scene.deadline.resolve(undefined);
    assert.deepEqual(await result, { kind: 'undecided', mirror: undefined, moved: true });
  });

  it('gives up after half an hour with what it saw last', async () => {
    const scene = new Scene();
    const result = scene.watch();
    assert.equal(scene.waits, 30 * MINUTE);
    assert.equal(WATCH_MS, 30 * MINUTE);
    scene.see(running);
    scene.deadline.resolve(undefined);
    assert.deepEqual(await result, { kind: 'undecided', mirror: running, moved: true });
  });

  it('says that nothing has moved in all that time', async () => {
    assert.deepEqual(await watch([before]), { kind: 'undecided', mirror: before, moved: false });
  });

  it('stops when the person has enough of it, and when the session ends', async () => {
    for (const end of ['abort', 'session'] as const) {
      const scene = new Scene();
      const result = scene.watch();
      scene.see(running);
      if (end === 'abort') {
        scene.abort.abort();
      } else {
        scene.sessions.replace({ state: 'signedOut' });
      }
      assert.deepEqual(await result, { kind: 'stopped' }, end);
      await settled();
      assert.equal(scene.followed, 0);
    }
  });

  for (const kind of ['timeout', 'server', 'malformed', 'offline', 'tls', 'proxy', 'rateLimited'] as const) {
    it(`goes on after a look that fails for something that passes: ${kind}`, async () => {
      assert.equal((await watch([cloudError(kind), cloudError(kind), success])).kind, 'succeeded');
    });
  }

  for (const kind of ['forbidden', 'notFound', 'unauthorized'] as const) {
    it(`passes on that the mirror cannot be read: ${kind}`, async () => {
      await assert.rejects(watch([running, cloudError(kind)]), { kind });
    });
  }
});
