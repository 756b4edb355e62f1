import assert from 'node:assert/strict';
import { clientFor, failureOf, TOKEN } from './client';
import { closeServers, serve } from './server';

const NOW = new Date('2025-01-01T00:00:00Z');
const MINUTE_MS = 60_000;
const repository = { id: 7, name: 'bar' };
const dateAt = (offsetMs: number): Record<string, string> => ({
  Date: new Date(NOW.getTime() + offsetMs).toUTCString(),
});

describe('The clock of the server', () => {
  afterEach(closeServers);

  it('is not known before the first answer', () => {
    assert.equal(clientFor('http://127.0.0.1:1').clockOffsetMs, undefined);
  });

  it('is read from the latest answer, also from a refusal', async () => {
    const server = await serve((_, count) => ({
      status: count === 1 ? 200 : 404,
      headers: dateAt(count * MINUTE_MS),
      json: repository,
    }));
    const client = clientFor(server.url, { clock: () => NOW });
    await client.showRepository(7);
    assert.equal(client.clockOffsetMs, MINUTE_MS);
    await failureOf(client.showRepository(7));
    assert.equal(client.clockOffsetMs, 2 * MINUTE_MS);
  });

  it('is compared with the middle of the exchange', async () => {
    let now = NOW;
    const server = await serve(() => {
      now = new Date(NOW.getTime() + 20_000);
      return { headers: dateAt(10_000), json: repository };
    });
    const client = clientFor(server.url, { clock: () => now });
    await client.showRepository(7);
    assert.equal(client.clockOffsetMs, 0);
  });

  it('is left as it was by a date that cannot be read', async () => {
    const server = await serve((_, count) => ({
      headers: count === 1 ? dateAt(-MINUTE_MS) : { Date: '12' },
      json: repository,
    }));
    const client = clientFor(server.url, { clock: () => NOW });
    await client.showRepository(7);
    await client.showRepository(7);
    assert.equal(client.clockOffsetMs, -MINUTE_MS);
  });

  for (const [offsetMs, endsInMs, reason] of [
    [60 * MINUTE_MS, 30 * MINUTE_MS, 'tokenExpired'],
    [-60 * MINUTE_MS, -30 * MINUTE_MS, 'wrongRegion'],
  ] as const) {
    it(`decides whether a token has ended: ${reason}`, async () => {
      const json = { error_code: 'APIGW.0307', error_msg: 'The token must be updated.' };
      const server = await serve(() => ({ status: 401, headers: dateAt(offsetMs), json }));
      const expiresAt = new Date(NOW.getTime() + endsInMs);
      const credential = { kind: 'token', token: TOKEN, expiresAt } as const;
      const error = await failureOf(clientFor(server.url, { credential, clock: () => NOW }).showRepository(7));
      assert.equal(error.reason, reason);
    });
  }

  for (const [minutes, status, told] of [
    [5, 401, undefined],
    [6, 401, 6 * MINUTE_MS],
    [-6, 401, -6 * MINUTE_MS],
    [6, 403, undefined],
  ] as const) {
    it(`${minutes} minutes ahead is ${told === undefined ? 'not told' : 'told'} with a ${status}`, async () => {
      const server = await serve(() => ({ status, headers: dateAt(minutes * MINUTE_MS), text: '' }));
      const error = await failureOf(clientFor(server.url, { clock: () => NOW }).showRepository(7));
      assert.equal(error.clockOffsetMs, told);
    });
  }
});
