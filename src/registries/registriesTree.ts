import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isCloudError, type Registry, type RegistryId } from '../api/index';
import { displayText } from '../ui/displayText';
import { Disposables } from '../ui/emitter';
import { type ListState, type ListStore, loadedOf } from '../ui/listStore';
import { factLines } from '../ui/factLines';
import { escapeMarkdown, type Fact } from '../ui/markdown';
import { factRow, moreRow, problemRow } from '../ui/rows';
import type { Clock } from '../ui/session';
import { stateIcon, type Tone } from '../ui/stateIcon';
import type { Formats } from '../ui/time';
import { failureWords, registryFacts, rowWords } from './registryWords';

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
  readonly list: ListStore<Registry>;
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

  constructor(private readonly options: RegistriesTreeOptions) {
    this.#owned.add(this.#changed);
    this.#owned.add(
      options.list.onDidChange(({ kind }) => {
        if (kind !== 'loading') {
          this.#changed.fire(undefined);
        }
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
    await this.options.list.load();
    const { state } = this.options.list;
    if (isNotOffered(state)) {
      // No error: the welcome text of the view says what it means.
      return [];
    }
    const problem: RegistryNode[] = state.kind === 'failed' ? [{ type: 'problem', error: state.error }] : [];
    const rows = (loadedOf(state)?.items ?? []).map(({ id }): RegistryNode => ({ type: 'registry', registryId: id }));
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
          loadedOf(this.options.list.state),
          'codeartsMirrors.registries.loadMore',
          this.options.formats,
        );
      case 'problem':
        return problemRow('problem', node.error);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: RegistryNode): vscode.TreeItem {
    const registry = node.type === 'registry' ? this.registry(node.registryId) : undefined;
    if (registry) {
      const facts = registryFacts(registry, this.options.clock(), this.options.formats);
      item.tooltip = new vscode.MarkdownString(`**${escapeMarkdown(registry.name)}**\n\n${factLines(facts)}`);
    }
    return item;
  }

  registry(id: RegistryId): Registry | undefined {
    return loadedOf(this.options.list.state)?.items.find((registry) => registry.id === id);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #item(registry: Registry): vscode.TreeItem {
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

  #detailsOf({ registryId }: RegistryRow): RegistryNode[] {
    const registry = this.registry(registryId);
    if (!registry) {
      return [];
    }
    const advice = failureWords(registry);
    // The advice has a row of its own, at the top.
    const facts = registryFacts(registry, this.options.clock(), this.options.formats).filter(
      ({ text }) => text !== advice,
    );
    return [
      ...(advice === undefined ? [] : [{ type: 'advice', id: `advice/${registryId}`, text: advice } as const]),
      ...facts.map((fact) => ({ type: 'fact', id: `fact/${registryId}/${fact.name}`, fact }) as const),
    ];
  }
}
