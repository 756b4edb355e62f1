import * as vscode from 'vscode';
import type { Repository, RepositoryId } from '../api/index';
import type { AwayRow } from '../ui/awayWords';
import { Disposables } from '../ui/emitter';
import { type ListStore, loadedOf } from '../ui/listStore';
import { factRow, moreRow, problemRow } from '../ui/rows';
import type { FullRecord } from './factNodes';
import { awayItem } from './awayItem';
import { DrawnRows } from './drawnRows';
import { groupItem } from './groupItem';
import { type RepositoryGroup, withinOf } from './grouping';
import type { MirrorReader } from './mirrorReader';
import { type GroupNode, prefixOf, type RepositoryNode, type RepositoryRow } from './nodes';
import type { Readings } from './readings';
import { repositoryItem, type RepositoryView } from './repositoryItem';
import { RowObjects } from './rowObjects';
import { viewOf, type ViewParts } from './rowViews';
import { ATTENTION_KEY } from './shownGroups';

export interface TreeOptions extends ViewParts {
  readonly list: ListStore<Repository>;
  readonly readings: Readings;
  readonly reader: MirrorReader;
  readonly away: AwayRow;
  /** Reads the record that the vendor keeps under the UUID; falls back to what is known. */
  readonly fullRecord: FullRecord;
}

/** With so few repositories, all of them are shown at once. */
const EXPAND_ALL_UP_TO = 60;
/** Of a list without groups nobody can close a part: the mirrors of so many rows are read, from the top. */
const FLAT_READ = 200;
const MORE = { type: 'more' } as const;
const AWAY = { type: 'away' } as const;

