import { DAY, HOUR, MINUTE } from './durations';
import { dailyAt, lastRun, nextRun, type RegularRun, type UsualRun, usualRun } from './usualRun';
import { lastSuccess, type Watched } from './watched';

/** What the next reading of a mirror is for. */
export interface Expectation {
  /** When to ask whether the run has come; undefined when nothing tells when it comes. */
  readonly askAt?: number;
  /** It has not come although it is time, and may come any minute. */
  readonly overdue: boolean;
  /** Where it has not come at all, and where nobody knows when it comes: how often to look. Milliseconds. */
  readonly turn?: number;
}

/** After the usual time: when a mirror is asked whether its run has come, until it has. */
const ASKS = [2 * MINUTE, 7 * MINUTE, 17 * MINUTE, 62 * MINUTE] as const;
const [FIRST_ASK] = ASKS;
/** A success that is not earlier than this before the usual time is the one that is expected. */
const EARLY = 90 * MINUTE;
const EARLY_PART = 1 / 3;
/** Turns of a mirror whose runs have no time. */
const SHORTEST_TURN = 5 * MINUTE;
const LONGEST_TURN = 4 * HOUR;
/** Of a mirror that runs once a week: somebody may sync it in between, and that may fail. */
const WEEKLY_TURN = DAY;

/**
 * What is expected of a mirror that is not known to be running.
 *
 * @param asOf last reading, epoch milliseconds
 */
export function expectation(one: Watched, asOf: number, now: number): Expectation {
  const last = lastSuccess(one, now);
  if (last === undefined) {
    return { overdue: false, turn: LONGEST_TURN };
  }
  const learned = usualRun(one.successes);
  const run = regularRun(one, learned, last);
  // A success that has been the last for long will stay that for long: who has just run may soon run again.
  const age = Math.max(SHORTEST_TURN, asOf - last);
  if (!run) {
    const every = learned?.kind === 'frequent' ? learned.every : 0;
    return { overdue: false, turn: Math.min(Math.max(every, age), LONGEST_TURN) };
  }
  const expected = nextOf(run, one, last, asOf);
  return run === learned ? expected : { ...expected, askAt: Math.min(asOf + age, expected.askAt ?? asOf + age) };
}

/** The vendor's schedule is daily: where it is on, one success tells when it runs. */
function regularRun(one: Watched, learned: UsualRun | undefined, last: number): RegularRun | undefined {
  if (learned?.kind === 'daily' || (learned?.kind === 'weekly' && !one.scheduled)) {
    return learned;
  }
  return one.scheduled && learned?.kind !== 'frequent' ? dailyAt(last) : undefined;
}

/** @param last last success */
function nextOf(run: RegularRun, one: Watched, last: number, asOf: number): Expectation {
  const following = nextRun(run, last);
  const early = Math.min(EARLY, (nextRun(run, following) - following) * EARLY_PART);
  const unaccounted = nextRun(run, last + early);
  const firstAsk = FIRST_ASK + run.late;
  // Of several that have not come, only the last can still come.
  const due = Math.max(unaccounted, lastRun(run, asOf - firstAsk));
  const turn = run.kind === 'weekly' ? WEEKLY_TURN : undefined;
  if (asOf < due + firstAsk) {
    return { askAt: due + firstAsk, overdue: false, turn };
  }
  const afterThat = nextRun(run, due) + firstAsk;
  // Its failure has been seen: it has come.
  if (one.health === 'failing' || one.health === 'canceled') {
    return { askAt: afterThat, overdue: false, turn };
  }
  const ask = ASKS.map((wait) => due + run.late + wait).find((time) => time > asOf);
  return {
    askAt: Math.min(ask ?? afterThat, afterThat),
    overdue: ask !== undefined,
    turn: ask === undefined ? LONGEST_TURN : turn,
  };
}
