import type { Disposable } from './emitter';
import type { Clock } from './session';

/** Timers stand still while a computer sleeps: after it wakes, nobody waits longer than this. */
const LONGEST_MS = 60_000;

/** Calls back once at a time of the clock. A clock that is set back meanwhile makes nobody wait longer. */
export class Alarm implements Disposable {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly ring: () => void,
  ) {}

  /** Replaces what it was set to before. */
  set(at: number): void {
    this.#wait(at, at - this.clock().getTime());
  }

  clear(): void {
    clearTimeout(this.#timer);
  }

  dispose(): void {
    this.clear();
  }

  #wait(at: number, left: number): void {
    clearTimeout(this.#timer);
    const step = Math.max(0, Math.min(LONGEST_MS, left));
    this.#timer = setTimeout(() => {
      const stillLeft = Math.min(left - step, at - this.clock().getTime());
      if (stillLeft > 0) {
        this.#wait(at, stillLeft);
      } else {
        this.ring();
      }
    }, step);
    // Waiting for it is no reason to stay alive.
    this.#timer.unref();
  }
}
