import type { RemoteMirror } from '../api/index';
import { mirrorStatus } from './mirrorStatus';
import { mirrorTimes, type MirrorTimes } from './mirrorTimes';

/** How a mirror is doing, in the words that the whole extension uses. */
export type MirrorHealth =
  'unknown' | 'none' | 'syncing' | 'stuck' | 'healthy' | 'stale' | 'failing' | 'canceled' | 'paused';

/** What a person should look at, the worst first. */
export const ATTENTION = ['failing', 'stuck', 'stale'] as const satisfies readonly MirrorHealth[];
export type Attention = (typeof ATTENTION)[number];

export interface HealthSettings {
  /** A scheduled mirror without a success for longer than this is stale. Hours, above 0. */
  readonly staleAfterHours: number;
}

const HOUR = 3600 * 1000;
/** The vendor's own imports time out after 30 minutes: what has not moved for so much longer has been lost. */
const STUCK_AFTER_MS = 2 * HOUR;

/**
 * Judges a mirror. Freshness comes only from the last success: the last update also moves when a synchronisation
 * fails, and a status of `finished` right after associating does not prove that data arrived (NOTES.md section 6).
 *
 * @param mirror undefined when the repository has none
 * @param now from the caller's clock
 * @param times what earlier readings tell of the record's dates; left out when this is the first
 */
export function mirrorHealth(
  mirror: RemoteMirror | undefined,
  now: Date,
  settings: HealthSettings,
  times?: MirrorTimes,
): MirrorHealth {
  if (!mirror) {
    return 'none';
  }
  const { success, movement } = times ?? mirrorTimes(mirror, now);
  const fresh = within(success, now, settings.staleAfterHours * HOUR);
  switch (mirrorStatus(mirror.status)) {
    case 'scheduled':
    case 'started':
      return hasStopped(movement, now) ? 'stuck' : 'syncing';
    case 'failed':
      return 'failing';
    case 'canceled':
      return 'canceled';
    case 'finished':
    case 'none':
      return fresh ? 'healthy' : withoutSuccess(mirror);
    case undefined:
      if ((mirror.failures ?? 0) > 0 || mirror.lastError) {
        return 'failing';
      }
      return mirror.status !== undefined ? 'unknown' : fresh ? 'healthy' : withoutSuccess(mirror);
  }
}

/**
 * When the mirror will be judged otherwise although nothing about it changes; undefined when that never happens.
 */
export function nextHealthChange(
  mirror: RemoteMirror | undefined,
  now: Date,
  settings: HealthSettings,
  times?: MirrorTimes,
): Date | undefined {
  if (!mirror) {
    return undefined;
  }
  const known = times ?? mirrorTimes(mirror, now);
  const health = mirrorHealth(mirror, now, settings, known);
  const ends = [
    known.movement.getTime() + STUCK_AFTER_MS,
    ...(known.success ? [known.success.getTime() + settings.staleAfterHours * HOUR] : []),
  ];
  // Within a limit includes its very end.
  const changes = ends
    .map((end) => new Date(Math.floor(end) + 1))
    .filter((date) => date > now && mirrorHealth(mirror, date, settings, known) !== health);
  return changes.sort((a, b) => a.getTime() - b.getTime())[0];
}

/** A mirror that is not scheduled syncs only when asked to: its age is a choice, not a fault. */
function withoutSuccess(mirror: RemoteMirror): MirrorHealth {
  return mirror.scheduled === false && mirror.lastSuccessfulUpdateAt ? 'paused' : 'stale';
}

/** Whether a run that moved for the last time at this time is taken for stuck. */
function hasStopped(movement: Date, now: Date): boolean {
  return !within(movement, now, STUCK_AFTER_MS);
}

function within(date: Date | undefined, now: Date, limit: number): boolean {
  return date !== undefined && now.getTime() - date.getTime() <= limit;
}

/** Whether a person should look at it. */
export function needsAttention(health: MirrorHealth | undefined): health is Attention {
  return ATTENTION.some((each) => each === health);
}
