import { CloudError } from '../errors/cloudError';
import type { Service } from '../contract/regions';

const MINUTE_MS = 60_000;
const UNITS = { second: 1000, minute: MINUTE_MS, hour: 60 * MINUTE_MS, day: 24 * 60 * MINUTE_MS } as const;
/** A wait that a server names is not believed beyond this: a slip of it must not silence a service for good. */
const LONGEST_NAMED_MS = UNITS.day;
const LONGEST_UNNAMED_MS = 32 * MINUTE_MS;
/** So many refusals in a row are taken at their word. A server that names a wait that never helps is backed away from. */
const BELIEVED = 3;
/** Windows that were refused together do not come back together. */
const JITTER = 0.25;

/** A refusal of kind `rateLimited`, as far as it says how long to wait. */
export type Refusal = Pick<CloudError, 'retryAfterMs' | 'vendorMessage'>;

/**
 * How long to leave a service alone after it has answered 429: what `Retry-After` says; without it the period that the
 * vendor's text names; else 1, 2, 4… minutes.
 *
 * @param refusals How many there have been in a row, this one included.
 * @param random From 0 up to 1.
 * @returns Milliseconds, from 0 to a day.
 */
export function pauseMs(refusal: Refusal, refusals: number, random: () => number): number {
  const named = refusal.retryAfterMs ?? readPeriodMs(refusal.vendorMessage);
  if (named !== undefined && refusals <= BELIEVED) {
    return Math.min(named, LONGEST_NAMED_MS);
  }
  const doublings = refusals - (named === undefined ? 1 : BELIEVED + 1);
  const backoff = Math.min(LONGEST_UNNAMED_MS, MINUTE_MS * 2 ** doublings);
  return Math.min(LONGEST_NAMED_MS, Math.max(named ?? 0, Math.round(backoff * (1 + JITTER * random()))));
}

/**
 * Reads the period of the gateway's text: `…over ratelimit,limit:200,time:5 minute`.
 *
 * @returns Milliseconds; `undefined` for a text that names none.
 */
export function readPeriodMs(text: string | undefined): number | undefined {
  const found = /\btime\s{0,4}[:=]\s{0,4}(\d{1,6})?\s{0,4}(second|minute|hour|day)/i.exec(text ?? '');
  const unit = Object.entries(UNITS).find(([name]) => name === found?.[2]?.toLowerCase())?.[1];
  return unit === undefined ? undefined : Number(found?.[1] ?? 1) * unit;
}

interface Pause {
  readonly refusals: number;
  readonly from: number;
  readonly until: number;
  readonly refusal: CloudError;
}

/** Which services have asked to be left alone, and until when. Requests that were under way together count as one. */
export class ServicePauses {
  readonly #pauses = new Map<Service, Pause>();

  constructor(
    private readonly clock: () => Date,
    private readonly random: () => number,
  ) {}

  /** How many refusals in a row there have been: noted when a request is sent, handed back with its answer. */
  turn(service: Service): number {
    return this.#pauses.get(service)?.refusals ?? 0;
  }

  /** Milliseconds until requests may be sent again; 0 when they may be. */
  leftMs(service: Service): number {
    const pause = this.#pauses.get(service);
    const now = this.clock().getTime();
    // A clock that was set back must not turn into a wait of hours.
    return pause === undefined || now < pause.from ? 0 : Math.max(0, pause.until - now);
  }

  /** The error of a request that is not sent because of a pause. It quotes the refusal that began it. */
  error(service: Service, operation: string): CloudError {
    const { status, code, vendorMessage, requestId } = this.#pauses.get(service)?.refusal ?? {};
    const left = this.leftMs(service);
    const pausedUntil = new Date(this.clock().getTime() + left);
    return new CloudError(`${operation}: not sent, ${service} is paused until ${pausedUntil.toISOString()}`, {
      kind: 'rateLimited',
      operation,
      service,
      status,
      code,
      vendorMessage,
      requestId,
      retryAfterMs: left,
      pausedUntil,
    });
  }

  /**
   * Notes a refusal.
   *
   * @param turn What `turn` said when the request was sent.
   * @returns The refusal, saying how long the service is paused.
   */
  refused(service: Service, turn: number, refusal: CloudError): CloudError {
    if (turn >= this.turn(service)) {
      const refusals = turn + 1;
      const from = this.clock().getTime();
      this.#pauses.set(service, { refusals, from, until: from + pauseMs(refusal, refusals, this.random), refusal });
    }
    const left = this.leftMs(service);
    const { message, kind, reason, operation, status, code, vendorMessage, requestId } = refusal;
    return new CloudError(message, {
      kind,
      reason,
      operation,
      service,
      status,
      code,
      vendorMessage,
      requestId,
      retryAfterMs: left,
      pausedUntil: left === 0 ? undefined : new Date(this.clock().getTime() + left),
    });
  }

  /** Notes any other answer: the service can be asked again. One to a request from before the refusal says nothing. */
  answered(service: Service, turn: number): void {
    if (turn === this.turn(service)) {
      this.#pauses.delete(service);
    }
  }
}
