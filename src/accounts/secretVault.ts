import type { SecretStorage } from 'vscode';
import { isNewer, readSecret, type Secret, writeSecret } from './secretRecord';

/**
 * What became of a secret that was to be forgotten. `unseen`: it is gone from memory, and the keyring, which did not take
 * it, does not say what it holds.
 */
export type Forgotten = 'removed' | 'unseen' | 'left';

/** Where a secret ended up. */
export type SecretHome = 'stored' | 'sessionOnly';

/**
 * Keeps one secret a profile in the editor's secret storage. Without a working keyring a secret lives in memory until
 * the window closes.
 */
export class SecretVault {
  readonly #memory = new Map<string, Secret>();
  /** One change after the other: of two secrets that arrive together, the older one must not be written last. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly storage: SecretStorage) {}

  /** Stores the secret and reads it back, because a keyring may accept what it then does not keep. */
  put(profileId: string, secret: Secret): Promise<SecretHome> {
    return this.#inTurn(() => this.#put(profileId, secret));
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
    const remembered = this.#memory.get(profileId);
    if (remembered !== undefined) {
      return remembered;
    }
    try {
      return readSecret(await this.storage.get(keyOf(profileId)));
    } catch {
      return undefined;
    }
  }

  /** `left`: the keyring refused to forget it. */
  forget(profileId: string): Promise<Forgotten> {
    return this.#inTurn(async () => {
      const wasInMemory = this.#memory.delete(profileId);
      try {
        await this.storage.delete(keyOf(profileId));
        return (await this.storage.get(keyOf(profileId))) === undefined ? 'removed' : 'left';
      } catch {
        return wasInMemory ? 'unseen' : 'left';
      }
    });
  }

  async #put(profileId: string, secret: Secret): Promise<SecretHome> {
    this.#memory.delete(profileId);
    const text = writeSecret(secret);
    try {
      await this.storage.store(keyOf(profileId), text);
      const kept = await this.storage.get(keyOf(profileId));
      // Another window may have stored a newer one meanwhile.
      const found = kept === text ? secret : readSecret(kept);
      if (found === secret || (found !== undefined && isNewer(found, secret))) {
        return 'stored';
      }
    } catch {
      // The person is told by the caller: the secret works for this window and is not there after a restart.
    }
    this.#memory.set(profileId, secret);
    return 'sessionOnly';
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
