import * as vscode from 'vscode';
import { displayText } from '../ui/displayText';
import type { Formats } from '../ui/time';
import type { RepositoryGroup } from './grouping';
import { groupSpoken, groupWords } from './groupWords';
import type { GroupCounts } from './repositoriesModel';

const ICONS = { attention: 'warning', health: 'pulse', source: 'server', flat: 'list-flat' } as const;

/** The row of a project, or of another group. */
export function groupItem(
  group: RepositoryGroup,
  counts: GroupCounts,
  formats: Formats,
  collapsibleState: vscode.TreeItemCollapsibleState,
): vscode.TreeItem {
  const name = displayText(group.name);
  const item = new vscode.TreeItem(name, collapsibleState);
  item.id = `group/${group.key}`;
  item.iconPath = new vscode.ThemeIcon(group.kind === undefined ? 'project' : ICONS[group.kind]);
  item.description = groupWords(counts, formats, group.kind);
  item.contextValue = group.kind ?? (group.projectId === undefined ? 'group' : 'group project');
  item.accessibilityInformation = { label: groupSpoken(name, counts, formats, group.kind) };
  return item;
}
