import type { Authoriser, OutgoingRequest } from './authorisation';
import { cancelled, linkSignals, type Sleep, untilAborted } from './cancellation';
import { badInput } from './checks';
import { errorFromAnswer, isFailureBody, requestIdOf } from './errorMapping';
import { CloudError, isCloudError } from './errors';
import { addressOf, type HttpAnswer, type HttpRequest, type RequestLogEntry } from './httpRequest';
import type { RateLimiter } from './rateLimiter';
import { redactorFor } from './redact';
import type { Endpoints } from './regions';
import { readRetryAfter, retryDelayMs } from './retry';
import { exchange, type WireAnswer } from './transport';

/** What requests need from outside. */
export interface HttpParts {
  readonly endpoints: Endpoints;
  readonly authoriser: Authoriser;
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

/** One try of a request. */
interface Attempt {
  readonly request: HttpRequest;
  readonly base: string;
  readonly signal: AbortSignal;
  readonly redact: (text: string) => string;
}

const MAX_REDIRECTS = 3;

/**
 * Sends the requests of one client: authorises them, keeps to the request rate, repeats reads that have a chance, and
 * turns every failure into a `CloudError`.
 */
export class Http {
  readonly #parts: HttpParts;
  /** Takes the client's secrets, and credentials inside addresses, out of a text. */
  readonly redact: (text: string) => string;

  constructor(parts: HttpParts) {
    this.#parts = parts;
    this.redact = redactorFor(parts.authoriser.secrets());
  }

  /** The token, for the one operation that sends it a second time. */
  token(): string | undefined {
    return this.#parts.authoriser.token?.();
  }

