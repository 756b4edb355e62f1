import * as vscode from 'vscode';
import { displayText } from '../ui/displayText';
import type { Formats } from '../ui/time';
import type { RepositoryGroup } from './grouping';
import { groupSpoken, groupWords } from './groupWords';
import type { GroupCounts } from './repositoriesModel';

/** The row of a project. */
export function groupItem(
  group: RepositoryGroup,
  counts: GroupCounts,
  formats: Formats,
  collapsibleState: vscode.TreeItemCollapsibleState,
): vscode.TreeItem {
  const name = displayText(group.name);
  const item = new vscode.TreeItem(name, collapsibleState);
  item.id = `group/${group.key}`;
  item.iconPath = new vscode.ThemeIcon('project');
  item.description = groupWords(counts, formats);
  item.contextValue = group.projectId === undefined ? 'group' : 'group project';
  item.accessibilityInformation = { label: groupSpoken(name, counts, formats) };
  return item;
}
