import type { MirrorReading } from '../mirrorState';
import { mirrorStatus } from '../mirrorStatus';
import { type HistoryEntry, hasFailed } from './entry';

export const DAYS = 30;
const DAY_MS = 24 * 3600 * 1000;
/** Fewer runs say nothing about the usual one. */
const FEW_RUNS = 3;
/** Runs point to a time of day like the hands of a clock. Together they point this far, of 1, when they agree. */
const AGREEMENT = 0.8;

/**
 * What is known of a day. `gap`: it is known that nothing succeeded and nothing is known to have failed. `unknown`:
 * nobody was looking, and what was seen later does not tell.
 */
export type DayKind = 'success' | 'failure' | 'gap' | 'unknown';

export interface Day {
  /** Its first moment, in the person's time zone. */
  readonly start: Date;
  readonly kind: DayKind;
}

export interface Timeline {
  /** Today is the last. */
  readonly days: readonly Day[];
  /** Minutes after midnight at which its runs usually succeed; undefined when there is no such time. */
  readonly usualMinute?: number;
  /** The longest time for which it is known that nothing succeeded. */
  readonly longestGap?: { readonly from: Date; readonly to: Date };
  /** Days with a success, of those of which anything is known. */
  readonly successDays: number;
  readonly knownDays: number;
  /** Since when it is in the state that it is in, as far as anybody saw. */
  readonly since?: Date;
  /** Newest first. */
  readonly changes: readonly Change[];
}

export interface Change {
  readonly kind: 'success' | 'recovered' | 'failed' | 'running' | 'canceled' | 'gone' | 'first' | 'other';
  readonly entry: HistoryEntry;
  /** Successes in a row are one change, and failures for one cause are: the first of them, and their number. */
  readonly from?: Date;
  readonly times?: number;
}

/** What was seen at a moment: `success` was the last one until then. */
interface Seen {
  readonly at: Date;
  readonly success?: Date;
}

/**
 * The last 30 days of a mirror.
 *
 * @param entries oldest first
 * @param present the last reading, which may be later than the last entry
 */
export function timelineOf(entries: readonly HistoryEntry[], present: MirrorReading | undefined, now: Date): Timeline {
  const seen: Seen[] = entries.filter(({ gone }) => gone !== true);
  if (present?.mirror) {
    seen.push({ at: present.asOf, success: present.times.success });
  }
  const successes = distinct(seen.flatMap(({ success }) => success ?? []));
  const days = Array.from({ length: DAYS }, (_, index) => {
    const start = dayStart(now, index - DAYS + 1);
    const end = dayStart(now, index - DAYS + 2);
    return { start, kind: kindOf(start, end, { entries, seen, successes, now }) };
  });
  const known = days.filter(({ kind }) => kind !== 'unknown');
  const recent = seen.filter(({ at }) => now.getTime() - at.getTime() <= DAYS * DAY_MS);
  return {
    days,
    usualMinute: usualMinute(successes),
    longestGap: longestGap(recent),
    successDays: known.filter(({ kind }) => kind === 'success').length,
    knownDays: known.length,
    since: sinceWhen(entries),
    changes: changesOf(entries.filter(({ at }) => now.getTime() - at.getTime() <= DAYS * DAY_MS)),
  };
}

function kindOf(
  start: Date,
  end: Date,
  {
    entries,
    seen,
    successes,
    now,
  }: { entries: readonly HistoryEntry[]; seen: readonly Seen[]; successes: readonly Date[]; now: Date },
): DayKind {
  if (successes.some((success) => success >= start && success < end)) {
    return 'success';
  }
  if (entries.some((entry) => hasFailed(entry) && entry.at >= start && entry.at < end)) {
    return 'failure';
  }
  const isToday = now < end;
  // Who is told later that the last success was before this day knows that this day had none.
  const hadNone = seen.some(({ at, success }) => at >= (isToday ? start : end) && (!success || success < start));
  const before = entries.findLast(({ at }) => at < end);
  if (!hadNone || !before || before.gone === true) {
    return 'unknown';
  }
  // The run of today may be yet to come.
  return hasFailed(before) ? 'failure' : isToday ? 'unknown' : 'gap';
}

