import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { type CloudApi, isCloudError, type RemoteMirror, type Repository, type RepositoryId } from '../api/index';
import { messageText } from '../ui/displayText';
import type { Disposable } from '../ui/emitter';
import { errorText } from '../ui/errorText';
import { signedInClient } from '../ui/session';
import { Slots } from '../ui/slots';
import { type RepositoryCommandParts, repositoriesFor } from './context';
import { type Ending, reportEndings } from './syncReport';
import { isSameSource, requestSync } from './mirrorWrites';
import { watchSynchronization, type WatchResult } from './mirrorWatch';

const AT_ONCE = 4;

/** Lets the person choose among repositories that have a mirror, or may have one: nothing is known of them yet. */
export function mayHaveMirror(parts: RepositoryCommandParts): (repository: Repository) => boolean {
  return ({ id }) => {
    const reading = parts.readings.of(id);
    return reading === undefined || reading.mirror !== undefined;
  };
}

/** The mirrors that a command is about. */
export async function chooseMirrors(
  parts: RepositoryCommandParts,
  args: readonly unknown[],
  placeHolder: string,
): Promise<readonly RepositoryId[]> {
  const repositories = await repositoriesFor(parts, args, placeHolder, mayHaveMirror(parts));
  return repositories.map(({ id }) => id);
}

export async function syncMirror(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  const repositories = await repositoriesFor(parts, args, l10n.t('Select a mirror'), mayHaveMirror(parts));
  await syncRepositories(parts, repositories, { force: false });
}

/**
 * Asks for a synchronisation of one or several mirrors and watches until each has ended. Cancelling stops the
 * watching: a synchronisation that was asked for cannot be called back.
 *
 * @param how `force` lets the source overwrite what has diverged
 */
export async function syncRepositories(
  parts: RepositoryCommandParts,
  chosen: readonly [Repository, ...Repository[]],
  { force }: { readonly force: boolean },
): Promise<void> {
  const client = await signedInClient(parts.sessions);
  const one = chosen.length === 1;
  // A range of rows includes what lies between: what says that it has no mirror is not asked for one.
  const repositories = one ? chosen : chosen.filter(mayHaveMirror(parts));
  if (repositories.length === 0) {
    void reportEndings([], chosen.length, parts.formats);
    return;
  }
  const title = one
    ? l10n.t('Syncing {0}', messageText(chosen[0].name))
    : l10n.t('Syncing {0} mirrors', parts.formats.count(repositories.length));
  const endings = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => {
        abort.abort();
      });
      let requested = 0;
      const onRequested = (): void => {
        requested += 1;
        progress.report({
          message: one
            ? l10n.t('Requested. Waiting for it to finish; cancelling stops only the waiting.')
            : l10n.t('Requested {0} of {1}. Cancelling stops only the waiting.', requested, repositories.length),
        });
      };
      // Only requesting is bounded: one that never finishes must not hold up those behind it.
      const requesting = new Slots(AT_ONCE);
      return Promise.all(
        repositories.map((repository) =>
          syncOne(parts, client, repository, { signal: abort.signal, force, requesting, onRequested }),
        ),
      );
    },
  );
  for (const { text } of endings.filter(({ severity }) => severity !== 'info')) {
    parts.errors.note(text);
  }
  // The command has ended by then: nobody has to answer.
  void reportEndings(endings, chosen.length, parts.formats);
}

interface Run {
  readonly signal: AbortSignal;
  readonly force: boolean;
  readonly requesting: Slots;
  readonly onRequested: () => void;
}

/** How far a request has got when something goes wrong. */
type Stage = 'reading' | 'sent' | 'requested';

async function syncOne(
  parts: RepositoryCommandParts,
  client: CloudApi,
  repository: Repository,
  { signal, force, requesting, onRequested }: Run,
): Promise<Ending> {
  const name = messageText(repository.name);
  let stage: Stage = 'reading';
  try {
    const requested = await requesting.run(async () => {
      const before = await client.showRemoteMirror(repository.id, { signal });
      // Its row tells a run that begins from one that has been standing still by what was there before.
      parts.reader.put(repository.id, before);
      if (!before) {
        return undefined;
      }
      stage = 'sent';
      // Not given the signal: a request that is on its way must not be cut off, or nobody knows whether it arrived.
      const { hasTask } = await requestSync({ client, sleep: parts.sleep }, repository.id, before, force);
      stage = 'requested';
      onRequested();
      return { before, hasTask };
    });
    if (!requested) {
      const text = l10n.t('{0} has no mirror. Associate one first.', name);
      return { severity: 'warning', text, hasNoMirror: true };
    }
    parts.reader.refresh([repository.id]);
    const result = await watch(parts, repository, requested.before, signal);
    if (result.kind === 'stopped' || result.kind === 'undecided') {
      parts.reader.refresh([repository.id]);
    }
    return await ending(repository, result, requested, parts);
  } catch (error) {
    parts.reader.refresh([repository.id]);
    return failure(error, name, stage, signal.aborted, parts);
  }
}

