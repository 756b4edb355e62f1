import type { RemoteMirror, Repository } from '../api/index';
import { type MirrorCause, mirrorCause } from './mirrorCause';
import { needsAttention } from './mirrorHealth';
import { mirrorStatus } from './mirrorStatus';
import type { RowSubject } from './repositoriesModel';
import { type RowFilter, type ShownHealth, tidy } from './rowChoice';

export function shownHealth({ health }: RowSubject): ShownHealth {
  return health ?? 'unread';
}

/** Whether a row passes. What is not known of it does not. */
export function passes(filter: RowFilter, subject: RowSubject): boolean {
  const { text, healths, causes, mirrorsOnly, mineOnly } = filter;
  const { repository, reading } = subject;
  return (
    (mineOnly !== true || repository.isOwner === true) &&
    (text === undefined || holds(repository, reading?.mirror, text)) &&
    (mirrorsOnly !== true || reading?.mirror !== undefined) &&
    (healths?.includes(shownHealth(subject)) ?? true) &&
    (causes === undefined || isOneOf(causes, causeOf(subject)))
  );
}

/** Whether a row that does not pass may do so once its mirror has been read. */
export function mayPass(filter: RowFilter, subject: RowSubject): boolean {
  const { text, mineOnly } = filter;
  return subject.reading === undefined && !passes(filter, subject) && passes({ text, mineOnly }, subject);
}

/** Whether what passes depends on what is known of mirrors: only then is it to be judged anew when one was read. */
export function looksAtMirrors({ text, healths, causes, mirrorsOnly }: RowFilter): boolean {
  return [text, healths, causes].some((part) => part !== undefined) || mirrorsOnly === true;
}

/** What the server is asked for by a text: it looks for one piece of text, and not for each word of several. */
export function searchWord(text: string | undefined): string | undefined {
  return text?.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest));
}

/** The filter for what the server has found for a word, whatever it looked at: the rest still counts. */
export function besides(filter: RowFilter, word: string): RowFilter {
  const rest = filter.text?.split(' ').filter((each) => each !== word) ?? [];
  return tidy({ ...filter, text: rest.join(' ') });
}

function holds(repository: Repository, mirror: RemoteMirror | undefined, text: string): boolean {
  const { name, projectName, groupName, httpsUrl, sshUrl } = repository;
  const where = [name, projectName, groupName, httpsUrl, sshUrl, mirror?.sourceUrl];
  const hay = folded(where.filter((part) => part !== undefined).join('\n'));
  return folded(text)
    .split(' ')
    .every((word) => hay.includes(word));
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function isOneOf(causes: readonly MirrorCause[], cause: MirrorCause | undefined): boolean {
  return cause !== undefined && causes.includes(cause);
}

/** Reading the words of an error takes a moment, and each is asked for at every change. */
const known = new WeakMap<RemoteMirror, MirrorCause>();

/** Why a mirror needs attention; undefined for one that needs none. */
export function causeOf({ reading, health }: RowSubject): MirrorCause | undefined {
  const mirror = reading?.mirror;
  if (mirror === undefined || (health !== 'unknown' && !needsAttention(health))) {
    return undefined;
  }
  const cause = known.get(mirror) ?? causeOfError(mirror);
  known.set(mirror, cause);
  return cause;
}

/** The service may keep the error of an earlier run after a success (NOTES.md section 6). */
function causeOfError({ status, lastError }: RemoteMirror): MirrorCause {
  return lastError === undefined || mirrorStatus(status) === 'finished' ? 'unknown' : mirrorCause(lastError.message);
}
