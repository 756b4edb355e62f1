import type { Repository, RepositoryId } from '../api/index';
import { type ListState, loadedOf } from '../ui/listStore';
import type { RepositoryGroup } from './grouping';
import { readingOf } from './mirrorState';
import type { GroupCounts } from './repositoriesModel';
import { repositoryItem, type RepositoryView } from './repositoryItem';

/**
 * What the rows on screen were drawn from. What a refresh brings unchanged is not drawn again: the editor forgets the rows
 * below one that is, and with them which are selected and for which one a menu is open.
 */
export class DrawnRows {
  #root: readonly unknown[] | undefined;
  readonly #groups = new Map<string, { readonly members: string; readonly counts: string }>();
  readonly #repositories = new Map<RepositoryId, string>();

  /** Notes that the topmost rows are drawn. */
  root(state: ListState<Repository>, groups: readonly RepositoryGroup[]): void {
    this.#root = rootOf(state, groups);
  }

  group(group: RepositoryGroup, counts: GroupCounts): void {
    this.#groups.set(group.key, { members: membersOf(group), counts: JSON.stringify(counts) });
  }

  repository(view: RepositoryView): void {
    this.#repositories.set(view.repository.id, signatureOf(view));
  }

  isRootSame(state: ListState<Repository>, groups: readonly RepositoryGroup[]): boolean {
    const root = rootOf(state, groups);
    return root.length === this.#root?.length && root.every((part, index) => part === this.#root?.[index]);
  }

  /** Whether a group has its name and its rows as they were drawn. */
  isGroupSame(group: RepositoryGroup): boolean {
    return this.#groups.get(group.key)?.members === membersOf(group);
  }

  /** Whether a group says of its mirrors what it was drawn with. */
  areCountsSame({ key }: RepositoryGroup, counts: GroupCounts): boolean {
    return this.#groups.get(key)?.counts === JSON.stringify(counts);
  }

  /** A row that was never drawn has nothing that could differ. */
  isSame(view: RepositoryView): boolean {
    const drawn = this.#repositories.get(view.repository.id);
    return drawn === undefined || drawn === signatureOf(view);
  }

  clear(): void {
    this.#root = undefined;
    this.#groups.clear();
    this.#repositories.clear();
  }
}

function rootOf(state: ListState<Repository>, groups: readonly RepositoryGroup[]): readonly unknown[] {
  const loaded = loadedOf(state);
  const more = loaded?.rest === 'held' ? [loaded.items.length, loaded.total] : [];
  return [state.kind === 'failed' ? state.error : undefined, ...groups.map(({ key }) => key), ...more];
}

function membersOf({ name, repositories }: RepositoryGroup): string {
  return JSON.stringify([name, repositories.map(({ id }) => id)]);
}

/** Everything that the row, its tooltip and the facts below it show. */
function signatureOf(view: RepositoryView): string {
  const { description, contextValue, iconPath } = repositoryItem('', view);
  return JSON.stringify([description, contextValue, iconPath, view.repository, readingOf(view.state)?.mirror]);
}