async function watch(
  parts: RepositoryCommandParts,
  { id }: Repository,
  before: RemoteMirror,
  signal: AbortSignal,
): Promise<WatchResult> {
  const watching = await parts.watch();
  const follow = (followed: RepositoryId): Disposable => watching.follow(followed);
  const { readings, sessions, sleep } = parts;
  return watchSynchronization(id, before, { readings, sessions, sleep, follow }, signal);
}

interface Requested {
  readonly before: RemoteMirror;
  /** The server named a task. */
  readonly hasTask: boolean;
}

async function ending(
  repository: Repository,
  result: WatchResult,
  { before, hasTask }: Requested,
  { formats, clock }: RepositoryCommandParts,
): Promise<Ending> {
  const name = messageText(repository.name);
  switch (result.kind) {
    case 'succeeded': {
      const { sourceUrl } = result.mirror;
      if (sourceUrl !== undefined && before.sourceUrl !== undefined && !isSameSource(sourceUrl, before.sourceUrl)) {
        return {
          severity: 'warning',
          text: l10n.t('{0} is synced, but its source was changed meanwhile: {1}', name, messageText(sourceUrl)),
        };
      }
      const at = result.mirror.lastSuccessfulUpdateAt ?? clock();
      return { severity: 'info', text: l10n.t('{0} is synced: last success {1}.', name, formats.moment(at, clock())) };
    }
    case 'failed': {
      const { mirrorAdvice } = await import('./mirrorCauseWords');
      const advice = mirrorAdvice(result.mirror, 'failing');
      return {
        severity: 'error',
        text: l10n.t('{0}: sync failed. {1}', name, advice.text),
        failed: { repository, advice },
      };
    }
    case 'canceled':
      return { severity: 'warning', text: l10n.t('{0}: the synchronisation was canceled on the server.', name) };
    case 'removed':
      return { severity: 'warning', text: l10n.t('{0} has no mirror any more.', name) };
    case 'undecided':
      if (!result.moved) {
        return {
          severity: 'warning',
          text: hasTask
            ? l10n.t('{0}: Huawei Cloud accepted the request, but no sync has started in 30 minutes. Sync again.', name)
            : l10n.t(
                '{0}: Huawei Cloud gave an empty answer, and no sync has started in 30 minutes. Sync again.',
                name,
              ),
        };
      }
      return {
        severity: 'warning',
        text: l10n.t(
          '{0}: no result after 30 minutes. The synchronisation may still be running; refresh later to see.',
          name,
        ),
      };
    case 'stopped':
      return { severity: 'warning', text: unwatched(name) };
  }
}

function failure(error: unknown, name: string, stage: Stage, stopped: boolean, parts: RepositoryCommandParts): Ending {
  // Signing out ends every request too: that is no failure of the synchronisation.
  const ended = stopped || (isCloudError(error) && error.kind === 'cancelled');
  if (ended && stage === 'reading') {
    return { severity: 'warning', text: l10n.t('{0}: not requested.', name) };
  }
  if (ended && stage === 'requested') {
    return { severity: 'warning', text: unwatched(name) };
  }
  parts.errors.record(error, l10n.t('Syncing {0}', name));
  const { message } = errorText(error);
  if (stage === 'requested') {
    return { severity: 'error', text: l10n.t('{0}: requested, but its result could not be read. {1}', name, message) };
  }
  return isCloudError(error) && error.mayHaveHappened === true
    ? {
        severity: 'error',
        text: l10n.t(
          '{0}: no answer arrived, so it is not known whether the synchronisation was requested. {1}',
          name,
          message,
        ),
      }
    : { severity: 'error', text: l10n.t('{0}: the synchronisation was not requested. {1}', name, message) };
}

function unwatched(name: string): string {
  return l10n.t('{0}: no longer watched. The synchronisation may go on; refresh later to see its result.', name);
}
