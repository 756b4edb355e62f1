import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Repository, RepositoryId } from '../api/index';
import type { AwayRow } from '../ui/awayWords';
import { coalesce } from '../ui/coalesce';
import type { CommandHandlers } from '../ui/commands';
import type { ContextKeyWriter } from '../ui/contextKeys';
import type { MarkdownDocuments } from '../ui/documents';
import { type Disposable, Disposables } from '../ui/emitter';
import type { ErrorPresenter } from '../ui/errorPresenter';
import type { Advice, HealthSource } from '../ui/healthSummary';
import type { MirrorRecordSource } from '../ui/mirrorRecords';
import type { Leads } from '../ui/leads';
import { ListRetry } from '../ui/listRetry';
import { ListStore, loadedOf } from '../ui/listStore';
import type { Clock, SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';
import type { WatchSource } from '../ui/watchState';
import { Catalogue, type RepositoryCatalogue } from './catalogue';
import type { MutedMirrors, WatchedMirrors } from '../ui/watchedMirrors';
import type { RepositoryCommandParts } from './context';
import { drawHeading } from './drawnHeading';
import { FoundRows } from './foundRows';
import { HealthTimer } from './healthTimer';
import type { HealthSettings } from './mirrorHealth';
import { MirrorReader } from './mirrorReader';
import { mirrorWords } from './mirrorWords';
import type { RepositoryNode } from './nodes';
import { RecordStore } from './recordStore';
import { RepositoriesModel } from './repositoriesModel';
import { RepositoriesTree } from './repositoriesTree';
import { type ReadingChange, Readings } from './readings';
import { repositoryCommands } from './repositoryCommands';
import { RepositoryReader } from './repositoryReader';
import { type KeptValue, RowArrangement } from './rowArrangement';
import { ShownGroups } from './shownGroups';
import { WatchDoor, type WatchOptions } from './watchDoor';

const VIEW = 'codeartsMirrors.repositories';
/** One summary for all rows that arrive within this time. */
const BURST_MS = 100;
/** When the view comes back on screen, a list older than this is read again. */
const REREAD_AFTER_MS = 10 * 60_000;

export interface RepositoriesOptions extends WatchOptions {
  readonly sessions: SessionSource;
  readonly cloneUser: RepositoryCommandParts['cloneUser'];
  readonly clock: Clock;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly healthSettings: () => HealthSettings;
  readonly onDidChangeHealthSettings: (listener: () => void) => Disposable;
  readonly formats: Formats;
  readonly errors: ErrorPresenter;
  readonly keys: ContextKeyWriter;
  readonly documents: MarkdownDocuments;
  readonly muted: MutedMirrors;
  readonly away: AwayRow;
  /** The choice of rows of this workspace. */
  readonly kept: KeptValue;
}

/** The Repositories view with its commands. */
export interface Repositories extends Disposable {
  readonly health: HealthSource;
  readonly leads: Leads;
  /** How up to date it is. */
  readonly watch: WatchSource;
  /** Why a mirror needs attention and what helps; undefined when it needs none, or nothing is known of it. */
  advice(id: RepositoryId): Promise<Advice | undefined>;
  /** Looks repositories up for other rooms. */
  readonly catalogue: RepositoryCatalogue;
  /** For whoever tells of the mirrors. */
  watched(): Promise<WatchedMirrors>;
  /** Everything that is known of all mirrors. */
  readonly mirrors: MirrorRecordSource;
  readonly tree: vscode.TreeDataProvider<unknown>;
  readonly commands: CommandHandlers;
  /** Reads again what is on screen. */
  refresh(): Promise<void>;
  /** How many requests a minute may be sent in the background now. */
  requestsPerMinute(): number;
  /** Removes what is kept of all profiles, and the choice of rows. @returns whether all of it is gone */
  forgetAll(): Promise<boolean>;
  /** Writes down what is not written yet. */
  close(): Promise<void>;
}

export function registerRepositories(options: RepositoriesOptions): Repositories {
  const { sessions, clock, formats, errors } = options;
  const { language } = vscode.env;
  const withoutProject = l10n.t('Without a project');
  const owned = new Disposables();
  const listReader = new RepositoryReader((error) => {
    errors.record(error, l10n.t('The names of the projects could not be read'));
  });
  const watch: WatchDoor = owned.add(
    new WatchDoor(options, () => ({ list, readings, reader, healthOf: (id) => model.health(id) })),
  );
  const list: ListStore<Repository> = owned.add(
    new ListStore<Repository>(
      sessions,
      listReader.read,
      ({ id }) => id,
      clock,
      () => watch.remembered(),
    ),
  );
  const readings = owned.add(new Readings());
  const reader = owned.add(new MirrorReader(readings, sessions, clock, () => options.focus.focused()));
  const records = owned.add(
    new RecordStore(sessions, (error) => {
      errors.record(error, l10n.t('A repository could not be read'));
    }),
  );
  const found = owned.add(new FoundRows());
  const model = owned.add(
    new RepositoriesModel({
      list,
      found,
      readings,
      clock,
      healthSettings: options.healthSettings,
      wordsOf: (reading, health) => mirrorWords(reading, health, clock(), formats),
      withoutProject,
      language,
      coalesce: (work) => coalesce(work, BURST_MS),
    }),
  );
  const catalogue = owned.add(new Catalogue(list, model));
  let failures: Promise<(change: ReadingChange) => void> | undefined;
  owned.add(
    readings.onDidChange((change) => {
      failures ??= import('./failureLog').then(({ failureLog }) => failureLog(model, errors));
      void failures
        .then((log) => {
          log(change);
        })
        // The log is closed, together with the window.
        .catch(() => undefined);
    }),
  );
  const groups = owned.add(new ShownGroups(model, l10n.t('Needs Attention')));
  const tree = owned.add(
    new RepositoriesTree({
      model,
      groups,
      list,
      readings,
      reader,
      clock,
      formats,
      muted: options.muted,
      away: options.away,
      fullRecord: records.read,
    }),
  );
  const view = owned.add(
    vscode.window.createTreeView<RepositoryNode>(VIEW, {
      treeDataProvider: tree,
      showCollapseAll: true,
      canSelectMany: true,
    }),
  );
  owned.add(
    view.onDidExpandElement(({ element }) => {
      tree.setExpanded(element, true);
    }),
  );
  owned.add(
    view.onDidCollapseElement(({ element }) => {
      tree.setExpanded(element, false);
    }),
  );

  owned.add(
    options.onDidChangeHealthSettings(() => {
      model.recount();
      tree.redraw();
    }),
  );

  async function readList(): Promise<void> {
    records.clear();
    await vscode.window.withProgress({ location: { viewId: VIEW } }, () => list.refresh());
  }
  async function refresh(): Promise<void> {
    await readList();
    if (list.state.kind === 'ready') {
      reader.refresh(tree.shown());
    }
  }
  owned.add(
    view.onDidChangeVisibility(({ visible }) => {
      const asOf = loadedOf(list.state)?.asOf.getTime();
      if (!visible) {
        reader.hide(tree.shown());
        return;
      }
      reader.show(tree.shown());
      if (asOf !== undefined && clock().getTime() - asOf > REREAD_AFTER_MS) {
        void readList();
      }
    }),
  );

  const onDidChangeVisibility = view.onDidChangeVisibility.bind(view);
  const visible = (): boolean => view.visible;
  owned.add(new ListRetry({ list, clock, visible, onDidChangeVisibility }));
  const rows = owned.add(
    new RowArrangement({
      ...{ kept: options.kept, groups, model, list, listReader, found, sessions, clock, withoutProject, language },
      ...{ visible, onDidChangeVisibility },
    }),
  );
  owned.add(
    options.onDidForgetProfile((profileId) => {
      if (profileId === undefined) {
        void rows.reset();
      }
    }),
  );
  owned.add(new HealthTimer(model, sessions, clock));

  const heading = { sessions, list, groups, model, found, reader, watch: watch.state, clock, formats };
  owned.add(drawHeading(view, { ...heading, keys: options.keys, errors }));
  owned.add(
    list.onDidChange(({ kind }) => {
      if (kind === 'ready') {
        reader.reached();
      }
    }),
  );

  const revealParts = { id: VIEW, view, tree, rows };
  const parts: RepositoryCommandParts = {
    sessions,
    cloneUser: options.cloneUser,
    list,
    readings,
    reader,
    catalogue,
    records,
    model,
    clock,
    formats,
    errors,
    watch: watch.open,
    sleep: options.sleep,
    shown: () => (view.visible ? tree.shown() : []),
  };
  options.documents.serve('repository', async (key) => (await import('./mirrorCommands')).mirrorPage(parts, key));
  return {
    health: model,
    leads: watch.leads,
    watch: watch.state,
    advice: async (id) => {
      const mirror = readings.of(id)?.mirror;
      return mirror && (await import('./mirrorCauseWords')).mirrorAdvice(mirror, model.health(id));
    },
    catalogue,
    watched: async () => {
      const [{ watchedMirrors }, watching] = await Promise.all([import('./watching/index'), watch.open()]);
      return watchedMirrors({ list, readings, model, healthSettings: options.healthSettings }, watching, {
        reveal: async (ids) => (await import('./mirrorCommands')).revealMirrors(revealParts, ids),
        choose: async (...question) => (await import('./mirrorCommands')).chooseMirrors(parts, ...question),
      });
    },
    mirrors: {
      read: async () => {
        await watch.remembered();
        return (await import('./mirrorRecords')).mirrorRecords(parts);
      },
      load: () => list.load(),
      onDidChange: model.onDidChange,
    },
    tree,
    refresh,
    requestsPerMinute: () => watch.requestsPerMinute(),
    forgetAll: async () => {
      await rows.reset();
      return watch.forgetAll();
    },
    close: () => watch.close(),
    commands: repositoryCommands({ parts, rows, documents: options.documents, viewId: VIEW, reveal: revealParts }),
    dispose: () => {
      owned.dispose();
    },
  };
}
