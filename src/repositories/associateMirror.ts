import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Repository } from '../api/index';
import { Cancelled } from '../ui/commands';
import { messageText } from '../ui/displayText';
import { signedInClient } from '../ui/session';
import { confirmTarget } from './confirmTarget';
import { type RepositoryCommandParts, repositoryFor } from './context';
import { setSource, type SourceOutcome } from './mirrorWrites';
import { askSource, checkSource, confirmReplacing } from './sourceQuestions';
import { otherSourceWords, replacedWords, setWords } from './sourceWords';
import { readContents } from './targetContents';

/**
 * Makes a repository a mirror: which one, from where, really when there is a mirror already, then what is
 * there afterwards. A second argument `{ url }` answers the question for the address.
 */
export async function associateMirror(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  await giveSource(parts, args, await repositoryFor(parts, args, l10n.t('Repository that is to become a mirror')));
}

/** Gives a mirror another source. Arguments as those of `associateMirror`. */
export async function changeSource(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  // One that is not checked yet may be a mirror.
  const maybe = ({ id }: Repository): boolean => parts.model.health(id) !== 'none';
  const repository = await repositoryFor(parts, args, l10n.t('Select a mirror'), maybe);
  await giveSource(parts, args, repository, { onlyMirrors: true });
}

async function giveSource(
  parts: RepositoryCommandParts,
  args: readonly unknown[],
  repository: Repository,
  { onlyMirrors = false } = {},
): Promise<void> {
  const client = await signedInClient(parts.sessions);
  // Its row is not drawn again before the prompt: a tree that had the focus takes it back when it is refreshed.
  const existing = await client.showRemoteMirror(repository.id);
  if (onlyMirrors && existing === undefined) {
    parts.reader.put(repository.id, undefined);
    await offerAssociating(repository);
    return;
  }
  // Read while the person types.
  const contents = existing ? undefined : readContents(client, repository, recorded(parts));
  const url = urlOf(args[1]) ?? (await askSource(parts, repository, existing));
  checkSource(parts, url);
  if (existing?.sourceUrl === url) {
    void vscode.window.showInformationMessage(
      l10n.t('{0} already has this source. Nothing was changed.', messageText(repository.name)),
    );
    return;
  }
  if (existing) {
    await confirmReplacing(repository, existing, url);
  }
  if (contents && !(await confirmTarget(repository, await contents, parts.formats))) {
    throw new Cancelled();
  }
  try {
    const outcome = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: l10n.t('Associating {0}…', messageText(repository.name)),
      },
      () => setSource({ client, sleep: parts.sleep }, repository.id, url),
    );
    await showOutcome(parts, repository, outcome, { url, replaced: existing !== undefined });
  } catch (error) {
    parts.reader.refresh([repository.id]);
    await parts.errors.show(error, l10n.t('The mirror of {0} was not set', messageText(repository.name)));
  }
}

async function offerAssociating(repository: Repository): Promise<void> {
  const associate = l10n.t('Associate…');
  const chosen = await vscode.window.showWarningMessage(
    l10n.t('{0} has no mirror. Associate one first.', messageText(repository.name)),
    associate,
  );
  if (chosen === associate) {
    await vscode.commands.executeCommand('codeartsMirrors.mirror.associate', { repositoryId: repository.id });
  }
}

function recorded({ errors }: RepositoryCommandParts): (error: unknown) => void {
  return (error) => {
    errors.record(error, l10n.t('Unable to tell whether the repository is empty'));
  };
}

interface Asked {
  readonly url: string;
  /** There was a mirror before. */
  readonly replaced: boolean;
}

/** Says what is known, and lets the row show it. */
async function showOutcome(
  parts: RepositoryCommandParts,
  repository: Repository,
  outcome: SourceOutcome,
  { url, replaced }: Asked,
): Promise<void> {
  const name = messageText(repository.name);
  switch (outcome.kind) {
    case 'set':
      parts.reader.put(repository.id, outcome.mirror);
      await offer(
        vscode.window.showInformationMessage,
        repository,
        replaced ? replacedWords(name, outcome.mirror) : setWords(name, outcome.mirror),
      );
      return;
    case 'otherSource':
      parts.reader.put(repository.id, outcome.mirror);
      await offer(vscode.window.showWarningMessage, repository, otherSourceWords(name, url, outcome.mirror));
      return;
    case 'noMirror':
      parts.reader.put(repository.id, undefined);
      await offer(
        vscode.window.showWarningMessage,
        repository,
        l10n.t(
          'Huawei Cloud accepted the source of {0}, but reports no mirror. Refresh in a minute; if there is still none, try again.',
          name,
        ),
      );
      return;
    case 'unread':
      parts.reader.refresh([repository.id]);
      await parts.errors.show(
        outcome.error,
        l10n.t('Huawei Cloud accepted the source of {0}, but the mirror could not be read to confirm it', name),
      );
      return;
    case 'unanswered':
      parts.reader.refresh([repository.id]);
      await parts.errors.show(
        outcome.error,
        outcome.found.kind === 'unread'
          ? l10n.t('No answer arrived, and the mirror could not be read: it is not known whether {0} was set up', name)
          : l10n.t('No answer arrived, and Huawei Cloud does not report the new source of {0}, at least not yet', name),
      );
  }
}

type Tell = (text: string, ...buttons: string[]) => Thenable<string | undefined>;

async function offer(tell: Tell, repository: Repository, text: string): Promise<void> {
  const sync = l10n.t('Sync Now');
  const details = l10n.t('Show Details');
  // What is not a mirror cannot be synced.
  const chosen = await tell(text, ...(tell === vscode.window.showInformationMessage ? [sync] : []), details);
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
