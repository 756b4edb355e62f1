import { type Sleep, untilAborted } from './cancellation';

const MINUTE_MS = 60_000;

/**
 * Lets at most so many requests start in any 60 seconds, in the order in which they asked. A short burst passes at once,
 * which is what opening a view needs.
 */
export class RateLimiter {
  readonly #starts: number[] = [];
  #queue: Promise<void> = Promise.resolve();

  /**
   * @param requestsPerMinute Asked each time, so that a changed setting counts at once. No limit when it is `undefined`,
   * not a number, or below 1.
   */
  constructor(
    private readonly requestsPerMinute: () => number | undefined,
    private readonly clock: () => Date,
    private readonly sleep: Sleep,
  ) {}

  /** Resolves when a request may start; rejects as soon as the signal is aborted, and uses up nothing then. */
  acquire(signal: AbortSignal, operation: string): Promise<void> {
    const turn = this.#queue.then(() => this.#take(signal));
    // Whoever gave up must not hold up those behind.
    this.#queue = turn.catch(() => undefined);
    return untilAborted(turn, signal, operation);
  }

  async #take(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const limit = Math.floor(this.requestsPerMinute() ?? 0);
      const now = this.clock().getTime();
      this.#forgetBefore(now - MINUTE_MS);
      const oldest = this.#starts[this.#starts.length - limit];
      if (!(limit >= 1) || oldest === undefined) {
        this.#starts.push(now);
        return;
      }
      // A clock that was set back must not turn into a wait of hours.
      await this.sleep(Math.min(MINUTE_MS, Math.max(1, oldest + MINUTE_MS - now)), signal);
    }
  }

  #forgetBefore(time: number): void {
    while (this.#starts[0] !== undefined && this.#starts[0] <= time) {
      this.#starts.shift();
    }
  }
}
