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

export interface Revealing {
  /** Shows the view and selects the row of a repository; a filter that hides it is cleared. */
  readonly reveal: (id: RepositoryId) => Promise<void>;
  /** As `reveal`; with several, selects the group of what needs attention. */
  readonly revealAll: (ids: readonly RepositoryId[]) => Promise<void>;
}

export function revealing({ id: viewId, view, tree, rows }: RevealParts): Revealing {
  const focus = (): Thenable<unknown> => vscode.commands.executeCommand(`${viewId}.focus`);
  const reveal = async (id: RepositoryId): Promise<void> => {
    if (!tree.row(id)) {
      await rows.reset();
    }
    await focus();
    const row = tree.row(id);
    if (row) {
      await view.reveal(row, { select: true, focus: true });
    }
  };
  return {
    reveal,
    revealAll: async (ids) => {
      const [first, second] = ids;
      if (first !== undefined && second === undefined) {
        await reveal(first);
        return;
      }
      await focus();
      const group = tree.group(ATTENTION_KEY);
      if (group) {
        await view.reveal(group, { select: true, focus: true, expand: true });
      }
    },
  };
}
