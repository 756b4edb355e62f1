import assert from 'node:assert/strict';
import type { SecretStorage } from 'vscode';
import { SecretVault } from '../../../src/accounts/secretVault';

/** What a keyring can do wrong. */
type Keyring = 'works' | 'throws' | 'loses' | 'truncates';

class Secrets {
  readonly kept = new Map<string, string>();

  constructor(public keyring: Keyring = 'works') {}

  storage(): SecretStorage {
    const may = (): Promise<void> =>
      this.keyring === 'throws' ? Promise.reject(new Error('no keyring')) : Promise.resolve();
    const operations: Pick<SecretStorage, 'get' | 'store' | 'delete'> = {
      get: (key) => may().then(() => this.kept.get(key)),
      store: async (key, value) => {
        await may();
        if (this.keyring !== 'loses') {
          this.kept.set(key, this.keyring === 'truncates' ? value.slice(0, 10) : value);
        }
      },
      delete: (key) => may().then(() => void this.kept.delete(key)),
    };
    return operations as SecretStorage; // the vault listens to no changes
  }
}

const TOKEN = 'MIIE-a-token-of-a-test';

describe('Where tokens are kept', () => {
  it('keeps one token a profile, also for the next window', async () => {
    const secrets = new Secrets();
    const vault = new SecretVault(secrets.storage());
    assert.equal(await vault.put('alice', TOKEN), 'stored');
    assert.equal(await vault.put('bob', 'another'), 'stored');
    const next = new SecretVault(secrets.storage());
    assert.equal(await next.get('alice'), TOKEN);
    assert.equal(await next.get('bob'), 'another');
    assert.equal(await next.get('carol'), undefined);
  });

  it('forgets a token everywhere', async () => {
    const secrets = new Secrets();
    const vault = new SecretVault(secrets.storage());
    await vault.put('alice', TOKEN);
    assert.equal(await vault.forget('alice'), true);
    assert.equal(await vault.get('alice'), undefined);
    assert.equal(secrets.kept.size, 0);
  });

  for (const keyring of ['throws', 'loses', 'truncates'] as const) {
    it(`keeps the token for this window when the keyring ${keyring}, and says so`, async () => {
      const secrets = new Secrets(keyring);
      const vault = new SecretVault(secrets.storage());
      assert.equal(await vault.put('alice', TOKEN), 'sessionOnly');
      assert.equal(await vault.get('alice'), TOKEN);
      const next = new SecretVault(new Secrets(keyring).storage());
      assert.equal(await next.get('alice'), undefined);
    });
  }

  it('has no token when the keyring cannot be read', async () => {
    const secrets = new Secrets();
    const vault = new SecretVault(secrets.storage());
    await vault.put('alice', TOKEN);
    secrets.keyring = 'throws';
    assert.equal(await vault.get('alice'), undefined);
  });

  it('prefers the token that was given last over one that the keyring did not let go', async () => {
    const secrets = new Secrets();
    const vault = new SecretVault(secrets.storage());
    await vault.put('alice', 'old');
    secrets.keyring = 'throws';
    await vault.put('alice', 'new');
    secrets.keyring = 'works';
    assert.equal(await vault.get('alice'), 'new');
    assert.equal(await vault.put('alice', 'newest'), 'stored');
    assert.equal(await vault.get('alice'), 'newest');
  });

  it('says when the keyring would not forget, and does not use the token from memory', async () => {
    const secrets = new Secrets('throws');
    const vault = new SecretVault(secrets.storage());
    await vault.put('alice', TOKEN);
    assert.equal(await vault.forget('alice'), false);
    assert.equal(await vault.get('alice'), undefined);
  });
});
