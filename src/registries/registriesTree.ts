import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isCloudError, type Registry, type RegistryId } from '../api/index';
import { displayText } from '../ui/displayText';
import { Disposables } from '../ui/emitter';
import { type ListState, loadedOf } from '../ui/listStore';
import type { Fact } from '../ui/markdown';
import { factRow, moreRow, problemRow } from '../ui/rows';
import type { Clock } from '../ui/session';
import { stateIcon, type Tone } from '../ui/stateIcon';
import type { Formats } from '../ui/time';
import type { RegistryLists } from './registryLists';
import { rowWords } from './registryWords';

/** Rows of the Image Registries view. */
export type RegistryNode =
  | RegistryRow
  | { readonly type: 'advice'; readonly id: string; readonly text: string }
  | { readonly type: 'fact'; readonly id: string; readonly fact: Fact }
  | { readonly type: 'more' }
  | { readonly type: 'problem'; readonly error: unknown };

export interface RegistryRow {
  readonly type: 'registry';
  readonly registryId: RegistryId;
}

export interface RegistriesTreeOptions {
  readonly lists: Pick<RegistryLists, 'shown' | 'onDidChange'>;
  readonly clock: Clock;
  readonly formats: Formats;
}

const ICONS: Readonly<Record<string, readonly [icon: string, tone?: Tone]>> = {
  success: ['check', 'good'],
  fail: ['error', 'bad'],
  accessing: ['plug'],
};

/** Whether the region has no HSS at all. */
export function isNotOffered(state: ListState<Registry>): boolean {
  return state.kind === 'failed' && isCloudError(state.error) && state.error.reason === 'serviceUnavailableInRegion';
}

/** Draws the list of registries and holds no data. */
export class RegistriesTree implements vscode.TreeDataProvider<RegistryNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<RegistryNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #owned = new Disposables();
  /** The editor knows a row by its object. */
  readonly #rows = new Map<RegistryId, RegistryRow>();
  /** What the rows on screen were drawn from. */
  #drawnRoot: readonly unknown[] | undefined;
  readonly #drawn = new Map<RegistryId, string>();

  constructor(private readonly options: RegistriesTreeOptions) {
    this.#owned.add(this.#changed);
    this.#owned.add(
      options.lists.onDidChange((state) => {
        this.#follow(state);
      }),
    );
  }

  async getChildren(node?: RegistryNode): Promise<RegistryNode[]> {
    if (node?.type === 'registry') {
      return this.#detailsOf(node);
    }
    if (node) {
      return [];
    }
    await this.options.lists.shown.load();
    const { state } = this.options.lists.shown;
    this.#drawnRoot = rootOf(state);
    if (isNotOffered(state)) {
      // No error: the welcome text of the view says what it means.
      return [];
    }
    const problem: RegistryNode[] = state.kind === 'failed' ? [{ type: 'problem', error: state.error }] : [];
    const rows = (loadedOf(state)?.items ?? []).map(({ id }) => this.#row(id));
    const more: RegistryNode[] = loadedOf(state)?.rest === 'held' ? [{ type: 'more' }] : [];
    return [...problem, ...rows, ...more];
  }

  getTreeItem(node: RegistryNode): vscode.TreeItem {
    switch (node.type) {
      case 'registry': {
        const registry = this.registry(node.registryId);
        return registry ? this.#item(registry) : new vscode.TreeItem('');
      }
      case 'advice': {
        const item = new vscode.TreeItem(node.text);
        item.id = node.id;
        item.iconPath = new vscode.ThemeIcon('lightbulb');
        item.tooltip = node.text;
        item.accessibilityInformation = { label: l10n.t('What to do: {0}', node.text) };
        return item;
      }
      case 'fact':
        return factRow(node.id, node.fact);
      case 'more':
        return moreRow(
          'more',
          loadedOf(this.options.lists.shown.state),
          'codeartsMirrors.registries.loadMore',
          this.options.formats,
        );
      case 'problem':
        return problemRow('problem', node.error);
    }
  }

  async resolveTreeItem(item: vscode.TreeItem, node: RegistryNode): Promise<vscode.TreeItem> {
    const registry = node.type === 'registry' ? this.registry(node.registryId) : undefined;
    if (registry) {
      const { registryTooltip } = await import('./registryDetails');
      item.tooltip = registryTooltip(registry, this.options.clock(), this.options.formats);
    }
    return item;
  }

  registry(id: RegistryId): Registry | undefined {
    return loadedOf(this.options.lists.shown.state)?.items.find((registry) => registry.id === id);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /**
   * What a reading brings unchanged is not drawn again. Rows that nobody has asked for yet are drawn when somebody does.
   */
  #follow(state: ListState<Registry>): void {
    if (state.kind === 'idle') {
      this.#changed.fire(undefined);
    } else if (state.kind !== 'loading' && this.#drawnRoot) {
      const root = rootOf(state);
      if (root.length !== this.#drawnRoot.length || root.some((part, index) => part !== this.#drawnRoot?.[index])) {
        this.#changed.fire(undefined);
        return;
      }
      for (const registry of loadedOf(state)?.items ?? []) {
        const drawn = this.#drawn.get(registry.id);
        if (drawn !== undefined && drawn !== this.#signatureOf(registry)) {
          this.#changed.fire(this.#row(registry.id));
        }
      }
    }
  }

  #row(registryId: RegistryId): RegistryRow {
    const row = this.#rows.get(registryId) ?? { type: 'registry', registryId };
    this.#rows.set(registryId, row);
    return row;
  }

  /** Everything that a row, its tooltip and the facts below it show. */
  #signatureOf(registry: Registry): string {
    return JSON.stringify([registry, rowWords(registry, this.options.clock(), this.options.formats)]);
  }

  #item(registry: Registry): vscode.TreeItem {
    this.#drawn.set(registry.id, this.#signatureOf(registry));
    const name = displayText(registry.name);
    const words = rowWords(registry, this.options.clock(), this.options.formats);
    const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = `registry/${registry.id}`;
    item.description = words;
    item.iconPath = stateIcon(...(ICONS[registry.status ?? ''] ?? (['question'] as const)));
    item.contextValue = 'registry';
    item.accessibilityInformation = { label: l10n.t('{0}, registry: {1}', name, words) };
    return item;
  }

  async #detailsOf({ registryId }: RegistryRow): Promise<RegistryNode[]> {
    const { detailNodes } = await import('./registryDetails');
    const registry = this.registry(registryId);
    return registry ? detailNodes(registry, this.options.clock(), this.options.formats) : [];
  }
}

/** What stands at the top, and is there. */
function rootOf(state: ListState<Registry>): readonly unknown[] {
  const loaded = loadedOf(state);
  const more = loaded?.rest === 'held' ? [loaded.items.length, loaded.total] : [];
  return [state.kind === 'failed' ? state.error : undefined, ...more, ...(loaded?.items ?? []).map(({ id }) => id)];
}
