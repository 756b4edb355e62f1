import assert from 'node:assert/strict';
import type { SecretStorage } from 'vscode';
import { BrowserSecrets } from '../../../src/accounts/browserSecrets';
import { PatientSecrets, SecretStorageSilent } from '../../../src/accounts/patientSecrets';
import { writeSecret } from '../../../src/accounts/secretRecord';
import { SecretVault } from '../../../src/accounts/secretVault';
import { mementoOf, tokenSecret } from './support';
import { profileOf } from '../ui/support';

/** A keyring whose prompt nobody sees: what it is asked waits until somebody unlocks it. */
class LockedKeyring {
  readonly kept = new Map<string, string>();
  locked = new Set(['get', 'store', 'delete']);
  #waiting: (() => void)[] = [];

  readonly storage: Pick<SecretStorage, 'get' | 'store' | 'delete'> = {
    get: (key) => this.#when('get', () => this.kept.get(key)),
    store: (key, value) => this.#when('store', () => void this.kept.set(key, value)),
    delete: (key) => this.#when('delete', () => void this.kept.delete(key)),
  };

  async unlock(): Promise<void> {
    this.locked.clear();
    for (const go of this.#waiting.splice(0)) go();
    await settled();
  }

  #when<T>(what: string, work: () => T): Promise<T> {
    return this.locked.has(what)
      ? new Promise<T>((resolve) => {
          this.#waiting.push(() => {
            resolve(work());
          });
        })
      : Promise.resolve(work());
  }
}

/** Time passes when the test says so. */
class Patience {
  readonly asked: number[] = [];
  #sleepers: (() => void)[] = [];

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> => {
    this.asked.push(ms);
    return new Promise((resolve, reject) => {
      this.#sleepers.push(resolve);
      signal.addEventListener('abort', () => {
        reject(new Error('over'));
      });
    });
  };

