import type { RepositoryId } from '../api/index';
import { type Disposable, Disposables, type Event } from '../ui/emitter';

export interface SyncingRowsOptions {
  /** Repositories on screen whose mirror is being synchronised. */
  readonly syncing: () => readonly RepositoryId[];
  readonly read: (ids: readonly RepositoryId[]) => void;
  /** Fires after rows have changed, and when they come on screen or leave it. */
  readonly onDidChange: Event<unknown>;
}

const FIRST_MS = 15_000;
const LONGEST_MS = 60_000;
const GROWTH = 1.5;

/**
 * Reads rows that say "syncing" again until they say something else: nobody else would, when the synchronisation was
 * not started from here. Only while they are on screen, and less and less often (NOTES.md section 11).
 */
export class SyncingRows implements Disposable {
  readonly #owned = new Disposables();
  #timer: NodeJS.Timeout | undefined;
  #wait = FIRST_MS;

  constructor(private readonly options: SyncingRowsOptions) {
    this.#owned.add(
      options.onDidChange(() => {
        this.#follow();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#owned.dispose();
  }

  #follow(): void {
    if (this.options.syncing().length === 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#wait = FIRST_MS;
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#wait = Math.min(this.#wait * GROWTH, LONGEST_MS);
      this.options.read(this.options.syncing());
    }, this.#wait);
    // Waiting for the next look is no reason to stay alive.
    this.#timer.unref();
  }
}
