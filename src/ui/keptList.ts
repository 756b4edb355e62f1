import type { Loaded } from './listStore';
import { count, date, type Field, plain } from './storedFields';

/** What this code writes, and the only version that it reads. */
export const VERSION = 1;
/** Of each file, as JSON without spaces. */
export const MOST_BYTES = 10_000_000;
/** What stands around the records. */
const FRAME_BYTES = 1_000;
/** As many as are ever listed. */
const MOST_RECORDS = 20_000;

/** Told, in words for the log, what of a file could not be used. */
export type Tell = (problem: string) => void;

/**
 * A list as it was read, for the next window. The last records are left out of what would be too large: the total still
 * counts them.
 *
 * @returns to be written as JSON without spaces
 */
export function encodeKeptList<T>({ items, total, rest, asOf }: Loaded<T>, field: Field<T>): Record<string, unknown> {
  const written = fitting(items.map((item) => field.write(item)));
  const cut = written.length < items.length;
  return {
    version: VERSION,
    asOf: date.write(asOf),
    total: cut ? Math.max(total ?? 0, items.length) : total,
    rest: cut ? 'coming' : rest,
    items: written,
  };
}

/**
 * @param value content of the file, which anybody may have edited
 * @param keyOf identifier of a record
 * @returns what can be believed of it; `undefined` when nothing can
 */
export function decodeKeptList<T>(
  value: unknown,
  field: Field<T>,
  keyOf: (item: T) => unknown,
  tell: Tell,
): Loaded<T> | undefined {
  const stored = readFrame(value, tell);
  const asOf = date.read(stored?.asOf);
  if (!stored || asOf === undefined) {
    tell(stored ? 'The list has no date' : 'The list was not used');
    return undefined;
  }
  const items = readItems(stored.items, field, keyOf, tell);
  return { items, total: count.read(stored.total), rest: readRest(stored.rest), asOf };
}

/** What is not told is taken to be missing, so that it is asked for. */
function readRest(value: unknown): Loaded<unknown>['rest'] {
  return value === 'none' || value === 'held' ? value : 'coming';
}

/** As many of the first as fit, without those that could not be written. */
export function fitting(written: readonly unknown[]): readonly unknown[] {
  const kept: unknown[] = [];
  let bytes = FRAME_BYTES;
  for (const item of written.filter((each) => each !== undefined)) {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    if (bytes > MOST_BYTES || kept.length === MOST_RECORDS) {
      break;
    }
    kept.push(item);
  }
  return kept;
}

export function readFrame(value: unknown, tell: Tell): Readonly<Record<string, unknown>> | undefined {
  const stored = plain(value);
  const problem = !stored
    ? 'It is no record'
    : stored.version !== VERSION
      ? `Its version is ${typeof stored.version === 'number' ? stored.version : 'not told'}`
      : !Array.isArray(stored.items)
        ? 'It holds no list'
        : undefined;
  if (problem !== undefined) {
    tell(problem);
    return undefined;
  }
  return stored;
}

/** The first of each identifier: rows of a tree must not share theirs. */
export function readItems<T>(
  value: unknown,
  field: Pick<Field<T>, 'read'>,
  keyOf: (item: T) => unknown,
  tell: Tell,
): readonly T[] {
  const stored: readonly unknown[] = Array.isArray(value) ? value : [];
  const items = new Map<unknown, T>();
  for (const each of stored.slice(0, MOST_RECORDS)) {
    const item = field.read(each);
    if (item !== undefined && !items.has(keyOf(item))) {
      items.set(keyOf(item), item);
    }
  }
  if (items.size < stored.length) {
    tell(`${stored.length - items.size} of ${stored.length} records were left out`);
  }
  return [...items.values()];
}
