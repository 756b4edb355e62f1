import { type Disposable, Disposables } from '../ui/emitter';
import type { Clock, SessionSource } from '../ui/session';
import type { RepositoriesModel } from './repositoriesModel';

/** Timers stand still while a computer sleeps: after it wakes, nobody waits longer than this. */
const LONGEST_MS = 15 * 60_000;

/**
 * Has the mirrors judged again when the first of them turns stale or stuck: one timer for all of them, and none while
 * nobody is signed in or nothing can change.
 */
export class HealthTimer implements Disposable {
  readonly #owned = new Disposables();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly model: Pick<RepositoriesModel, 'nextChange' | 'onDidChange' | 'recount'>,
    private readonly sessions: Pick<SessionSource, 'current' | 'onDidChange'>,
    private readonly clock: Clock,
  ) {
    const follow = (): void => {
      this.#follow();
    };
    this.#owned.add(model.onDidChange(follow));
    this.#owned.add(sessions.onDidChange(follow));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#owned.dispose();
  }

  #follow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const next = this.sessions.current.state === 'signedIn' ? this.model.nextChange : undefined;
    if (next) {
      const wait = Math.max(1, Math.min(LONGEST_MS, next.getTime() - this.clock().getTime()));
      this.#timer = setTimeout(() => {
        this.model.recount();
      }, wait);
      // Waiting for a state to age is no reason to stay alive.
      this.#timer.unref();
    }
  }
}
