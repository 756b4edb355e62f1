import type { SecretStorage } from 'vscode';
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
 * The editor's secret storage, without waiting for ever: a locked keyring asks for its password in a prompt that nobody
 * may see, and every call waits for it.
 */
export class PatientSecrets implements Disposable {
  readonly #answered = new Emitter<undefined>();
  /** It has answered after it was given up. What was asked of it has happened. */
  readonly onDidAnswer = this.#answered.event;
  /** What was asked of it in vain: it may still take secrets when it gives none. */
  readonly #silent = new Set<Asked>();

  /** @param sleep resolves after so many milliseconds, or rejects when it is aborted */
  constructor(
    private readonly storage: Pick<SecretStorage, Asked>,
    private readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>,
  ) {}

  /** Nothing is known of what it holds. */
  get isSilent(): boolean {
    return this.#silent.size > 0;
  }

  /** @throws SecretStorageSilent; whatever the keyring refuses with */
  get(key: string): Promise<string | undefined> {
    return this.#await('get', this.storage.get(key));
  }

  /** @throws as `get`. A secret whose storing was given up may still be stored later. */
  store(key: string, value: string): Promise<void> {
    return this.#await('store', this.storage.store(key, value));
  }

  /** @throws as `get` */
  delete(key: string): Promise<void> {
    return this.#await('delete', this.storage.delete(key));
  }

  dispose(): void {
    this.#answered.dispose();
  }

  #await<T>(asked: Asked, answer: Thenable<T>): Promise<T> {
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

  #hears(asked: Asked): void {
    if (this.#silent.delete(asked) && !this.isSilent) {
      this.#answered.fire(undefined);
    }
  }
}
