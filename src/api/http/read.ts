import type { Authoriser } from './authoriser';
import { type AnswerContext, errorFromAnswer, isFailureBody, requestIdOf } from '../errors/errorMapping';
import { CloudError, isCloudError } from '../errors/cloudError';
import type { Result } from './call';
import type { Arrived } from './follow';
import { type HttpAnswer, type HttpRequest, isWrite } from './httpRequest';
import type { Redact } from '../redact/redact';
import { readRetryAfter } from './retryAfter';
import type { ServerClock } from './serverClock';
import type { WireAnswer } from './transport';

/** What the meaning of an answer depends on, besides the answer. */
export interface ReadingContext {
  readonly request: HttpRequest;
  readonly authoriser: Authoriser;
  readonly serverClock: ServerClock;
  readonly redact: Redact;
}

/**
 * Reads what arrived as the answer of an operation. One code says of a token that it has ended, and that it is of another
 * region: both may be put right by another token.
 */
export function read({ answer, token }: Arrived, attempt: number, context: ReadingContext): Result {
  try {
    return { kind: 'answered', answer: readAnswer(answer, context) };
  } catch (error) {
    const isRefusal = isCloudError(error) && (error.reason === 'tokenExpired' || error.reason === 'wrongRegion');
    if (isRefusal && token !== undefined) {
      return { kind: 'tokenRefused', token, failure: error, attempt };
    }
    throw error;
  }
}

/**
 * Reads what arrived as the answer of an operation.
 *
 * @returns The answer of a success status whose body reports no failure. Only a write may have no body.
 * @throws CloudError of the kinds of `errorFromAnswer`, and `malformed` for what is no JSON.
 */
function readAnswer(answer: WireAnswer, context: ReadingContext): HttpAnswer {
  const { request, redact } = context;
  const body = parseJson(answer.text);
  const parts = { ...answer, body };
  const succeeded = answer.status >= 200 && answer.status < 300;
  if (!succeeded || isFailureBody(body)) {
    throw errorFromAnswer(parts, answerContext(answer, context));
  }
  const empty = answer.text.trim() === '';
  if (body === undefined && !(empty && request.method !== 'GET')) {
    throw new CloudError(`${request.operation}: HTTP ${answer.status}, ${empty ? 'empty' : 'not JSON'}`, {
      kind: 'malformed',
      operation: request.operation,
      status: answer.status,
      requestId: requestIdOf(parts, redact),
      mayHaveHappened: isWrite(request) ? true : undefined,
    });
  }
  return { status: answer.status, body, requestId: requestIdOf(parts, redact), header: answer.header };
}

function answerContext(
  answer: WireAnswer,
  { request, authoriser, serverClock, redact }: ReadingContext,
): AnswerContext {
  const now = serverClock.now();
  return {
    operation: request.operation,
    service: request.service,
    write: isWrite(request),
    signIn: request.signIn,
    authorisation: authoriser.kind,
    // The end of a token is a time of the server's: a computer whose clock is behind would take it for valid.
    expired: authoriser.expiresAt !== undefined && authoriser.expiresAt.getTime() <= now.getTime(),
    clockOffsetMs: serverClock.offsetMs,
    retryAfterMs: readRetryAfter(answer.header('retry-after'), now),
    redact,
  };
}

/** `undefined` stands for "no JSON": no JSON text means that. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
