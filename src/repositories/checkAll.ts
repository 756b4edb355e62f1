import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { RepositoryId } from '../api/index';
import { loadedOf } from '../ui/listStore';
import { signedInClient } from '../ui/session';
import type { RepositoryCommandParts } from './context';
import type { CheckResult } from './mirrorStore';

/**
 * Reads the whole list and the mirror of every repository, also of those in closed groups. It runs only when a person
 * asks for it, can be stopped, keeps what it has read by then, and counts only what it has read itself.
 */
export async function checkAllMirrors(parts: RepositoryCommandParts): Promise<void> {
  await signedInClient(parts.sessions);
  const { ids, result } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t('Checking all mirrors'), cancellable: true },
    async (progress, token) => {
      await readWholeList(parts, token);
      const all: readonly RepositoryId[] = (loadedOf(parts.list.state)?.items ?? []).map(({ id }) => id);
      const abort = new AbortController();
      const stop = token.onCancellationRequested(() => {
        abort.abort();
      });
      if (token.isCancellationRequested) {
        abort.abort();
      }
      const count = (number: number): string => parts.formats.count(number);
      const checked = await parts.mirrors.check(all, abort.signal, parts.shown, (left) => {
        progress.report({
          message: l10n.t('{0} of {1}', count(all.length - left), count(all.length)),
          increment: 100 / all.length,
        });
      });
      stop.dispose();
      return { ids: all, result: checked };
    },
  );
  await report(parts, ids.length, result);
}

async function report(parts: RepositoryCommandParts, repositories: number, result: CheckResult): Promise<void> {
  const { problems, mirrors } = parts.model.recount();
  const count = (number: number): string => parts.formats.count(number);
  const found =
    problems.length === 0
      ? l10n.t('{0} mirrors checked, none needs attention.', count(result.mirrors))
      : l10n.t('{0} of {1} mirrors need attention.', count(problems.length), count(mirrors));
  const left = repositories - result.checked;
  const text = left > 0 ? `${found} ${l10n.t('{0} repositories were not checked.', count(left))}` : found;
  const show = l10n.t('Show Problems');
  const tell = left > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const chosen = await tell(text, ...(problems.length > 0 ? [show] : []));
  if (chosen === show) {
    await vscode.commands.executeCommand('codeartsMirrors.statusMenu');
  }
}

async function readWholeList(parts: RepositoryCommandParts, token: vscode.CancellationToken): Promise<void> {
  await parts.list.ensure();
  while (
    parts.list.state.kind === 'ready' &&
    parts.list.state.loaded.next !== undefined &&
    !token.isCancellationRequested
  ) {
    await parts.list.loadMore();
  }
  if (parts.list.state.kind === 'failed') {
    throw parts.list.state.error;
  }
}
