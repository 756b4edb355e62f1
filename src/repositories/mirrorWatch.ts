import { type CloudApi, isCloudError, type RemoteMirror, type RepositoryId } from '../api/index';
import type { Clock } from '../ui/session';
import { setbackOf } from '../ui/setbacks';
import { mirrorStatus } from './mirrorStatus';
import { hasMoved } from './mirrorWrites';

/** How watching a synchronisation ended. Only `succeeded` was seen to bring something. */
export type WatchResult =
  | { readonly kind: 'succeeded' | 'failed' | 'canceled'; readonly mirror: RemoteMirror }
  | { readonly kind: 'removed' }
  /** The deadline passed; a synchronisation that was seen to move may still go on. */
  | { readonly kind: 'undecided'; readonly mirror: RemoteMirror | undefined; readonly moved: boolean }
  | { readonly kind: 'stopped' };

export interface WatchTiming {
  readonly firstMs: number;
  readonly longestMs: number;
  readonly growth: number;
  readonly deadlineMs: number;
}

/** NOTES.md section 11: not faster than every 5 s, growing to 60 s. */
export const WATCH_TIMING: WatchTiming = { firstMs: 5000, longestMs: 60_000, growth: 1.5, deadlineMs: 30 * 60_000 };

export interface WatchParts {
  readonly client: Pick<CloudApi, 'showRemoteMirror'>;
  readonly clock: Clock;
  readonly timing: WatchTiming;
  /** Rejects or resolves early when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onReading: (mirror: RemoteMirror | undefined) => void;
}

/**
 * Looks at a mirror until a synchronisation that was asked for has ended. There is no task to ask about: success is
 * that `last_successful_update_at` moves on from where it was before, failure that the status is `failed` after a run
 * that is newer than the one before (NOTES.md section 6: the first reading may still be the old one).
 *
 * @param before the mirror as it was before the synchronisation was asked for
 */
export async function watchSynchronization(
  id: RepositoryId,
  before: RemoteMirror | undefined,
  parts: WatchParts,
  signal: AbortSignal,
): Promise<WatchResult> {
  const end = parts.clock().getTime() + parts.timing.deadlineMs;
  let wait = parts.timing.firstMs;
  let last: RemoteMirror | undefined;
  let moved = false;
  while (parts.clock().getTime() < end) {
    await parts.sleep(wait, signal).catch(() => undefined);
    if (signal.aborted) {
      return { kind: 'stopped' };
    }
    wait = Math.min(wait * parts.timing.growth, parts.timing.longestMs);
    const read = await readUnlessPassing(id, parts, signal);
    if (read.kind === 'later') {
      // A service may want to be left alone for longer than anybody watches.
      wait = Math.max(wait, Math.min(read.waitMs, end - parts.clock().getTime()));
      continue;
    }
    last = read.mirror;
    parts.onReading(last);
    if (!last) {
      return { kind: 'removed' };
    }
    moved ||= hasMoved(before, last);
    const verdict = judge(before, last);
    if (verdict) {
      return { kind: verdict, mirror: last };
    }
  }
  // What could never be read may have moved unseen.
  return { kind: 'undecided', mirror: last, moved: moved || last === undefined };
}

type Read =
  | { readonly kind: 'read'; readonly mirror: RemoteMirror | undefined }
  /** It could not be read, which is expected to pass. */
  | { readonly kind: 'later'; readonly waitMs: number };

/** A look that fails for something that passes is followed by the next; the synchronisation goes on meanwhile. */
async function readUnlessPassing(id: RepositoryId, { client, clock }: WatchParts, signal: AbortSignal): Promise<Read> {
  try {
    return { kind: 'read', mirror: await client.showRemoteMirror(id, { signal }) };
  } catch (error) {
    const setback = setbackOf(error);
    if (setback === 'person' || setback === 'lasting') {
      throw error;
    }
    const pausedUntil = isCloudError(error) ? error.pausedUntil : undefined;
    return { kind: 'later', waitMs: pausedUntil === undefined ? 0 : pausedUntil.getTime() - clock().getTime() };
  }
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
