import type { Repository, RepositoryId } from '../../api/index';
import type { Loaded } from '../../ui/listStore';
import type { MirrorReading } from '../mirrorState';
import { count, date, type Field, plain } from '../../ui/storedFields';
import { storedId, storedMirror, storedRepository, storedTimes } from '../storedRecords';

/** What this code writes, and the only version that it reads. */
const VERSION = 1;
/** Of each file, as JSON without spaces. */
export const MOST_BYTES = 10_000_000;
/** What stands around the records. */
const FRAME_BYTES = 1_000;
/** As many as are ever listed. */
const MOST_RECORDS = 20_000;

/** Told, in words for the log, what of a file could not be used. */
export type Tell = (problem: string) => void;

/**
 * The list as it was read, for the next window. The last repositories are left out of what would be too large: the
 * total still counts them.
 *
 * @returns to be written as JSON without spaces
 */
export function encodeList({ items, total, rest, asOf }: Loaded<Repository>): unknown {
  const written = fitting(items.map((item) => storedRepository.write(item)));
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
 * @returns what can be believed of it; `undefined` when nothing can
 */
export function decodeList(value: unknown, tell: Tell = () => undefined): Loaded<Repository> | undefined {
  const stored = readFrame(value, tell);
  const asOf = date.read(stored?.asOf);
  if (!stored || asOf === undefined) {
    tell(stored ? 'The list has no date' : 'The list was not used');
    return undefined;
  }
  const items = readItems(stored.items, storedRepository, ({ id }) => id, tell);
  return { items: [...items.values()], total: count.read(stored.total), rest: readRest(stored.rest), asOf };
}

/** What is not told is taken to be missing, so that it is asked for. */
function readRest(value: unknown): Loaded<Repository>['rest'] {
  return value === 'none' || value === 'held' ? value : 'coming';
}

/** What is known of each mirror, for the next window. Where it is too much, repositories without a mirror go first. */
export function encodeReadings(readings: ReadonlyMap<RepositoryId, MirrorReading>): unknown {
  const all = [...readings];
  const mirrorsFirst = [...all.filter(([, { mirror }]) => mirror), ...all.filter(([, { mirror }]) => !mirror)];
  return { version: VERSION, items: fitting(mirrorsFirst.map(([id, reading]) => writeReading(id, reading))) };
}

/**
 * @param value content of the file, which anybody may have edited
 * @returns what can be believed of it; `undefined` when nothing can
 */
export function decodeReadings(
  value: unknown,
  tell: Tell = () => undefined,
): ReadonlyMap<RepositoryId, MirrorReading> | undefined {
  const stored = readFrame(value, tell);
  if (!stored) {
    tell('The readings were not used');
    return undefined;
  }
  const items = readItems(stored.items, storedReading, ({ id }) => id, tell);
  return new Map([...items].map(([id, { reading }]) => [id, reading]));
}

interface IdentifiedReading {
  readonly id: RepositoryId;
  readonly reading: MirrorReading;
}

function writeReading(id: RepositoryId, { mirror, times, asOf }: MirrorReading): unknown {
  const written = { id: storedId.write(id), asOf: date.write(asOf) };
  return mirror ? { ...written, mirror: storedMirror.write(mirror), times: storedTimes.write(times) } : written;
}

const storedReading: Pick<Field<IdentifiedReading>, 'read'> = {
  read: (value) => {
    const stored = plain(value);
    const id = storedId.read(stored?.id);
    const asOf = date.read(stored?.asOf);
    if (!stored || id === undefined || asOf === undefined) {
      return undefined;
    }
    if (!Object.hasOwn(stored, 'mirror')) {
      return { id, reading: { mirror: undefined, asOf } };
    }
    const mirror = storedMirror.read(stored.mirror);
    const times = storedTimes.read(stored.times);
    return mirror && times && { id, reading: { mirror, times, asOf } };
  },
};

/** As many of the first as fit, without those that could not be written. */
function fitting(written: readonly unknown[]): readonly unknown[] {
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

function readFrame(value: unknown, tell: Tell): Readonly<Record<string, unknown>> | undefined {
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
function readItems<T>(
  value: unknown,
  field: Pick<Field<T>, 'read'>,
  idOf: (item: T) => RepositoryId,
  tell: Tell,
): ReadonlyMap<RepositoryId, T> {
  const stored: readonly unknown[] = Array.isArray(value) ? value : [];
  const items = new Map<RepositoryId, T>();
  for (const each of stored.slice(0, MOST_RECORDS)) {
    const item = field.read(each);
    if (item !== undefined && !items.has(idOf(item))) {
      items.set(idOf(item), item);
    }
  }
  if (items.size < stored.length) {
    tell(`${stored.length - items.size} of ${stored.length} records were left out`);
  }
  return items;
}
