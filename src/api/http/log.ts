import { isCloudError } from '../errors/cloudError';
import { NoCredential } from './authorise';
import type { Call, Step } from './call';
import type { RequestLogEntry } from './httpRequest';
import { quietly } from './quietly';

export interface LogParts {
  readonly clock: () => Date;
  readonly log?: (entry: RequestLogEntry) => void;
}

type Outcome = Pick<RequestLogEntry, 'status' | 'requestId' | 'errorKind'>;

/** Has each try logged, with what became of it. */
export function logged({ clock, log }: LogParts): Step {
  return async (call, next) => {
    const started = clock().getTime();
    const write = (outcome: Outcome): void => {
      const durationMs = clock().getTime() - started;
      quietly(() => log?.({ ...describe(call), ...outcome, durationMs }));
    };
    try {
      const result = await next(call);
      if (result.kind === 'answered') {
        const { status, requestId } = result.answer;
        write({ status, requestId, errorKind: undefined });
      } else {
        write(outcomeOf(result.failure));
      }
      return result;
    } catch (error) {
      write(outcomeOf(error));
      throw error;
    }
  };
}

function describe({ request, attempt }: Call): Omit<RequestLogEntry, keyof Outcome | 'durationMs'> {
  const { operation, method, path, background = false } = request;
  return { operation, method, path, background, attempt };
}

function outcomeOf(error: unknown): Outcome {
  const failure = error instanceof NoCredential ? error.failure : error;
  return isCloudError(failure)
    ? { status: failure.status, requestId: failure.requestId, errorKind: failure.kind }
    : { status: undefined, requestId: undefined, errorKind: 'invalid' };
}
