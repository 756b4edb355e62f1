import * as vscode from 'vscode';
import { l10n } from 'vscode';

/** The editor's own help on keyrings. */
const HELP = 'https://code.visualstudio.com/docs/configure/settings-sync#_troubleshooting-keychain-issues';

/** Says that a sign-in is kept in memory only, and where to read what can be done. */
export function warnOfMissingKeyring(): void {
  const help = l10n.t('Help on Keyrings');
  const text = l10n.t(
    'The secret storage of the editor does not work here (is a keyring missing?). You stay signed in until this window closes; the secret is kept in memory only.',
  );
  void vscode.window.showWarningMessage(text, help).then(async (chosen) => {
    if (chosen === help) {
      await openKeyringHelp();
    }
  });
}

export async function openKeyringHelp(): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(HELP));
}
