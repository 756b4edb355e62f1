import { DAY, HOUR, MINUTE, WEEK } from './durations';

/** When a mirror usually succeeds, learned from its successes. */
export type UsualRun = RegularRun | FrequentRun;

/** At the same times of each day, or of each week. */
export interface RegularRun {
  readonly kind: 'daily' | 'weekly';
  /** Milliseconds after midnight, UTC, of the first of its times. */
  readonly timeOfDay: number;
  /** All its times: milliseconds into the day or the week that begin with the epoch. Ascending. */
  readonly offsets: readonly number[];
  /** By how much it is later than usual now and then. Milliseconds. */
  readonly late: number;
}

/** Again and again, at no particular time of the day. */
export interface FrequentRun {
  readonly kind: 'frequent';
  /** Milliseconds from one success to the next. */
  readonly every: number;
}

interface Success {
  /** Day or week. */
  readonly round: number;
  readonly offset: number;
}

/** Older ones tell of habits that may have changed. */
const MOST_SUCCESSES = 30;
/** So many of the last days (or weeks) with a success are looked at: few, so that summer time is learned in 3 days. */
const RECENT_ROUNDS = 5;
const USUAL_PART = 0.6;
/** Successes that are closer than this in different days belong to the same time of the day. */
const SAME_TIME = 45 * MINUTE;
const WIDEST = 2 * HOUR;
const MOST_TIMES = 6;
const LATEST = 6 * MINUTE;
const FEWEST_FREQUENT = 4;
const FREQUENT = 3 * HOUR;

/** Learning is repeated for each plan, while the successes of a mirror change once a day. */
const learned = new WeakMap<readonly number[], { readonly run: UsualRun | undefined }>();

/**
 * What the successes of a mirror have in common; undefined when it is too early to tell, or nothing. A sync that
 * somebody starts in between, a day without a success and a date that is wrong do not change it.
 *
 * @param successes epoch milliseconds, in any order. The list is not changed afterwards: what was learned is kept with it.
 */
export function usualRun(successes: readonly number[]): UsualRun | undefined {
  const known = learned.get(successes) ?? { run: learn(successes) };
  learned.set(successes, known);
  return known.run;
}

/** A daily run at the time of day of one success. */
export function dailyAt(success: number): RegularRun {
  const timeOfDay = remainder(success, DAY);
  return { kind: 'daily', timeOfDay, offsets: [timeOfDay], late: 0 };
}

/** The first run after a time. */
export function nextRun(run: RegularRun, after: number): number {
  return Math.min(
    ...run.offsets.map((offset) => (Math.floor((after - offset) / periodOf(run)) + 1) * periodOf(run) + offset),
  );
}

/** The last run before a time, or at it. */
export function lastRun(run: RegularRun, until: number): number {
  return Math.max(
    ...run.offsets.map((offset) => Math.floor((until - offset) / periodOf(run)) * periodOf(run) + offset),
  );
}

function periodOf({ kind }: RegularRun): number {
  return kind === 'daily' ? DAY : WEEK;
}

function learn(successes: readonly number[]): UsualRun | undefined {
  const times = [...new Set(successes.filter(Number.isFinite))].sort(ascending).slice(-MOST_SUCCESSES);
  return regular(times, 'daily', DAY, 2) ?? regular(times, 'weekly', WEEK, 3) ?? frequent(times);
}

/** @param times ascending */
function regular(
  times: readonly number[],
  kind: RegularRun['kind'],
  period: number,
  fewest: number,
): RegularRun | undefined {
  const start = quietTime(times, period);
  const all = times.map((time) => ({
    round: Math.floor((time - start) / period),
    offset: remainder(time - start, period),
  }));
  const rounds = [...new Set(all.map(({ round }) => round))].slice(-RECENT_ROUNDS);
  const [first] = rounds;
  // Successes a week apart have the time of day in common too, and are no daily ones.
  if (first === undefined || rounds.length < fewest || middle(differences(rounds)) !== 1) {
    return undefined;
  }
  const groups = together(all.filter(({ round }) => round >= first));
  const needed = Math.max(fewest, Math.ceil(rounds.length * USUAL_PART));
  const usual = groups.filter((group) => roundsOf(group) >= needed && widthOf(group) <= WIDEST);
  const sum = (of: readonly (readonly Success[])[]): number => of.reduce((count, group) => count + roundsOf(group), 0);
  if (usual.length === 0 || usual.length > MOST_TIMES || sum(usual) * 2 < sum(groups)) {
    return undefined;
  }
  const offsets = usual.map((group) => remainder(start + middleOf(group), period)).sort(ascending);
  const late = Math.max(...usual.map((group) => part(group, 0.8) - middleOf(group)));
  return { kind, timeOfDay: (offsets[0] ?? 0) % DAY, offsets, late: Math.min(late, LATEST) };
}

/** @param times ascending */
function frequent(times: readonly number[]): FrequentRun | undefined {
  const every = times.length < FEWEST_FREQUENT ? undefined : middle(differences(times));
  return every !== undefined && every < FREQUENT ? { kind: 'frequent', every: Math.max(every, MINUTE) } : undefined;
}

/** In the middle of the longest part of the day (or week) in which nothing happens: runs around midnight stay together. */
function quietTime(times: readonly number[], period: number): number {
  const offsets = times.map((time) => remainder(time, period)).sort(ascending);
  let longest = 0;
  let quiet = 0;
  offsets.forEach((offset, index) => {
    const next = offsets[index + 1] ?? (offsets[0] ?? 0) + period;
    if (next - offset > longest) {
      longest = next - offset;
      quiet = offset + longest / 2;
    }
  });
  return quiet;
}

/** Groups what happens at about the same time. Each group by offset, ascending. */
function together(successes: readonly Success[]): Success[][] {
  const groups: Success[][] = [];
  for (const success of [...successes].sort((a, b) => a.offset - b.offset)) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && success.offset - before.offset <= SAME_TIME) {
      group.push(success);
    } else {
      groups.push([success]);
    }
  }
  return groups;
}

function roundsOf(group: readonly Success[]): number {
  return new Set(group.map(({ round }) => round)).size;
}

function widthOf(group: readonly Success[]): number {
  return part(group, 0.9) - part(group, 0.1);
}

function middleOf(group: readonly Success[]): number {
  return middle(group.map(({ offset }) => offset)) ?? 0;
}

/** The offset that such a part of a group does not exceed. */
function part(group: readonly Success[], share: number): number {
  return group[Math.floor(share * (group.length - 1) + 0.5)]?.offset ?? 0;
}

function middle(values: readonly number[]): number | undefined {
  const sorted = [...values].sort(ascending);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}

function differences(values: readonly number[]): number[] {
  return values.slice(1).map((value, index) => value - (values[index] ?? value));
}

/** Never negative, unlike that of `%`. */
function remainder(value: number, of: number): number {
  return value - Math.floor(value / of) * of;
}

function ascending(one: number, other: number): number {
  return one - other;
}
