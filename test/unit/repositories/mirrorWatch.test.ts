import assert from 'node:assert/strict';
import { CloudError, type RemoteMirror, toRepositoryId } from '../../../src/api/index';
import { WATCH_TIMING, watchSynchronization } from '../../../src/repositories/mirrorWatch';
import { cloudError, TestClock } from '../ui/support';

const MINUTE = 60_000;
const id = toRepositoryId(7, 'test');
const at = (minute: number): Date => new Date(Date.UTC(2025, 2, 10, 8, minute));
const before: RemoteMirror = { status: 'failed', lastUpdateAt: at(0), lastSuccessfulUpdateAt: at(-60), failures: 3 };

interface Watched {
  readonly readings: readonly (RemoteMirror | undefined | Error)[];
  readonly before?: RemoteMirror | undefined;
  /** Called before each wait; may abort. */
  readonly whileWaiting?: (wait: number, abort: AbortController) => void;
  readonly whileReading?: (abort: AbortController) => void;
}

/** Watches a mirror that shows one reading after the other, and the last one for good. No time passes but the clock's. */
async function watch(scene: Watched) {
  const clock = new TestClock();
  const abort = new AbortController();
  const waits: number[] = [];
  const seen: (RemoteMirror | undefined)[] = [];
  let count = 0;
  const result = await watchSynchronization(
    id,
    'before' in scene ? scene.before : before,
    {
      clock: clock.now,
      timing: WATCH_TIMING,
      sleep: (ms, signal) => {
        waits.push(ms);
        clock.pass(ms);
        scene.whileWaiting?.(waits.length, abort);
        return signal.aborted ? Promise.reject(new Error('woken')) : Promise.resolve();
      },
      onReading: (mirror) => seen.push(mirror),
      client: {
        showRemoteMirror: (asked) => {
          assert.equal(asked, id);
          const reading = scene.readings[Math.min(count, scene.readings.length - 1)];
          count += 1;
          scene.whileReading?.(abort);
          return reading instanceof Error ? Promise.reject(reading) : Promise.resolve(reading);
        },
      },
    },
    abort.signal,
  );
  return { result, waits, seen, passed: clock.now().getTime() - new TestClock().now().getTime() };
}

const scheduled: RemoteMirror = { ...before, status: 'scheduled' };
const running: RemoteMirror = { ...before, status: 'started', lastUpdateAt: at(1) };
const success: RemoteMirror = { ...running, status: 'finished', lastSuccessfulUpdateAt: at(2), failures: 0 };

