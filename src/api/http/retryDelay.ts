import type { CloudError } from '../errors/cloudError';
import { isTransient } from '../errors/networkErrors';

const MAX_TRIES = 3;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
/** A server that asks for more is obeyed by giving up: nobody watches a spinner for that long. */
const LONGEST_RETRY_AFTER_MS = 60_000;
/** A service that is throttled for longer is paused as a whole: whoever asked is told so instead of waiting. */
export const LONGEST_PAUSE_WAITED_OUT_MS = 10_000;

/**
 * How long to wait before sending a read again.
 *
 * @param error Why the last try failed.
 * @param tries How many there have been.
 * @param random From 0 up to 1; spreads clients that failed together (full jitter).
 * @returns Milliseconds, or `undefined` when it should not be sent again.
 */
export function retryDelayMs(error: CloudError, tries: number, random: () => number): number | undefined {
  if (tries >= MAX_TRIES || !isWorthRetrying(error)) {
    return undefined;
  }
  if (error.retryAfterMs !== undefined) {
    const longest = error.kind === 'rateLimited' ? LONGEST_PAUSE_WAITED_OUT_MS : LONGEST_RETRY_AFTER_MS;
    return error.retryAfterMs <= longest ? error.retryAfterMs : undefined;
  }
  return Math.round(random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1)));
}

/** After half a minute of silence whoever asked is told, rather than kept for another. */
function isWorthRetrying(error: CloudError): boolean {
  switch (error.kind) {
    case 'rateLimited':
      return true;
    case 'server':
      return error.status !== undefined && error.status >= 500;
    case 'offline':
      return isTransient(error);
    default:
      return false;
  }
}
