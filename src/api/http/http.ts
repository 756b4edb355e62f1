import { readAnswer } from './answerReading';
import type { Authoriser, OutgoingRequest } from './authoriser';
import { cancelled, linkSignals, type Sleep, untilAborted } from './cancellation';
import { badInput } from '../errors/inputChecks';
import { requestIdOf } from '../errors/errorMapping';
import { CloudError, isCloudError } from '../errors/cloudError';
import { addressOf, changes, type HttpAnswer, type HttpRequest, type RequestLogEntry } from './httpRequest';
import { type KeyGate, KeyTrial } from './keyTrial';
import { quietly } from './quietly';
import type { RateLimiter } from './rateLimiter';
import { followingRedactor, type Redact } from '../redact/redact';
import type { Endpoints } from '../contract/regions';
import { LONGEST_PAUSE_WAITED_OUT_MS, retryDelayMs } from './retry';
import { ServerClock } from './serverClock';
import { ServicePauses } from './servicePause';
import { exchange, type WireAnswer } from './transport';

/** What requests need from outside. */
export interface HttpParts {
  readonly endpoints: Endpoints;
  readonly authoriser: Authoriser;
  readonly keyGate?: KeyGate;
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

/** A request on its way, through all its tries. */
interface Attempt {
  readonly request: HttpRequest;
  readonly base: string;
  readonly signal: AbortSignal;
  readonly redact: Redact;
  /** Token of the last try, if it had one. */
  usedToken?: string;
}

const MAX_REDIRECTS = 3;

/**
 * Sends the requests of one client: authorises them, keeps to the request rate, leaves a service alone that asks for it,
 * repeats reads that have a chance, and turns every failure into a `CloudError`.
 */
export class Http {
  readonly #parts: HttpParts;
  readonly #serverClock: ServerClock;
  readonly #keyTrial: KeyTrial;
  readonly #pauses: ServicePauses;
  /** Failures to get a credential, which say nothing about the request that needed it. */
  readonly #credentialFailures = new WeakSet<CloudError>();
  /** Takes the client's secrets, and credentials inside addresses, out of a text. */
  readonly redact: Redact;

  constructor(parts: HttpParts) {
    this.#parts = parts;
    this.#serverClock = new ServerClock(parts.clock);
    this.#keyTrial = new KeyTrial(parts.keyGate);
    this.#pauses = new ServicePauses(parts.clock, parts.random);
    this.redact = followingRedactor(() => parts.authoriser.secrets());
  }

  /** How requests are authorised. */
  get authorisation(): Authoriser['kind'] {
    return this.#parts.authoriser.kind;
  }

  /** Clock of the server minus that of this computer, in milliseconds; `undefined` before the first answer. */
  get clockOffsetMs(): number | undefined {
    return this.#serverClock.offsetMs;
  }

  /**
   * @returns The answer of a success status whose body reports no failure. A read always has a body.
   * @throws CloudError; every kind is possible. Only `GET` is repeated, up to three tries in all. A request whose token
   * has ended is sent once more with a new one, where the authoriser can get one.
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    try {
      return await this.#sendAndRepeat(request);
    } catch (error) {
      if (isCloudError(error) && (error.kind === 'unauthorized' || error === this.#parts.authoriser.refusal)) {
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
    const { secrets = [] } = request;
    const attempt: Attempt = {
      request,
      base,
      signal: linked.signal,
      redact:
        secrets.length === 0 ? this.redact : followingRedactor(() => [...this.#parts.authoriser.secrets(), ...secrets]),
    };
    let renewed = false;
    try {
      for (let tries = 1; ; tries++) {
        if (linked.signal.aborted) {
          throw cancelled(operation);
        }
        try {
          return await this.#inTurn(attempt, tries);
        } catch (error) {
          const failure = asCloudError(error, attempt);
          if (this.#credentialFailures.has(failure)) {
            throw failure;
          }
          if (!renewed && (await this.#renewAfter(failure, attempt))) {
            // Also a write: it was refused for its token, before anything was done.
            renewed = true;
            continue;
          }
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

  /** Keys that are not known to be right are tried one request at a time. */
  #inTurn(attempt: Attempt, tries: number): Promise<HttpAnswer> {
    const { signal, request } = attempt;
    return this.#parts.authoriser.kind === 'signature'
      ? this.#keyTrial.run(() => this.#try(attempt, tries), signal, request.operation)
      : this.#try(attempt, tries);
  }