/** Draws the model. It asks for the mirrors of the rows that it hands out, and holds no data. */
export class RepositoriesTree implements vscode.TreeDataProvider<RepositoryNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<RepositoryNode | RepositoryNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #owned = new Disposables();
  readonly #objects = new RowObjects();
  readonly #open = new Set<string>();
  readonly #collapsed = new Set<string>();
  readonly #drawn = new DrawnRows();
  /** The group that is open from the start. A list that grows opens no other. */
  #opened: string | undefined;

  constructor(private readonly options: TreeOptions) {
    const { list, readings, model, groups } = options;
    this.#owned.add(this.#changed);
    this.#owned.add(
      list.onDidChange((state) => {
        if (state.kind === 'idle') {
          // Nothing is on screen: the editor asks again for what it opens.
          this.#open.clear();
          this.#opened = undefined;
          this.#drawn.clear();
        }
        if (state.kind !== 'loading') {
          this.#redrawList();
        }
      }),
    );
    this.#owned.add(
      readings.onDidChange(({ id }) => {
        this.#fire(this.#changedRows(id));
      }),
    );
    this.#owned.add(
      model.onDidAge((id) => {
        this.#fire(this.#changedRows(id));
      }),
    );
    this.#owned.add(
      options.muted.onDidChange((ids) => {
        this.#fire(ids.flatMap((id) => this.#changedRows(id)));
      }),
    );
    this.#owned.add(
      options.away.onDidChange((words) => {
        this.#redrawList();
        this.#fire(words === undefined ? [] : [AWAY]);
      }),
    );
    this.#owned.add(
      groups.onDidChange(() => {
        this.#redrawList();
      }),
    );
    this.#owned.add(
      model.onDidChangeGroups((keys) => {
        this.#redrawCounts(new Set(keys));
      }),
    );
  }

  async getChildren(node?: RepositoryNode): Promise<RepositoryNode[]> {
    switch (node?.type) {
      case undefined:
        await this.options.list.load();
        return this.#rootNodes();
      case 'group':
        return this.#membersOf(node);
      case 'repository':
        return (await import('./rowDetails')).factNodes(
          this.#view(node.repositoryId),
          prefixOf(node),
          this.options.fullRecord,
        );
      default:
        return [];
    }
  }

  getTreeItem(node: RepositoryNode): vscode.TreeItem {
    switch (node.type) {
      case 'group':
        return this.#groupItem(node);
      case 'repository': {
        const view = this.#view(node.repositoryId, node.within);
        if (!view) {
          return new vscode.TreeItem('');
        }
        this.#drawn.repository(view, node.within);
        return repositoryItem(`${prefixOf(node)}repository/${node.repositoryId}`, view);
      }
      case 'fact':
        return factRow(node.id, node.fact);
      case 'away':
        return awayItem(this.options.away);
      case 'more':
        return moreRow(
          'more',
          loadedOf(this.options.list.state),
          'codeartsMirrors.repositories.loadMore',
          this.options.formats,
        );
      case 'problem':
        return problemRow('problem', node.error);
    }
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    node: RepositoryNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const view = node.type === 'repository' ? this.#view(node.repositoryId) : undefined;
    if (view) {
      item.tooltip = await (await import('./rowDetails')).fullTooltip(view, this.options.fullRecord, token);
    }
    return item;
  }

  getParent(node: RepositoryNode): RepositoryNode | undefined {
    if (node.type !== 'repository') {
      return undefined;
    }
    const { groups } = this.options;
    const group = node.within === undefined ? groups.of(node.repositoryId) : groups.withKey(node.within);
    return group && group.kind !== 'flat' ? this.#objects.group(group.key) : undefined;
  }

  /** The row of a repository, other than the one among what needs attention; undefined when it is filtered out. */
  row(id: RepositoryId): RepositoryRow | undefined {
    const group = this.options.groups.of(id);
    return group && this.#objects.row(id, withinOf(group));
  }

  /** The row of a group that is shown. */
  group(key: string): RepositoryNode | undefined {
    return this.options.groups.withKey(key) && this.#objects.group(key);
  }

  /** Notes that a row was closed or opened: nothing is read for what is closed. */
  setExpanded(node: RepositoryNode, expanded: boolean): void {
    if (node.type !== 'group') {
      return;
    }
    if (expanded) {
      this.#collapsed.delete(node.key);
      this.#reveal(node);
    } else {
      this.#collapsed.add(node.key);
      this.#open.delete(node.key);
      // A repository that needs attention has a row in another group, which may be open.
      const shown = new Set(this.shown());
      this.options.reader.hide(this.#idsIn(node).filter((id) => !shown.has(id)));
    }
  }

  /** Repositories whose rows are on screen or could be scrolled to. */
  shown(): readonly RepositoryId[] {
    return [...new Set([...this.#open].flatMap((key) => this.#idsIn({ type: 'group', key })))];
  }

  /** Draws every row again, because what all of them are judged by has changed. */
  redraw(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #rootNodes(): RepositoryNode[] {
    const { state } = this.options.list;
    const { all } = this.options.groups;
    this.#drawn.root(state, all, this.options.away);
    const problem: RepositoryNode[] = state.kind === 'failed' ? [{ type: 'problem', error: state.error }] : [];
    const groups = all.flatMap((group): RepositoryNode[] => {
      const node = this.#objects.group(group.key);
      return group.kind === 'flat' ? this.#membersOf(node) : [node];
    });
    const more: RepositoryNode[] = loadedOf(state)?.rest === 'held' ? [MORE] : [];
    const away: RepositoryNode[] = this.options.away.current === undefined ? [] : [AWAY];
    return [...away, ...problem, ...groups, ...more];
  }

  #membersOf(node: GroupNode): RepositoryNode[] {
    // The editor may ask for the rows of a closed group to have them ready; that is no reason to read mirrors.
    if (!this.#collapsed.has(node.key)) {
      this.#reveal(node);
    }
    const group = this.#group(node);
    return group ? group.repositories.map(({ id }) => this.#objects.row(id, withinOf(group))) : [];
  }

  #reveal(node: GroupNode): void {
    this.#open.add(node.key);
    this.options.reader.show(this.#idsIn(node));
  }

  /** Repositories in a group whose mirrors are read because it is open. */
  #idsIn(node: GroupNode): readonly RepositoryId[] {
    const group = this.#group(node);
    const ids = group?.repositories.map(({ id }) => id) ?? [];
    return group?.kind === 'flat' ? ids.slice(0, FLAT_READ) : ids;
  }

  #groupItem(node: GroupNode): vscode.TreeItem {
    const group = this.#group(node);
    const { model, formats } = this.options;
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    if (!group) {
      return new vscode.TreeItem('');
    }
    const counts = model.countsOf(group);
    this.#drawn.group(group, counts);
    return groupItem(group, counts, formats, this.#startsCollapsed(node.key) ? Collapsed : Expanded);
  }

  #startsCollapsed(key: string): boolean {
    const loaded = loadedOf(this.options.list.state);
    const few = (loaded?.items.length ?? 0) <= EXPAND_ALL_UP_TO;
    this.#opened ??= this.options.groups.rest.find(({ startsClosed }) => startsClosed !== true)?.key;
    return !few && this.#opened !== key && key !== ATTENTION_KEY;
  }

  #view(id: RepositoryId, within?: string): RepositoryView | undefined {
    return viewOf(this.options, id, within);
  }

  #group({ key }: GroupNode): RepositoryGroup | undefined {
    return this.options.groups.withKey(key);
  }

  /** Draws what differs from what is on screen: as a rule nothing, after a refresh. */
  #redrawList(): void {
    const { groups, list, reader } = this.options;
    reader.hideOthers(this.shown());
    const changed = new Set(groups.all.filter((group) => group.kind !== 'flat' && !this.#drawn.isGroupSame(group)));
    if (!this.#drawn.isRootSame(list.state, groups.all, this.options.away) || this.#drawn.hasMoved([...changed])) {
      this.#changed.fire(undefined);
      return;
    }
    this.#fire(
      groups.all.flatMap((group): (RepositoryNode | undefined)[] =>
        changed.has(group)
          ? [this.#objects.knownGroup(group.key)]
          : group.repositories.flatMap(({ id }) => this.#changedRows(id, [withinOf(group)])),
      ),
    );
  }

  /** Draws the groups that say something else of their mirrors than what is on screen. */
  #redrawCounts(keys: ReadonlySet<string>): void {
    const { model, groups } = this.options;
    const changed = groups.all.filter(
      (group) =>
        (group.kind === 'source' || keys.has(group.key)) && !this.#drawn.areCountsSame(group, model.countsOf(group)),
    );
    this.#fire(changed.map(({ key }) => this.#objects.knownGroup(key)));
  }

  /** @param withins where rows are looked at; everywhere when left out */
  #changedRows(id: RepositoryId, withins?: readonly (string | undefined)[]): readonly RepositoryNode[] {
    return this.#objects.knownRows(id).filter(({ within }) => {
      const view = withins?.includes(within) === false ? undefined : this.#view(id, within);
      return view !== undefined && !this.#drawn.isSame(view, within);
    });
  }

  /** One event, however many rows: for each the editor would draw the view once. */
  #fire(nodes: readonly (RepositoryNode | undefined)[]): void {
    const known = nodes.filter((node) => node !== undefined);
    const [first, ...others] = known;
    if (first) {
      this.#changed.fire(others.length === 0 ? first : known);
    }
  }
}
