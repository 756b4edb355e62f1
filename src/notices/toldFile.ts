import { toRepositoryId } from '../api/index';
import { date, flag, identifier, plain } from '../ui/storedFields';
import { NOTHING_TOLD, type Seen, type ThingKey, type ThingKind, type Told, type ToldThing, TROUBLES } from './told';

/** Of the file, and of what is believed of it. As many as are ever listed, and some registries. */
export const LIMIT = { version: 1, limitBytes: 4_000_000 };
const MOST_THINGS = 21_000;
/** More changes within an hour are as good as these. */
const MOST_FLIPS = 16;
const KINDS: readonly ThingKind[] = ['mirror', 'registry'];
const KEY = /^(?:mirror (?<mirror>[1-9]\d*)|registry [^]{1,300})$/;
const mirrorId = identifier((value) => toRepositoryId(value, 'notices'));

/** To be written as JSON. */
export function encodeTold({ surveyed, things, muted, quietUntil, seen, away }: Told): unknown {
  return {
    surveyed,
    things: [...things].slice(0, MOST_THINGS).map(([key, thing]) => ({
      key,
      ...thing,
      flips: thing.flips.length === 0 ? undefined : thing.flips.slice(-MOST_FLIPS),
    })),
    muted: [...muted].slice(0, MOST_THINGS),
    quietUntil,
    seen,
    away,
  };
}

/**
 * @param value content of the file, which anybody may have edited: each part that makes no sense is left out
 * @returns undefined when it is no record at all
 */
export function decodeTold(value: unknown): Told | undefined {
  const stored = plain(value);
  if (!stored) {
    return undefined;
  }
  const surveyed = listIn(stored.surveyed);
  const things = listIn(stored.things).flatMap(readThing);
  return {
    ...NOTHING_TOLD,
    surveyed: KINDS.filter((kind) => surveyed.includes(kind)),
    things: new Map(things),
    muted: new Set(listIn(stored.muted).filter(isKey)),
    quietUntil: readTime(stored.quietUntil),
    seen: readSeen(stored.seen),
    away: readSeen(stored.away),
  };
}

function readThing(value: unknown): readonly (readonly [ThingKey, ToldThing])[] {
  const stored = plain(value);
  const key = stored?.key;
  if (!stored || !isKey(key)) {
    return [];
  }
  const flips = listIn(stored.flips).flatMap((each) => readTime(each) ?? []);
  const thing: ToldThing = {
    trouble: TROUBLES.find((each) => each === stored.trouble),
    said: flag.read(stored.said) ?? false,
    flips: flips.slice(-MOST_FLIPS),
    unstable: flag.read(stored.unstable),
    pending: readTime(stored.pending),
  };
  return [[key, thing]];
}

function readSeen(value: unknown): Seen | undefined {
  const stored = plain(value);
  const at = readTime(stored?.at);
  return at === undefined ? undefined : { at, troubled: listIn(stored?.troubled).filter(isKey) };
}

function readTime(value: unknown): number | undefined {
  return date.read(value)?.getTime();
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, MOST_THINGS) : [];
}

/** Identifiers of registries are whatever the server makes of them; they are never shown. */
function isKey(value: unknown): value is ThingKey {
  const match = typeof value === 'string' ? KEY.exec(value) : undefined;
  const mirror = match?.groups?.mirror;
  return match ? mirror === undefined || mirrorId.read(Number(mirror)) !== undefined : false;
}
