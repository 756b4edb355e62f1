import type { Authoriser, OutgoingRequest } from '../http/authoriser';
import { cancelled } from '../http/cancellation';
import { checkToken } from './credentialChecks';
import { type CloudError, isCloudError } from '../errors/cloudError';
import { quietly } from '../http/quietly';

/** A token and when it ends, as far as that is known. */
export interface HeldToken {
  readonly token: string;
  readonly expiresAt?: Date;
}

export interface RenewingTokenOptions {
  /** Left out: the first request waits for a token. */
  readonly initial?: HeldToken;
  /**
   * Gets another token. Called once at a time.
   *
   * @param signal Aborted by `dispose`. Requests that are cancelled do not abort it: others wait for it too.
   * @param replaces The token that has ended or was refused; undefined when there was none.
   */
  readonly renew: (signal: AbortSignal, replaces: string | undefined) => Promise<HeldToken>;
  readonly clock: () => Date;
  /** How long before its end a token is renewed, in milliseconds; 10 minutes when left out. */
  readonly marginMs?: number;
  /** Called with each new token before it is used. Not after `dispose`. */
  readonly onRenewed?: (token: HeldToken) => void;
  /**
   * Called once, when a token that was just issued looks as if it had ended: a clock is wrong, that of the sign-in
   * service, of the service that was asked, or of this computer.
   *
   * @param apartMs How far the clocks are apart, in milliseconds, at the least.
   */
  readonly onClockConflict?: (apartMs: number) => void;
}

const MARGIN_MS = 10 * 60_000;
/** While the old token still works, nothing is gained by asking a service that fails more often. */
const PAUSE_AFTER_FAILURE_MS = 30_000;
/** A token that was issued just now is not over, whatever a clock says: asking for another would give the same. */
const FRESH_MS = 60_000;
/** Late answers may quote a token that is no longer used; a window that stays open for weeks has had many. */
const REMEMBERED = 8;

/**
 * A token that is renewed some minutes before its end, or once a service says that it has ended.
 *
 * A refused renewal (kinds `unauthorized`, `forbidden`) is final: the password has changed or the user is gone, and
 * trying again would lock the account. Any other failure is not, and those who need a token get it as their error.
 */
export class RenewingToken implements Authoriser {
  readonly kind = 'token';
  readonly #options: RenewingTokenOptions;
  readonly #disposal = new AbortController();
  #held: HeldToken | undefined;
  #renewal: Promise<HeldToken> | undefined;
  #refusal: CloudError | undefined;
  #failedAt: number | undefined;
  #renewedAt: number | undefined;
  #freshMs = FRESH_MS;
  /** The token whose end the clock of the service cannot tell; that of this computer is asked instead. */
  #disputed: HeldToken | undefined;
  #conflictIsTold = false;
  #marginMs: number;
  // Private to the language, so that neither JSON nor an inspector shows them.
  #known: readonly string[] = [];

  /** @throws CloudError `invalid`/`badInput` for a token that cannot stand in a header. */
  constructor(options: RenewingTokenOptions) {
    this.#options = options;
    this.#marginMs = options.marginMs ?? MARGIN_MS;
    if (options.initial !== undefined) {
      this.#hold(options.initial);
    }
  }

  get expiresAt(): Date | undefined {
    return this.#held?.expiresAt;
  }

  get refusal(): CloudError | undefined {
    return this.#refusal;
  }

