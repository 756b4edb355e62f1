import type { SecretStorage } from 'vscode';
import { Patience, SecretStorageSilent } from './patience';
import { isNewer, readSecret, type Secret, writeSecret } from './secretRecord';

/**
 * What became of a secret that was to be forgotten. `unseen`: it is gone from memory, and the keyring, which did not take
 * it, does not say what it holds.
 */
export type Forgotten = 'removed' | 'unseen' | 'left';

/** Where a secret ended up. `waiting`: in memory, until the keyring answers. */
export type SecretHome = 'stored' | 'sessionOnly' | 'waiting';

/**
 * Keeps one secret a profile in the editor's secret storage. Without a working keyring a secret lives in memory until
 * the window closes; where the keyring does not answer, until it does.
 */
export class SecretVault {
  readonly #memory = new Map<string, Secret>();
  /** One change after the other: of two secrets that arrive together, the older one must not be written last. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly storage: SecretStorage,
    private readonly patience = new Patience(),
  ) {}

  /** The keyring does not answer: that there is no secret is not known. */
  get isSilent(): boolean {
    return this.patience.isSilent;
  }

  /** Stores what had to stay in memory, now that the keyring answers; what is newer there stays. */
  catchUp(): Promise<void> {
    return this.#inTurn(async () => {
      for (const [profileId, secret] of [...this.#memory]) {
        const stored = await this.#stored(profileId);
        if (stored !== undefined && isNewer(stored, secret)) {
          this.#memory.delete(profileId);
        } else {
          await this.#put(profileId, secret);
        }
      }
    });
  }

  /**
   * Stores the secret and reads it back, because a keyring may accept what it then does not keep.
   *
   * @param first what has to be done before anything is stored; another window that sees it and asks for the secret gets it
   */
  put(profileId: string, secret: Secret, first?: () => Promise<void>): Promise<SecretHome> {
    return this.#inTurn(async () => {
      const before = this.#memory.get(profileId);
      this.#memory.set(profileId, secret);
      try {
        await first?.();
      } catch (error) {
        this.#restore(profileId, before);
        throw error;
      }
      return this.#put(profileId, secret);
    });
  }

  /** Takes over what another window knows, unless this one knows something newer. */
  accept(profileId: string, secret: Secret): Promise<void> {
    return this.#inTurn(async () => {
      const known = await this.get(profileId);
      if (known === undefined || isNewer(secret, known)) {
        await this.#put(profileId, secret);
      }
    });
  }

  /** The secret, or undefined when there is none, or the keyring or what it holds cannot be read. */
  async get(profileId: string): Promise<Secret | undefined> {
    return this.#memory.get(profileId) ?? (await this.#stored(profileId)) ?? this.#memory.get(profileId);
  }

  /** `left`: the keyring refused to forget it. */
  forget(profileId: string): Promise<Forgotten> {
    return this.#inTurn(async () => {
      const wasInMemory = this.#memory.delete(profileId);
      try {
        await this.patience.wait('delete', this.storage.delete(keyOf(profileId)));
        return (await this.patience.wait('get', this.storage.get(keyOf(profileId)))) === undefined ? 'removed' : 'left';
      } catch {
        return wasInMemory ? 'unseen' : 'left';
      }
    });
  }

  async #put(profileId: string, secret: Secret): Promise<SecretHome> {
    // Whoever asks while the keyring thinks about it gets this one.
    this.#memory.set(profileId, secret);
    const text = writeSecret(secret);
    let home: SecretHome = 'sessionOnly';
    try {
      await this.patience.wait('store', this.storage.store(keyOf(profileId), text));
      const kept = await this.patience.wait('get', this.storage.get(keyOf(profileId)));
      // Another window may have stored a newer one meanwhile.
      const found = kept === text ? secret : readSecret(kept);
      if (found === secret || (found !== undefined && isNewer(found, secret))) {
        this.#memory.delete(profileId);
        return 'stored';
      }
    } catch (error) {
      // The person is told by the caller: the secret works for this window and is not there after a restart.
      home = error instanceof SecretStorageSilent ? 'waiting' : home;
    }
    return home;
  }

  async #stored(profileId: string): Promise<Secret | undefined> {
    try {
      return readSecret(await this.patience.wait('get', this.storage.get(keyOf(profileId))));
    } catch {
      return undefined;
    }
  }

  #restore(profileId: string, before: Secret | undefined): void {
    if (before === undefined) {
      this.#memory.delete(profileId);
    } else {
      this.#memory.set(profileId, before);
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

function keyOf(profileId: string): string {
  return `codeartsMirrors.secret/${profileId}`;
}
