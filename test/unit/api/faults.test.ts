import assert from 'node:assert/strict';
import { clientFor, failureOf, Waits } from './client';
import { type Answer, closeServers, serve } from './server';

/** A whole repository, as `showRepository` answers. */
const repository = { id: 7, name: 'bar' };
const resets: Answer = { by: (response) => response.destroy() };
const hangs: Answer = { by: () => undefined };

describe('When the service or the network fails', () => {
  afterEach(closeServers);

  it('a read survives two broken connections', async () => {
    const waits = new Waits();
    const server = await serve((_, count) => (count < 3 ? resets : { json: repository }));
    const found = await clientFor(server.url, { sleep: waits.sleep }).showRepository(7);
    assert.equal(found.name, 'bar');
    assert.deepEqual(waits.all, [500, 1000]);
  });

  it('a read gives up after three broken connections', async () => {
    const server = await serve(() => resets);
    const error = await failureOf(clientFor(server.url).showRepository(7));
    assert.deepEqual([error.kind, error.status, error.mayHaveHappened], ['offline', undefined, undefined]);
    assert.equal(server.requests.length, 3);
  });

  it('a write is sent once, and a broken connection leaves its outcome open', async () => {
    const server = await serve(() => resets);
    const error = await failureOf(clientFor(server.url).startRemoteMirrorSynchronization(7));
    assert.deepEqual([error.kind, error.mayHaveHappened], ['offline', true]);
    assert.equal(server.requests.length, 1);
  });

  it('nobody listening is "offline", and a write to nobody did not happen', async () => {
    const server = await serve(() => ({}));
    await server.close();
    const client = clientFor(server.url);
    assert.equal((await failureOf(client.showRepository(7))).kind, 'offline');
    const write = await failureOf(client.startRemoteMirrorSynchronization(7));
    assert.deepEqual([write.kind, write.mayHaveHappened], ['offline', undefined]);
  });

  it('a server that never answers is a timeout', async () => {
    const server = await serve(() => hangs);
    const client = clientFor(server.url, { timeoutMs: 40 });
    assert.equal((await failureOf(client.showRepository(7))).kind, 'timeout');
    assert.equal(server.requests.length, 1, 'whoever asked is kept waiting for more than one time limit');
    const write = await failureOf(client.startRemoteMirrorSynchronization(7));
    assert.deepEqual([write.kind, write.mayHaveHappened], ['timeout', true]);
  });

  it('the time limit covers a body that stops half-way', async () => {
    const server = await serve(() => ({
      by: (response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.write('{"id":');
      },
    }));
    assert.equal((await failureOf(clientFor(server.url, { timeoutMs: 40 }).showRepository(7))).kind, 'timeout');
  });

  for (const [name, headers] of [
    ['announced longer', { 'Content-Length': '500' }],
    ['sent in chunks', {}],
  ] as const) {
    it(`a body ${name} and cut off is a broken connection, and read again`, async () => {
      const cut: Answer = {
        by: (response) => {
          response.writeHead(200, headers);
          response.write('{"id":7,"na', () => response.destroy());
        },
      };
      const server = await serve((_, count) => (count === 1 ? cut : { json: repository }));
      assert.equal((await clientFor(server.url).showRepository(7)).name, 'bar');
    });
  }

  for (const [name, answer] of [
    ['JSON that ends too early', { text: '{"id":7,"na' }],
    ['a login page', { text: '<html><title>Sign in</title></html>' }],
    ['an empty body', { text: '' }],
    ['a record without an ID', { json: { name: 'bar' } }],
    ['a list in place of a record', { json: [repository] }],
    ['text in place of a record', { json: 'bar' }],
    ['null', { text: 'null' }],
    ['rubbish said to be compressed', { headers: { 'Content-Encoding': 'gzip' }, text: 'plain' }],
  ] as const) {
    it(`${name} with status 200 is "malformed"`, async () => {
      const server = await serve(() => answer);
      const error = await failureOf(clientFor(server.url).showRepository(7));
      assert.equal(error.kind, 'malformed');
      assert.equal(server.requests.length, 1);
    });
  }

  it('what is not HTTP is "malformed"', async () => {
    const server = await serve(() => ({ by: (response) => response.socket?.end('SSH-2.0-OpenSSH\r\n\r\n') }));
    assert.equal((await failureOf(clientFor(server.url).showRepository(7))).kind, 'malformed');
  });

  it('an answer without end is cut off', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, ' ');
    let sent = 0;
    const server = await serve(() => ({
      by: (response) => {
        const more = (): void => {
          sent += 1;
          // Ends by itself at twice the limit, so that a client without one fails instead of hanging.
          if (sent < 64 && !response.destroyed) {
            response.write(megabyte, more);
          } else {
            response.end();
          }
        };
        more();
      },
    }));
    const error = await failureOf(clientFor(server.url).showRepository(7));
    assert.equal(error.kind, 'malformed');
    assert.ok(sent < 64);
  });

  it('a gateway page is a server error with its title, after three tries', async () => {
    const text = '<html><head><title>502 Bad Gateway</title></head></html>';
    const server = await serve(() => ({ status: 502, text }));
    const error = await failureOf(clientFor(server.url).showRepository(7));
    assert.deepEqual([error.kind, error.status, error.vendorMessage], ['server', 502, '502 Bad Gateway']);
    assert.equal(server.requests.length, 3);
  });

  for (const status of [502, 503, 504]) {
    it(`HTTP ${status} is told apart: with a mark of the vendor it is the vendor's, without one anybody's`, async () => {
      const answers = [{ text: '' }, { text: '', headers: { 'X-Request-Id': 'r1' } }, { json: { error_code: 'X.1' } }];
      const reasons = [];
      for (const answer of answers) {
        const server = await serve(() => ({ status, ...answer }));
        const { kind, reason } = await failureOf(clientFor(server.url).showRepository(7));
        assert.equal(kind, 'server');
        reasons.push(reason);
      }
      assert.deepEqual(reasons, ['badGateway', undefined, undefined]);
    });
  }

  it('an https address that speaks plain HTTP is a TLS error', async () => {
    const server = await serve(() => ({ json: repository }));
    const error = await failureOf(clientFor(server.url.replace('http:', 'https:')).showRepository(7));
    assert.equal(error.kind, 'tls');
  });

  it('leaves no timer behind, whatever the outcome', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const server = await serve((_, count) => (count === 1 ? { json: repository } : resets));
    const client = clientFor(server.url);
    const before = timers();
    await client.showRepository(7);
    await failureOf(client.showRepository(7));
    assert.equal(timers(), before);
  });

  it('407 is about the proxy', async () => {
    const server = await serve(() => ({ status: 407, text: '' }));
    assert.equal((await failureOf(clientFor(server.url).showRepository(7))).kind, 'proxy');
  });
});
