import type { RepositoryId } from '../../api/index';
import type { MirrorHealth } from '../mirrorHealth';
import { MINUTE } from './durations';

/** What is known of one repository, as far as the schedule needs it. Times are epoch milliseconds of this computer. */
export interface Watched {
  readonly id: RepositoryId;
  /** Its row is on screen in some window. */
  readonly shown: boolean;
  /** It was seen to be a mirror once. */
  readonly likelyMirror: boolean;
  /** Last reading; undefined when there has been none. */
  readonly asOf?: number;
  /** By the last reading; `none` where it found no mirror. */
  readonly health?: MirrorHealth;
  /** The vendor's schedule, which is daily, is on. */
  readonly scheduled?: boolean;
  /** Known successes, the oldest first, at most some 30. Replaced when there is another one, never changed. */
  readonly successes: readonly number[];
  /** When the run that is under way was first seen, or asked for. */
  readonly runningSince?: number;
  /** Somebody has asked for the run that is under way and waits for its end, whether its row is on screen or not. */
  readonly awaited?: boolean;
  /** It could not be read the last time: not asked again before this. */
  readonly notBefore?: number;
}

/** How far ahead of the clock a date may be that has been taken from it. */
const TOLERANCE = MINUTE;

/** A date in the past; undefined for one that the clock, which may have been set back, has yet to reach. */
export function past(date: number | undefined, now: number): number | undefined {
  return date !== undefined && date <= now + TOLERANCE ? Math.min(date, now) : undefined;
}

/** The last success; dates in the future are left out. */
export function lastSuccess({ successes }: Watched, now: number): number | undefined {
  let last: number | undefined;
  for (const success of successes) {
    const passed = past(success, now);
    if (passed !== undefined && (last === undefined || passed > last)) {
      last = passed;
    }
  }
  return last;
}

export function isRunning({ health, awaited, runningSince }: Watched): boolean {
  return health === 'syncing' || (awaited === true && runningSince !== undefined);
}
