import { type CloudApi, isCloudError, type RemoteMirror, type RepositoryId } from '../api/index';
import { mirrorStatus } from './mirrorStatus';

export interface WriteParts {
  readonly client: Pick<CloudApi, 'associateRemoteMirror' | 'showRemoteMirror' | 'startRemoteMirrorSynchronization'>;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** What is known after a source was set. Only what was read back counts; a success status proves nothing. */
export type SourceOutcome =
  /** The mirror has the source that was asked for. */
  | { readonly kind: 'set'; readonly mirror: RemoteMirror }
  /** It was accepted, and the mirror has another source, or none. */
  | { readonly kind: 'otherSource'; readonly mirror: RemoteMirror }
  /** It was accepted, and there is no mirror. */
  | { readonly kind: 'noMirror' }
  /** It was accepted, and what is there cannot be read. */
  | { readonly kind: 'unread'; readonly error: unknown }
  /** No usable answer arrived, and what was asked for is not there, or not yet. */
  | { readonly kind: 'unanswered'; readonly error: unknown; readonly found: ReadBack };

/** What was found when it was looked up. */
export type ReadBack =
  | { readonly kind: 'mirror'; readonly mirror: RemoteMirror }
  | { readonly kind: 'noMirror' }
  | { readonly kind: 'unread'; readonly error: unknown };

/** A server that has only just accepted something may not tell of it at once: it is asked once more after this. */
const SECOND_LOOK_MS = 2000;

/**
 * Makes a repository a mirror, or gives a mirror another source, and reads it back. A request whose answer was lost is
 * looked up as well.
 *
 * @throws CloudError when the request was refused or never sent: nothing has changed then
 */
export async function setSource(parts: WriteParts, id: RepositoryId, url: string): Promise<SourceOutcome> {
  let lost: { readonly error: unknown } | undefined;
  try {
    await parts.client.associateRemoteMirror(id, url);
  } catch (error) {
    if (!mayHaveHappened(error)) {
      throw error;
    }
    lost = { error };
  }
  const isThere = (found: ReadBack): boolean => found.kind === 'mirror' && isSameSource(found.mirror.sourceUrl, url);
  const found = await lookTwice(parts, id, isThere);
  if (found.kind === 'mirror' && isThere(found)) {
    return { kind: 'set', mirror: found.mirror };
  }
  if (lost) {
    return { kind: 'unanswered', error: lost.error, found };
  }
  return found.kind === 'mirror' ? { kind: 'otherSource', mirror: found.mirror } : found;
}

/** What is known after a synchronisation was asked for. */
export interface SyncRequested {
  /** The server named a task: without one, only a change of the mirror shows that it has understood. */
  readonly hasTask: boolean;
}

/**
 * Asks for a synchronisation. One whose answer was lost is taken for requested when the mirror has moved since.
 *
 * @param before the mirror as it was before
 * @param force lets the source overwrite what has diverged
 * @throws CloudError when it was refused or never sent, or when it is not known whether it arrived (`mayHaveHappened`)
 */
export async function requestSync(
  parts: WriteParts,
  id: RepositoryId,
  before: RemoteMirror,
  force = false,
): Promise<SyncRequested> {
  try {
    const { taskId } = await parts.client.startRemoteMirrorSynchronization(id, force ? { force } : {});
    return { hasTask: taskId !== undefined };
  } catch (error) {
    const moved = (found: ReadBack): boolean => found.kind === 'mirror' && hasMoved(before, found.mirror);
    if (!mayHaveHappened(error) || !moved(await lookTwice(parts, id, moved))) {
      throw error;
    }
    return { hasTask: false };
  }
}

/** Whether a reading shows that something has run, or is about to, since another one. */
export function hasMoved(before: RemoteMirror | undefined, now: RemoteMirror): boolean {
  const changed = (one: Date | undefined, other: Date | undefined): boolean => one?.getTime() !== other?.getTime();
  return (
    changed(before?.lastUpdateAt, now.lastUpdateAt) ||
    changed(before?.lastSuccessfulUpdateAt, now.lastSuccessfulUpdateAt) ||
    (isRunning(now) && !isRunning(before))
  );
}

/** Whether two addresses lead to the same place. */
export function isSameSource(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && canonical(one) === canonical(other);
}

function canonical(url: string): string {
  return (URL.canParse(url) ? new URL(url).href : url).replace(/\/+$/, '');
}

function isRunning(mirror: RemoteMirror | undefined): boolean {
  const status = mirrorStatus(mirror?.status);
  return status === 'scheduled' || status === 'started';
}

function mayHaveHappened(error: unknown): boolean {
  return isCloudError(error) && error.mayHaveHappened === true;
}

async function lookTwice(
  { client, sleep }: WriteParts,
  id: RepositoryId,
  isExpected: (found: ReadBack) => boolean,
): Promise<ReadBack> {
  const first = await look(client, id);
  if (isExpected(first)) {
    return first;
  }
  await sleep(SECOND_LOOK_MS, new AbortController().signal);
  return look(client, id);
}

async function look(client: WriteParts['client'], id: RepositoryId): Promise<ReadBack> {
  try {
    const mirror = await client.showRemoteMirror(id);
    return mirror ? { kind: 'mirror', mirror } : { kind: 'noMirror' };
  } catch (error) {
    return { kind: 'unread', error };
  }
}
