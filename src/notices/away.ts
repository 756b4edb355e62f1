import type { Picture } from './tell';
import type { Seen, ThingKey, Told } from './told';

/** Shorter absences are remembered without help. */
export const AWAY_MS = 4 * 3600_000;
/** A reload, or a look into another window, is no absence: what was said of the one before stays. */
const MOMENT_MS = 2 * 60_000;

/** What has changed while nobody was there. */
export interface Missed {
  readonly failed: number;
  readonly recovered: number;
  /** Since when: epoch milliseconds. */
  readonly since: number;
}

/** The person leaves. */
export function left(told: Told, now: number): Told {
  return { ...told, seen: { at: now, troubled: troubledIn(told) } };
}

/**
 * The person is back.
 *
 * @param lastThere when they were last known to be there, where that was not written down
 */
export function arrived(told: Told, now: number, lastThere?: number): Told {
  const before: Seen | undefined = lastThere === undefined ? told.seen : { at: lastThere, troubled: troubledIn(told) };
  const seen: Seen = { at: now, troubled: troubledIn(told) };
  // After a clock was set back, nobody knows how long they were away.
  const gone = before ? now - before.at : 0;
  if (before && gone >= AWAY_MS) {
    return { ...told, seen, away: before };
  }
  return { ...told, seen, away: gone >= MOMENT_MS ? undefined : told.away };
}

export function dismissed(told: Told): Told {
  return told.away ? { ...told, away: undefined } : told;
}

/** What a person who was away has missed; undefined when they were not, or nothing has happened. */
export function missed(told: Told, pictures: readonly Picture[]): Missed | undefined {
  const { away, muted } = told;
  if (!away) {
    return undefined;
  }
  const before = new Set(away.troubled);
  const failed = troubledIn(told).filter((key) => !before.has(key) && !muted.has(key)).length;
  const recovered = away.troubled.filter((key) => !muted.has(key) && isWell(key, told, pictures)).length;
  return failed + recovered === 0 ? undefined : { failed, recovered, since: away.at };
}

function isWell(key: ThingKey, { things }: Told, pictures: readonly Picture[]): boolean {
  const picture = pictures.find(({ kind }) => key.startsWith(`${kind} `));
  return things.get(key)?.trouble === undefined && picture?.standing(key).is === 'well';
}

function troubledIn({ things }: Told): readonly ThingKey[] {
  return [...things].filter(([, { trouble }]) => trouble !== undefined).map(([key]) => key);
}
