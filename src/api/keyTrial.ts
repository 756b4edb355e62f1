import { untilAborted } from './cancellation';
import { type CloudError, isCloudError } from './errors';

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
    const mine = untilAborted(turn, signal, operation).then(() => this.#try(work));
    // Whoever gives up, or fails, must not hold up those behind; nor may they overtake who is still at it.
    this.#turn = Promise.all([before, mine.catch(() => undefined)]);
    return mine;
  }

  #accept(): void {
    this.#accepted = true;
    this.#decide();
  }

  async #try<T>(work: () => Promise<T>): Promise<T> {
    if (this.#refusal !== undefined) {
      throw this.#refusal;
    }
    try {
      const result = await work();
      this.#accept();
      return result;
    } catch (error) {
      if (isCloudError(error) && error.kind === 'unauthorized') {
        this.#refusal = error;
        this.#decide();
      } else if (isCloudError(error) && isBehindTheCheck(error)) {
        this.#accept();
      }
      throw error;
    }
  }
}

/**
 * Whether an answer came from behind the check of the signature. A gateway that is overloaded or has no such service, or
 * whoever answers in its place, says nothing about the key.
 */
function isBehindTheCheck({ status, kind, reason }: CloudError): boolean {
  const isRefusal = kind === 'forbidden' || kind === 'notFound' || kind === 'invalid';
  return status !== undefined && isRefusal && reason !== 'notServedHere';
}
