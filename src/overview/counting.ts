import type { MirrorRecord } from '../ui/mirrorRecords';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Ages of the last success: each holds those that are not older than its end and are in no smaller one. */
export const AGES = [
  { key: 'hour', end: HOUR_MS },
  { key: 'day', end: DAY_MS },
  { key: 'twoDays', end: 2 * DAY_MS },
  { key: 'week', end: 7 * DAY_MS },
  { key: 'month', end: 30 * DAY_MS },
  { key: 'older', end: Number.POSITIVE_INFINITY },
  { key: 'never', end: undefined },
] as const;
export type AgeKey = (typeof AGES)[number]['key'];

/** What is counted of the repositories of one project. */
export interface ProjectCounts {
  readonly name: string;
  readonly repositories: number;
  readonly mirrors: number;
  readonly attention: number;
  readonly unread: number;
}

export interface Counts {
  readonly healths: ReadonlyMap<string, number>;
  readonly causes: ReadonlyMap<string, number>;
  readonly ages: ReadonlyMap<AgeKey, number>;
  /** Most that need attention first. */
  readonly projects: readonly ProjectCounts[];
  readonly mirrors: number;
  readonly read: number;
  /** When the mirror was read that was read first, and last. */
  readonly readAt: { readonly first: Date; readonly last: Date } | undefined;
}

export function isMirror({ health }: MirrorRecord): boolean {
  return health !== 'none' && health !== 'unread';
}

export function countRecords(records: readonly MirrorRecord[], attention: ReadonlySet<number>, now: Date): Counts {
  const healths = new Map<string, number>();
  const causes = new Map<string, number>();
  const ages = new Map<AgeKey, number>();
  const projects = new Map<string, { -readonly [K in keyof ProjectCounts]: ProjectCounts[K] }>();
  let mirrors = 0;
  let read = 0;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const record of records) {
    const { health, cause, project: name, projectKey, readAt } = record;
    add(healths, health);
    // One that is merely out of date has no error that could tell its cause.
    if (cause !== undefined && (cause !== 'unknown' || health === 'failing')) {
      add(causes, cause);
    }
    const project = projects.get(projectKey) ?? { name, repositories: 0, mirrors: 0, attention: 0, unread: 0 };
    projects.set(projectKey, project);
    project.repositories += 1;
    project.unread += health === 'unread' ? 1 : 0;
    project.attention += attention.has(record.id) ? 1 : 0;
    if (isMirror(record)) {
      mirrors += 1;
      project.mirrors += 1;
      add(ages, ageOf(record, now));
    }
    if (readAt) {
      read += 1;
      first = Math.min(first, readAt.getTime());
      last = Math.max(last, readAt.getTime());
    }
  }
  return {
    healths,
    causes: new Map([...causes].sort(([, a], [, b]) => b - a)),
    ages,
    projects: [...projects.values()].sort((a, b) => b.attention - a.attention || b.unread - a.unread),
    mirrors,
    read,
    readAt: read === 0 ? undefined : { first: new Date(first), last: new Date(last) },
  };
}

function ageOf({ success }: MirrorRecord, now: Date): AgeKey {
  if (!success) {
    return 'never';
  }
  const age = now.getTime() - success.getTime();
  return AGES.find(({ end }) => end !== undefined && age <= end)?.key ?? 'older';
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
