import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { messageText } from '../ui/displayText';
import type { UnusableProfile } from './profileFiles';

/** Says once in a window that something stored cannot be used, and that it was kept. */
export function warnOfUnusable(unusable: readonly UnusableProfile[]): void {
  const newer = unusable.some(({ kind }) => kind === 'newer');
  const text = newer
    ? l10n.t(
        'A stored profile was written by a later version of CodeArts Mirrors and is left as it is. Update the extension to use it.',
      )
    : l10n.t('A stored profile is damaged and cannot be used. It is left as it is; sign in again to replace it.');
  const switchNow = l10n.t('Switch Profile');
  void vscode.window.showWarningMessage(messageText(text), switchNow).then(async (chosen) => {
    if (chosen === switchNow) {
      await vscode.commands.executeCommand('codeartsMirrors.switchProfile');
    }
  });
}
