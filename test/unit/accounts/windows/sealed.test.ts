import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { answerContext, KEY_BYTES, requestContext, seal, unseal } from '../../../../src/accounts/windows/sealed';

describe('Seal between windows', () => {
  const key = randomBytes(KEY_BYTES);
  const secret = { token: 'MIIE-a-token-of-a-test', 名: '华北', list: [1, null, true], empty: {} };
  const context = answerContext('nonce');

  it('gives back what was sealed', async () => {
    for (const value of [secret, null, '', 'text 文', 0, [], { nothing: undefined }]) {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      assert.deepEqual(await unseal(key, await seal(key, value, context), context), plain);
    }
  });

  it('shows nothing of what is inside, nor of the key, and never looks the same', async () => {
    const [first, second] = [await seal(key, secret, context), await seal(key, secret, context)];
    assert.notDeepEqual(first, second);
    assert.notDeepEqual(first.subarray(0, 12), second.subarray(0, 12), 'the iv is fresh');
    for (const hidden of [
      Buffer.from('MIIE-a-token'),
      Buffer.from('token'),
      key,
      Buffer.from(key.toString('base64')),
    ]) {
      assert.equal(first.includes(hidden), false);
    }
  });

  it('notices each bit that was changed, and each byte that is missing or too much', async () => {
    const sealed = await seal(key, secret, context);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
      await assert.rejects(unseal(key, changed, context), `bit ${bit}`);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      await assert.rejects(unseal(key, sealed.subarray(0, length), context), `${length} bytes`);
    }
    await assert.rejects(unseal(key, Buffer.concat([sealed, Buffer.of(0)]), context));
  });

  it('opens only with its own key', async () => {
    await assert.rejects(unseal(randomBytes(KEY_BYTES), await seal(key, secret, context), context));
  });

  it('opens only where it belongs', async () => {
    const challenge = randomBytes(16);
    const request = await seal(key, secret, requestContext(challenge));
    assert.deepEqual(await unseal(key, request, requestContext(challenge)), secret);
    await assert.rejects(unseal(key, request, requestContext(randomBytes(16))), 'another connection');
    await assert.rejects(unseal(key, request, answerContext(challenge.toString('hex'))), 'a request is no answer');
    const answer = await seal(key, secret, answerContext('one question'));
    await assert.rejects(unseal(key, answer, answerContext('another question')));
  });
});
