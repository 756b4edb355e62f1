import { DAY, MINUTE, SECOND } from './durations';
import { expectation } from './expectedRun';
import { nextTurn } from './turns';
import { isRunning, past, type Watched } from './watched';

/** By how much intervals are longer than usual, because there is more to read than may be asked. Each at least 1. */
export interface Load {
  readonly onScreen: number;
  /** Failing and stuck ones. Powers of 2, as `nextTurn` wants it. */
  readonly failing: number;
  /** Those that are read in turn. Powers of 2. */
  readonly inTurn: number;
}

const NO_LOAD: Load = { onScreen: 1, failing: 1, inTurn: 1 };

/** With the time that a request waits for its turn and for its answer, a failure is on screen within a minute. */
const ON_SCREEN = 50 * SECOND;
const ON_SCREEN_OVERDUE = 30 * SECOND;
const ON_SCREEN_WITHOUT_MIRROR = 15 * MINUTE;
/** A run that somebody looks at: so long at first, and by half of the time since it began longer (NOTES.md section 11). */
const RUNNING_FIRST = 5 * SECOND;
const RUNNING_LONGEST = MINUTE;
const RUNNING_UNSEEN = 3 * MINUTE;
const RUNNING_UNSEEN_LONGEST = 15 * MINUTE;
export const FAILING_TURN = 30 * MINUTE;
/** Of a repository without a mirror, and of a mirror that is neither scheduled nor has been synced for long. */
const IDLE_TURN = DAY;
/** A repository is not left alone for longer than that, whatever its last failure asked for. */
const LONGEST_REFUSAL = DAY;

/**
 * When a repository is to be read; in the past when it should have been already. A time that the clock was set back
 * from counts for nothing: what was read "tomorrow" is due now.
 *
 * @param now epoch milliseconds
 */
export function nextReadAt(one: Watched, now: number, load: Load = NO_LOAD): number {
  const asOf = past(one.asOf, now);
  const due = asOf === undefined ? now : dueAfter(one, asOf, now, load);
  const { notBefore } = one;
  return notBefore !== undefined && notBefore > due && notBefore <= now + LONGEST_REFUSAL ? notBefore : due;
}

/** How often a row on screen, and a run that somebody waits for, is read if there is nothing else to do. */
export function screenInterval(one: Watched, now: number): number {
  const asOf = past(one.asOf, now);
  if (asOf === undefined || one.health === 'none') {
    return ON_SCREEN_WITHOUT_MIRROR;
  }
  if (isRunning(one)) {
    return Math.min(RUNNING_FIRST + elapsed(one, asOf, now) / 2, RUNNING_LONGEST);
  }
  return expectation(one, asOf, now).overdue ? ON_SCREEN_OVERDUE : ON_SCREEN;
}

export function isOnScreen({ shown, awaited }: Watched): boolean {
  return shown || awaited === true;
}

export function isFailing({ health }: Watched): boolean {
  return health === 'failing' || health === 'stuck';
}

function dueAfter(one: Watched, asOf: number, now: number, load: Load): number {
  const unseen = dueUnseen(one, asOf, now, load);
  return isOnScreen(one) ? Math.min(unseen, asOf + screenInterval(one, now) * load.onScreen) : unseen;
}

/** When it is due although nobody looks at it. */
function dueUnseen(one: Watched, asOf: number, now: number, load: Load): number {
  if (one.health === 'none' || one.health === 'paused') {
    return nextTurn(one.id, asOf, IDLE_TURN);
  }
  if (isRunning(one)) {
    return asOf + Math.min(Math.max(RUNNING_UNSEEN, elapsed(one, asOf, now) / 4), RUNNING_UNSEEN_LONGEST);
  }
  const { askAt = Number.POSITIVE_INFINITY, turn } = expectation(one, asOf, now);
  return Math.min(
    askAt,
    turn === undefined ? askAt : nextTurn(one.id, asOf, turn * load.inTurn),
    isFailing(one) ? nextTurn(one.id, asOf, FAILING_TURN * load.failing) : askAt,
  );
}

/** How often a mirror is read in turn, unless something is known of when it runs; undefined for other repositories. */
export function turnOf(one: Watched, now: number): number | undefined {
  const asOf = past(one.asOf, now);
  const isIdle = one.health === 'none' || one.health === 'paused';
  return asOf === undefined || isIdle || isRunning(one) ? undefined : expectation(one, asOf, now).turn;
}

/** For how long a run had been going on when it was read; for very long if nobody can tell. */
function elapsed({ runningSince }: Watched, asOf: number, now: number): number {
  const since = past(runningSince, now);
  return since === undefined ? DAY : Math.max(0, asOf - since);
}
