import type { Disposable } from '../ui/emitter';

/** What waits, handed in so that tests can let time pass. */
export interface Timers {
  /** Does something once, after so many milliseconds, unless it is disposed before. */
  after(ms: number, run: () => void): Disposable;
}

/** Those of the system. They keep no process running. */
export const systemTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return {
      dispose: () => {
        clearTimeout(timer);
      },
    };
  },
};
