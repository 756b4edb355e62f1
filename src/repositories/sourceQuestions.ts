import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { checkMirrorUrl, type RemoteMirror, type Repository } from '../api/index';
import { Cancelled } from '../ui/commands';
import { displayText, messageText } from '../ui/displayText';
import type { RepositoryCommandParts } from './context';
import { addressProblem, type AddressSurroundings, addressWarning } from './mirrorAddress';

/**
 * Asks for the address to pull from, and says what is wrong with it while it is typed.
 *
 * @param existing the mirror that has a source already: the question starts with that
 * @throws Cancelled when the person leaves
 */
export async function askSource(
  parts: RepositoryCommandParts,
  repository: Repository,
  existing: RemoteMirror | undefined,
): Promise<string> {
  const surroundings = surroundingsOf(parts);
  const answer = await vscode.window.showInputBox({
    title: existing
      ? l10n.t('Source address for {0}', displayText(repository.name))
      : l10n.t('Source of the mirror {0}', displayText(repository.name)),
    prompt: l10n.t('Address of the repository to pull from. It must be reachable from Huawei Cloud by HTTP or HTTPS.'),
    placeHolder: 'https://github.com/owner/repository.git',
    value: existing?.sourceUrl,
    ignoreFocusOut: true,
    validateInput: (value) => {
      const problem = addressProblem(value, surroundings);
      if (problem !== undefined) {
        return { message: problem, severity: vscode.InputBoxValidationSeverity.Error };
      }
      if (value.trim() === existing?.sourceUrl) {
        return { message: l10n.t('This is the current source.'), severity: vscode.InputBoxValidationSeverity.Info };
      }
      const warning = addressWarning(value, surroundings);
      return warning && { message: warning, severity: vscode.InputBoxValidationSeverity.Warning };
    },
  });
  if (answer === undefined) {
    throw new Cancelled();
  }
  return answer.trim();
}

/**
 * The same checks for an address that nobody was asked for.
 *
 * @throws CloudError when no mirror can have it; Cancelled, after saying why, when it is no repository to pull from
 */
export function checkSource(parts: RepositoryCommandParts, url: string): void {
  checkMirrorUrl(url);
  const problem = addressProblem(url, surroundingsOf(parts));
  if (problem !== undefined) {
    void vscode.window.showErrorMessage(problem);
    throw new Cancelled();
  }
}

/** @throws Cancelled when the person keeps the source that is there */
export async function confirmReplacing(repository: Repository, existing: RemoteMirror, url: string): Promise<void> {
  const replace = l10n.t('Replace Source');
  const chosen = await vscode.window.showWarningMessage(
    l10n.t('Replace the source of {0}?', messageText(repository.name)),
    {
      modal: true,
      detail: [
        l10n.t('Current source: {0}', displayText(existing.sourceUrl ?? '')),
        l10n.t('New source: {0}', displayText(url)),
        l10n.t('To undo this, set the old address again.'),
      ].join('\n'),
    },
    replace,
  );
  if (chosen !== replace) {
    throw new Cancelled();
  }
}

function surroundingsOf({ catalogue, sessions }: RepositoryCommandParts): AddressSurroundings {
  const session = sessions.current;
  return {
    own: catalogue.all,
    sandbox: session.state !== 'signedOut' && session.profile.kind === 'sandbox',
  };
}
