import type { Repository, RepositoryId } from '../../api/index';
import { decodeKeptList, encodeKeptList, fitting, readFrame, readItems, type Tell, VERSION } from '../../ui/keptList';
import type { Loaded } from '../../ui/listStore';
import type { MirrorReading } from '../mirrorState';
import { date, type Field, plain } from '../../ui/storedFields';
import { storedId, storedMirror, storedRepository, storedTimes } from '../storedRecords';

export { MOST_BYTES } from '../../ui/keptList';

export function encodeList(loaded: Loaded<Repository>): unknown {
  return encodeKeptList(loaded, storedRepository);
}

/**
 * @param value content of the file, which anybody may have edited
 * @returns what can be believed of it; `undefined` when nothing can
 */
export function decodeList(value: unknown, tell: Tell = () => undefined): Loaded<Repository> | undefined {
  return decodeKeptList(value, storedRepository, ({ id }) => id, tell);
}

/** What is known of each mirror, for the next window. Where it is too much, repositories without a mirror go first. */
export function encodeReadings(readings: ReadonlyMap<RepositoryId, MirrorReading>): unknown {
  const all = [...readings];
  const mirrorsFirst = [...all.filter(([, { mirror }]) => mirror), ...all.filter(([, { mirror }]) => !mirror)];
  return { version: VERSION, items: fitting(mirrorsFirst.map(([id, reading]) => writeOnce(id, reading))) };
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
  return new Map(items.map(({ id, reading }) => [id, reading]));
}

interface IdentifiedReading {
  readonly id: RepositoryId;
  readonly reading: MirrorReading;
}

/** Most readings are written over and over as they are. A reading is never changed, only replaced. */
const written = new WeakMap<MirrorReading, unknown>();

function writeOnce(id: RepositoryId, reading: MirrorReading): unknown {
  const known = written.get(reading) ?? writeReading(id, reading);
  written.set(reading, known);
  return known;
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
