import assert from 'node:assert/strict';
import { clientFor, failureOf } from './client';
import { closeServers, serve } from './server';

const INCORRECT = 'Incorrect IAM authentication information:';
const ECHO = 'canonicalRequest:GET|/v4/repositories/7/remote-mirror/|name=ak%20locked%20not%20exist|host:a.example.com';
const HOUR_MS = 60 * 60_000;
const SIGNED = { kind: 'signature', headersFor: () => ({ Authorization: 'x' }), secrets: () => [] } as const;

/** What the gateway says, the cause, and by how much the clock is off where that is said. */
const REFUSALS = [
  [`${INCORRECT} verify aksk signature fail`, 'signature', undefined],
  [`${INCORRECT} verify aksk signature fail, ${ECHO}`, 'signature', undefined],
  [
    `${INCORRECT} verify aksk signature fail, canonicalRequest:PUT|/v4/locked/|signature expired|ak x not exist`,
    'signature',
    undefined,
  ],
  [`${INCORRECT} verify aksk signature fail, stringToSign: locked`, 'signature', undefined],
  [`${INCORRECT} blocked by nobody`, 'signature', undefined],
  [`${INCORRECT} ak LTAI5tDvssj9BBMtAGT3HoTT not exist`, 'noSuchKey', undefined],
  [`${INCORRECT} Get secretKey failed,ak:HPUAEXAMPLE,err:ak not exist`, 'noSuchKey', undefined],
  ['访问密钥 HPUAEXAMPLE 不存在', 'noSuchKey', undefined],
  [`${INCORRECT} AK access failed to reach the limit,forbidden.`, 'keyLocked', undefined],
  [`${INCORRECT} aksk is locked, try again in 5 minutes, ${ECHO}`, 'keyLocked', undefined],
  ['访问密钥已锁定', 'keyLocked', undefined],
  [`${INCORRECT} signature expired`, 'clock', undefined],
  ['签名已过期', 'clock', undefined],
  [
    `${INCORRECT} calc aksk signature fail:signature expired, signature time:20211217T064303Z,server time:20211217T085804Z`,
    'clock',
    2 * HOUR_MS + 15 * 60_000 + 1000,
  ],
  [
    `${INCORRECT} signature expired, signature time:20230527T120431Z,server time:20230527T000431Z`,
    'clock',
    -12 * HOUR_MS,
  ],
  [`${INCORRECT} signature expired, signature time:yesterday,server time:today`, 'clock', undefined],
] as const;

describe('A refused signature', () => {
  afterEach(closeServers);

  for (const [message, reason, offset] of REFUSALS) {
    for (const code of ['APIGW.0301', 'APIGW.0303']) {
      it(`is ${reason} where ${code} says “${message}”`, async () => {
        const server = await serve(() => ({ status: 401, json: { error_code: code, error_msg: message } }));
        const error = await failureOf(clientFor(server.url, { credential: SIGNED }).showRepository(7));
        assert.deepEqual([error.kind, error.reason, error.clockOffsetMs], ['unauthorized', reason, offset]);
      });
    }
  }

  it('of a key that nobody has is that, also while the clock is wrong', async () => {
    const json = { error_code: 'APIGW.0301', error_msg: `${INCORRECT} ak HPUAEXAMPLE not exist` };
    const headers = { Date: new Date(Date.now() + 3 * HOUR_MS).toUTCString() };
    const server = await serve(() => ({ status: 401, json, headers }));
    assert.equal(
      (await failureOf(clientFor(server.url, { credential: SIGNED }).showRepository(7))).reason,
      'noSuchKey',
    );
  });

  it('says nothing about a token', async () => {
    const json = { error_code: 'APIGW.0301', error_msg: `${INCORRECT} ak HPUAEXAMPLE not exist` };
    const server = await serve(() => ({ status: 401, json }));
    assert.equal((await failureOf(clientFor(server.url).showRepository(7))).reason, 'wrongSite');
  });
});
