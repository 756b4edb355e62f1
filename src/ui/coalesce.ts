import type { Disposable } from './emitter';

/**
 * Turns a burst of requests into one call.
 *
 * @param delayMs how long after the first request of a burst the call is made
 */
export function coalesce(work: () => void, delayMs: number): Disposable & { request(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    request: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, delayMs);
    },
    dispose: () => {
      clearTimeout(timer);
    },
  };
}
