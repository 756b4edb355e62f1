import { setMaxListeners } from 'node:events';
import { CloudError } from '../errors/cloudError';

/** Waits, unless the signal is aborted first: then it rejects. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export function cancelled(operation: string, mayHaveHappened?: boolean): CloudError {
  return new CloudError(`${operation}: cancelled`, { kind: 'cancelled', operation, mayHaveHappened });
}

/** The promise, or a rejection as soon as the signal is aborted. The work behind the promise goes on. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal, operation: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(cancelled(operation));
    };
    if (signal.aborted) {
      stop();
    }
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}

/** A timer that ends early, with a rejection, when the signal is aborted. Leaves no timer behind. */
export const sleep: Sleep = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(cancelled('sleep'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) {
      stop();
    }
  });

/** A signal that several others and a time limit can abort, and which of them it was. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  readonly timedOut: boolean;
  /** Takes the listeners and the timer away. */
  release(): void;
}

/**
 * `AbortSignal.any` would do, but keeps a trace of every short-lived signal on a long-lived one.
 *
 * @param sources Signals to follow; missing ones are skipped.
 * @param limitMs Time until it aborts by itself; none when left out.
 */
export function linkSignals(sources: readonly (AbortSignal | undefined)[], limitMs?: number): LinkedSignal {
  const controller = new AbortController();
  let timedOut = false;
  const abort = (): void => {
    controller.abort();
  };
  const present = sources.filter((source) => source !== undefined);
  for (const source of present) {
    // Hundreds of calls may follow one signal; that many listeners are no leak, and each is taken away again.
    setMaxListeners(0, source);
    source.addEventListener('abort', abort, { once: true });
  }
  if (present.some((source) => source.aborted)) {
    abort();
  }
  const timer =
    limitMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = !controller.signal.aborted;
          abort();
        }, limitMs);
  return {
    signal: controller.signal,
    get timedOut() {
      return timedOut;
    },
    release() {
      clearTimeout(timer);
      for (const source of present) {
        source.removeEventListener('abort', abort);
      }
    },
  };
}
