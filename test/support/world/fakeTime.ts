import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';

const HOUR = 3_600_000;
const realSetTimeout = globalThis.setTimeout;
const realClearTimeout = globalThis.clearTimeout;
const realImmediate = globalThis.setImmediate;
/** Its functions can be replaced on the module itself, which an import by name cannot be. */
const promised = createRequire(__filename)('node:timers/promises') as {
  setTimeout: (...args: unknown[]) => unknown;
};
const realPromised = promised.setTimeout;

/** Whose time it is: what other tests have left behind goes on in its own. */
const whose = new AsyncLocalStorage<FakeTime>();

interface Waiting {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
  /** Where it stands among those that wait. */
  index: number;
}

/**
 * A world with a time of its own: timers, the clock of the computer, which may be wrong, and the true time, which a
 * server has. Nothing happens until `run`; then it goes from one that waits to the next.
 */
export class FakeTime {
  readonly #heap: Waiting[] = [];
  #order = 0;
  /** Milliseconds that timers have counted: they stand still while the computer sleeps. */
  #counted = 0;
  #slept = 0;
  #wrongBy = 0;

  constructor(private readonly start: number) {}

  /** Epoch milliseconds, by a clock that is right. */
  get now(): number {
    return this.start + this.#counted + this.#slept;
  }

  /** Milliseconds by which the clock of this computer is ahead. */
  get wrongBy(): number {
    return this.#wrongBy;
  }

  /** The clock of this computer. */
  readonly clock = (): Date => new Date(this.now + this.#wrongBy);

  /** How many timers wait. */
  get active(): number {
    return this.#heap.length;
  }

  /** Replaces the timers of whatever the caller does from here on, until `uninstall`. */
  install(): void {
    whose.enterWith(this);
    const set = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): unknown =>
      whose.getStore() === this
        ? this.#handle(
            this.#add(ms, () => {
              run(...args);
            }),
          )
        : realSetTimeout(run, ms, ...args);
    const clear = (handle: { cancel?: () => void } | NodeJS.Timeout | undefined): void => {
      if (typeof handle === 'object' && 'cancel' in handle) {
        handle.cancel?.();
      } else {
        realClearTimeout(handle as NodeJS.Timeout | undefined);
      }
    };
    Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
    Object.assign(performance, { now: () => this.#counted });
    promised.setTimeout = (ms, value, options = {}): unknown => {
      // As in the declaration of Node.
      const { signal } = options as { signal?: AbortSignal };
      if (whose.getStore() !== this) {
        return realPromised(ms, value, options);
      }
      return new Promise((resolve, reject) => {
        const waiting = this.#add(Number(ms), () => {
          resolve(value);
        });
        signal?.addEventListener('abort', () => {
          this.#remove(waiting);
          reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
        });
      });
    };
  }

  uninstall(): void {
    Object.assign(globalThis, { setTimeout: realSetTimeout, clearTimeout: realClearTimeout });
    Reflect.deleteProperty(performance, 'now');
    promised.setTimeout = realPromised;
  }

  after(ms: number, run: () => void): { dispose(): void } {
    const waiting = this.#add(ms, run);
    return {
      dispose: () => {
        this.#remove(waiting);
      },
    };
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#add(ms, resolve));
  }

  /** Goes on to a time, in epoch milliseconds. */
  async run(until: number): Promise<void> {
    await settled();
    for (let next = this.#heap[0]; next && next.at <= until - this.start - this.#slept; next = this.#heap[0]) {
      this.#remove(next);
      this.#counted = Math.max(this.#counted, next.at);
      next.run();
      await settled();
    }
    this.#counted = Math.max(this.#counted, until - this.start - this.#slept);
  }

  runHours(hours: number): Promise<void> {
    return this.run(this.now + hours * HOUR);
  }

  /** The computer sleeps: its clock goes on, its timers stand still. */
  sleep(ms: number): void {
    this.#slept += ms;
  }

  /** Somebody changes the clock of the computer. */
  setClock(byMs: number): void {
    this.#wrongBy += byMs;
  }

  /** What `setTimeout` of Node gives, as far as anybody uses it. */
  #handle(waiting: Waiting): object {
    const handle = {
      cancel: () => {
        this.#remove(waiting);
      },
      unref: () => handle,
      ref: () => handle,
      hasRef: () => false,
    };
    return handle;
  }

  #add(ms: number, run: () => void): Waiting {
    const at = this.#counted + Math.max(1, Number.isFinite(ms) ? ms : 1);
    const waiting = { at, order: this.#order++, run, index: this.#heap.length };
    this.#heap.push(waiting);
    this.#up(waiting);
    return waiting;
  }

  #remove(waiting: Waiting): void {
    if (this.#heap[waiting.index] !== waiting) {
      return;
    }
    const last = this.#heap.pop();
    if (last && last !== waiting) {
      this.#place(last, waiting.index);
      this.#down(last);
      this.#up(last);
    }
  }

  #up(one: Waiting): void {
    for (;;) {
      const above = one.index === 0 ? undefined : this.#heap[(one.index - 1) >> 1];
      if (!above || !isBefore(one, above)) {
        return;
      }
      const { index } = above;
      this.#place(above, one.index);
      this.#place(one, index);
    }
  }

  #down(one: Waiting): void {
    for (;;) {
      const [left, right] = [this.#heap[2 * one.index + 1], this.#heap[2 * one.index + 2]];
      const below = left && right && isBefore(right, left) ? right : left;
      if (!below || !isBefore(below, one)) {
        return;
      }
      const { index } = below;
      this.#place(below, one.index);
      this.#place(one, index);
    }
  }

  #place(one: Waiting, index: number): void {
    this.#heap[index] = one;
    one.index = index;
  }
}

function isBefore(one: Waiting, other: Waiting): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** Lets everything run that is ready to run. */
function settled(): Promise<void> {
  return new Promise((resolve) => realImmediate(resolve));
}
