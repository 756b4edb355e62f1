import { TestClock } from '../ui/support';
import type { Timers } from '../../../src/windows/timers';

interface Waiting {
  readonly at: number;
  readonly run: () => void;
}

/** A clock, and what waits for it: nothing happens until the test lets time pass. */
export class TestTime extends TestClock implements Timers {
  readonly #waiting = new Set<Waiting>();

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Milliseconds until each that waits, the next first. */
  get waits(): readonly number[] {
    return [...this.#waiting].map(({ at }) => at - this.now().getTime()).sort((a, b) => a - b);
  }

  /** Milliseconds until the next that waits. */
  get next(): number | undefined {
    return this.waits[0];
  }

  after(ms: number, run: () => void): { dispose(): void } {
    const waiting = { at: this.now().getTime() + ms, run };
    this.#waiting.add(waiting);
    return { dispose: () => this.#waiting.delete(waiting) };
  }

  /** Lets time pass while the computer sleeps. */
  sleep(milliseconds: number): void {
    super.pass(milliseconds);
  }

  /** Lets time pass, from one that waits to the next. */
  override pass(milliseconds: number): void {
    const end = this.now().getTime() + milliseconds;
    for (;;) {
      const next = [...this.#waiting].sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) {
        break;
      }
      this.#waiting.delete(next);
      super.pass(Math.max(0, next.at - this.now().getTime()));
      next.run();
    }
    super.pass(end - this.now().getTime());
  }
}