describe('Watching a synchronisation', () => {
  it('succeeds when the last success moves on, and hands every reading on', async () => {
    const { result, seen } = await watch({ readings: [before, scheduled, running, success] });
    assert.deepEqual(result, { kind: 'succeeded', mirror: success });
    assert.deepEqual(seen, [before, scheduled, running, success]);
  });

  it('takes no status for a success: finished without a newer success proves nothing', async () => {
    const finished: RemoteMirror = { ...running, status: 'finished' };
    const { result } = await watch({ readings: [finished] });
    assert.deepEqual(result, { kind: 'undecided', mirror: finished, moved: true });
  });

  it('takes the first success of a mirror that never had one', async () => {
    const { result } = await watch({ before: { status: 'none' }, readings: [{ status: 'started' }, success] });
    assert.equal(result.kind, 'succeeded');
  });

  it('takes another success although the one before was dated into the future', async () => {
    const ahead: RemoteMirror = { ...before, lastSuccessfulUpdateAt: at(60 * 24 * 30) };
    assert.equal((await watch({ before: ahead, readings: [ahead, success] })).result.kind, 'succeeded');
  });

  it('does not take the failure of the run before for this one', async () => {
    const { result, seen } = await watch({ readings: [before, before, success] });
    assert.equal(result.kind, 'succeeded');
    assert.equal(seen.length, 3);
  });

  it('fails when a newer run has failed', async () => {
    const failed: RemoteMirror = { ...before, lastUpdateAt: at(1), failures: 4 };
    assert.deepEqual((await watch({ readings: [before, failed] })).result, { kind: 'failed', mirror: failed });
  });

  it('knows a newer failure by its counter where the time is missing', async () => {
    const failed: RemoteMirror = { status: 'failed', failures: 4 };
    assert.deepEqual((await watch({ readings: [failed] })).result, { kind: 'failed', mirror: failed });
  });

  it('ends when the run is canceled on the server', async () => {
    const canceled: RemoteMirror = { ...running, status: 'canceled' };
    assert.deepEqual((await watch({ readings: [running, canceled] })).result, { kind: 'canceled', mirror: canceled });
  });

  it('ends when the mirror is gone', async () => {
    const { result, seen } = await watch({ readings: [running, undefined] });
    assert.deepEqual(result, { kind: 'removed' });
    assert.deepEqual(seen, [running, undefined]);
  });

  it('goes on through a status that it does not know', async () => {
    const odd: RemoteMirror = { ...running, status: 'retrying' };
    assert.equal((await watch({ readings: [odd, success] })).result.kind, 'succeeded');
  });

  it('looks after 5 seconds, then ever less often, and never less than once a minute', async () => {
    const { waits } = await watch({ readings: [running] });
    assert.deepEqual(waits.slice(0, 4), [5000, 7500, 11_250, 16_875]);
    assert.ok(waits.every((wait, index) => wait >= (waits[index - 1] ?? 0)));
    assert.equal(Math.max(...waits), MINUTE);
    assert.equal(waits.at(-1), MINUTE);
  });

  it('gives up after half an hour with what it saw last', async () => {
    const { result, passed } = await watch({ readings: [running] });
    assert.deepEqual(result, { kind: 'undecided', mirror: running, moved: true });
    assert.ok(passed >= 30 * MINUTE && passed < 32 * MINUTE, `gave up after ${passed / MINUTE} minutes`);
  });

  it('says that nothing has moved in all that time', async () => {
    const { result } = await watch({ readings: [before] });
    assert.deepEqual(result, { kind: 'undecided', mirror: before, moved: false });
  });

  it('knows a failure and a success in capitals', async () => {
    const failed: RemoteMirror = { ...before, status: 'FAILED', lastUpdateAt: at(1) };
    assert.equal((await watch({ readings: [failed] })).result.kind, 'failed');
  });

  it('stops while it waits, without another request', async () => {
    const { result, seen } = await watch({
      readings: [running],
      whileWaiting: (wait, abort) => {
        if (wait === 3) abort.abort();
      },
    });
    assert.deepEqual(result, { kind: 'stopped' });
    assert.equal(seen.length, 2);
  });

  it('still tells of a result that arrived as it was stopped', async () => {
    const { result } = await watch({
      readings: [success],
      whileReading: (abort) => {
        abort.abort();
      },
    });
    assert.equal(result.kind, 'succeeded');
  });

  for (const kind of ['timeout', 'server', 'malformed', 'offline', 'tls', 'proxy', 'rateLimited'] as const) {
    it(`goes on after a look that fails for something that passes: ${kind}`, async () => {
      const done: RemoteMirror = { status: 'finished', lastUpdateAt: at(2), lastSuccessfulUpdateAt: at(2) };
      const { result, waits, seen } = await watch({ readings: [cloudError(kind), cloudError(kind), done] });
      assert.equal(result.kind, 'succeeded');
      assert.deepEqual(seen, [done]);
      assert.equal(waits.length, 3);
    });
  }

  it('looks again when the service wants to be asked again, and no earlier', async () => {
    const pausedUntil = new Date(new TestClock().now().getTime() + 5 * MINUTE);
    const throttled = new CloudError('slow down', { kind: 'rateLimited', operation: 'test', pausedUntil });
    const { waits } = await watch({ readings: [throttled, { ...running, status: 'canceled', lastUpdateAt: at(3) }] });
    assert.deepEqual(waits, [5000, 5 * MINUTE - 5000]);
  });

  it('gives up after half an hour also when the service wants to be left alone for a day', async () => {
    const pausedUntil = new Date(new TestClock().now().getTime() + 24 * 60 * MINUTE);
    const throttled = new CloudError('slow down', { kind: 'rateLimited', operation: 'test', pausedUntil });
    const { result, passed } = await watch({ readings: [running, throttled] });
    assert.deepEqual(result, { kind: 'undecided', mirror: running, moved: true });
    assert.equal(passed, 30 * MINUTE);
  });

  it('passes on that the mirror cannot be read', async () => {
    await assert.rejects(watch({ readings: [running, cloudError('forbidden')] }), { kind: 'forbidden' });
  });
});