  /** Whether there is another token than the one that was refused. One code says "ended" and "of another region". */
  async #renewAfter(failure: CloudError, attempt: Attempt): Promise<boolean> {
    const { authoriser } = this.#parts;
    const { request, signal, usedToken } = attempt;
    const refused = failure.reason === 'tokenExpired' || failure.reason === 'wrongRegion';
    if (!refused || usedToken === undefined || authoriser.renewAfter === undefined) {
      return false;
    }
    try {
      return await untilAborted(authoriser.renewAfter(failure, usedToken), signal, request.operation);
    } catch (error) {
      throw asCloudError(error, attempt);
    }
  }

  async #try(attempt: Attempt, tries: number): Promise<HttpAnswer> {
    const { request, signal } = attempt;
    await this.#awaitPause(attempt);
    if (request.background) {
      await this.#parts.limiter.acquire(signal, request.operation);
    }
    // Waiting for a turn may take long enough for a pause to begin.
    await this.#awaitPause(attempt);
    const turn = this.#pauses.turn(request.service);
    const started = this.#parts.clock().getTime();
    const log = (status: number | undefined, requestId: string | undefined, errorKind: string | undefined): void => {
      const { operation, method, path, background = false } = request;
      const durationMs = this.#parts.clock().getTime() - started;
      const answered = { status, durationMs, requestId, attempt: tries, errorKind };
      quietly(() => this.#parts.log?.({ operation, method, path, background, ...answered }));
    };
    try {
      const { authoriser } = this.#parts;
      const { redact } = attempt;
      const wire = await this.#follow(attempt);
      const answer = readAnswer(wire, { request, authoriser, serverClock: this.#serverClock, redact });
      log(answer.status, answer.requestId, undefined);
      this.#pauses.answered(request.service, turn);
      return answer;
    } catch (error) {
      const failure = asCloudError(error, attempt);
      log(failure.status, failure.requestId, failure.kind);
      throw this.#heed(failure, request, turn);
    }
  }

  /** Short pauses are waited out. What would have to wait for longer fails at once, and says until when. */
  async #awaitPause({ request: { service, operation }, signal }: Attempt): Promise<void> {
    const left = this.#pauses.leftMs(service);
    if (left > LONGEST_PAUSE_WAITED_OUT_MS) {
      throw this.#pauses.error(service, operation);
    }
    if (left > 0) {
      await untilAborted(this.#parts.sleep(left, signal), signal, operation);
    }
  }

  /** What a failure says about the service as a whole. */
  #heed(failure: CloudError, { service }: HttpRequest, turn: number): CloudError {
    if (this.#credentialFailures.has(failure)) {
      return failure;
    }
    if (failure.kind === 'rateLimited') {
      return this.#pauses.refused(service, turn, failure);
    }
    if (failure.status !== undefined) {
      this.#pauses.answered(service, turn);
    }
    return failure;
  }

  /** Follows redirects of reads inside one origin. Nothing is ever sent to another. */
  async #follow(attempt: Attempt): Promise<WireAnswer> {
    const { request, base, signal } = attempt;
    const origin = new URL(base).origin;
    let url = addressOf(base, request);
    for (let hops = 0; ; hops++) {
      const outgoing = await this.#authorise(attempt, url);
      if (signal.aborted) {
        throw cancelled(request.operation);
      }
      const { timeoutMs, clock } = this.#parts;
      const sentAt = clock().getTime();
      const { redact } = attempt;
      const answer = await exchange({ ...outgoing, write: changes(request), timeoutMs, signal, redact });
      this.#serverClock.note(answer.header('date'), sentAt);
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
          mayHaveHappened: changes(request) ? true : undefined,
        });
      }
      url = target;
    }
  }

  async #authorise(attempt: Attempt, url: URL): Promise<OutgoingRequest> {
    const { request, signal } = attempt;
    const { operation, service, method } = request;
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const headers: Record<string, string> = {
      Accept: 'application/json',
      'User-Agent': 'codearts-mirrors',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...request.headers,
    };
    const outgoing = { operation, service, method, url, headers, body, now: this.#serverClock.now() };
    const added = await untilAborted(this.#credentialHeaders(outgoing, attempt), signal, operation);
    const token = added['X-Auth-Token'];
    attempt.usedToken = token;
    const subject: Readonly<Record<string, string>> =
      request.looksUpOwnToken === true && token !== undefined ? { 'X-Subject-Token': token } : {};
    return { ...outgoing, headers: { ...headers, ...added, ...subject } };
  }

  async #credentialHeaders(outgoing: OutgoingRequest, attempt: Attempt): Promise<Readonly<Record<string, string>>> {
    try {
      return await this.#parts.authoriser.headersFor(outgoing);
    } catch (error) {
      const failure = asCloudError(error, attempt);
      this.#credentialFailures.add(failure);
      throw failure;
    }
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
