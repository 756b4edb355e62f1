import * as vscode from 'vscode';
import type { Repository, RepositoryId } from '../api/index';
import { Disposables } from '../ui/emitter';
import { type ListStore, loadedOf } from '../ui/listStore';
import type { Fact } from '../ui/markdown';
import { factRow, moreRow, problemRow } from '../ui/rows';
import type { Clock } from '../ui/session';
import type { Formats } from '../ui/time';
import { mirrorFacts, repositoryFacts } from './facts';
import { DrawnRows } from './drawnRows';
import { groupItem } from './groupItem';
import type { RepositoryGroup } from './grouping';
import type { MirrorReader } from './mirrorReader';
import { readingOf } from './mirrorState';
import type { FactNode, GroupNode, RepositoryNode, RepositoryRow } from './nodes';
import type { Readings } from './readings';
import type { RepositoriesModel } from './repositoriesModel';
import { repositoryItem, repositoryTooltip, type RepositoryView } from './repositoryItem';
import { RowObjects } from './rowObjects';

export interface TreeOptions {
  readonly model: RepositoriesModel;
  readonly list: ListStore<Repository>;
  readonly readings: Readings;
  readonly reader: MirrorReader;
  readonly clock: Clock;
  readonly formats: Formats;
  /** Reads the record that the vendor keeps under the UUID; falls back to what is known. */
  readonly fullRecord: (repository: Repository, signal: AbortSignal) => Promise<Repository>;
}

/** With so few repositories, all of them are shown at once. */
const EXPAND_ALL_UP_TO = 60;
const MORE = { type: 'more' } as const;

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
    const { list, readings, model } = options;
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
        this.#redrawRow(id);
      }),
    );
    this.#owned.add(
      model.onDidAge((id) => {
        this.#redrawRow(id);
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
        return this.#factsOf(node);
      default:
        return [];
    }
  }

  getTreeItem(node: RepositoryNode): vscode.TreeItem {
    switch (node.type) {
      case 'group':
        return this.#groupItem(node);
      case 'repository': {
        const view = this.#view(node.repositoryId);
        if (!view) {
          return new vscode.TreeItem('');
        }
        this.#drawn.repository(view);
        return repositoryItem(`repository/${node.repositoryId}`, view);
      }
      case 'fact':
        return factRow(node.id, node.fact);
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
    if (node.type === 'repository') {
      const view = this.#view(node.repositoryId);
      if (view) {
        const abort = new AbortController();
        token.onCancellationRequested(() => {
          abort.abort();
        });
        const repository = await this.options.fullRecord(view.repository, abort.signal);
        item.tooltip = await repositoryTooltip({ ...view, repository });
      }
    }
    return item;
  }

  getParent(node: RepositoryNode): RepositoryNode | undefined {
    if (node.type !== 'repository') {
      return undefined;
    }
    const group = this.options.model.groups.find(({ repositories }) =>
      repositories.some(({ id }) => id === node.repositoryId),
    );
    return group && this.#objects.group(group.key);
  }

  row(id: RepositoryId): RepositoryRow {
    return this.#objects.row(id);
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
      this.options.reader.hide(this.#idsIn(node));
    }
  }

  /** Repositories whose rows are on screen or could be scrolled to. */
  shown(): readonly RepositoryId[] {
    return [...this.#open].flatMap((key) => this.#idsIn({ type: 'group', key }));
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
    this.#drawn.root(state, this.options.model.groups);
    const problem: RepositoryNode[] = state.kind === 'failed' ? [{ type: 'problem', error: state.error }] : [];
    const groups = this.options.model.groups.map(({ key }) => this.#objects.group(key));
    const more: RepositoryNode[] = loadedOf(state)?.rest === 'held' ? [MORE] : [];
    return [...problem, ...groups, ...more];
  }

  #membersOf(node: GroupNode): RepositoryNode[] {
    // The editor may ask for the rows of a closed group to have them ready; that is no reason to read mirrors.
    if (!this.#collapsed.has(node.key)) {
      this.#reveal(node);
    }
    return this.#idsIn(node).map((id) => this.row(id));
  }

  #reveal(node: GroupNode): void {
    this.#open.add(node.key);
    this.options.reader.show(this.#idsIn(node));
  }

  #idsIn(node: GroupNode): readonly RepositoryId[] {
    return this.#group(node)?.repositories.map(({ id }) => id) ?? [];
  }

  async #factsOf({ repositoryId }: RepositoryRow): Promise<RepositoryNode[]> {
    const view = this.#view(repositoryId);
    if (!view) {
      return [];
    }
    const repository = await this.options.fullRecord(view.repository, new AbortController().signal);
    const reading = readingOf(view.state);
    const row = (record: string, fact: Fact): FactNode => ({
      type: 'fact',
      id: `fact/${repositoryId}/${record}/${fact.name}`,
      fact,
    });
    return [
      ...(reading?.mirror ? await mirrorFacts(reading, view.health, view.now, view.formats) : []).map((fact) =>
        row('mirror', fact),
      ),
      ...repositoryFacts(repository, view.now, view.formats).map((fact) => row('repository', fact)),
    ];
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
    this.#opened ??= this.options.model.groups[0]?.key;
    return !few && this.#opened !== key;
  }

  #view(id: RepositoryId): RepositoryView | undefined {
    const { model, clock, formats } = this.options;
    const repository = model.repository(id);
    return repository && { repository, state: model.mirrorState(id), health: model.health(id), now: clock(), formats };
  }

  #group({ key }: GroupNode): RepositoryGroup | undefined {
    return this.options.model.groups.find((group) => group.key === key);
  }

  /** Draws what differs from what is on screen: as a rule nothing, after a refresh. */
  #redrawList(): void {
    const { model, list } = this.options;
    if (!this.#drawn.isRootSame(list.state, model.groups)) {
      this.#changed.fire(undefined);
      return;
    }
    this.#fire(
      model.groups.flatMap((group): (RepositoryNode | undefined)[] =>
        this.#drawn.isGroupSame(group)
          ? group.repositories.map(({ id }) => this.#changedRow(id))
          : [this.#objects.knownGroup(group.key)],
      ),
    );
  }

  /** Draws the groups that say something else of their mirrors than what is on screen. */
  #redrawCounts(keys: ReadonlySet<string>): void {
    const { model } = this.options;
    const changed = model.groups.filter(
      (group) => keys.has(group.key) && !this.#drawn.areCountsSame(group, model.countsOf(group)),
    );
    this.#fire(changed.map(({ key }) => this.#objects.knownGroup(key)));
  }

  #redrawRow(id: RepositoryId): void {
    this.#fire([this.#changedRow(id)]);
  }

  #changedRow(id: RepositoryId): RepositoryNode | undefined {
    const view = this.#view(id);
    return view && !this.#drawn.isSame(view) ? this.#objects.knownRow(id) : undefined;
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
