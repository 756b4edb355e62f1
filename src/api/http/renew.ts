import type { Authoriser } from './authoriser';
import type { Step } from './call';
import { untilAborted } from './cancellation';

/** Sends a request once more with another token, where the first one was refused and there is another. */
export function renew(authoriser: Authoriser): Step {
  return async (call, next) => {
    const first = await next(call);
    if (first.kind === 'answered') {
      return first;
    }
    const renewal = authoriser.renewAfter?.(first.failure, first.token);
    if (renewal === undefined || !(await untilAborted(renewal, call.signal, call.request.operation))) {
      throw first.failure;
    }
    const second = await next({ ...call, attempt: first.attempt + 1 });
    if (second.kind === 'tokenRefused') {
      throw second.failure;
    }
    return second;
  };
}
