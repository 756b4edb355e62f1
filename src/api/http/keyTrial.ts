import type { Step } from './call';
import { untilAborted } from './cancellation';
import { type CloudError, isCloudError } from '../errors/cloudError';

/** What is known of a key, once it is known. */
export type KeyOutcome = 'accepted' | CloudError;

/** Other clients with the same key, such as those of other windows: one of all of them tries it first. */
export interface KeyGate {
  /**
   * Waits until no other one is trying the key.
   *
   * @returns `accepted` when another one's request was; else this one's turn, to be ended with `leave`
   * @throws CloudError the refusal that another one met
   */
  enter(signal: AbortSignal): Promise<'accepted' | KeyTurn>;
}

export interface KeyTurn {
  /** @param outcome undefined when the request did not show whether the key is right */
  leave(outcome: KeyOutcome | undefined): Promise<void>;
}

/**
 * Lets the requests of an access key through one at a time until one was accepted, and none any more once one was
 * refused: views that are opened together would otherwise have five requests refused at once, and five in a row lock a
 * key (NOTES.md section 3).
 */
export class KeyTrial {
  #accepted = false;
  #refusal: CloudError | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #decide: () => void = () => undefined;
  /** Those who wait for their turn need not wait any longer. */
  readonly #decided = new Promise<void>((resolve) => {
    this.#decide = resolve;
  });

  constructor(private readonly gate?: KeyGate) {}

  /**
   * @param work sends one request
   * @param signal aborted when nobody waits for it any more
   * @throws what `work` throws; after a refusal, that refusal, without calling `work`
   */
  async run<T>(work: () => Promise<T>, signal: AbortSignal, operation: string): Promise<T> {
    if (this.#accepted) {
      return work();
    }
    const before = this.#turn;
    const turn = Promise.race([before, this.#decided]);
    const mine = untilAborted(turn, signal, operation).then(() => this.#enter(work, signal, operation));
    // Whoever gives up, or fails, must not hold up those behind; nor may they overtake who is still at it.
    this.#turn = Promise.all([before, mine.catch(() => undefined)]);
    return mine;
  }

  #accept(): void {
    this.#accepted = true;
    this.#decide();
  }

  #outcome(): KeyOutcome | undefined {
    return this.#accepted ? 'accepted' : this.#refusal;
  }

  #refuse(refusal: CloudError): void {
    this.#refusal = refusal;
    this.#decide();
  }

  async #enter<T>(work: () => Promise<T>, signal: AbortSignal, operation: string): Promise<T> {
    if (this.#refusal !== undefined) {
      throw this.#refusal;
    }
    if (this.#accepted || this.gate === undefined) {
      return this.#try(work);
    }
    const entering = this.gate.enter(signal);
    const turn = await untilAborted(entering, signal, operation).catch((error: unknown) => {
      if (isRefusal(error)) {
        this.#refuse(error);
      }
      // A turn that comes too late is given back at once.
      void entering.then((late) => (late === 'accepted' ? undefined : late.leave(undefined))).catch(() => undefined);
      throw error;
    });
    if (turn === 'accepted') {
      this.#accept();
      return work();
    }
    try {
      return await this.#try(work);
    } finally {
      await turn.leave(this.#outcome());
    }
  }

  async #try<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.#accept();
      return result;
    } catch (error) {
      if (isRefusal(error)) {
        this.#refuse(error);
      } else if (isCloudError(error) && isBehindTheCheck(error)) {
        this.#accept();
      }
      throw error;
    }
  }
}

/** Keys that are not known to be right are tried one request at a time. */
export function tryKey(trial: KeyTrial): Step {
  return (call, next) => trial.run(() => next(call), call.signal, call.request.operation);
}

function isRefusal(error: unknown): error is CloudError {
  return isCloudError(error) && error.kind === 'unauthorized';
}

/**
 * Whether an answer came from behind the check of the signature. A gateway that is overloaded or has no such service, or
 * whoever answers in its place, says nothing about the key.
 */
function isBehindTheCheck({ status, kind, reason }: CloudError): boolean {
  const isRefusal = kind === 'forbidden' || kind === 'notFound' || kind === 'invalid';
  return status !== undefined && isRefusal && reason !== 'notServedHere';
}
