import {
  type MirrorError,
  redact,
  type RemoteMirror,
  type Repository,
  toCodeArtsProjectId,
  toRepositoryId,
  toRepositoryUuid,
} from '../api/index';
import type { MirrorTimes } from './mirrorTimes';
import { count, date, type Field, finite, flag, identifier, record, text } from '../ui/storedFields';

/** More different texts than most lists have. */
const MOST_REMEMBERED = 20_000;

/** A list is written over and over, and hardly a text in it is another one: what each becomes is worked out once. */
function remembering(work: (value: string) => string): (value: string) => string {
  const known = new Map<string, string>();
  return (value) => {
    const found = known.get(value) ?? work(value);
    if (known.size >= MOST_REMEMBERED) {
      known.clear();
    }
    known.set(value, found);
    return found;
  };
}

/** The API module redacts addresses and errors only. What else people write may quote a secret as well. */
const words = text(remembering((value) => redact(value)));
/** Is redacted already. */
const clean = text((value) => value);

export const storedId = identifier((value) => toRepositoryId(value));

export const storedRepository: Field<Repository> = record<Repository>(
  {
    id: storedId,
    uuid: identifier((value) => toRepositoryUuid(value)),
    name: words,
    groupName: words,
    projectId: identifier((value) => toCodeArtsProjectId(value)),
    projectName: words,
    projectDeleted: flag,
    sshUrl: clean,
    httpsUrl: clean,
    webUrl: clean,
    visibility: words,
    createdAt: date,
    updatedAt: date,
    size: words,
    lfsSize: words,
    creatorName: words,
    creatorUserId: words,
    accountName: words,
    starred: flag,
    isOwner: flag,
    status: finite,
    role: finite,
    archived: flag,
  },
  ['id', 'name'],
);

const storedError: Field<MirrorError> = record<MirrorError>(
  {
    // The vendor may send a code and no words.
    message: { write: clean.write, read: (value) => (value === '' ? value : clean.read(value)) },
    code: clean,
  },
  ['message'],
);

export const storedMirror: Field<RemoteMirror> = record<RemoteMirror>(
  {
    id: count,
    repositoryId: storedId,
    status: words,
    lastUpdateAt: date,
    lastSuccessfulUpdateAt: date,
    sourceUrl: clean,
    failures: count,
    scheduled: flag,
    isPrivate: flag,
    endpointUuid: words,
    lastError: storedError,
  },
  [],
);

export const storedTimes: Field<MirrorTimes> = record<MirrorTimes>(
  { success: date, movement: date, clockIsWrong: flag },
  ['movement', 'clockIsWrong'],
);
