import * as vscode from 'vscode';
import { l10n } from 'vscode';

/** The editor's own help on keyrings. */
const HELP = 'https://code.visualstudio.com/docs/configure/settings-sync#_troubleshooting-keychain-issues';

/** Says that a sign-in is kept in memory only, and where to read what can be done. */
export function warnOfMissingKeyring(): void {
  warn(
    l10n.t(
      'The editor’s secret storage does not work here (is a keyring missing?). You stay signed in until this window closes; the secret is kept in memory only.',
    ),
  );
}

/** Says that nothing was heard of the keyring, and what becomes of the sign-in. */
export function warnOfSilentKeyring(): void {
  warn(
    l10n.t(
      'The editor’s secret storage isn’t answering. A keyring may be locked, with its prompt behind another window. You’re signed in: the secret is kept in memory only, and stored when the keyring is unlocked.',
    ),
  );
}

/** Says that this editor has forgotten the secret of an earlier page. */
export function warnOfForgetfulBrowser(): void {
  void vscode.window.showWarningMessage(
    l10n.t(
      'You stay signed in until this page is reloaded: the server of this editor keeps no key for secrets, so the browser forgot your last sign-in.',
    ),
  );
}

function warn(text: string): void {
  const help = l10n.t('Help on Keyrings');
  void vscode.window.showWarningMessage(text, help).then(async (chosen) => {
    if (chosen === help) {
      await openKeyringHelp();
    }
  });
}

export async function openKeyringHelp(): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(HELP));
}
