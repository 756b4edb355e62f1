import type { Endpoints } from '../contract/regions';
import type { CloudError } from '../errors/cloudError';
import { isCloudError } from '../errors/cloudError';
import { followingRedactor, type Redact } from '../redact/redact';
import { authorise, NoCredential } from './authorise';
import type { Authoriser } from './authoriser';
import { budget } from './budget';
import { inOrder, type Step } from './call';
import type { Sleep } from './cancellation';
import { check } from './check';
import { follow } from './follow';
import { type HttpAnswer, type HttpRequest, isWrite, type RequestLogEntry } from './httpRequest';
import { type KeyGate, KeyTrial, tryKey } from './keyTrial';
import { logged } from './log';
import { awaitPause, heed } from './pause';
import { quietly } from './quietly';
import type { RateLimiter } from './rateLimiter';
import { read } from './read';
import { renew } from './renew';
import { retry } from './retry';
import { ServerClock } from './serverClock';
import { ServicePauses } from './servicePause';
import { exchange } from './transport';

/** What requests need from outside. */
export interface HttpParts {
  readonly endpoints: Endpoints;
  readonly authoriser: Authoriser;
  readonly keyGate?: KeyGate;
  /** Milliseconds for one try. */
  readonly timeoutMs: number;
  readonly limiter: RateLimiter;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly sleep: Sleep;
  /** Aborted when the client is disposed. */
  readonly disposed: AbortSignal;
  readonly log?: (entry: RequestLogEntry) => void;
  readonly onUnauthorized?: (error: CloudError) => void;
}

/** Sends the requests of one client. */
export interface Http {
  /** How requests are authorised. */
  readonly authorisation: Authoriser['kind'];
  /** Clock of the server minus that of this computer, in milliseconds; `undefined` before the first answer. */
  readonly clockOffsetMs: number | undefined;
  /** Takes the client's secrets, and credentials inside addresses, out of a text. */
  readonly redact: Redact;
  /**
   * @returns The answer of a success status whose body reports no failure. A read always has a body.
   * @throws CloudError; every kind is possible. Only `GET` is repeated, up to three tries in all. A request whose token
   * has ended is sent once more with a new one, where the authoriser can get one.
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

export function createHttp(parts: HttpParts): Http {
  const { authoriser, clock, random, sleep, timeoutMs } = parts;
  const redact = followingRedactor(() => authoriser.secrets());
  const serverClock = new ServerClock(clock);
  const pauses = new ServicePauses(clock, random);

  // Outermost first: each step is around all that follow it.
  const steps: readonly Step[] = [
    renew(authoriser),
    retry(random, sleep),
    ...(authoriser.kind === 'signature' ? [tryKey(new KeyTrial(parts.keyGate))] : []),
    awaitPause(pauses, sleep),
    budget(parts.limiter),
    // Waiting for a turn may take long enough for a pause to begin.
    awaitPause(pauses, sleep),
    heed(pauses),
    logged(parts),
  ];
  const sendCall = inOrder(steps, async (call) => {
    const { request, signal } = call;
    const arrived = await follow(call, {
      authorise: (url) => authorise(call, url, { authoriser, serverClock }),
      exchange: async (outgoing) => {
        const sentAt = clock().getTime();
        const answer = await exchange({ ...outgoing, write: isWrite(request), timeoutMs, signal, redact: call.redact });
        serverClock.note(answer.header('date'), sentAt);
        return answer;
      },
    });
    return read(arrived, call.attempt, { request, authoriser, serverClock, redact: call.redact });
  });

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const { call, release } = check(request, { ...parts, redact });
    try {
      const result = await sendCall(call);
      if (result.kind === 'tokenRefused') {
        throw result.failure;
      }
      return result.answer;
    } finally {
      release();
    }
  }

  return {
    authorisation: authoriser.kind,
    redact,
    get clockOffsetMs() {
      return serverClock.offsetMs;
    },
    send: async (request) => {
      try {
        return await send(request);
      } catch (error) {
        const failure = error instanceof NoCredential ? error.failure : error;
        if (isCloudError(failure) && (failure.kind === 'unauthorized' || failure === authoriser.refusal)) {
          quietly(() => parts.onUnauthorized?.(failure));
        }
        throw failure;
      }
    },
  };
}
