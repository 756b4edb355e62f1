import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { CloudError, RequestLogEntry } from '../../../src/api/index';
import { clientFor, failureOf, refusalOf, TOKEN, vendorError } from './client';
import { type Answer, closeServers, serve } from './server';
import { mirrorErrors } from './vendorExamples';

const repository = { id: 7, name: 'bar' };
const hangs: Answer = { by: () => undefined };

describe('A client', () => {
  afterEach(closeServers);

  it('sends a token of 100,000 characters whole', async () => {
    const token = 'M'.repeat(100_000);
    const server = await serve(() => ({ json: repository }));
    await clientFor(server.url, { credential: { kind: 'token', token } }).showRepository(7);
    assert.equal(server.requests[0]?.headers['x-auth-token'], token);
  });

  it('is not made with a token that would break the header', () => {
    const credential = { kind: 'token', token: 'abc\r\nX-Evil: 1' } as const;
    assert.equal(refusalOf(() => clientFor('http://127.0.0.1:1', { credential })).problem, 'controlCharacters');
  });

  it('stops a request that is under way when its caller cancels', async () => {
    const controller = new AbortController();
    const server = await serve(() => {
      controller.abort();
      return hangs;
    });
    const client = clientFor(server.url);
    const read = await failureOf(client.showRepository(7, { signal: controller.signal }));
    assert.deepEqual([read.kind, read.mayHaveHappened], ['cancelled', undefined]);
  });

  it('says that a cancelled write may have been carried out, once it was sent', async () => {
    const controller = new AbortController();
    const server = await serve(() => {
      controller.abort();
      return hangs;
    });
    const { signal } = controller;
    const client = clientFor(server.url);
    const sent = await failureOf(client.startRemoteMirrorSynchronization(7, {}, { signal }));
    assert.deepEqual([sent.kind, sent.mayHaveHappened], ['cancelled', true]);
    const unsent = await failureOf(client.startRemoteMirrorSynchronization(7, {}, { signal }));
    assert.deepEqual([unsent.kind, unsent.mayHaveHappened], ['cancelled', undefined]);
    assert.equal(server.requests.length, 1);
  });

  it('stops everything when it is disposed, and sends nothing any more', async () => {
    const server = await serve((_, count) => {
      if (count === 2) {
        client.dispose();
      }
      return hangs;
    });
    const client = clientFor(server.url);
    const failures = await Promise.all([failureOf(client.showRepository(1)), failureOf(client.showRepository(2))]);
    assert.deepEqual(
      failures.map(({ kind }) => kind),
      ['cancelled', 'cancelled'],
    );
    assert.equal((await failureOf(client.showRepository(3))).kind, 'cancelled');
    assert.equal(server.requests.length, 2);
  });

  it('tells once of an ended token, however many calls fail for it', async () => {
    const told: CloudError[] = [];
    const server = await serve(() => vendorError(mirrorErrors.expired));
    const client = clientFor(server.url, { onUnauthorized: (error) => told.push(error) });
    const failures = await Promise.all([1, 2, 3].map((id) => failureOf(client.showRemoteMirror(id))));
    assert.ok(failures.every(({ kind }) => kind === 'unauthorized'));
    assert.deepEqual(
      told.map(({ reason }) => reason),
      ['tokenExpired'],
    );
    assert.equal(server.requests.length, 3);
  });

  it('reports the error of the service even when its listeners fail', async () => {
    const fails = (): never => {
      throw new Error('listener');
    };
    const server = await serve(() => vendorError(mirrorErrors.expired));
    const client = clientFor(server.url, { onUnauthorized: fails, log: fails });
    assert.equal((await failureOf(client.showRepository(7))).reason, 'tokenExpired');
  });

  it('logs each try, and nothing that a person typed', async () => {
    const entries: RequestLogEntry[] = [];
    const server = await serve((_, count) =>
      count === 1
        ? { status: 503, text: '' }
        : { headers: { 'X-Request-Id': 'r2' }, json: { result: null, status: 'success' } },
    );
    const now = new Date(0);
    const client = clientFor(server.url, { log: (entry) => entries.push(entry), clock: () => now });
    await client.listUserAllRepositories({ search: 'typed-by-a-person' });
    const common = {
      operation: 'listUserAllRepositories',
      method: 'GET',
      path: '/v2/projects/repositories',
      durationMs: 0,
      background: false,
    };
    assert.deepEqual(entries, [
      { ...common, status: 503, requestId: undefined, attempt: 1, errorKind: 'server' },
      { ...common, status: 200, requestId: 'r2', attempt: 2, errorKind: undefined },
    ]);
  });

  it('asks its authoriser for every try, with the exact bytes that are sent', async () => {
    const asked: (string | undefined)[] = [];
    const server = await serve((_, count) => ({ status: count === 1 ? 503 : 200, json: repository }));
    const credential = {
      kind: 'signature',
      headersFor: ({ method, url, body }: { method: string; url: URL; body: string | undefined }) => {
        asked.push(`${method} ${url.pathname} ${body ?? ''}`);
        return Promise.resolve({ Authorization: `SDK-HMAC-SHA256 ${asked.length}` });
      },
      secrets: () => [],
    } as const;
    const client = clientFor(server.url, { credential });
    await client.showRepository(7);
    await client.startRemoteMirrorSynchronization(7, { force: true });
    assert.deepEqual(asked.slice(0, 2), ['GET /v4/repositories/7 ', 'GET /v4/repositories/7 ']);
    assert.equal(asked[2], `POST /v4/repositories/7/remote-mirror ${server.requests[2]?.body ?? ''}`);
    assert.equal(server.requests[1]?.headers.authorization, 'SDK-HMAC-SHA256 2');
  });

  it('follows one signal with many calls at once, without a warning', async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error): void => void warnings.push(warning);
    process.on('warning', listen);
    const server = await serve(() => ({ json: repository }));
    const { signal } = new AbortController();
    const client = clientFor(server.url);
    await Promise.all(Array.from({ length: 40 }, (_, id) => client.showRepository(id + 1, { signal })));
    // Warnings are emitted on the next turn.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listen);
    assert.deepEqual(warnings, []);
  });
});

