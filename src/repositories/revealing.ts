import * as vscode from 'vscode';
import type { RepositoryId } from '../api/index';
import type { RepositoryNode } from './nodes';
import type { RepositoriesTree } from './repositoriesTree';
import type { RowArrangement } from './rowArrangement';
import { ATTENTION_KEY } from './shownGroups';

export interface RevealParts {
  /** Of the view. */
  readonly id: string;
  readonly view: Pick<vscode.TreeView<RepositoryNode>, 'reveal'>;
  readonly tree: Pick<RepositoriesTree, 'row' | 'group'>;
  readonly rows: Pick<RowArrangement, 'reset'>;
}

/** Shows the view and selects the row of a repository; a filter that hides it is cleared. */
export async function revealRepository({ id: viewId, view, tree, rows }: RevealParts, id: RepositoryId): Promise<void> {
  if (!tree.row(id)) {
    await rows.reset();
  }
  await vscode.commands.executeCommand(`${viewId}.focus`);
  const row = tree.row(id);
  if (row) {
    await view.reveal(row, { select: true, focus: true });
  }
}

/** As `revealRepository`; unless it is just one, selects the group of what needs attention. */
export async function revealMirrors(parts: RevealParts, ids: readonly RepositoryId[]): Promise<void> {
  const [first, second] = ids;
  if (first !== undefined && second === undefined) {
    await revealRepository(parts, first);
    return;
  }
  await vscode.commands.executeCommand(`${parts.id}.focus`);
  const group = parts.tree.group(ATTENTION_KEY);
  if (group) {
    await parts.view.reveal(group, { select: true, focus: true, expand: true });
  }
}
