import { setTimeout as delay } from 'node:timers/promises';
import { type Disposable, Emitter } from '../ui/emitter';

/** As long as somebody may need to notice the prompt of a keyring and to unlock it. */
const PATIENCE_MS = 10_000;
/** For one that has not answered before: its prompt may be behind another window. */
const IMPATIENCE_MS = 1000;

type Asked = 'get' | 'store' | 'delete';

/** The secret storage has not answered. It may do so later. */
export class SecretStorageSilent extends Error {
  constructor() {
    super('The secret storage of the editor does not answer');
  }
}

/**
 * Waits for the editor's secret storage, but not for ever: a locked keyring asks for its password in a prompt that
 * nobody may see, and every call waits for it.
 */
export class Patience implements Disposable {
  readonly #answered = new Emitter<undefined>();
  /** The secret storage has answered after it was given up. What was asked of it has happened. */
  readonly onDidAnswer = this.#answered.event;
  /** What was asked of it in vain: it may still take secrets when it gives none. */
  readonly #silent = new Set<Asked>();

  /** @param sleep resolves after so many milliseconds, or rejects when it is aborted */
  constructor(
    private readonly sleep: (ms: number, signal: AbortSignal) => Promise<void> = (ms, signal) =>
      delay(ms, undefined, { signal }),
  ) {}

  /** Nothing is known of what the secret storage holds. */
  get isSilent(): boolean {
    return this.#silent.size > 0;
  }

  /**
   * @param answer of the secret storage; a secret whose storing was given up may still be stored later
   * @throws SecretStorageSilent; whatever the keyring refuses with
   */
  wait<T>(asked: Asked, answer: Thenable<T>): Promise<T> {
    const over = new AbortController();
    const given = Promise.resolve(answer).finally(() => {
      over.abort();
      this.#hears(asked);
    });
    const patience = this.sleep(this.#silent.has(asked) ? IMPATIENCE_MS : PATIENCE_MS, over.signal).then(
      () => {
        this.#silent.add(asked);
        throw new SecretStorageSilent();
      },
      // Aborted: the answer is there.
      () => given,
    );
    return Promise.race([given, patience]);
  }

  dispose(): void {
    this.#answered.dispose();
  }

  #hears(asked: Asked): void {
    if (this.#silent.delete(asked) && !this.isSilent) {
      this.#answered.fire(undefined);
    }
  }
}
