import type { RemoteMirror, RepositoryId } from '../../api/index';
import { type MirrorCause, mirrorCause } from '../mirrorCause';
import type { MirrorReading } from '../mirrorState';
import { mirrorStatus } from '../mirrorStatus';

/** What was seen of a mirror when something of it had changed. The service keeps no such record (NOTES.md section 6). */
export interface HistoryEntry {
  readonly id: RepositoryId;
  /** When it was seen, by the clock of this computer. */
  readonly at: Date;
  /** There was no mirror any more. */
  readonly gone?: boolean;
  /** `update_status`, as the server sent it. */
  readonly status?: string;
  /** Last success, by the clock of this computer. */
  readonly success?: Date;
  /** Failures in a row. */
  readonly failures?: number;
  /** Of the last error, when there was one that counted. */
  readonly cause?: MirrorCause;
}

/**
 * The entry that a reading is worth.
 *
 * @param before the reading before, if there was one
 * @param at when `after` was read
 * @returns undefined when nothing that counts has changed, and for a repository that never had a mirror
 */
export function entryFor(
  id: RepositoryId,
  before: MirrorReading | undefined,
  after: MirrorReading,
  at: Date,
): HistoryEntry | undefined {
  if (!after.mirror) {
    return before?.mirror ? { id, at, gone: true } : undefined;
  }
  const unchanged =
    before?.mirror &&
    sameRun(before.mirror.status, after.mirror.status) &&
    (before.mirror.failures ?? 0) === (after.mirror.failures ?? 0) &&
    before.times.success?.getTime() === after.times.success?.getTime() &&
    errorOf(before.mirror) === errorOf(after.mirror);
  return unchanged ? undefined : entryOf(id, after.mirror, after.times.success, at);
}

/** Whether two entries tell the same of a mirror, at whatever time. */
export function tellsTheSame(one: HistoryEntry, other: HistoryEntry): boolean {
  return (
    (one.gone ?? false) === (other.gone ?? false) &&
    sameRun(one.status, other.status) &&
    (one.failures ?? 0) === (other.failures ?? 0) &&
    one.success?.getTime() === other.success?.getTime() &&
    one.cause === other.cause
  );
}

/** Whether an entry is about a run that has failed, or about a mirror that reports an error. */
export function hasFailed({ status, failures, cause }: HistoryEntry): boolean {
  const meaning = mirrorStatus(status);
  return meaning === 'failed' || (meaning === undefined && ((failures ?? 0) > 0 || cause !== undefined));
}

function entryOf(id: RepositoryId, mirror: RemoteMirror, success: Date | undefined, at: Date): HistoryEntry {
  const error = errorOf(mirror);
  const cause = error === undefined ? undefined : mirrorCause(error);
  return {
    id,
    at,
    ...(mirror.status === undefined ? {} : { status: mirror.status }),
    ...(success && { success }),
    ...(mirror.failures === undefined ? {} : { failures: mirror.failures }),
    ...(cause && { cause }),
  };
}

/** The service may keep the error of an earlier run after a success (NOTES.md section 6). */
function errorOf({ status, lastError }: RemoteMirror): string | undefined {
  return mirrorStatus(status) === 'finished' ? undefined : lastError?.message;
}

/** Waiting to run and running are one run. A status that nobody documents is what it says. */
function sameRun(one: string | undefined, other: string | undefined): boolean {
  return meaningOf(one) === meaningOf(other);
}

function meaningOf(status: string | undefined): string | undefined {
  const meaning = mirrorStatus(status);
  return meaning === 'scheduled' ? 'started' : (meaning ?? status);
}
