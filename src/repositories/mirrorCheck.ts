import type { RepositoryId } from '../api/index';
import { Disposables } from '../ui/emitter';
import type { Clock, SessionSource } from '../ui/session';
import type { MirrorReader } from './mirrorReader';
import type { Pause } from './readingPause';
import type { Readings } from './readings';

/** What a check of everything has really read since it began. */
export interface CheckResult {
  readonly checked: number;
  /** Of those, how many have a mirror. */
  readonly mirrors: number;
}

export interface CheckParts {
  readonly readings: Readings;
  readonly reader: MirrorReader;
  readonly sessions: SessionSource;
  readonly clock: Clock;
}

/**
 * Reads all of these, whether they are shown or not, and resolves when each has been answered or given up. While reading
 * is paused it waits.
 *
 * @param signal takes those that still wait out of the queue, but for those that are shown
 * @param onProgress told how many are left, and why none is read at the moment
 */
export async function checkMirrors(
  { readings, reader, sessions, clock }: CheckParts,
  ids: readonly RepositoryId[],
  signal: AbortSignal,
  onProgress: (left: number, pause: Pause | undefined) => void,
): Promise<CheckResult> {
  const since = clock().getTime();
  const waiting = new Set(signal.aborted ? [] : ids);
  await new Promise<void>((resolve) => {
    const owned = new Disposables();
    const finish = (): void => {
      owned.dispose();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const tell = (): void => {
      onProgress(waiting.size, reader.pause);
    };
    owned.add(
      readings.onDidChange(({ id, after: { kind } }) => {
        if (kind !== 'reading' && kind !== 'waiting' && waiting.delete(id)) {
          tell();
        }
        if (waiting.size === 0) {
          finish();
        }
      }),
    );
    owned.add(reader.onDidChangePause(tell));
    owned.add(sessions.onDidChange(finish));
    signal.addEventListener('abort', finish, { once: true });
    reader.want(waiting);
    if (waiting.size === 0 || sessions.current.state !== 'signedIn') {
      finish();
    } else if (reader.pause) {
      tell();
    }
  });
  reader.unwant(ids);
  const fresh = ids.flatMap((id) => {
    const state = readings.stateOf(id);
    return state.kind === 'read' && state.reading.asOf.getTime() >= since ? [state.reading] : [];
  });
  return { checked: fresh.length, mirrors: fresh.filter(({ mirror }) => mirror !== undefined).length };
}