  async headersFor({ now }: OutgoingRequest): Promise<Readonly<Record<string, string>>> {
    const held = this.#held;
    const left = this.#left(held, now);
    if (held === undefined || (left <= 0 && !this.#isFresh())) {
      return headers(await this.#renewAt(now));
    }
    if (left <= this.#marginMs && !this.#isFresh() && this.#mayTryAgain()) {
      // A slow renewal holds nobody up while the old token works, nor does one that fails.
      this.#renewAt(now).catch(() => undefined);
    }
    return headers(held);
  }

  /** At most one renewal for a refused token, however many requests were refused with it. */
  async renewAfter(_error: CloudError, usedToken: string): Promise<boolean> {
    if (this.#held === undefined || this.#held.token === usedToken) {
      await this.#renew();
    }
    return true;
  }

  secrets(): readonly string[] {
    return this.#known;
  }

  /** Stops a renewal under way and forgets every token. */
  dispose(): void {
    this.#disposal.abort();
    this.#held = undefined;
    this.#disputed = undefined;
    this.#known = [];
  }

  async #renewAt(now: Date): Promise<HeldToken> {
    const renewed = await this.#renew();
    // Whether its clock can be believed shows now, not when the next request comes.
    this.#left(renewed, now);
    return renewed;
  }

  /**
   * Milliseconds until the end of a token, by the clock of the service that it is for.
   *
   * @param now The time of that service.
   */
  #left(held: HeldToken | undefined, now: Date): number {
    const left = leftOf(held, now);
    if (held === undefined || left > this.#marginMs) {
      return left;
    }
    const here = this.#options.clock();
    if (held === this.#held && held !== this.#disputed && this.#isFresh()) {
      this.#disputed = held;
      this.#tellConflict(Math.max(Math.abs(now.getTime() - here.getTime()), -left));
    }
    return held === this.#disputed ? leftOf(held, here) : left;
  }

  #tellConflict(apartMs: number): void {
    if (!this.#conflictIsTold) {
      this.#conflictIsTold = true;
      quietly(() => this.#options.onClockConflict?.(apartMs));
    }
  }

  #isFresh(): boolean {
    const age = this.#options.clock().getTime() - (this.#renewedAt ?? Number.NEGATIVE_INFINITY);
    // A clock that was set back must not make it fresh for hours.
    return age >= 0 && age < this.#freshMs;
  }

  #mayTryAgain(): boolean {
    const sinceFailure = this.#options.clock().getTime() - (this.#failedAt ?? Number.NEGATIVE_INFINITY);
    // A clock that was set back must not turn into a pause of hours.
    return this.#refusal === undefined && (sinceFailure < 0 || sinceFailure >= PAUSE_AFTER_FAILURE_MS);
  }

  /** The renewal under way, or a new one. */
  #renew(): Promise<HeldToken> {
    if (this.#refusal !== undefined || this.#disposal.signal.aborted) {
      return Promise.reject(this.#refusal ?? cancelled('renew'));
    }
    this.#renewal ??= this.#renewNow().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renewNow(): Promise<HeldToken> {
    const { renew, clock, onRenewed } = this.#options;
    const { signal } = this.#disposal;
    try {
      const renewed = await renew(signal, this.#held?.token);
      if (signal.aborted) {
        throw cancelled('renew');
      }
      const held = this.#hold(renewed);
      this.#failedAt = undefined;
      // A token that lives shorter than the margin would be renewed without end.
      const lifetime = leftOf(held, clock());
      this.#marginMs = Math.min(this.#options.marginMs ?? MARGIN_MS, Math.max(0, lifetime) / 2);
      this.#freshMs = lifetime > 0 ? Math.min(FRESH_MS, lifetime / 2) : FRESH_MS;
      this.#renewedAt = clock().getTime();
      quietly(() => onRenewed?.(held));
      return held;
    } catch (error) {
      this.#failedAt = clock().getTime();
      if (isCloudError(error) && (error.kind === 'unauthorized' || error.kind === 'forbidden')) {
        this.#refusal = error;
      }
      throw error;
    }
  }

  #hold({ token, expiresAt }: HeldToken): HeldToken {
    const held = { token: checkToken(token, 'authorise'), expiresAt };
    this.#held = held;
    this.#known = [held.token, ...this.#known.filter((known) => known !== held.token)].slice(0, REMEMBERED);
    return held;
  }
}

/** Milliseconds; a token whose end is not known is good until it is refused. */
function leftOf(held: HeldToken | undefined, now: Date): number {
  return held?.expiresAt === undefined ? Number.POSITIVE_INFINITY : held.expiresAt.getTime() - now.getTime();
}

function headers({ token }: HeldToken): Readonly<Record<string, string>> {
  return { 'X-Auth-Token': token };
}
