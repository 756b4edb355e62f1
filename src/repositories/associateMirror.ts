import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isCloudError, type RemoteMirror, type Repository } from '../api/index';
import { Cancelled } from '../ui/commands';
import { messageText } from '../ui/displayText';
import { signedInClient } from '../ui/session';
import { confirmTarget } from './confirmTarget';
import { type RepositoryCommandParts, repositoryFor } from './context';
import { statusWords } from './mirrorWords';
import { askSource, checkSource, confirmReplacing } from './sourceQuestions';
import { readContents } from './targetContents';

/**
 * Makes a repository a mirror: which one, from where, really when there is a mirror already, then what the server
 * answered. A second argument `{ url }` answers the question for the address.
 */
export async function associateMirror(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  const repository = await repositoryFor(parts, args, l10n.t('Repository that is to become a mirror'));
  const client = await signedInClient(parts.sessions);
  // Its row is not drawn again before the prompt: a tree that had the focus takes it back when it is refreshed.
  const existing = await client.showRemoteMirror(repository.id);
  // Read while the person types.
  const contents = existing ? undefined : readContents(client, repository, recorded(parts));
  const url = urlOf(args[1]) ?? (await askSource(parts, repository, existing));
  checkSource(parts, url);
  if (existing) {
    await confirmReplacing(repository, existing, url);
  }
  if (contents && !(await confirmTarget(repository, await contents, parts.formats))) {
    throw new Cancelled();
  }
  try {
    const mirror = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: l10n.t('Associating {0}…', messageText(repository.name)),
      },
      () => client.associateRemoteMirror(repository.id, url),
    );
    if (mirror) {
      parts.mirrors.put(repository.id, mirror);
    }
    parts.mirrors.refresh([repository.id]);
    await showAnswer(repository, mirror);
  } catch (error) {
    parts.mirrors.refresh([repository.id]);
    await parts.errors.show(error, outcome(error, repository));
  }
}

function recorded({ errors }: RepositoryCommandParts): (error: unknown) => void {
  return (error) => {
    errors.record(error, 'Whether the repository is empty could not be read');
  };
}

/** A write that got no answer may have been carried out: say so, and let the row show what is there. */
function outcome(error: unknown, repository: Repository): string {
  const name = messageText(repository.name);
  return isCloudError(error) && error.mayHaveHappened === true
    ? l10n.t(
        'No answer arrived, so it is not known whether the mirror of {0} was set. Its row is being read again',
        name,
      )
    : l10n.t('The mirror of {0} was not set', name);
}

async function showAnswer(repository: Repository, mirror: RemoteMirror | undefined): Promise<void> {
  const sync = l10n.t('Sync Now');
  const details = l10n.t('Show Details');
  const chosen = await vscode.window.showInformationMessage(
    l10n.t(
      '{0} is now a mirror. Huawei Cloud answered: status {1}. That does not prove yet that anything has arrived.',
      messageText(repository.name),
      messageText(statusWords(mirror?.status)),
    ),
    sync,
    details,
  );
  const command = chosen === sync ? 'mirror.sync' : chosen === details ? 'mirror.details' : undefined;
  if (command !== undefined) {
    await vscode.commands.executeCommand(`codeartsMirrors.${command}`, { repositoryId: repository.id });
  }
}

function urlOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'url' in value && typeof value.url === 'string'
    ? value.url
    : undefined;
}