/** @param days from today, in the person's calendar: not every day has 24 hours */
function dayStart(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
}

function distinct(dates: readonly Date[]): readonly Date[] {
  return [...new Set(dates.map((date) => date.getTime()))].sort((a, b) => a - b).map((time) => new Date(time));
}

function usualMinute(successes: readonly Date[]): number | undefined {
  if (successes.length < FEW_RUNS) {
    return undefined;
  }
  const angles = successes.map((date) => ((date.getHours() * 60 + date.getMinutes()) / 1440) * 2 * Math.PI);
  const x = angles.reduce((sum, angle) => sum + Math.cos(angle), 0) / angles.length;
  const y = angles.reduce((sum, angle) => sum + Math.sin(angle), 0) / angles.length;
  if (Math.hypot(x, y) < AGREEMENT) {
    return undefined;
  }
  return Math.round(((Math.atan2(y, x) / (2 * Math.PI)) * 1440 + 1440) % 1440) % 1440;
}

function longestGap(seen: readonly Seen[]): Timeline['longestGap'] {
  const gaps = seen.flatMap(({ at, success }) => (success && success < at ? [{ from: success, to: at }] : []));
  return gaps.sort((a, b) => b.to.getTime() - b.from.getTime() - (a.to.getTime() - a.from.getTime()))[0];
}

/** The first of the last entries that tell of the same state. */
function sinceWhen(entries: readonly HistoryEntry[]): Date | undefined {
  const last = entries.at(-1);
  const before = last && entries.findLastIndex((entry) => stateOf(entry) !== stateOf(last));
  return before === undefined ? undefined : entries[before + 1]?.at;
}

function stateOf(entry: HistoryEntry): string {
  return entry.gone === true
    ? 'gone'
    : hasFailed(entry)
      ? 'failed'
      : (mirrorStatus(entry.status) ?? entry.status ?? '');
}

function changesOf(entries: readonly HistoryEntry[]): readonly Change[] {
  const changes: Change[] = [];
  for (const [index, entry] of entries.entries()) {
    const change: Change = { kind: kindOfChange(entries.slice(0, index), entry), entry };
    const last = changes.at(-1);
    if (last && goesOn(last, change)) {
      changes.splice(-1, 1, { ...change, from: last.from ?? last.entry.at, times: (last.times ?? 1) + 1 });
    } else {
      changes.push(change);
    }
  }
  return changes.reverse();
}

function goesOn(last: Change, change: Change): boolean {
  return (
    last.kind === change.kind &&
    (change.kind === 'success' || (change.kind === 'failed' && last.entry.cause === change.entry.cause))
  );
}

function kindOfChange(earlier: readonly HistoryEntry[], entry: HistoryEntry): Change['kind'] {
  const before = earlier.at(-1);
  if (entry.gone === true) {
    return 'gone';
  }
  if (hasFailed(entry)) {
    return 'failed';
  }
  const isNew = entry.success !== undefined && entry.success.getTime() !== before?.success?.getTime();
  switch (mirrorStatus(entry.status)) {
    case 'scheduled':
    case 'started':
      return 'running';
    case 'canceled':
      return 'canceled';
    case 'finished':
    case 'none':
    case undefined:
      if (!before) {
        return 'first';
      }
      return !isNew ? 'other' : wasFailing(earlier) ? 'recovered' : 'success';
    case 'failed':
      return 'failed';
  }
}

/** Whether the last run that ended had failed. */
function wasFailing(earlier: readonly HistoryEntry[]): boolean {
  const ended = earlier.findLast((each) => !['scheduled', 'started'].includes(mirrorStatus(each.status) ?? ''));
  return ended !== undefined && hasFailed(ended);
}
