import { isCloudError } from '../../api/index';
import { setbackOf } from '../../ui/setbacks';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SHOWN = 5 * MINUTE;
const UNSEEN = 30 * MINUTE;
/** So many times longer while nobody works in the editor. */
const UNFOCUSED = 5;

/** What decides when the list of registries is read again. */
export interface ReadingFacts {
  /** When it was last read, by whichever window. */
  readonly asOf: Date | undefined;
  /** The last attempt of this window, if it failed. */
  readonly failure: { readonly at: Date; readonly error: unknown } | undefined;
  /** When any window was last told that there is nothing to be had: no HSS in the region, or no right to it. */
  readonly refusedAt: Date | undefined;
  /** The view is open in this window. */
  readonly shown: boolean;
  /** Somebody works in this window. */
  readonly focused: boolean;
  /** This window asks for all. */
  readonly leads: boolean;
}

/**
 * When the list of registries is to be read. A time that the clock was set back from counts for nothing.
 *
 * @returns epoch milliseconds, not before now; undefined when this window has no reason to read it
 */
export function nextReading(facts: ReadingFacts, now: number): number | undefined {
  const { shown, focused, leads } = facts;
  if (!leads && !(shown && focused)) {
    return undefined;
  }
  const interval = (shown ? SHOWN : UNSEEN) * (focused ? 1 : UNFOCUSED);
  const due = after(facts.asOf, interval, now) ?? now;
  const failure = afterFailure(facts, interval, now);
  const refused = after(facts.refusedAt, DAY, now) ?? due;
  return failure === 'never' ? undefined : Math.max(due, refused, failure);
}

function afterFailure({ failure, shown }: ReadingFacts, interval: number, now: number): number | 'never' {
  if (!failure) {
    return now;
  }
  switch (setbackOf(failure.error)) {
    case 'person':
      return 'never';
    case 'lasting':
      return after(failure.at, DAY, now) ?? now;
    case 'passing':
    case 'everything':
      // What is on screen is tried again by who shows it, and sooner.
      return shown ? 'never' : (askedFor(failure.error, now) ?? after(failure.at, interval, now) ?? now);
  }
}

/** Until when the service wants to be left alone. */
function askedFor(error: unknown, now: number): number | undefined {
  const until = isCloudError(error) ? error.pausedUntil?.getTime() : undefined;
  return until === undefined || until > now + DAY ? undefined : until;
}

function after(date: Date | undefined, milliseconds: number, now: number): number | undefined {
  const time = date?.getTime();
  return time === undefined || time > now ? undefined : time + milliseconds;
}
