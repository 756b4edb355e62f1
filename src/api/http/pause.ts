import { isCloudError } from '../errors/cloudError';
import type { Step } from './call';
import { type Sleep, untilAborted } from './cancellation';
import { LONGEST_PAUSE_WAITED_OUT_MS } from './retryDelay';
import type { ServicePauses } from './servicePause';

/** Waits out a short pause of the service. What would have to wait for longer fails at once, and says until when. */
export function awaitPause(pauses: ServicePauses, sleep: Sleep): Step {
  return async (call, next) => {
    const { service, operation } = call.request;
    const left = pauses.leftMs(service);
    if (left > LONGEST_PAUSE_WAITED_OUT_MS) {
      throw pauses.error(service, operation);
    }
    if (left > 0) {
      await untilAborted(sleep(left, call.signal), call.signal, operation);
    }
    return next(call);
  };
}

/** Notes what an answer says about the service as a whole: that it wants to be left alone, or that it can be asked. */
export function heed(pauses: ServicePauses): Step {
  return async (call, next) => {
    const { service } = call.request;
    const turn = pauses.turn(service);
    try {
      const result = await next(call);
      pauses.answered(service, turn);
      return result;
    } catch (error) {
      if (isCloudError(error) && error.kind === 'rateLimited') {
        throw pauses.refused(service, turn, error);
      }
      if (isCloudError(error) && error.status !== undefined) {
        pauses.answered(service, turn);
      }
      throw error;
    }
  };
}
