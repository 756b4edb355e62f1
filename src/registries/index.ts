import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Registry, RegistryId } from '../api/index';
import { copyText } from '../ui/clipboard';
import { Cancelled, type CommandHandlers } from '../ui/commands';
import type { ContextKeyWriter } from '../ui/contextKeys';
import { displayText, messageText } from '../ui/displayText';
import type { MarkdownDocuments } from '../ui/documents';
import { type Disposable, Disposables } from '../ui/emitter';
import type { ErrorPresenter } from '../ui/errorPresenter';
import { ListRetry } from '../ui/listRetry';
import { isEmpty, type ListState, ListStore, loadedOf } from '../ui/listStore';
import { asOfMessage, comingWords, heldMessage } from '../ui/rows';
import { type Clock, type SessionSource, signedInClient } from '../ui/session';
import type { Formats } from '../ui/time';
import { isNotOffered, RegistriesTree, type RegistryNode } from './registriesTree';
import { isFiltered } from './registryFilter';
import { RegistryReader } from './registryReader';
import { filterWords } from './registryWords';

const VIEW = 'codeartsMirrors.registries';

export interface RegistriesOptions {
  readonly sessions: SessionSource;
  readonly clock: Clock;
  readonly formats: Formats;
  readonly errors: ErrorPresenter;
  readonly keys: ContextKeyWriter;
  readonly documents: MarkdownDocuments;
}

/** The Image Registries view with its commands. */
export interface Registries extends Disposable {
  readonly tree: vscode.TreeDataProvider<unknown>;
  readonly commands: CommandHandlers;
  refresh(): Promise<void>;
}

export function registerRegistries(options: RegistriesOptions): Registries {
  const { sessions, clock, formats, errors, keys } = options;
  const owned = new Disposables();
  const reader = new RegistryReader((error) => {
    errors.record(error, l10n.t('The counts of registries could not be read'));
  });
  const list = owned.add(new ListStore<Registry>(sessions, reader.read, ({ id }) => id, clock));
  const tree = owned.add(new RegistriesTree({ list, clock, formats }));
  const view = owned.add(
    vscode.window.createTreeView<RegistryNode>(VIEW, { treeDataProvider: tree, showCollapseAll: true }),
  );
  const onDidChangeVisibility = view.onDidChangeVisibility.bind(view);
  owned.add(new ListRetry({ list, clock, visible: () => view.visible, onDidChangeVisibility }));
  const withProgress = (work: () => Promise<void>): Thenable<void> =>
    vscode.window.withProgress({ location: { viewId: VIEW } }, work);

  const follow = (state: ListState<Registry>): void => {
    const filtered = isFiltered(reader.filter);
    keys.set('codeartsMirrors.registries.filtered', filtered);
    keys.set('codeartsMirrors.registries.notOffered', isNotOffered(state));
    const loaded = loadedOf(state);
    keys.set('codeartsMirrors.registries.held', loaded?.rest === 'held');
    keys.set('codeartsMirrors.registries.empty', state.kind === 'ready' && isEmpty(state.loaded));
    const counts = filtered ? filterWords(reader.filter) : loaded && countWords(reader, formats);
    const coming = state.kind === 'failed' ? undefined : comingWords(loaded, formats);
    view.description = [counts, coming].filter((part) => part !== undefined).join(' · ');
    if (state.kind !== 'loading') {
      // What was said before holds until there is an answer.
      view.message =
        state.kind === 'failed' ? asOfMessage(state.previous, clock(), formats) : heldMessage(loaded, formats);
    }
    if (state.kind === 'failed' && !isNotOffered(state)) {
      errors.record(state.error, l10n.t('The list of registries could not be read'));
    }
  };
  owned.add(list.onDidChange(follow));

  async function filter(): Promise<void> {
    await signedInClient(sessions);
    const { editFilter } = await import('./filterPicks');
    const chosen = await editFilter(reader.filter);
    if (!chosen) {
      throw new Cancelled();
    }
    reader.ask(chosen);
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    await withProgress(() => list.restart());
  }

  async function clearFilter(): Promise<void> {
    reader.ask({});
    await withProgress(() => list.restart());
  }

  async function registryFor(node: unknown): Promise<Registry> {
    await signedInClient(sessions);
    await list.ensure();
    const id = registryIdOf(node);
    const known = id === undefined ? undefined : tree.registry(id);
    return known ?? (await import('./filterPicks')).pickRegistry(list, clock(), formats);
  }

  async function details(node: unknown): Promise<void> {
    const registry = await registryFor(node);
    await options.documents.open(`registry/${registry.id}`, displayText(registry.name));
  }

  async function copyAddress(node: unknown): Promise<void> {
    const { address, name } = await registryFor(node);
    if (address === undefined) {
      void vscode.window.showWarningMessage(l10n.t('{0} has no address.', messageText(name)));
    } else {
      await copyText(address);
    }
  }

  options.documents.serve('registry', async (key) =>
    (await import('./registryPage')).registryPage({ sessions, list, clock, formats }, key),
  );
  return {
    tree,
    refresh: async () => {
      await withProgress(() => list.refresh());
    },
    commands: {
      filter,
      clearFilter,
      'registry.details': (node) => details(node),
      'registry.copyAddress': (node) => copyAddress(node),
      'registries.loadMore': () => withProgress(() => list.loadMore()),
    },
    dispose: () => {
      owned.dispose();
    },
  };
}

function countWords({ statistics }: RegistryReader, formats: Formats): string | undefined {
  if (statistics?.succeeded === undefined || statistics.failed === undefined) {
    return undefined;
  }
  return l10n.t('{0} connected, {1} not', formats.count(statistics.succeeded), formats.count(statistics.failed));
}

function registryIdOf(value: unknown): RegistryId | undefined {
  const id = typeof value === 'object' && value !== null && 'registryId' in value ? value.registryId : undefined;
  // Only compared with known registries, so any text may be tried.
  return typeof id === 'string' ? (id as RegistryId) : undefined;
}
