import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isCloudError, type RepositoryId } from '../api/index';
import { attentionWords, noProblemWords } from '../ui/attentionWords';
import { loadedOf } from '../ui/listStore';
import { pausedUntilWords } from '../ui/pauseWords';
import { signedInClient } from '../ui/session';
import { pauseAfterMs, setbackOf } from '../ui/setbacks';
import { sentences } from '../ui/punctuation';
import type { RepositoryCommandParts } from './context';
import { checkMirrors, type CheckResult } from './mirrorCheck';
import type { Pause } from './readingPause';

/**
 * Reads the whole list and the mirror of every repository, also of those in closed groups. It runs only when a person
 * asks for it, can be stopped, waits while reading is paused, keeps what it has read by then, and counts only what it has
 * read itself.
 */
export async function checkAllMirrors(parts: RepositoryCommandParts): Promise<void> {
  await signedInClient(parts.sessions);
  const { repositories, result } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t('Checking all mirrors'), cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      const stop = token.onCancellationRequested(() => {
        abort.abort();
      });
      const count = (number: number): string => parts.formats.count(number);
      await readWholeList(parts, abort.signal, (pause) => {
        progress.report({ message: pausedUntilWords(pause.until, pause.error.kind) });
      });
      const loaded = loadedOf(parts.list.state);
      const all: readonly RepositoryId[] = (loaded?.items ?? []).map(({ id }) => id);
      const counted = loaded?.rest === 'none' ? all.length : Math.max(all.length, loaded?.total ?? 0);
      let before = all.length;
      const checked = await checkMirrors(parts, all, abort.signal, (left, pause) => {
        const done = l10n.t('{0} of {1}', count(all.length - left), count(all.length));
        const message = pause ? `${done} · ${pausedUntilWords(pause.until, pause.error.kind)}` : done;
        progress.report({ message, increment: (100 * (before - left)) / all.length });
        before = left;
      });
      stop.dispose();
      return { repositories: counted, result: checked };
    },
  );
  await report(parts, repositories, result);
}

async function report(parts: RepositoryCommandParts, repositories: number, result: CheckResult): Promise<void> {
  const { problems, mirrors } = parts.model.recount();
  const found =
    problems.length === 0
      ? noProblemWords(result.mirrors, parts.formats)
      : attentionWords(problems.length, parts.formats, mirrors);
  const left = repositories - result.checked;
  const rest =
    left === 1
      ? l10n.t('1 repository was not checked.')
      : l10n.t('{0} repositories were not checked.', parts.formats.count(left));
  const text = sentences(l10n.t('{0}.', found), ...(left > 0 ? [rest] : []));
  const show = l10n.t('Show Problems');
  const tell = left > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const chosen = await tell(text, ...(problems.length > 0 ? [show] : []));
  if (chosen === show) {
    await vscode.commands.executeCommand('codeartsMirrors.statusMenu');
  }
}

async function readWholeList(
  { list, clock, sleep }: RepositoryCommandParts,
  signal: AbortSignal,
  onPause: (pause: Pause) => void,
): Promise<void> {
  await list.ensure();
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
  let failures = 0;
  let read = 0;
  for (;;) {
    await Promise.race([list.whole(), stopped]);
    const { state } = list;
    if (signal.aborted || state.kind !== 'failed') {
      return;
    }
    const { error, previous } = state;
    if (!isCloudError(error) || setbackOf(error) !== 'everything') {
      throw error;
    }
    const count = previous?.items.length ?? 0;
    failures = count > read ? 1 : failures + 1;
    read = count;
    const now = clock().getTime();
    const until = error.pausedUntil ?? new Date(now + pauseAfterMs(failures));
    onPause({ error, until });
    // Ends early, by a rejection, when a person has enough of it.
    await sleep(until.getTime() - now, signal).then(
      () => list.goOn(),
      () => undefined,
    );
  }
}
