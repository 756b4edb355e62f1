import type { Repository, RepositoryId } from '../api/index';
import type { AwaySource } from '../ui/awayWords';
import { type ListState, loadedOf } from '../ui/listStore';
import { type RepositoryGroup, withinOf } from './grouping';
import { readingOf } from './mirrorState';
import type { GroupCounts } from './repositoriesModel';
import { repositoryItem, type RepositoryView } from './repositoryItem';

interface Drawn {
  readonly members: string;
  readonly counts: string;
  readonly ids: readonly RepositoryId[];
}

/**
 * What the rows on screen were drawn from. What a refresh brings unchanged is not drawn again: the editor forgets the rows
 * below one that is, and with them which are selected and for which one a menu is open.
 */
export class DrawnRows {
  #root: readonly unknown[] | undefined;
  readonly #groups = new Map<string, Drawn>();
  readonly #repositories = new Map<string, string>();

  /** Notes that the topmost rows are drawn. */
  root(state: ListState<Repository>, groups: readonly RepositoryGroup[], away: AwaySource): void {
    this.#root = rootOf(state, groups, away);
  }

  group(group: RepositoryGroup, counts: GroupCounts): void {
    this.#groups.set(group.key, {
      members: membersOf(group),
      counts: JSON.stringify(counts),
      ids: group.repositories.map(({ id }) => id),
    });
  }

  repository(view: RepositoryView, within: string | undefined): void {
    this.#repositories.set(keyOf(view, within), signatureOf(view));
  }

  isRootSame(state: ListState<Repository>, groups: readonly RepositoryGroup[], away: AwaySource): boolean {
    const root = rootOf(state, groups, away);
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
  isSame(view: RepositoryView, within: string | undefined): boolean {
    const drawn = this.#repositories.get(keyOf(view, within));
    return drawn === undefined || drawn === signatureOf(view);
  }

  /**
   * Whether a row has gone from one of these groups to another since they were drawn. The editor would meet it in its new
   * place before it has left the old one, and refuse it.
   */
  hasMoved(groups: readonly RepositoryGroup[]): boolean {
    const homes = new Map<RepositoryId, string>();
    for (const { key } of groups) {
      for (const id of this.#groups.get(key)?.ids ?? []) homes.set(id, key);
    }
    return groups.some(
      (group) =>
        withinOf(group) === undefined &&
        group.repositories.some(({ id }) => (homes.get(id) ?? group.key) !== group.key),
    );
  }

  clear(): void {
    this.#root = undefined;
    this.#groups.clear();
    this.#repositories.clear();
  }
}

function rootOf(
  state: ListState<Repository>,
  groups: readonly RepositoryGroup[],
  away: AwaySource,
): readonly unknown[] {
  const loaded = loadedOf(state);
  const more = loaded?.rest === 'held' ? [loaded.items.length, loaded.total] : [];
  return [
    away.current !== undefined,
    state.kind === 'failed' ? state.error : undefined,
    ...groups.map(rootRowOf),
    ...more,
  ];
}

/** What stands at the top for a group: its row, or the rows in it. */
function rootRowOf(group: RepositoryGroup): string {
  return group.kind === 'flat' ? membersOf(group) : group.key;
}

function keyOf({ repository }: RepositoryView, within = ''): string {
  return `${within}/${repository.id}`;
}

function membersOf({ name, repositories }: RepositoryGroup): string {
  return JSON.stringify([name, repositories.map(({ id }) => id)]);
}

/** Everything that the row, its tooltip and the facts below it show. */
function signatureOf(view: RepositoryView): string {
  const { description, contextValue, iconPath } = repositoryItem('', view);
  return JSON.stringify([description, contextValue, iconPath, view.repository, readingOf(view.state)?.mirror]);
}
