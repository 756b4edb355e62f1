import type { RepositoryId } from '../../api/index';
import { type Disposable, Disposables, Emitter } from '../../ui/emitter';
import { profileIdOf, type Session, type SessionSource } from '../../ui/session';
import type { HistoryEntry } from '../history/entry';
import type { Holding } from './holding';
import { ProfileWatch, type ProfileWatchParts, type WatchFolders } from './profileWatch';

export interface WatcherParts extends ProfileWatchParts {
  readonly sessions: SessionSource;
}

/** Watches the mirrors of whoever is signed in. */
export class Watcher implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<undefined>());
  /** Possibly whether it is this window that watches. */
  readonly onDidChange = this.#changed.event;
  #current: { readonly profileId: string; readonly watch: ProfileWatch } | undefined;
  /** Ends when nothing is being written any more of those who were watched before. */
  #left: Promise<void> = Promise.resolve();

  constructor(private readonly parts: WatcherParts) {
    this.#owned.add(
      parts.sessions.onDidChange((session) => {
        this.#follow(session);
      }),
    );
    this.#follow(parts.sessions.current);
  }

  /** Whether it is this window that has everything read again. */
  get watches(): boolean {
    return this.#current?.watch.watches ?? false;
  }

  /** From when what is on screen is, while it has not been brought up to date. */
  get keptAsOf(): Date | undefined {
    return this.#current?.watch.keptAsOf;
  }

  /** Resolves when what was kept of the profile in use is shown. */
  async opened(): Promise<void> {
    await this.#current?.watch.opened;
  }

  /** What was seen of a mirror, oldest first. */
  async history(id: RepositoryId): Promise<readonly HistoryEntry[]> {
    return (await this.#current?.watch.history(id)) ?? [];
  }

  async flush(): Promise<void> {
    await this.#current?.watch.flush();
  }

  /** A profile is gone, or all are: resolves when nothing more is written of it. */
  async forget(profileId: string | undefined): Promise<void> {
    if (profileId === undefined || this.#current?.profileId.split('/')[0] === profileId) {
      // Its session is about to end; until then, what is read of it is not to be kept.
      this.#leave();
    }
    await this.#left;
  }

  dispose(): void {
    this.#leave();
    this.#owned.dispose();
  }

  #leave(): void {
    const watch = this.#current?.watch;
    this.#current = undefined;
    if (watch) {
      watch.dispose();
      this.#left = Promise.all([this.#left, watch.ended()]).then(() => undefined);
    }
  }

  #hold(name: string): Holding {
    const holding = this.parts.hold(name);
    holding.onDidChange(() => {
      this.#changed.fire(undefined);
    });
    return holding;
  }

  #follow(session: Session): void {
    const profileId = profileIdOf(session);
    if (profileId !== this.#current?.profileId) {
      this.#leave();
      const parts = isSandbox(session)
        ? { ...this.parts, folders: { snapshots: nothingKept, history: nothingKept }, hold: () => alone }
        : { ...this.parts, hold: (name: string) => this.#hold(name) };
      this.#current = profileId === undefined ? undefined : { profileId, watch: new ProfileWatch(parts, profileId) };
    }
    this.#current?.watch.follow(session);
    this.#changed.fire(undefined);
  }
}

/** A sandbox is gone with its window, and no other window sees it. */
function isSandbox(session: Session): boolean {
  return session.state !== 'signedOut' && session.profile.kind === 'sandbox';
}

const nothing = { dispose: () => undefined };

const alone: Holding = { state: { kind: 'held' }, held: true, onDidChange: () => nothing, ...nothing };

const nothingKept: WatchFolders['snapshots'] & WatchFolders['history'] = {
  onDidChange: () => nothing,
  read: () => Promise.resolve({ kind: 'absent' }),
  write: () => Promise.resolve({ kind: 'done' }),
  readText: () => Promise.resolve({ kind: 'absent' }),
  writeText: () => Promise.resolve({ kind: 'done' }),
  append: () => Promise.resolve({ kind: 'done' }),
  removeAll: () => Promise.resolve({ kind: 'done' }),
};
