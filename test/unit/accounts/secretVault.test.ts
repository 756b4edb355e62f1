import assert from 'node:assert/strict';
import type { SecretStorage } from 'vscode';
import type { Secret } from '../../../src/accounts/secretRecord';
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

const secretOf = (token: string, changedAt = 1): Secret => ({ kind: 'token', changedAt, token, expiresAt: 2 });
const TOKEN = secretOf('MIIE-a-token-of-a-test');

describe('Where tokens are kept', () => {
  it('keeps one token a profile, also for the next window', async () => {
    const secrets = new Secrets();
    const vault = new SecretVault(secrets.storage());
    assert.equal(await vault.put('alice', TOKEN), 'stored');
    assert.equal(await vault.put('bob', secretOf('another')), 'stored');
    const next = new SecretVault(secrets.storage());
    assert.deepEqual(await next.get('alice'), TOKEN);
    assert.deepEqual(await next.get('bob'), secretOf('another'));
    assert.equal(await next.get('carol'), undefined);
  });

  it('forgets a token everywhere', async () => {
    const secrets = new Secrets();
    const vault = new SecretVault(secrets.storage());
    await vault.put('alice', TOKEN);
    assert.equal(await vault.forget('alice'), 'removed');
    assert.equal(await vault.get('alice'), undefined);
    assert.equal(secrets.kept.size, 0);
  });

  for (const keyring of ['throws', 'loses', 'truncates'] as const) {
    it(`keeps the token for this window when the keyring ${keyring}, and says so`, async () => {
      const secrets = new Secrets(keyring);
      const vault = new SecretVault(secrets.storage());
      assert.equal(await vault.put('alice', TOKEN), 'sessionOnly');
      assert.deepEqual(await vault.get('alice'), TOKEN);
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
    await vault.put('alice', secretOf('old'));
    secrets.keyring = 'throws';
    await vault.put('alice', secretOf('new'));
    secrets.keyring = 'works';
    assert.deepEqual(await vault.get('alice'), secretOf('new'));
    assert.equal(await vault.put('alice', secretOf('newest')), 'stored');
    assert.deepEqual(await vault.get('alice'), secretOf('newest'));
  });

  it('takes from another window what is newer, and nothing that is older', async () => {
    const vault = new SecretVault(new Secrets().storage());
    await vault.accept('alice', secretOf('first', 10));
    await vault.accept('alice', secretOf('older', 9));
    assert.deepEqual(await vault.get('alice'), secretOf('first', 10));
    await vault.accept('alice', secretOf('newer', 11));
    assert.deepEqual(await vault.get('alice'), secretOf('newer', 11));
  });

  it('keeps the newest of several secrets that arrive at the same time', async () => {
    const vault = new SecretVault(new Secrets().storage());
    await Promise.all([
      vault.accept('alice', secretOf('newest', 30)),
      vault.accept('alice', secretOf('older', 10)),
      vault.accept('alice', secretOf('newer', 25)),
    ]);
    assert.deepEqual(await vault.get('alice'), secretOf('newest', 30));
  });

  it('does not go on with its own secret when another window has stored a newer one meanwhile', async () => {
    const secrets = new Secrets();
    const [one, two] = [new SecretVault(secrets.storage()), new SecretVault(secrets.storage())];
    const homes = await Promise.all([one.put('alice', secretOf('first', 1)), two.put('alice', secretOf('second', 2))]);
    assert.deepEqual(homes, ['stored', 'stored']);
    assert.deepEqual(await one.get('alice'), secretOf('second', 2));
    assert.deepEqual(await two.get('alice'), secretOf('second', 2));
  });

  it('has no secret where the keyring holds something else', async () => {
    const secrets = new Secrets();
    const vault = new SecretVault(secrets.storage());
    await vault.put('alice', TOKEN);
    const [key = ''] = secrets.kept.keys();
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"version":1,"kind":"token"}',
      '{"version":9,"kind":"token","changedAt":1,"token":"t","expiresAt":1}',
    ]) {
      secrets.kept.set(key, text);
      assert.equal(await vault.get('alice'), undefined, text);
    }
  });

  it('forgets from memory what a keyring did not take, and says that it does not know what that holds', async () => {
    const secrets = new Secrets('throws');
    const vault = new SecretVault(secrets.storage());
    await vault.put('alice', TOKEN);
    assert.equal(await vault.forget('alice'), 'unseen');
    assert.equal(await vault.get('alice'), undefined);
  });

  it('says when the keyring would not forget, also what an earlier window has stored', async () => {
    const secrets = new Secrets();
    const vault = new SecretVault(secrets.storage());
    await vault.put('alice', TOKEN);
    secrets.keyring = 'throws';
    assert.equal(await vault.forget('alice'), 'left');
    assert.equal(await new SecretVault(secrets.storage()).forget('alice'), 'left');
  });
});
