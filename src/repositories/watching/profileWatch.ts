import type { Repository, RepositoryId } from '../../api/index';
import { Alarm } from '../../ui/alarm';
import { type Disposable, Disposables } from '../../ui/emitter';
import type { KeptFolder } from '../../ui/keptFile';
import { keyOf } from '../../ui/keptFiles';
import { type ListState, type ListStore, loadedOf } from '../../ui/listStore';
import type { Clock, Session } from '../../ui/session';
import { RECENT_MS } from '../../ui/watchState';
import { readingOf } from '../mirrorState';
import type { Readings } from '../readings';
import type { Holding } from './holding';
import { entryFor, type HistoryEntry } from '../history/entry';
import { type HistoryFolder, HistoryStore } from '../history/historyStore';
import type { Focus, Lookout } from './lookout';
import type { MirrorFacts } from './mirrorFacts';
import { ReadingsKeeper } from './readingsKeeper';
import { type SnapshotPart, SnapshotStore } from './snapshotStore';
import { WatchTurn } from './watchTurn';

/** A list that nobody looks at is read again so often, by the window that watches. */
const LIST_TURN_MS = 2 * 3600_000;
/** What was kept is brought up to date when a window starts with it, unless it is newer than this. */
const LIST_FRESH_MS = 10 * 60_000;
/** The watching is some window's task within this time; a window that takes it over later finds it well cared for. */
const STARTING_MS = 60_000;

/** Where the windows keep what is known, each with a file for each profile. */
export interface WatchFolders {
  readonly snapshots: KeptFolder;
  readonly history: HistoryFolder & Pick<KeptFolder, 'removeAll'>;
}

export interface ProfileWatchParts {
  /** Resolves when what was to be removed is removed: somebody may sign in again at once. */
  readonly ready: () => Promise<void>;
  readonly list: ListStore<Repository>;
  readonly readings: Readings;
  readonly lookout: Lookout;
  readonly clock: Clock;
  readonly folders: WatchFolders;
  readonly facts: MirrorFacts;
  /** Setting: whether everything is read, or only what is on screen. */
  readonly watchesAll: () => boolean;
  readonly onDidChangeWatchesAll: (listener: () => void) => Disposable;
  readonly focus: Focus;
  readonly hold: (name: string) => Holding;
  readonly onProblem: (problem: string) => void;
}

/**
 * Keeps the picture of one profile: shows what was kept of it, keeps what becomes known, and, where this window is the
 * one that watches, has everything read again. What another window keeps is taken over.
 */
export class ProfileWatch implements Disposable {
  readonly #owned = new Disposables();
  readonly #store: SnapshotStore;
  readonly #keeper: ReadingsKeeper;
  readonly #history: HistoryStore;
  readonly #opened: Promise<void>;
  #holding: Holding | undefined;
  #kept: Date | undefined;
  readonly #alarm: Alarm;
  /** Ends when the list is on the disk, or cannot be. */
  #listKept: Promise<void> = Promise.resolve();
  readonly #since: number;
  #keptAsOf: Date | undefined;
  #isFirst = true;
  #isRecalled = false;
  /** When this window last had the list read, in epoch milliseconds. While that lasts, the list is as old as before. */
  #listAskedAt = Number.NEGATIVE_INFINITY;
  #disposed = false;

