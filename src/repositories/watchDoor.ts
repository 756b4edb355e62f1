import type { Repository, RepositoryId } from '../api/index';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import type { ErrorPresenter } from '../ui/errorPresenter';
import type { Leads } from '../ui/leads';
import type { ListStore } from '../ui/listStore';
import type { Clock, SessionSource } from '../ui/session';
import { NOT_WATCHED, type WatchSource, type WatchState } from '../ui/watchState';
import type { Windows } from '../windows/index';
import type { MirrorHealth } from './mirrorHealth';
import type { MirrorReader } from './mirrorReader';
import type { Readings } from './readings';
import type { Focus, Watching } from './watching/index';

/** The editor has enough to do when it starts. */
const START_AFTER_MS = 2000;
/** How long one window watches for all before another may take over, when it has died without being seen to. */
const LEASE = { forMs: 40_000, renewEveryMs: 20_000 };

export interface WatchOptions {
  readonly sessions: SessionSource;
  readonly clock: Clock;
  readonly errors: ErrorPresenter;
  /** Setting: how many requests a minute may be sent in the background. */
  readonly requestsPerMinute: () => number;
  /** Setting: whether everything is read, or only what is on screen. */
  readonly watchesAll: () => boolean;
  readonly onDidChangeWatchesAll: (listener: () => void) => Disposable;
  readonly focus: Focus;
  readonly windows: Windows;
  /** A profile is gone, by its identifier, or all are. */
  readonly onDidForgetProfile: (listener: (profileId: string | undefined) => void) => Disposable;
}

export interface WatchedParts {
  readonly list: ListStore<Repository>;
  readonly readings: Readings;
  readonly reader: MirrorReader;
  readonly healthOf: (id: RepositoryId) => MirrorHealth | undefined;
}

/** Loads what watches the mirrors when somebody is signed in, or something is kept of who was. */
export class WatchDoor implements Disposable {
  readonly #owned = new Disposables();
  readonly #leadsChanged = this.#owned.add(new Emitter<undefined>());
  readonly #stateChanged = this.#owned.add(new Emitter<undefined>());
  readonly leads: Leads;
  readonly state: WatchSource;
  #watching: Promise<Watching> | undefined;
  #started: Watching | undefined;

  /** @param parts asked for when watching begins */
  constructor(
    private readonly options: WatchOptions,
    private readonly parts: () => WatchedParts,
  ) {
    const { sessions, watchesAll, onDidForgetProfile } = options;
    const watches = (): boolean => this.#started?.leads.current ?? false;
    this.leads = {
      get current() {
        return watches();
      },
      onDidChange: this.#leadsChanged.event,
    };
    const state = (): WatchState => this.#started?.state.current ?? NOT_WATCHED;
    this.state = {
      get current() {
        return state();
      },
      onDidChange: this.#stateChanged.event,
    };
    const start = setTimeout(() => {
      // Nobody has to look: whoever is signed in is told of what has happened.
      if (sessions.current.state !== 'signedOut' && watchesAll()) {
        void parts().list.load();
      }
    }, START_AFTER_MS);
    start.unref();
    this.#owned.add({
      dispose: () => {
        clearTimeout(start);
      },
    });
    this.#owned.add(
      sessions.onDidChange(({ state }) => {
        if (state === 'signedIn') {
          void this.open();
        }
      }),
    );
    this.#owned.add(
      onDidForgetProfile((profileId) => {
        void this.open().then((watching) => watching.forget(profileId));
      }),
    );
  }

  readonly open = (): Promise<Watching> => (this.#watching ??= this.#start());

  /** How many requests a minute may be sent in the background now. */
  requestsPerMinute(): number {
    return this.#started?.perMinute ?? this.options.requestsPerMinute();
  }

  /** Resolves when what was kept of the profile in use is shown. */
  async remembered(): Promise<void> {
    await (await this.open()).opened();
  }

  /** Removes what is kept of all profiles. @returns whether all of it is gone */
  async forgetAll(): Promise<boolean> {
    return (await this.open()).forget(undefined);
  }

  /** Writes down what is not written yet. */
  async close(): Promise<void> {
    await this.#started?.flush();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #start(): Promise<Watching> {
    const { windows, errors } = this.options;
    const [{ startWatching }, shared] = await Promise.all([import('./watching/index'), windows.open()]);
    this.#started = startWatching({
      ...this.options,
      ...this.parts(),
      folders: { snapshots: shared.folder('snapshots'), history: shared.folder('history') },
      hold: (name) => shared.holdLease(name, LEASE),
      onProblem: (problem) => {
        errors.note(problem);
      },
    });
    this.#started.leads.onDidChange(() => {
      this.#leadsChanged.fire(undefined);
    });
    this.#leadsChanged.fire(undefined);
    this.#started.state.onDidChange(() => {
      this.#stateChanged.fire(undefined);
    });
    return this.#owned.add(this.#started);
  }
}
