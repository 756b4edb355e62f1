import assert from 'node:assert/strict';
import https from 'node:https';
import type { CloudClient } from '../../../src/api/index';
import { type Authority, createAuthority, type Credentials } from '../../support/authority';
import { startTlsFront, type TlsFront } from '../../support/tlsFront';
import { clientFor, failureOf, TOKEN } from './client';
import { closeServers, serve } from './server';

describe('The certificate of a server', () => {
  let authority: Authority;
  const fronts: TlsFront[] = [];
  before(async () => {
    authority = await createAuthority();
  });
  beforeEach(() => {
    https.globalAgent.options.ca = authority.certificate;
  });
  afterEach(async () => {
    delete https.globalAgent.options.ca;
    await Promise.all(fronts.splice(0).map((front) => front.close()));
    await closeServers();
  });

  async function frontWith(credentials: Credentials): Promise<{ front: TlsFront; client: CloudClient }> {
    const front = await startTlsFront(credentials);
    fronts.push(front);
    return { front, client: clientFor(`https://localhost:${front.port}`) };
  }

  it('by an authority that is trusted: the request arrives', async () => {
    const { front, client } = await frontWith(await authority.issue('localhost'));
    front.forwardTo((await serve(() => ({ status: 404 }))).url);
    assert.equal((await failureOf(client.showRepository(7))).kind, 'notFound');
    assert.deepEqual(
      front.requests.map((headers) => headers['x-auth-token']),
      [TOKEN],
    );
  });

  for (const [name, issue] of [
    ['by an authority that nobody knows', async () => (await createAuthority()).issue('localhost')],
    ['for another host', () => authority.issue('other.example.com')],
    ['that has ended', () => authority.issue('localhost', new Date(Date.now() - 60_000))],
  ] as const) {
    it(`${name}: no request arrives, and so no token`, async () => {
      const { front, client } = await frontWith(await issue());
      const error = await failureOf(client.associateRemoteMirror(7, 'https://example.com/x.git'));
      assert.deepEqual([error.kind, error.mayHaveHappened], ['tls', undefined]);
      assert.ok(!error.message.includes(TOKEN));
      assert.equal(front.connections, 1);
      assert.deepEqual(front.requests, []);
    });
  }
});
