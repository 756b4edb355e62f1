import type { Step } from './call';
import type { RateLimiter } from './rateLimiter';

/** Lets requests that nobody waits for start no faster than the limiter says. */
export function budget(limiter: RateLimiter): Step {
  return async (call, next) => {
    if (call.request.background) {
      await limiter.acquire(call.signal, call.request.operation);
    }
    return next(call);
  };
}
