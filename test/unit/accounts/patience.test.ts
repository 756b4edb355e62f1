import assert from 'node:assert/strict';
import type { SecretStorage } from 'vscode';
import { BrowserSecrets } from '../../../src/accounts/browserSecrets';
import { Patience, SecretStorageSilent } from '../../../src/accounts/patience';
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
class Time {
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
  let time: Time;
  let patience: Patience;
  let vault: SecretVault;
  let answered: number;

  beforeEach(() => {
    keyring = new LockedKeyring();
    time = new Time();
    patience = new Patience(time.sleep);
    vault = new SecretVault(keyring.storage as SecretStorage, patience); // it listens to no changes
    answered = 0;
    patience.onDidAnswer(() => (answered += 1));
  });

  const get = (key: string): Promise<string | undefined> => patience.wait('get', keyring.storage.get(key));

  it('is given up after ten seconds, and sooner when it has not answered before', async () => {
    await assert.rejects(time.ends(get('a')), SecretStorageSilent);
    assert.equal(patience.isSilent, true);
    await assert.rejects(time.ends(get('b')), SecretStorageSilent);
    assert.deepEqual(time.asked, [10_000, 1000]);
  });

  it('is not given up when it answers in time, whatever it says', async () => {
    const given = get('a');
    keyring.kept.set('a', 'x');
    await keyring.unlock();
    assert.equal(await given, 'x');
    await assert.rejects(patience.wait('get', Promise.reject(new Error('no keyring'))), /no keyring/);
    assert.deepEqual([patience.isSilent, answered], [false, 0]);
  });

  it('says once that it has answered after all, and is waited for again', async () => {
    await Promise.allSettled([time.ends(get('a')), time.ends(patience.wait('store', keyring.storage.store('b', 'x')))]);
    await keyring.unlock();
    assert.deepEqual([patience.isSilent, answered], [false, 1]);
    await get('a');
    assert.equal(time.asked.at(-1), 10_000);
  });

  it('leaves a sign-in in memory, and keeps it when it answers', async () => {
    assert.equal(await time.ends(vault.put('alice', TOKEN)), 'waiting');
    assert.deepEqual(await vault.get('alice'), TOKEN);
    await keyring.unlock();
    await vault.catchUp();
    assert.equal(keyring.kept.get(KEY), writeSecret(TOKEN));
    assert.deepEqual(await new SecretVault(keyring.storage as SecretStorage, patience).get('alice'), TOKEN);
  });

  it('that takes secrets and gives none keeps them in memory too', async () => {
    keyring.locked = new Set(['get']);
    assert.equal(await time.ends(vault.put('alice', TOKEN)), 'waiting');
    assert.equal(patience.isSilent, true);
    assert.deepEqual(await vault.get('alice'), TOKEN);
  });

  it('gives the secret that it holds when it answers', async () => {
    keyring.kept.set(KEY, writeSecret(TOKEN));
    assert.equal(await time.ends(vault.get('alice')), undefined);
    assert.equal(vault.isSilent, true);
    await keyring.unlock();
    assert.equal(vault.isSilent, false);
    assert.deepEqual(await vault.get('alice'), TOKEN);
  });

  it('does not lose what is newer there, nor what is newer in memory', async () => {
    await time.ends(vault.put('alice', OLD));
    await keyring.unlock();
    keyring.kept.set(KEY, writeSecret(TOKEN));
    await vault.catchUp();
    assert.deepEqual(await vault.get('alice'), TOKEN);

    keyring.locked.add('store');
    await time.ends(vault.put('alice', tokenSecret('MIIE-newest', 6)));
    keyring.locked.clear();
    await vault.catchUp();
    assert.deepEqual(await vault.get('alice'), tokenSecret('MIIE-newest', 6));
    assert.equal(keyring.kept.get(KEY), writeSecret(tokenSecret('MIIE-newest', 6)));
  });

  it('does not bring back what was forgotten meanwhile', async () => {
    await time.ends(vault.put('alice', TOKEN));
    assert.equal(await time.ends(vault.forget('alice')), 'unseen');
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
