import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { AwayRow } from '../ui/awayWords';

/** The row that says what has happened while the person was away; a click shows more and takes it away. */
export function awayItem({ current = '', since }: AwayRow): vscode.TreeItem {
  const item = new vscode.TreeItem(current);
  item.id = 'away';
  item.description = since;
  item.iconPath = new vscode.ThemeIcon('history');
  item.contextValue = 'away';
  item.command = { command: 'codeartsMirrors.away.show', title: l10n.t('Show') };
  item.accessibilityInformation = {
    label: since === undefined ? current : l10n.t('{0}, {1}', current, since),
    role: 'button',
  };
  return item;
}
