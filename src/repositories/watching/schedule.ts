import type { RepositoryId } from '../../api/index';
import { DAY, MINUTE } from './durations';
import { FAILING_TURN, isFailing, isOnScreen, type Load, nextReadAt, screenInterval, turnOf } from './dueTimes';
import type { Watched } from './watched';

export { nextReadAt } from './dueTimes';
export { requestsPerMinute } from './pace';
export { type UsualRun, usualRun } from './usualRun';
export type { Watched } from './watched';

/** What to read next. What is being read already is not left out: the caller knows. */
export interface Plan {
  /** In the order in which they should be asked, the most urgent first. */
  readonly due: readonly RepositoryId[];
  /** When something else becomes due, after now; undefined when nothing ever does. */
  readonly nextLook?: number;
  /** Whether repositories are due that have never been read. */
  readonly surveying: boolean;
}

/** What is asked before what. */
enum Rank {
  OnScreen,
  Mirror,
  LikelyMirror,
  NeverRead,
  WithoutMirror,
}

interface Due {
  readonly id: RepositoryId;
  readonly rank: Rank;
  readonly since: number;
}

/** What rows on screen leave to everything else: a part of what may be asked, but not more than it needs. */
const REST_PART = 0.4;
const REST_MOST = 15;
/** Failing ones take so many requests a minute, at most, from a budget that is not tiny. */
const FAILING_MOST = 1;
const FAILING_PART = 1 / 6;
const IN_TURN_PART = 1 / 4;
/** A repository without a mirror whose turn came so long ago goes before others: even it is read every week. */
const FORGOTTEN = 6 * DAY;

/**
 * Decides what is read next: rows on screen, mirrors that are due, repositories that have never been read, and then
 * those without a mirror. When there is more to do than may be asked, each kind is read less often, and none never.
 *
 * @param now epoch milliseconds
 * @param perMinute how many requests a minute may be sent, above 0
 */
export function planReads(watched: Iterable<Watched>, now: number, perMinute = 60): Plan {
  const all = [...watched];
  const load = loadOf(all, now, perMinute);
  const due: Due[] = [];
  let nextLook = Number.POSITIVE_INFINITY;
  let surveying = false;
  for (const one of all) {
    const since = nextReadAt(one, now, load);
    if (since > now) {
      nextLook = Math.min(nextLook, since);
      continue;
    }
    surveying ||= one.asOf === undefined;
    due.push({ id: one.id, since: one.asOf === undefined ? 0 : since, rank: rankOf(one, since, now) });
  }
  due.sort((one, other) => one.rank - other.rank || one.since - other.since);
  return {
    due: due.map(({ id }) => id),
    nextLook: nextLook === Number.POSITIVE_INFINITY ? undefined : nextLook,
    surveying,
  };
}

function rankOf(one: Watched, since: number, now: number): Rank {
  if (isOnScreen(one)) {
    return Rank.OnScreen;
  }
  if (one.asOf === undefined) {
    return one.likelyMirror ? Rank.LikelyMirror : Rank.NeverRead;
  }
  return one.health === 'none' && now - since < FORGOTTEN ? Rank.WithoutMirror : Rank.Mirror;
}

function loadOf(all: readonly Watched[], now: number, perMinute: number): Load {
  let onScreen = 0;
  let failing = 0;
  let inTurn = 0;
  for (const one of all) {
    if (isOnScreen(one)) {
      onScreen += MINUTE / screenInterval(one, now);
    }
    if (isFailing(one)) {
      failing += MINUTE / FAILING_TURN;
    }
    inTurn += MINUTE / (turnOf(one, now) ?? Number.POSITIVE_INFINITY);
  }
  return {
    onScreen: Math.max(1, onScreen / (perMinute - Math.min(perMinute * REST_PART, REST_MOST))),
    failing: powerOfTwo(failing / Math.min(FAILING_MOST, perMinute * FAILING_PART)),
    inTurn: powerOfTwo(inTurn / (perMinute * IN_TURN_PART)),
  };
}

/** The first one that is not below a number. */
function powerOfTwo(atLeast: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(atLeast)));
}
