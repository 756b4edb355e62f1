import type { RemoteMirror } from '../api/index';

/** How a mirror is doing, in the words that the whole extension uses. */
export type MirrorHealth = 'unknown' | 'none' | 'syncing' | 'healthy' | 'stale' | 'failing' | 'paused';

export interface HealthSettings {
  /** A scheduled mirror without a success for longer than this is stale. Hours, above 0. */
  readonly staleAfterHours: number;
}

const HOUR = 3600 * 1000;
const RUNNING: ReadonlySet<string> = new Set(['scheduled', 'started']);

/**
 * Judges a mirror. Freshness comes only from the last success: the last update also moves when a synchronisation
 * fails, and a status of `finished` right after associating does not prove that data arrived (NOTES.md section 6).
 *
 * @param mirror undefined when the repository has none
 * @param now from the caller's clock
 */
export function mirrorHealth(mirror: RemoteMirror | undefined, now: Date, settings: HealthSettings): MirrorHealth {
  if (!mirror) {
    return 'none';
  }
  const limit = settings.staleAfterHours * HOUR;
  const fresh = within(mirror.lastSuccessfulUpdateAt, now, limit);
  const status = mirror.status ?? 'none';
  if (RUNNING.has(status)) {
    // The service is known to hang in this state. Without any movement for so long, nobody is waiting for it any more.
    return within(mirror.lastUpdateAt, now, limit) || fresh ? 'syncing' : 'stale';
  }
  switch (status) {
    case 'failed':
      return 'failing';
    case 'canceled':
      return 'paused';
    case 'finished':
    case 'none':
      return fresh ? 'healthy' : withoutSuccess(mirror);
    default:
      return 'unknown';
  }
}

/** A mirror that is not scheduled syncs only when asked to: its age is a choice, not a fault. */
function withoutSuccess(mirror: RemoteMirror): MirrorHealth {
  return mirror.scheduled === false && mirror.lastSuccessfulUpdateAt ? 'paused' : 'stale';
}

function within(date: Date | undefined, now: Date, limit: number): boolean {
  return date !== undefined && now.getTime() - date.getTime() <= limit;
}

/** Whether a person should look at it. */
export function needsAttention(health: MirrorHealth): boolean {
  return health === 'failing' || health === 'stale';
}
