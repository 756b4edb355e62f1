import type { RemoteMirror, RepositoryId } from '../api/index';
import { type Disposable, Disposables } from '../ui/emitter';
import type { SessionSource } from '../ui/session';
import { setbackOf } from '../ui/setbacks';
import type { MirrorState } from './mirrorState';
import { mirrorStatus } from './mirrorStatus';
import { hasMoved } from './mirrorWrites';
import type { Readings } from './readings';

/** How watching a synchronisation ended. Only `succeeded` was seen to bring something. */
export type WatchResult =
  | { readonly kind: 'succeeded' | 'failed' | 'canceled'; readonly mirror: RemoteMirror }
  | { readonly kind: 'removed' }
  /** The deadline passed; a synchronisation that was seen to move may still go on. */
  | { readonly kind: 'undecided'; readonly mirror: RemoteMirror | undefined; readonly moved: boolean }
  | { readonly kind: 'stopped' };

/** A synchronisation that has shown nothing for so long is not waited for. */
export const WATCH_MS = 30 * 60_000;

export interface WatchParts {
  readonly readings: Readings;
  /** Has the mirror read again and again until it is disposed. */
  readonly follow: (id: RepositoryId) => Disposable;
  readonly sessions: Pick<SessionSource, 'onDidChange'>;
  /** Resolves after a time; rejects or resolves early when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Looks at a mirror until a synchronisation that was asked for has ended. There is no task to ask about: success is
 * that `last_successful_update_at` moves on from where it was before, failure that the status is `failed` after a run
 * that is newer than the one before (NOTES.md section 6: the first reading may still be the old one).
 *
 * @param before the mirror as it was before the synchronisation was asked for
 * @throws what stops the mirror from being read, when waiting will not change it
 */
export async function watchSynchronization(
  id: RepositoryId,
  before: RemoteMirror | undefined,
  { readings, follow, sessions, sleep }: WatchParts,
  signal: AbortSignal,
): Promise<WatchResult> {
  const owned = new Disposables();
  const ended = new AbortController();
  let last: RemoteMirror | undefined;
  let moved = false;
  try {
    return await new Promise<WatchResult>((resolve, reject) => {
      const stop = (): void => {
        resolve({ kind: 'stopped' });
      };
      const consider = (state: MirrorState): void => {
        if (state.kind === 'failed') {
          const setback = setbackOf(state.error);
          if (setback === 'person' || setback === 'lasting') {
            reject(toError(state.error));
          }
        } else if (state.kind === 'read') {
          last = state.reading.mirror;
          moved ||= last !== undefined && hasMoved(before, last);
          const verdict = last && judge(before, last);
          if (!last) {
            resolve({ kind: 'removed' });
          } else if (verdict) {
            resolve({ kind: verdict, mirror: last });
          }
        }
      };
      owned.add(
        readings.onDidChange(({ id: changed, after }) => {
          if (changed === id) {
            consider(after);
          }
        }),
      );
      // Signing out ends the reading too.
      owned.add(sessions.onDidChange(stop));
      signal.addEventListener('abort', stop, { once: true });
      void sleep(WATCH_MS, ended.signal).then(
        () => {
          // What could never be read may have moved unseen.
          resolve({ kind: 'undecided', mirror: last, moved: moved || last === undefined });
        },
        () => undefined,
      );
      owned.add(follow(id));
    });
  } finally {
    ended.abort();
    owned.dispose();
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** What a reading proves about the run that was asked for; undefined when it proves nothing yet. */
export function judge(
  before: RemoteMirror | undefined,
  now: RemoteMirror,
): 'succeeded' | 'failed' | 'canceled' | undefined {
  const success = now.lastSuccessfulUpdateAt;
  // Where the one before was dated into the future, a newer success looks older.
  const another = success !== undefined && success.getTime() !== before?.lastSuccessfulUpdateAt?.getTime();
  if (later(success, before?.lastSuccessfulUpdateAt) || (another && mirrorStatus(now.status) === 'finished')) {
    return 'succeeded';
  }
  const ran = later(now.lastUpdateAt, before?.lastUpdateAt) || (now.failures ?? 0) > (before?.failures ?? 0);
  if (!ran) {
    return undefined;
  }
  const status = mirrorStatus(now.status);
  return status === 'failed' || status === 'canceled' ? status : undefined;
}

function later(date: Date | undefined, than: Date | undefined): boolean {
  return date !== undefined && (than === undefined || date.getTime() > than.getTime());
}
