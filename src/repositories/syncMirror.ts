import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { type CloudApi, isCloudError, type RemoteMirror, type Repository } from '../api/index';
import { messageText } from '../ui/displayText';
import { errorText } from '../ui/errorText';
import { signedInClient } from '../ui/session';
import { Slots } from '../ui/slots';
import { sentences } from '../ui/punctuation';
import { type RepositoryCommandParts, repositoriesFor } from './context';
import { readingOf } from './mirrorStore';
import { isSameSource, requestSync } from './mirrorWrites';
import { WATCH_TIMING, watchSynchronization, type WatchResult } from './mirrorWatch';

/** How one repository of a batch ended: the words for it, and whether a person has to act. */
interface Ending {
  readonly text: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly hasNoMirror?: true;
}

const AT_ONCE = 4;

/**
 * Asks for a synchronisation of one or several mirrors and watches until each has ended. Cancelling stops the
 * watching: a synchronisation that was asked for cannot be called back.
 */
export async function syncMirror(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  const mayHaveMirror = ({ id }: Repository): boolean => {
    const reading = readingOf(parts.mirrors.stateOf(id));
    return reading === undefined || reading.mirror !== undefined;
  };
  const chosen = await repositoriesFor(parts, args, l10n.t('Select a mirror'), mayHaveMirror);
  const client = await signedInClient(parts.sessions);
  const one = chosen.length === 1;
  // A range of rows includes what lies between: what says that it has no mirror is not asked for one.
  const repositories = one ? chosen : chosen.filter(mayHaveMirror);
  if (repositories.length === 0) {
    report([], chosen.length, parts);
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
          syncOne(parts, client, repository, { signal: abort.signal, requesting, onRequested }),
        ),
      );
    },
  );
  report(endings, chosen.length, parts);
}

interface Run {
  readonly signal: AbortSignal;
  readonly requesting: Slots;
  readonly onRequested: () => void;
}

/** How far a request has got when something goes wrong. */
type Stage = 'reading' | 'sent' | 'requested';

async function syncOne(
  parts: RepositoryCommandParts,
  client: CloudApi,
  repository: Repository,
  { signal, requesting, onRequested }: Run,
): Promise<Ending> {
  const name = messageText(repository.name);
  let stage: Stage = 'reading';
  try {
    const requested = await requesting.run(async () => {
      const before = await client.showRemoteMirror(repository.id, { signal });
      // Its row tells a run that begins from one that has been standing still by what was there before.
      parts.mirrors.put(repository.id, before);
      if (!before) {
        return undefined;
      }
      stage = 'sent';
      // Not given the signal: a request that is on its way must not be cut off, or nobody knows whether it arrived.
      const { hasTask } = await requestSync({ client, sleep: parts.sleep }, repository.id, before);
      stage = 'requested';
      onRequested();
      return { before, hasTask };
    });
    if (!requested) {
      const text = l10n.t('{0} has no mirror. Associate one first.', name);
      return { severity: 'warning', text, hasNoMirror: true };
    }
    parts.mirrors.refresh([repository.id]);
    const result = await watch(parts, client, repository, requested.before, signal);
    if (result.kind === 'stopped' || result.kind === 'undecided') {
      parts.mirrors.refresh([repository.id]);
    }
    return ending(name, result, requested, parts);
  } catch (error) {
    parts.mirrors.refresh([repository.id]);
    return failure(error, name, stage, signal.aborted, parts);
  }
}

function watch(
  parts: RepositoryCommandParts,
  client: CloudApi,
  repository: Repository,
  before: RemoteMirror,
  signal: AbortSignal,
): Promise<WatchResult> {
  return watchSynchronization(
    repository.id,
    before,
    {
      client,
      clock: parts.clock,
      timing: WATCH_TIMING,
      sleep: parts.sleep,
      onReading: (mirror) => {
        parts.mirrors.put(repository.id, mirror);
      },
    },
    signal,
  );
}

interface Requested {
  readonly before: RemoteMirror;
  /** The server named a task. */
  readonly hasTask: boolean;
}

function ending(
  name: string,
  result: WatchResult,
  { before, hasTask }: Requested,
  { formats, clock }: RepositoryCommandParts,
): Ending {
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
      const reason = messageText(result.mirror.lastError?.message ?? l10n.t('no reason given'));
      return { severity: 'error', text: l10n.t('{0}: the synchronisation failed ({1}).', name, reason) };
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
  parts.errors.record(error, `Syncing ${name}`);
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

/**
 * One notification for the whole batch, as serious as its worst member.
 *
 * @param chosen how many repositories the person had selected
 */
function report(all: readonly Ending[], chosen: number, { formats }: RepositoryCommandParts): void {
  const endings = chosen === 1 ? all : all.filter(({ hasNoMirror }) => hasNoMirror !== true);
  const worst =
    (['error', 'warning', 'info'] as const).find((severity) => endings.some((one) => one.severity === severity)) ??
    'warning';
  const [first] = endings;
  const skipped = chosen - endings.length;
  const good = endings.filter(({ severity }) => severity === 'info').length;
  const bad = endings.filter(({ severity }) => severity !== 'info').map(({ text }) => text);
  const texts =
    first && endings.length === 1
      ? [first.text]
      : [...(first ? [l10n.t('{0} of {1} mirrors are synced.', good, endings.length)] : []), ...bad];
  const left =
    skipped === 0 ? [] : [l10n.t('Skipped {0} of {1}: no mirror.', formats.count(skipped), formats.count(chosen))];
  const text = sentences(...texts, ...left);
  const show = {
    info: vscode.window.showInformationMessage,
    warning: vscode.window.showWarningMessage,
    error: vscode.window.showErrorMessage,
  }[worst];
  const showLog = l10n.t('Show Log');
  void show(text, ...(worst === 'error' ? [showLog] : [])).then((chosen) =>
    chosen === showLog ? vscode.commands.executeCommand('codeartsMirrors.showLog') : undefined,
  );
}
