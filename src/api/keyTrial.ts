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
    const mine = untilAborted(before, signal, operation).then(() => this.#try(work));
    // Whoever gives up, or fails, must not hold up those behind; nor may they overtake who is still at it.
    this.#turn = Promise.all([before, mine.catch(() => undefined)]);
    return mine;
  }

  async #try<T>(work: () => Promise<T>): Promise<T> {
    if (this.#refusal !== undefined) {
      throw this.#refusal;
    }
    try {
      const result = await work();
      this.#accepted = true;
      return result;
    } catch (error) {
      if (isCloudError(error) && error.kind === 'unauthorized') {
        this.#refusal = error;
      }
      // An answer of any other kind came from behind the check of the signature.
      this.#accepted ||= isCloudError(error) && error.kind !== 'unauthorized' && error.status !== undefined;
      throw error;
    }
  }
}
