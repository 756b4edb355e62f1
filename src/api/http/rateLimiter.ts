import { type Sleep, untilAborted } from './cancellation';

const MINUTE_MS = 60_000;

/**
 * Lets requests that nobody waits for start at a steady rate, in the order in which they asked. What has not been used is
 * kept for up to a minute. What a person asks for is never held back.
 */
export class RateLimiter {
  /** Requests that may start at once. `undefined` before the first. */
  #saved: number | undefined;
  #savedAt = 0;
  #queue = Promise.resolve();

  /**
   * @param requestsPerMinute Asked each time, so that a changed setting counts at once. No limit when it is `undefined`,
   * not a number, or below 1.
   */
  constructor(
    private readonly requestsPerMinute: () => number | undefined,
    private readonly clock: () => Date,
    private readonly sleep: Sleep,
  ) {}

  /**
   * Resolves when a request in the background may start; rejects as soon as the signal is aborted, and uses up nothing
   * then.
   */
  acquire(signal: AbortSignal, operation: string): Promise<void> {
    const turn = this.#queue.then(() => this.#take(signal));
    // Whoever gave up must not hold up those behind.
    this.#queue = turn.catch(() => undefined);
    return untilAborted(turn, signal, operation);
  }

  async #take(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const limit = Math.floor(this.requestsPerMinute() ?? 0);
      if (!(limit >= 1)) {
        return;
      }
      const saved = this.#save(limit);
      if (saved >= 1) {
        this.#saved = saved - 1;
        return;
      }
      await this.sleep(Math.ceil(((1 - saved) * MINUTE_MS) / limit), signal);
    }
  }

  /** Adds what has become free since the last look. A clock that was set back adds nothing. */
  #save(limit: number): number {
    const now = this.clock().getTime();
    const passed = Math.max(0, now - this.#savedAt);
    this.#savedAt = now;
    this.#saved = Math.min(limit, (this.#saved ?? limit) + (passed * limit) / MINUTE_MS);
    return this.#saved;
  }
}
