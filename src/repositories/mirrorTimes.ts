import type { RemoteMirror } from '../api/index';

/** What is known of when things happened to a mirror, by the clock of this computer. */
export interface MirrorTimes {
  /** Last success; when it was first seen, if the server dates it later than that. */
  readonly success?: Date;
  /** Last sign that anything happens: a date of the record, or a change between two readings. */
  readonly movement: Date;
  /** The server dated something into the future: one of the clocks is wrong, and nobody can tell which. */
  readonly clockIsWrong: boolean;
}

/** The reading before. */
export interface Earlier {
  readonly mirror: RemoteMirror;
  readonly times: MirrorTimes;
}

/** How well the difference between two clocks is known, and a date that is cut to seconds. */
const TOLERANCE_MS = 60_000;

/**
 * Dates of a record that are fit to be compared with the clock of this computer. A date cannot lie after the moment at
 * which it was first seen: without that rule, a mirror whose success is dated into next year stays fresh for a year.
 *
 * @param seenAt when the record was read, by the clock of this computer
 * @param clockOffsetMs clock of the server minus that of this computer, as far as it is known
 */
export function mirrorTimes(mirror: RemoteMirror, seenAt: Date, clockOffsetMs = 0, earlier?: Earlier): MirrorTimes {
  // The difference is known to about a second: what is smaller than a minute is most likely none.
  const offset = Math.abs(clockOffsetMs) > TOLERANCE_MS ? clockOffsetMs : 0;
  const local = (date: Date | undefined): Date | undefined => date && new Date(date.getTime() - offset);
  const inFuture = (date: Date | undefined): boolean =>
    date !== undefined && date.getTime() > seenAt.getTime() + TOLERANCE_MS;
  const success = local(mirror.lastSuccessfulUpdateAt);
  const update = local(mirror.lastUpdateAt);
  const sameDates =
    earlier !== undefined &&
    same(earlier.mirror.lastSuccessfulUpdateAt, mirror.lastSuccessfulUpdateAt) &&
    same(earlier.mirror.lastUpdateAt, mirror.lastUpdateAt);
  if (sameDates) {
    const { times } = earlier;
    const moved = earlier.mirror.status !== mirror.status || earlier.mirror.failures !== mirror.failures;
    return moved ? { ...times, movement: seenAt } : times;
  }
  const sameSuccess =
    earlier !== undefined && same(earlier.mirror.lastSuccessfulUpdateAt, mirror.lastSuccessfulUpdateAt);
  return {
    success: sameSuccess ? earlier.times.success : earliest(success, seenAt),
    movement: earliest(latest(success, update), seenAt) ?? seenAt,
    clockIsWrong: inFuture(success) || inFuture(update) || (sameSuccess && earlier.times.clockIsWrong),
  };
}

function same(one: Date | undefined, other: Date | undefined): boolean {
  return one?.getTime() === other?.getTime();
}

function earliest(date: Date | undefined, limit: Date): Date | undefined {
  return date && (date < limit ? date : limit);
}

function latest(one: Date | undefined, other: Date | undefined): Date | undefined {
  return one && other ? (one > other ? one : other) : (one ?? other);
}
