import {
  type CodeArtsProjectId,
  type RemoteMirror,
  type Repository,
  type RepositoryUuid,
  toCodeArtsProjectId,
  toRepositoryId,
  toRepositoryUuid,
} from '../../../../src/api/index';
import { type MirrorReading, readingAfter } from '../../../../src/repositories/mirrorState';

/** Numbers that look random and are the same in each run. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number below `end`. */
  below(end: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * end);
  }

  of<T>(values: readonly [T, ...T[]]): T {
    return values[this.below(values.length)] ?? values[0];
  }

  maybe<T>(value: () => T): T | undefined {
    return this.below(3) === 0 ? undefined : value();
  }

  flag = (): boolean => this.below(2) === 0;
  text = (): string => Array.from({ length: 1 + this.below(40) }, () => this.of(SIGNS)).join('');
  date = (): Date => new Date(Date.UTC(2000, 0, 1) + this.below(2 ** 31) * 500);
  hex = (): string => Array.from({ length: 32 }, () => this.below(16).toString(16)).join('');
}

/** What names are made of: scripts, marks that mean something to somebody, and what no font has. */
const SIGNS = [
  'a',
  'Z',
  '7',
  ' ',
  '-',
  '.',
  '/',
  '镜',
  'é',
  '👩‍🔧',
  '"',
  '\\',
  '\n',
  '\u0000',
  '\u202e',
  '<',
  '`',
  '$',
] as const;

/** Without the names of fields that have no value. */
export function withoutGaps<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

export function repositoryOf(chance: Chance, id: number): Repository {
  return withoutGaps<Repository>({
    id: toRepositoryId(id),
    uuid: chance.maybe((): RepositoryUuid => toRepositoryUuid(chance.hex())),
    name: chance.text(),
    groupName: chance.maybe(chance.text),
    projectId: chance.maybe((): CodeArtsProjectId => toCodeArtsProjectId(chance.hex())),
    projectName: chance.maybe(chance.text),
    projectDeleted: chance.maybe(chance.flag),
    sshUrl: chance.maybe(() => `git@codehub.example.com:group/${chance.hex()}.git`),
    httpsUrl: chance.maybe(() => `https://codehub.example.com/group/${chance.hex()}.git`),
    webUrl: chance.maybe(() => `https://devcloud.example.com/codehub/${chance.hex()}/home`),
    visibility: chance.maybe(() => chance.of(['private', 'public', '10'])),
    createdAt: chance.maybe(chance.date),
    updatedAt: chance.maybe(chance.date),
    size: chance.maybe(() => `${chance.below(1000)}.13M`),
    lfsSize: chance.maybe(() => '0.00M'),
    creatorName: chance.maybe(chance.text),
    creatorUserId: chance.maybe(chance.hex),
    accountName: chance.maybe(chance.text),
    starred: chance.maybe(chance.flag),
    isOwner: chance.maybe(chance.flag),
    status: chance.maybe(() => chance.below(9)),
    role: chance.maybe(() => chance.of([20, 30, 40, -1])),
    archived: chance.maybe(chance.flag),
  });
}

export function mirrorOf(chance: Chance): RemoteMirror {
  return withoutGaps<RemoteMirror>({
    id: chance.maybe(() => chance.below(1e9)),
    repositoryId: chance.maybe(() => toRepositoryId(1 + chance.below(2_147_483_647))),
    status: chance.maybe(() => chance.of(['finished', 'failed', 'started', chance.text()])),
    lastUpdateAt: chance.maybe(chance.date),
    lastSuccessfulUpdateAt: chance.maybe(chance.date),
    sourceUrl: chance.maybe(() => `https://git.example.com/${chance.hex()}.git`),
    failures: chance.maybe(() => chance.below(50)),
    scheduled: chance.maybe(chance.flag),
    isPrivate: chance.maybe(chance.flag),
    endpointUuid: chance.maybe(chance.hex),
    lastError: chance.maybe(() =>
      withoutGaps({ message: chance.of(['', chance.text(), 'exit status 128']), code: chance.maybe(() => '7') }),
    ),
  });
}

export function readingOf(chance: Chance): MirrorReading {
  const reading = readingAfter(
    undefined,
    chance.maybe(() => mirrorOf(chance)),
    chance.date(),
    chance.below(200_000),
  );
  return reading.times ? { ...reading, times: withoutGaps(reading.times) } : reading;
}
