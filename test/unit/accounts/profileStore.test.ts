import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { ProfileStore } from '../../../src/accounts/profileStore';
import { profileOf } from '../ui/support';

const KEY = 'codeartsMirrors.profile';

/** Keeps values as the editor does: as JSON. */
class Kept implements Memento {
  readonly #values = new Map<string, string>();

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  // The editor lets the caller say what it expects; nothing is checked there either.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  get<T>(key: string): T | undefined {
    const text = this.#values.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  update(key: string, value: unknown): Thenable<void> {
    if (value === undefined) {
      this.#values.delete(key);
    } else {
      this.#values.set(key, JSON.stringify(value));
    }
    return Promise.resolve();
  }
}

async function written() {
  const memento = new Kept();
  await new ProfileStore(memento).write(profileOf('alice'));
  const stored = memento.get<{ profile: Record<string, unknown> }>(KEY);
  assert.ok(stored, 'the profile is not where it was');
  return { memento, stored };
}

describe('Stored profile', () => {
  it('is there again in the next window', async () => {
    const { memento } = await written();
    assert.deepEqual(new ProfileStore(memento).read(), profileOf('alice'));
  });

  it('does not decide where a token goes', async () => {
    const { memento, stored } = await written();
    const forge = (fields: object) => memento.update(KEY, { ...stored, profile: { ...stored.profile, ...fields } });
    await forge({ sandboxUrl: 'https://elsewhere.example' });
    assert.equal(new ProfileStore(memento).read()?.id, 'alice');
    assert.equal(new ProfileStore(memento).read()?.sandboxUrl, undefined);
    await forge({ kind: 'sandbox' });
    assert.equal(new ProfileStore(memento).read(), undefined);
  });

  it('is gone after it was cleared', async () => {
    const { memento } = await written();
    await new ProfileStore(memento).clear();
    assert.equal(new ProfileStore(memento).read(), undefined);
    assert.deepEqual(memento.keys(), []);
  });

  it('is not there at first', () => {
    assert.equal(new ProfileStore(new Kept()).read(), undefined);
  });

  for (const value of [
    null,
    'text',
    7,
    [],
    {},
    { version: 1 },
    { version: 1, profile: null },
    { version: 1, profile: [] },
  ]) {
    it(`is not read from ${JSON.stringify(value)}`, async () => {
      const memento = new Kept();
      await memento.update(KEY, value);
      assert.equal(new ProfileStore(memento).read(), undefined);
    });
  }

  it('is not read when a later version has written it', async () => {
    const { memento, stored } = await written();
    await memento.update(KEY, { ...stored, version: 2 });
    assert.equal(new ProfileStore(memento).read(), undefined);
  });

  for (const field of ['id', 'kind', 'region', 'iamProject', 'accountName', 'userName', 'expiresAt']) {
    for (const wrong of [undefined, null, {}, true]) {
      it(`is not read when its ${field} is ${JSON.stringify(wrong)}`, async () => {
        const { memento, stored } = await written();
        await memento.update(KEY, { ...stored, profile: { ...stored.profile, [field]: wrong } });
        assert.equal(new ProfileStore(memento).read(), undefined);
      });
    }
  }

  it('is not read when it is of a kind that is not known', async () => {
    const { memento, stored } = await written();
    await memento.update(KEY, { ...stored, profile: { ...stored.profile, kind: 'other' } });
    assert.equal(new ProfileStore(memento).read(), undefined);
  });

  it('carries nothing along that does not belong to it, such as a token', async () => {
    const { memento, stored } = await written();
    await memento.update(KEY, { ...stored, profile: { ...stored.profile, token: 'MII-secret' } });
    assert.doesNotMatch(JSON.stringify(new ProfileStore(memento).read()), /MII-secret/);
  });
});
