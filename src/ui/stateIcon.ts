import * as vscode from 'vscode';

/** How good a state is. */
export type Tone = 'good' | 'warning' | 'bad';

/**
 * Colors of this extension, for each kind of theme (`contributes.colors`): the editor's own have the same pale green on
 * white as on black, and no red at all in high contrast.
 */
const COLORS: Readonly<Record<Tone, string>> = {
  good: 'codeartsMirrors.goodForeground',
  warning: 'codeartsMirrors.warningForeground',
  bad: 'codeartsMirrors.errorForeground',
};

/** The icon of a row. Its shape alone must tell the state too; without a tone it has the color of the text. */
export function stateIcon(icon: string, tone?: Tone): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, tone && new vscode.ThemeColor(COLORS[tone]));
}
