import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Repository } from '../api/index';
import { Cancelled } from '../ui/commands';
import { messageText } from '../ui/displayText';
import { type RepositoryCommandParts, repositoriesFor } from './context';
import { mayHaveMirror, syncRepositories } from './syncMirror';

/** Syncs and lets the source win where it has diverged. It asks first: what only the repository holds is lost. */
export async function overwriteMirror(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  const repositories = await repositoriesFor(parts, args, l10n.t('Select a mirror to overwrite'), mayHaveMirror(parts));
  // A range of rows includes what lies between: the question is of those that may have a mirror.
  const asked: readonly Repository[] =
    repositories.length > 1 ? repositories.filter(mayHaveMirror(parts)) : repositories;
  const [first] = asked;
  if (first === undefined) {
    await syncRepositories(parts, repositories, { force: true });
    return;
  }
  const overwrite = l10n.t('Overwrite');
  const chosen = await vscode.window.showWarningMessage(
    asked.length === 1
      ? l10n.t('Overwrite {0} with its source?', messageText(first.name))
      : l10n.t('Overwrite {0} mirrors with their sources?', parts.formats.count(asked.length)),
    {
      modal: true,
      detail: l10n.t(
        'Branches and tags that have diverged are replaced by those of the source. Commits that only the repository has are lost. This can’t be undone.',
      ),
    },
    overwrite,
  );
  if (chosen !== overwrite) {
    throw new Cancelled();
  }
  await syncRepositories(parts, repositories, { force: true });
}
