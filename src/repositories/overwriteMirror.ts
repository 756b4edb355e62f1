import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { Cancelled } from '../ui/commands';
import { messageText } from '../ui/displayText';
import { type RepositoryCommandParts, repositoriesFor } from './context';
import { mayHaveMirror, syncRepositories } from './syncMirror';

/** Syncs and lets the source win where it has diverged. It asks first: what only the repository holds is lost. */
export async function overwriteMirror(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  const repositories = await repositoriesFor(parts, args, l10n.t('Select a mirror to overwrite'), mayHaveMirror(parts));
  const [first] = repositories;
  const overwrite = l10n.t('Overwrite');
  const chosen = await vscode.window.showWarningMessage(
    repositories.length === 1
      ? l10n.t('Overwrite {0} with its source?', messageText(first.name))
      : l10n.t('Overwrite {0} mirrors with their sources?', parts.formats.count(repositories.length)),
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