  constructor(
    private readonly parts: ProfileWatchParts,
    private readonly profileId: string,
  ) {
    const { folders, list, readings, clock, onProblem } = parts;
    this.#since = clock().getTime();
    this.#history = this.#owned.add(
      new HistoryStore({ folder: folders.history, name: `${keyOf(profileId)}.jsonl`, clock, onProblem }),
    );
    this.#store = this.#owned.add(new SnapshotStore({ folder: folders.snapshots, profileId, onProblem }));
    this.#keeper = this.#owned.add(
      new ReadingsKeeper(this.#store, readings, (id, before, after) => {
        const entry = entryFor(id, before, after, after.asOf);
        if (entry) {
          void this.#history.record(entry);
        }
      }),
    );
    this.#alarm = this.#owned.add(
      new Alarm(parts.clock, () => {
        void this.#readList();
      }),
    );
    this.#owned.add(
      this.#store.onDidChange((part) => {
        void this.#takeOver(part);
      }),
    );
    this.#owned.add(
      list.onDidChange((state) => {
        this.#followList(state);
      }),
    );
    this.#owned.add(
      parts.onDidChangeWatchesAll(() => {
        this.#lead();
      }),
    );
    this.#owned.add(
      parts.lookout.onDidLook(() => {
        this.#noteCaughtUp();
      }),
    );
    this.#opened = this.#open();
  }

  /** Resolves when what was kept is shown. */
  get opened(): Promise<void> {
    return this.#opened;
  }

  /** Whether it is this window that has everything read again. Where windows cannot agree, each does. */
  get watches(): boolean {
    // A computer that has slept may have lost the lease before anybody says so.
    return this.#holding?.held === true || this.#holding?.state.kind === 'impossible';
  }

  /** From when what is on screen is, while it has not been brought up to date. */
  get keptAsOf(): Date | undefined {
    return this.#keptAsOf;
  }

  follow(session: Session): void {
    if (session.state === 'signedIn' && !this.#holding) {
      const { hold, focus, folders } = this.parts;
      const holding = new WatchTurn({
        hold: () => hold(`watch ${this.profileId}`),
        focus,
        folder: folders.snapshots,
        file: `${keyOf(this.profileId)}.focus.json`,
      });
      this.#holding = holding;
      holding.onDidChange(() => {
        this.#lead();
      });
      this.#lead();
    } else if (session.state !== 'signedIn') {
      this.#holding?.dispose();
      this.#holding = undefined;
      this.#lead();
    }
  }

  history(id: RepositoryId): Promise<readonly HistoryEntry[]> {
    return this.#history.of(id);
  }

  /** Resolves when nothing of this window is being written any more. To be called when it is disposed. */
  async ended(): Promise<void> {
    await Promise.all([this.#listKept, this.#keeper.kept, this.#history.idle]);
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    await Promise.all([this.#listKept, this.#keeper.flush()]);
  }

  dispose(): void {
    this.#disposed = true;
    this.#holding?.dispose();
    this.#holding = undefined;
    this.parts.lookout.watch(undefined);
    this.#owned.dispose();
  }

  async #open(): Promise<void> {
    await this.parts.ready();
    // The list draws the rows: what they say is to be known by then.
    await this.#takeOver('readings');
    await this.#takeOver('list');
    this.#noteKept();
    void this.#recall().finally(() => {
      this.#isRecalled = true;
      if (!this.#disposed) {
        this.#lead();
      }
    });
  }

  #noteKept(): void {
    const { list, readings, clock } = this.parts;
    const loaded = loadedOf(list.state);
    if (loaded?.restored !== true || this.#disposed) {
      return;
    }
    const times = [...readings.entries()].map(([, state]) => readingOf(state)?.asOf.getTime() ?? 0);
    const newest = times.reduce((one, other) => Math.max(one, other), loaded.asOf.getTime());
    this.#keptAsOf = clock().getTime() - newest > RECENT_MS ? new Date(newest) : undefined;
  }

  /** All that is due has been read, and the list, which is not read in turn where another window does it for all. */
  #noteCaughtUp(): void {
    const { list, lookout, clock } = this.parts;
    const asOf = loadedOf(list.state)?.asOf.getTime() ?? 0;
    const isListRead = this.#holding?.state.kind === 'elsewhere' || clock().getTime() - asOf <= LIST_FRESH_MS;
    if (lookout.isCaughtUp && isListRead) {
      this.#keptAsOf = undefined;
    }
  }

  /** When mirrors usually run, and which repositories are mirrors, is learned from all that was ever seen. */
  async #recall(): Promise<void> {
    const { facts } = this.parts;
    for (const id of await this.#history.ids()) {
      const successes = await this.#history.successesOf(id);
      if (this.#disposed) {
        return;
      }
      facts.remember(
        id,
        successes.map((date) => date.getTime()),
      );
    }
  }

  async #takeOver(part: SnapshotPart): Promise<void> {
    const { list } = this.parts;
    if (part === 'readings') {
      await this.#keeper.takeOver(() => !this.#disposed);
      return;
    }
    const loaded = await this.#store.list();
    if (loaded && !this.#disposed) {
      this.#kept = loaded.asOf;
      list.restore(loaded);
    }
  }

  #followList(state: ListState<Repository>): void {
    if (state.kind === 'ready' && state.loaded.rest !== 'coming' && isLater(state.loaded.asOf, this.#kept)) {
      this.#kept = state.loaded.asOf;
      this.#listKept = this.#store.saveList(state.loaded);
    }
    if (state.kind !== 'loading') {
      this.#lead();
    }
  }

  /** Watches everything where that is this window's task. */
  #lead(): void {
    this.#alarm.clear();
    // Likely mirrors are read first: those of which something is remembered.
    if (!this.watches || !this.parts.watchesAll() || !this.#isRecalled || this.#disposed) {
      this.parts.lookout.watch(undefined);
      // Whoever watches from here on is not to ask for it again.
      void this.#keeper.flush();
      return;
    }
    const { list, lookout, clock } = this.parts;
    lookout.watch(() => (this.watches ? idsOf(list) : []));
    if (list.state.kind === 'loading') {
      return;
    }
    const now = clock().getTime();
    const asOf = loadedOf(list.state)?.asOf.getTime() ?? Number.NEGATIVE_INFINITY;
    const last = Math.max(asOf, this.#listAskedAt);
    const isStarting = this.#isFirst && now - this.#since < STARTING_MS;
    const due = list.state.kind === 'failed' ? now + LIST_FRESH_MS : last + (isStarting ? LIST_FRESH_MS : LIST_TURN_MS);
    this.#isFirst = false;
    this.#alarm.set(Math.max(due, now));
  }

  async #readList(): Promise<void> {
    const { list, clock } = this.parts;
    await this.#opened;
    if (this.watches && !this.#disposed) {
      this.#listAskedAt = clock().getTime();
      await (list.state.kind === 'failed' ? list.goOn() : list.refresh());
    }
  }
}

function idsOf(list: ListStore<Repository>): readonly RepositoryId[] {
  return (loadedOf(list.state)?.items ?? []).map(({ id }) => id);
}

function isLater(date: Date, than: Date | undefined): boolean {
  return than === undefined || date > than;
}
