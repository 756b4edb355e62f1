import type { SecretStorage } from 'vscode';

/** Where a secret ended up. */
export type SecretHome = 'stored' | 'sessionOnly';

/**
 * Keeps one token a profile in the editor's secret storage. Without a working keyring a token lives in memory until
 * the window closes.
 */
export class SecretVault {
  readonly #memory = new Map<string, string>();

  constructor(private readonly storage: SecretStorage) {}

  /** Stores the token and reads it back, because a keyring may accept what it then does not keep. */
  async put(profileId: string, token: string): Promise<SecretHome> {
    this.#memory.delete(profileId);
    try {
      await this.storage.store(keyOf(profileId), token);
      if ((await this.storage.get(keyOf(profileId))) === token) {
        return 'stored';
      }
    } catch {
      // The person is told by the caller: the token works for this window and is not there after a restart.
    }
    this.#memory.set(profileId, token);
    return 'sessionOnly';
  }

  /** The token, or undefined when there is none or the keyring cannot be read. */
  async get(profileId: string): Promise<string | undefined> {
    const remembered = this.#memory.get(profileId);
    if (remembered !== undefined) {
      return remembered;
    }
    try {
      return await this.storage.get(keyOf(profileId));
    } catch {
      return undefined;
    }
  }

  /** @returns false when the keyring refused to forget it */
  async forget(profileId: string): Promise<boolean> {
    this.#memory.delete(profileId);
    try {
      await this.storage.delete(keyOf(profileId));
      return true;
    } catch {
      return false;
    }
  }
}

function keyOf(profileId: string): string {
  return `codeartsMirrors.token/${profileId}`;
}