describe('The token', () => {
  afterEach(closeServers);

  const everything = (error: CloudError): string =>
    [
      inspect(error, { depth: 9, showHidden: true }),
      JSON.stringify(error),
      error.message,
      error.stack,
      inspect(error.cause),
    ].join();

  it('cannot be seen on the client', () => {
    const client = clientFor('http://127.0.0.1:1');
    const seen = inspect(client, { depth: 9, showHidden: true }) + JSON.stringify(client);
    assert.ok(!seen.includes(TOKEN));
  });

  const echoes: [string, Answer][] = [
    ['the message', { status: 400, json: { error_code: 'CH.010001', error_msg: `bad token ${TOKEN}!` } }],
    ['the code', { status: 400, json: { error_code: TOKEN, error_msg: 'x' } }],
    ['the request ID', { status: 400, headers: { 'X-Request-Id': TOKEN }, text: '' }],
    ['a page', { status: 502, text: `<title>${TOKEN}</title>` }],
    ['plain text', { status: 500, text: `${'x'.repeat(990)}${TOKEN}` }],
    ['a redirect', { status: 302, headers: { Location: `https://evil.example/${TOKEN}` }, text: '' }],
    ['a broken connection', { by: (response) => response.destroy() }],
  ];
  for (const [name, answer] of echoes) {
    it(`is in no error when the server repeats it in ${name}`, async () => {
      const entries: RequestLogEntry[] = [];
      const server = await serve(() => answer);
      const error = await failureOf(clientFor(server.url, { log: (entry) => entries.push(entry) }).showRepository(7));
      // No part of it either: cutting a text must not leave half a token behind.
      assert.ok(!everything(error).includes(TOKEN.slice(0, 8)));
      assert.ok(!JSON.stringify(entries).includes(TOKEN.slice(0, 8)));
    });
  }
});
