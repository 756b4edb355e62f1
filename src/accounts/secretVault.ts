import type { SecretStorage } from 'vscode';
import { readSecret, type Secret, writeSecret } from './secretRecord';

/** Where a secret ended up. */
export type SecretHome = 'stored' | 'sessionOnly';

/**
 * Keeps one secret a profile in the editor's secret storage. Without a working keyring a secret lives in memory until
 * the window closes.
 */
export class SecretVault {
  readonly #memory = new Map<string, Secret>();

  constructor(private readonly storage: SecretStorage) {}

  /** Stores the secret and reads it back, because a keyring may accept what it then does not keep. */
  async put(profileId: string, secret: Secret): Promise<SecretHome> {
    this.#memory.delete(profileId);
    const text = writeSecret(secret);
    try {
      await this.storage.store(keyOf(profileId), text);
      if ((await this.storage.get(keyOf(profileId))) === text) {
        return 'stored';
      }
    } catch {
      // The person is told by the caller: the secret works for this window and is not there after a restart.
    }
    this.#memory.set(profileId, secret);
    return 'sessionOnly';
  }

  /** Takes over what another window knows, unless this one knows something newer. */
  async accept(profileId: string, secret: Secret): Promise<void> {
    const known = await this.get(profileId);
    if (known === undefined || known.changedAt < secret.changedAt) {
      await this.put(profileId, secret);
    }
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

  /** @returns false when the keyring refused to forget it */
  async forget(profileId: string): Promise<boolean> {
    this.#memory.delete(profileId);
    try {
      await this.storage.delete(keyOf(profileId));
      return (await this.storage.get(keyOf(profileId))) === undefined;
    } catch {
      return false;
    }
  }
}

function keyOf(profileId: string): string {
  return `codeartsMirrors.secret/${profileId}`;
}