  /** Until nothing waits for it any more. */
  async ends<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const finished = work.finally(() => {
      done = true;
    });
    finished.catch(() => undefined);
    // A function, because the compiler would take the value for unchanged after an `await`.
    for (const isDone = (): boolean => done; !isDone();) {
      await settled();
      for (const wake of this.#sleepers.splice(0)) wake();
    }
    return finished;
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const TOKEN = tokenSecret('MIIE-of-a-test', 5);
const OLD = tokenSecret('MIIE-old', 4);
const KEY = 'codeartsMirrors.secret/alice';

describe('A secret storage that does not answer', () => {
  let keyring: LockedKeyring;
  let patience: Patience;
  let secrets: PatientSecrets;
  let vault: SecretVault;
  let answered: number;

  beforeEach(() => {
    keyring = new LockedKeyring();
    patience = new Patience();
    secrets = new PatientSecrets(keyring.storage, patience.sleep);
    vault = new SecretVault(secrets);
    answered = 0;
    secrets.onDidAnswer(() => (answered += 1));
  });

  it('is given up after ten seconds, and sooner when it has not answered before', async () => {
    await assert.rejects(patience.ends(secrets.get('a')), SecretStorageSilent);
    assert.equal(secrets.isSilent, true);
    await assert.rejects(patience.ends(secrets.get('b')), SecretStorageSilent);
    assert.deepEqual(patience.asked, [10_000, 1000]);
  });

  it('is not given up when it answers in time, whatever it says', async () => {
    const given = secrets.get('a');
    keyring.kept.set('a', 'x');
    await keyring.unlock();
    assert.equal(await given, 'x');
    const refusing = new PatientSecrets(
      { ...keyring.storage, get: () => Promise.reject(new Error('no keyring')) },
      patience.sleep,
    );
    await assert.rejects(refusing.get('a'), /no keyring/);
    assert.deepEqual([secrets.isSilent, refusing.isSilent, answered], [false, false, 0]);
  });

  it('says once that it has answered after all, and is waited for again', async () => {
    await Promise.allSettled([patience.ends(secrets.get('a')), patience.ends(secrets.store('b', 'x'))]);
    await keyring.unlock();
    assert.deepEqual([secrets.isSilent, answered], [false, 1]);
    await secrets.get('a');
    assert.equal(patience.asked.at(-1), 10_000);
  });

  it('leaves a sign-in in memory, and keeps it when it answers', async () => {
    assert.equal(await patience.ends(vault.put('alice', TOKEN)), 'waiting');
    assert.deepEqual(await vault.get('alice'), TOKEN);
    await keyring.unlock();
    await vault.catchUp();
    assert.equal(keyring.kept.get(KEY), writeSecret(TOKEN));
    assert.deepEqual(await new SecretVault(secrets).get('alice'), TOKEN);
  });

  it('that takes secrets and gives none keeps them in memory too', async () => {
    keyring.locked = new Set(['get']);
    assert.equal(await patience.ends(vault.put('alice', TOKEN)), 'waiting');
    assert.equal(secrets.isSilent, true);
    assert.deepEqual(await vault.get('alice'), TOKEN);
  });

  it('gives the secret that it holds when it answers', async () => {
    keyring.kept.set(KEY, writeSecret(TOKEN));
    assert.equal(await patience.ends(vault.get('alice')), undefined);
    assert.equal(vault.isSilent, true);
    await keyring.unlock();
    assert.equal(vault.isSilent, false);
    assert.deepEqual(await vault.get('alice'), TOKEN);
  });

  it('does not lose what is newer there, nor what is newer in memory', async () => {
    await patience.ends(vault.put('alice', OLD));
    await keyring.unlock();
    keyring.kept.set(KEY, writeSecret(TOKEN));
    await vault.catchUp();
    assert.deepEqual(await vault.get('alice'), TOKEN);

    keyring.locked.add('store');
    await patience.ends(vault.put('alice', tokenSecret('MIIE-newest', 6)));
    keyring.locked.clear();
    await vault.catchUp();
    assert.deepEqual(await vault.get('alice'), tokenSecret('MIIE-newest', 6));
    assert.equal(keyring.kept.get(KEY), writeSecret(tokenSecret('MIIE-newest', 6)));
  });

  it('does not bring back what was forgotten meanwhile', async () => {
    await patience.ends(vault.put('alice', TOKEN));
    assert.equal(await patience.ends(vault.forget('alice')), 'unseen');
    await keyring.unlock();
    await vault.catchUp();
    assert.equal(await vault.get('alice'), undefined);
    assert.equal(keyring.kept.size, 0);
  });
});

describe('What a browser keeps over a reload', () => {
  const kept = new Map<string, unknown>();
  const page = (isInBrowser = true): BrowserSecrets => new BrowserSecrets(mementoOf(kept), isInBrowser);
  const stored = (value: unknown) => (): Promise<unknown> => Promise.resolve(value);
  const PROFILE = profileOf();

  beforeEach(() => {
    kept.clear();
  });

  it('is not known before a page has stored something', async () => {
    await page().look(undefined, stored(undefined));
    assert.equal(page().outlook, 'unknown');
    assert.equal(kept.size, 0);
  });

  it('is what the page before has left', async () => {
    await page().look(PROFILE, stored(undefined));
    assert.equal(page().outlook, 'lost');
    await page().look(PROFILE, stored(TOKEN));
    assert.equal(page().outlook, 'kept');
    assert.ok(!JSON.stringify([...kept]).includes('MII'), 'it is no secret');
  });

  it('is not learned from a key that is read where it is, or from a sandbox', async () => {
    for (const profile of [
      { ...PROFILE, method: 'file' as const },
      { ...PROFILE, method: 'environment' as const },
      { ...PROFILE, kind: 'sandbox' as const },
    ]) {
      await page().look(profile, stored(undefined));
    }
    assert.equal(page().outlook, 'unknown');
  });

  it('is no question on the desktop', async () => {
    await page(false).look(PROFILE, () => assert.fail('nothing is read'));
    assert.equal(page(false).outlook, 'kept');
  });
});
