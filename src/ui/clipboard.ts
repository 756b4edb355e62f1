import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { displayText, withoutIcons } from './displayText';

const LONGEST = 4096;

/** Puts text that came from a server on the clipboard and says so for a moment. */
export async function copyText(text: string): Promise<void> {
  // On one line and without control characters: it may be pasted into a terminal.
  await vscode.env.clipboard.writeText(displayText(text, LONGEST));
  vscode.window.setStatusBarMessage(l10n.t('Copied: {0}', withoutIcons(text, 80)), 3000);
}

/** Copies the value of a fact row, in whichever view it is. */
export async function copyFact(node: unknown): Promise<void> {
  const fact = typeof node === 'object' && node !== null && 'fact' in node ? node.fact : undefined;
  if (typeof fact === 'object' && fact !== null && 'text' in fact && typeof fact.text === 'string') {
    await copyText(fact.text);
  } else {
    void vscode.window.showInformationMessage(
      l10n.t('Select a fact below a repository or registry first, then copy it.'),
    );
  }
}
