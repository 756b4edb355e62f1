import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Registry } from '../api/index';
import { disconnectedWords } from '../ui/attentionWords';
import type { CommandHandlers } from '../ui/commands';
import type { ContextKeyWriter } from '../ui/contextKeys';
import type { MarkdownDocuments } from '../ui/documents';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import type { ErrorPresenter } from '../ui/errorPresenter';
import type { Leads } from '../ui/leads';
import { ListRetry } from '../ui/listRetry';
import { isEmpty, type ListState, type Loaded, loadedOf } from '../ui/listStore';
import { pausedUntilWords } from '../ui/pauseWords';
import { asOfMessage, asOfWords, comingWords, heldMessage } from '../ui/rows';
import type { Clock, SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';
import type { RegistryHealthSource } from '../ui/registryHealth';
import { RECENT_MS, type WatchSource } from '../ui/watchState';
import type { Windows } from '../windows/index';
import { connectionOf, RegistriesHealth } from './registriesHealth';
import { isNotOffered, RegistriesTree, type RegistryNode } from './registriesTree';
import type { RegistryCommandParts } from './registryCommands';
import { isFiltered } from './registryFilter';
import { RegistryLists } from './registryLists';
import { stateWords } from './registryWords';
import type { RegistryWatch, RegistryWatchParts } from './watching/index';

const VIEW = 'codeartsMirrors.registries';

export interface RegistriesOptions {
  readonly sessions: SessionSource;
  readonly clock: Clock;
  readonly formats: Formats;
  readonly errors: ErrorPresenter;
  readonly keys: ContextKeyWriter;
  readonly documents: MarkdownDocuments;
  readonly leads: Leads;
  /** Setting: whether everything is read, or only what is on screen. */
  readonly watchesAll: () => boolean;
  readonly onDidChangeWatchesAll: (listener: () => void) => Disposable;
  readonly focus: RegistryWatchParts['focus'];
  readonly windows: Windows;
  /** A profile is gone, by its identifier, or all are. */
  readonly onDidForgetProfile: (listener: (profileId: string | undefined) => void) => Disposable;
}

/** The Image Registries view with its commands. */
export interface Registries extends Disposable {
  readonly health: RegistryHealthSource;
  /** Reads the list, unless it is known. */
  load(): Promise<void>;
  /** How up to date it is. */
  readonly watch: WatchSource;
  readonly tree: vscode.TreeDataProvider<unknown>;
  readonly commands: CommandHandlers;
  refresh(): Promise<void>;
  /** Resolves when nothing more is written of whoever is signed in: all that is kept is about to be removed. */
  forgetAll(): Promise<void>;
  /** Resolves when what was to be written is on the disk, or cannot be. */
  close(): Promise<void>;
}

export function registerRegistries(options: RegistriesOptions): Registries {
  const { sessions, clock, formats, errors, keys } = options;
  const owned = new Disposables();
  const watched = owned.add(new Emitter<undefined>());
  const visibility = owned.add(new Emitter<undefined>());
  const lists: RegistryLists = owned.add(
    new RegistryLists({
      sessions,
      clock,
      remember: async () => (await open()).opened(),
      retry: (list) =>
        new ListRetry({ list, clock, visible: () => view.visible, onDidChangeVisibility: visibility.event }),
    }),
  );
  const health = owned.add(new RegistriesHealth(lists.all, stateWords));
  const tree = owned.add(new RegistriesTree({ lists, clock, formats }));
  const view: vscode.TreeView<RegistryNode> = owned.add(
    vscode.window.createTreeView<RegistryNode>(VIEW, { treeDataProvider: tree, showCollapseAll: true }),
  );
  owned.add(
    view.onDidChangeVisibility(() => {
      visibility.fire(undefined);
    }),
  );
  let started: RegistryWatch | undefined;
  let watching: Promise<RegistryWatch> | undefined;
  const open = (): Promise<RegistryWatch> => (watching ??= start());
  async function start(): Promise<RegistryWatch> {
    const [room, shared] = await Promise.all([import('./watching/index'), options.windows.open()]);
    started = new room.RegistryWatch({
      ...options,
      lists,
      visible: () => view.visible,
      onDidChangeVisibility: visibility.event,
      folder: shared.folder('snapshots'),
      onProblem: (problem) => {
        errors.note(problem);
      },
    });
    started.onDidChange(() => {
      watched.fire(undefined);
    });
    return owned.add(started);
  }
  owned.add(
    sessions.onDidChange(({ state }) => {
      if (state === 'signedIn') {
        void open();
      }
    }),
  );
  owned.add(
    options.onDidForgetProfile((profileId) => {
      void watching?.then((watch) => watch.forget(profileId));
    }),
  );
  const withProgress = (work: () => Promise<void>): Thenable<void> =>
    vscode.window.withProgress({ location: { viewId: VIEW } }, work);

  const outageMessage = (previous: Loaded<Registry> | undefined): string | undefined => {
    const { pause } = lists;
    const parts = [
      asOfMessage(previous, clock(), formats),
      pause && pausedUntilWords(pause.until, pause.error.kind),
    ].filter((part) => part !== undefined);
    return parts.length === 0 ? undefined : parts.join(' ');
  };
  const follow = (state: ListState<Registry>): void => {
    const filtered = isFiltered(lists.filter);
    keys.set('codeartsMirrors.registries.filtered', filtered);
    keys.set('codeartsMirrors.registries.notOffered', isNotOffered(state));
    const loaded = loadedOf(state);
    keys.set('codeartsMirrors.registries.held', loaded?.rest === 'held');
    keys.set('codeartsMirrors.registries.empty', state.kind === 'ready' && isEmpty(state.loaded));
    const counts = filtered ? lists.words : countWords(loaded, formats);
    const coming = state.kind === 'failed' ? undefined : comingWords(loaded, formats);
    const asOf = state.kind === 'failed' ? undefined : asOfWords(keptAsOf(loaded, clock()), clock(), formats);
    view.description = [counts, coming, asOf].filter((part) => part !== undefined).join(' · ');
    if (state.kind !== 'loading') {
      // What was said before holds until there is an answer.
      view.message = state.kind === 'failed' ? outageMessage(state.previous) : heldMessage(loaded, formats);
    }
    if (state.kind === 'failed' && !isNotOffered(state)) {
      errors.record(state.error, l10n.t('The list of registries could not be read'));
    }
  };
  owned.add(lists.onDidChange(follow));
  owned.add(
    health.onDidChange(({ registries }) => {
      const count = registries.filter(({ state }) => state === 'disconnected').length;
      view.badge = count === 0 ? undefined : { value: count, tooltip: disconnectedWords(count, formats) };
    }),
  );

  async function clearFilter(): Promise<void> {
    lists.ask({});
    await withProgress(() => lists.all.refresh());
  }

  const { documents } = options;
  documents.serve('registry', async (key) =>
    (await import('./registryDetails')).registryPage({ sessions, lists, clock, formats }, key),
  );
  const commandParts: RegistryCommandParts = { sessions, lists, clock, formats, documents, view: VIEW, withProgress };
  return {
    health,
    load: () => lists.all.load(),
    watch: {
      get current() {
        const { pause } = lists;
        const loaded = loadedOf(lists.all.state);
        return {
          checked: loaded?.asOf,
          next: started?.next,
          pause: pause && pause.until > clock() ? pause : undefined,
          asOf: keptAsOf(loaded, clock()),
        };
      },
      onDidChange: watched.event,
    },
    tree,
    refresh: async () => {
      await withProgress(() => lists.refresh());
    },
    forgetAll: async () => (await watching)?.forget(undefined),
    close: async () => started?.flush(),
    commands: {
      filter: async () => (await import('./registryCommands')).filterRegistries(commandParts),
      clearFilter,
      'registry.details': async (node) => (await import('./registryCommands')).showRegistryDetails(commandParts, node),
      'registry.copyAddress': async (node) =>
        (await import('./registryCommands')).copyRegistryAddress(commandParts, node),
      'registries.loadMore': () => withProgress(() => lists.shown.loadMore()),
    },
    dispose: () => {
      owned.dispose();
    },
  };
}

/** From when a list is that was kept and is not recent. */
function keptAsOf(loaded: Loaded<Registry> | undefined, now: Date): Date | undefined {
  const isOld = loaded?.restored === true && now.getTime() - loaded.asOf.getTime() > RECENT_MS;
  return isOld ? loaded.asOf : undefined;
}

/** Those being connected are neither. */
function countWords(loaded: Loaded<Registry> | undefined, formats: Formats): string | undefined {
  if (loaded?.rest !== 'none') {
    return undefined;
  }
  const states = loaded.items.map(connectionOf);
  const [connected, not] = (['connected', 'disconnected'] as const).map((wanted) =>
    formats.count(states.filter((state) => state === wanted).length),
  );
  return l10n.t('{0} connected, {1} not', connected ?? '', not ?? '');
}