  /**
   * @returns The answer of a success status whose body reports no failure. A read always has a body.
   * @throws CloudError; every kind is possible. Only `GET` is repeated, up to three tries in all.
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    try {
      return await this.#sendAndRepeat(request);
    } catch (error) {
      if (isCloudError(error) && error.kind === 'unauthorized') {
        quietly(() => this.#parts.onUnauthorized?.(error));
      }
      throw error;
    }
  }

  async #sendAndRepeat(request: HttpRequest): Promise<HttpAnswer> {
    const { operation, service, method } = request;
    const base = this.#parts.endpoints[service];
    if (base === undefined) {
      throw this.#parts.disposed.aborted ? cancelled(operation) : notOffered(operation, service);
    }
    const linked = linkSignals([request.signal, this.#parts.disposed]);
    const attempt: Attempt = {
      request,
      base,
      signal: linked.signal,
      redact:
        request.secrets === undefined
          ? this.redact
          : redactorFor([...this.#parts.authoriser.secrets(), ...request.secrets]),
    };
    try {
      for (let tries = 1; ; tries++) {
        if (linked.signal.aborted) {
          throw cancelled(operation);
        }
        try {
          return await this.#try(attempt, tries);
        } catch (error) {
          const failure = asCloudError(error, attempt);
          const delay = method === 'GET' ? retryDelayMs(failure, tries, this.#parts.random) : undefined;
          if (delay === undefined) {
            throw failure;
          }
          await untilAborted(this.#parts.sleep(delay, linked.signal), linked.signal, operation);
        }
      }
    } finally {
      linked.release();
    }
  }

  async #try(attempt: Attempt, tries: number): Promise<HttpAnswer> {
    const { request, signal } = attempt;
    await this.#parts.limiter.acquire(signal, request.operation);
    const started = this.#parts.clock().getTime();
    const log = (status: number | undefined, requestId: string | undefined, errorKind: string | undefined): void => {
      const { operation, method, path } = request;
      const durationMs = this.#parts.clock().getTime() - started;
      quietly(() =>
        this.#parts.log?.({ operation, method, path, status, durationMs, requestId, attempt: tries, errorKind }),
      );
    };
    try {
      const answer = this.#read(await this.#follow(attempt), attempt);
      log(answer.status, answer.requestId, undefined);
      return answer;
    } catch (error) {
      const failure = asCloudError(error, attempt);
      log(failure.status, failure.requestId, failure.kind);
      throw failure;
    }
  }

  /** Follows redirects of reads inside one origin. Nothing is ever sent to another. */
  async #follow(attempt: Attempt): Promise<WireAnswer> {
    const { request, base, signal } = attempt;
    const origin = new URL(base).origin;
    let url = addressOf(base, request);
    for (let hops = 0; ; hops++) {
      const outgoing = await this.#authorise(request, url);
      if (signal.aborted) {
        throw cancelled(request.operation);
      }
      const answer = await exchange({ ...outgoing, timeoutMs: this.#parts.timeoutMs, signal, redact: attempt.redact });
      const location = answer.header('location');
      if (answer.status < 300 || answer.status > 399 || location === null) {
        return answer;
      }
      const target = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
      const crossOrigin = target?.origin !== origin;
      if (crossOrigin || request.method !== 'GET' || hops >= MAX_REDIRECTS) {
        throw new CloudError(`${request.operation}: HTTP ${answer.status}, a redirect that is not followed`, {
          kind: 'malformed',
          reason: crossOrigin ? 'crossOriginRedirect' : undefined,
          operation: request.operation,
          status: answer.status,
          requestId: requestIdOf({ ...answer, body: undefined }, attempt.redact),
          // A server may redirect to the result of what it has just done.
          mayHaveHappened: request.method === 'GET' ? undefined : true,
        });
      }
      url = target;
    }
  }

  async #authorise(request: HttpRequest, url: URL): Promise<OutgoingRequest> {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const headers: Record<string, string> = {
      Accept: 'application/json',
      'User-Agent': 'codearts-mirrors',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...request.headers,
    };
    const outgoing: OutgoingRequest = { operation: request.operation, method: request.method, url, headers, body };
    return { ...outgoing, headers: { ...headers, ...(await this.#parts.authoriser.headersFor(outgoing)) } };
  }

  #read(answer: WireAnswer, { request, redact: hide }: Attempt): HttpAnswer {
    const write = request.method !== 'GET';
    const body = parseJson(answer.text);
    const parts = { ...answer, body };
    const succeeded = answer.status >= 200 && answer.status < 300;
    if (!succeeded || isFailureBody(body)) {
      const { authoriser, clock } = this.#parts;
      throw errorFromAnswer(parts, {
        operation: request.operation,
        write,
        authorisation: authoriser.kind,
        expired: authoriser.expiresAt !== undefined && authoriser.expiresAt.getTime() <= clock().getTime(),
        retryAfterMs: readRetryAfter(answer.header('retry-after'), clock()),
        redact: hide,
      });
    }
    const empty = answer.text.trim() === '';
    if (body === undefined && !(empty && write)) {
      throw new CloudError(`${request.operation}: HTTP ${answer.status}, ${empty ? 'empty' : 'not JSON'}`, {
        kind: 'malformed',
        operation: request.operation,
        status: answer.status,
        requestId: requestIdOf(parts, hide),
        mayHaveHappened: write ? true : undefined,
      });
    }
    return { status: answer.status, body, requestId: requestIdOf(parts, hide) };
  }
}

/** `undefined` stands for "no JSON": no JSON text means that. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function notOffered(operation: string, service: string): CloudError {
  return new CloudError(`${operation}: the region has no host for ${service}`, {
    kind: 'notFound',
    reason: 'serviceUnavailableInRegion',
    operation,
  });
}

/** Whatever else can be thrown on the way was thrown before anything was sent: by an authoriser, or for a header. */
function asCloudError(error: unknown, { request, redact: hide }: Attempt): CloudError {
  if (isCloudError(error)) {
    return error;
  }
  const message = error instanceof Error ? hide(error.message) : 'not an error';
  return badInput(request.operation, 'credential', 'unexpectedCharacters', `cannot be used: ${message}`);
}

/** A listener that fails must not turn a good answer into an error, nor hide the error that it was told of. */
function quietly(notify: () => void): void {
  try {
    notify();
  } catch {
    // Nobody is left to tell.
  }
}
