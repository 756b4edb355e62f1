/**
 * A signal that is aborted with `signal`, or after a time: for what is good to have but not worth waiting for.
 *
 * @param limitMs milliseconds
 */
export function atMost(limitMs: number, signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
}
