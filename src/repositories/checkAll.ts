import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { loadedOf } from '../ui/listStore';
import { signedInClient } from '../ui/session';
import { type RepositoryCommandParts } from './context';

/**
 * Reads the whole list and the mirror of every repository, also of those in closed groups. It runs only when a person
 * asks for it, can be stopped, and keeps what it has read by then.
 */
export async function checkAllMirrors(parts: RepositoryCommandParts): Promise<void> {
  await signedInClient(parts.sessions);
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t('Checking all mirrors'), cancellable: true },
    async (progress, token) => {
      await readWholeList(parts, token);
      const ids = (loadedOf(parts.list.state)?.items ?? []).map(({ id }) => id);
      const stop = token.onCancellationRequested(() => {
        const shown = new Set(parts.shown());
        parts.mirrors.hide(ids.filter((id) => !shown.has(id)));
      });
      parts.mirrors.refresh(token.isCancellationRequested ? [] : ids);
      let read = 0;
      await new Promise<void>((resolve) => {
        const subscription = parts.mirrors.onDidChange(() => {
          read += 1;
          progress.report({
            message: l10n.t(
              '{0} of {1}',
              parts.formats.count(Math.min(read, ids.length)),
              parts.formats.count(ids.length),
            ),
            increment: 100 / Math.max(ids.length, 1),
          });
          finishWhenIdle();
        });
        const cancelled = token.onCancellationRequested(finishWhenIdle);
        const ended = parts.sessions.onDidChange(finishWhenIdle);
        function finishWhenIdle(): void {
          // An arrival is told before its place in the queue is taken by the next: look after that.
          queueMicrotask(() => {
            if (!parts.mirrors.busy) {
              for (const each of [subscription, cancelled, ended]) {
                each.dispose();
              }
              resolve();
            }
          });
        }
        finishWhenIdle();
      });
      stop.dispose();
    },
  );
  const { mirrors, problems, unread } = parts.model.recount();
  const count = (number: number): string => parts.formats.count(number);
  const text =
    problems.length === 0
      ? l10n.t('{0} mirrors checked, none needs attention.', count(mirrors))
      : l10n.t('{0} of {1} mirrors need attention.', count(problems.length), count(mirrors));
  const rest = unread > 0 ? l10n.t('{0} repositories were not checked.', count(unread)) : '';
  const show = l10n.t('Show Problems');
  const chosen = await vscode.window.showInformationMessage(
    `${text} ${rest}`.trim(),
    ...(problems.length > 0 ? [show] : []),
  );
  if (chosen === show) {
    await vscode.commands.executeCommand('codeartsMirrors.statusMenu');
  }
}

async function readWholeList(parts: RepositoryCommandParts, token: vscode.CancellationToken): Promise<void> {
  await parts.list.load();
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
