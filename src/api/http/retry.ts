import { isCloudError } from '../errors/cloudError';
import type { Step } from './call';
import { cancelled, type Sleep, untilAborted } from './cancellation';
import { retryDelayMs } from './retryDelay';

/** Sends a read again that has a chance, up to three times in all. */
export function retry(random: () => number, sleep: Sleep): Step {
  return async (call, next) => {
    const { request, signal } = call;
    for (let { attempt } = call; ; attempt++) {
      if (signal.aborted) {
        throw cancelled(request.operation);
      }
      try {
        return await next({ ...call, attempt });
      } catch (error) {
        const isRepeatable = request.method === 'GET' && isCloudError(error);
        const delay = isRepeatable ? retryDelayMs(error, attempt, random) : undefined;
        if (delay === undefined) {
          throw error;
        }
        await untilAborted(sleep(delay, signal), signal, request.operation);
      }
    }
  };
}
