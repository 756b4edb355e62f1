import assert from 'node:assert/strict';
import https from 'node:https';
import { trustProblem } from '../../../src/diagnose/certificate';
import { checkOrigin, type NetworkParts, type OriginFacts } from '../../../src/diagnose/network';
import { realProbes } from '../../../src/diagnose/probes';
import { certificate, start, stopServers } from './servers';

const HOUR_MS = 3600 * 1000;
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

describe('diagnosis of an address', () => {
  afterEach(stopServers);

  const never = new AbortController().signal;
  const parts: NetworkParts = {
    probes: realProbes,
    routeOf: () => ({ kind: 'system' }),
    clock: () => new Date(),
    limitMs: 10_000,
  };
  const check = (url: string, other: Partial<NetworkParts> = {}, signal = never): Promise<OriginFacts> =>
    checkOrigin({ url, services: ['repo'] }, { ...parts, ...other }, signal);
  /** As if the editor trusted this CA. */
  async function trusting<T>(cert: string, work: () => Promise<T>): Promise<T> {
    https.globalAgent.options.ca = [cert];
    try {
      return await work();
    } finally {
      delete https.globalAgent.options.ca;
    }
  }
  const untrusted = ({ connection }: OriginFacts): string => {
    assert.equal(connection.kind, 'untrusted');
    return trustProblem(connection.code);
  };

  it('tells status, time and right clock of a server', async () => {
    const facts = await check((await start()).url);
    assert.equal(facts.connection.kind, 'answered');
    assert.equal(facts.connection.status, 404);
    assert.equal(facts.certificate, undefined);
    assert.ok(Math.abs(facts.clockAheadMs ?? Infinity) < 60_000);
  });

  it('names the issuer of a certificate that is trusted', async () => {
    const ca = await certificate({ name: 'Test CA', isCa: true });
    const server = await start(undefined, await certificate({ signedBy: ca }));
    const facts = await trusting(ca.cert, () => check(server.url));
    assert.equal(facts.connection.kind, 'answered');
    assert.equal(facts.certificate?.subject, 'localhost (Test Works)');
    assert.equal(facts.certificate.issuer, 'Test CA (Test Works)');
    assert.ok(facts.certificate.validTo! > new Date());
    const again = await trusting(ca.cert, () => check(server.url));
    assert.equal(again.certificate?.issuer, 'Test CA (Test Works)', 'also when it is asked again');
  });

  it('tells a certificate that is signed by itself', async () => {
    const facts = await check((await start(undefined, await certificate({ name: 'My own' }))).url);
    assert.equal(untrusted(facts), 'selfSigned');
    assert.equal(facts.certificate?.issuer, 'My own (Test Works)');
    assert.ok(facts.clockAheadMs !== undefined, 'the clock is known all the same');
  });

  it('tells an issuer that is not trusted, as that of a company proxy', async () => {
    const ca = await certificate({ name: 'Company Proxy CA', isCa: true });
    const server = await start(undefined, await certificate({ signedBy: ca }));
    const facts = await check(server.url);
    assert.equal(untrusted(facts), 'unknownIssuer');
    assert.equal(facts.certificate?.root, 'Company Proxy CA (Test Works)');
  });

  it('tells a certificate that has expired', async () => {
    const ca = await certificate({ name: 'Test CA', isCa: true });
    const to = new Date('2020-02-02T00:00:00Z');
    const server = await start(undefined, await certificate({ signedBy: ca, from: LONG_AGO, to }));
    const facts = await trusting(ca.cert, () => check(server.url));
    assert.equal(untrusted(facts), 'expired');
    assert.equal(facts.certificate?.validTo?.toISOString(), to.toISOString());
  });

  it('tells a certificate that is not valid yet', async () => {
    const ca = await certificate({ name: 'Test CA', isCa: true });
    const from = new Date(Date.now() + HOUR_MS);
    const server = await start(undefined, await certificate({ signedBy: ca, from }));
    assert.equal(untrusted(await trusting(ca.cert, () => check(server.url))), 'notYetValid');
  });

  it('tells a certificate for another server, and for which', async () => {
    const ca = await certificate({ name: 'Test CA', isCa: true });
    const server = await start(undefined, await certificate({ signedBy: ca, servers: ['other.example'] }));
    const facts = await trusting(ca.cert, () => check(server.url));
    assert.equal(untrusted(facts), 'wrongName');
    assert.equal(facts.certificate?.names, 'DNS:other.example');
  });

  it('tells a server that does not speak TLS', async () => {
    const { connection } = await check((await start()).url.replace('http:', 'https:'));
    assert.equal(connection.kind, 'failed');
    assert.equal(connection.error.kind, 'tls');
  });

  it('tells a refused connection', async () => {
    const { url } = await start();
    await stopServers();
    const { connection } = await check(url);
    assert.equal(connection.kind, 'failed');
    assert.deepEqual([connection.error.kind, connection.code], ['offline', 'ECONNREFUSED']);
  });

  it('tells a host that nobody knows', async () => {
    const { resolution, connection } = await check('https://nobody-knows.invalid');
    assert.equal(resolution.kind, 'failed');
    assert.match(resolution.code, /^(ENOTFOUND|EAI_AGAIN)$/);
    assert.equal(connection.kind, 'failed');
  });

  it('gives up on a server and on a name server that do not answer', async () => {
    const { url } = await start(() => undefined);
    const port = new URL(url).port;
    const hanging = { ...realProbes, resolve: realProbesThatHang };
    const facts = await check(`http://localhost.localdomain:${port}`, {
      limitMs: 100,
      probes: { ...hanging, request: (_, options, signal) => realProbes.request(url, options, signal) },
    });
    assert.deepEqual(facts.resolution, { kind: 'failed', code: 'ETIMEOUT' });
    assert.equal(facts.connection.kind, 'failed');
    assert.equal(facts.connection.error.kind, 'timeout');
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const { url } = await start(() => {
      stop.abort();
    });
    assert.equal((await check(url, {}, stop.signal)).connection.kind, 'stopped');
  });

  it('tells a clock that is off by an hour', async () => {
    const ahead = new Date(Date.now() + HOUR_MS).toUTCString();
    const { clockAheadMs } = await check(
      (await start((response) => response.writeHead(404, { Date: ahead }).end())).url,
    );
    assert.ok(Math.abs((clockAheadMs ?? 0) - HOUR_MS) < 60_000);
  });

  it('keeps of a redirect the server only, and does not follow it', async () => {
    const other = await start();
    const location = `${other.url.replace('://', '://user:secret@')}/login?ticket=secret`;
    const { connection } = await check((await start((response) => response.writeHead(302, { location }).end())).url);
    assert.equal(connection.kind, 'answered');
    assert.equal(connection.redirect, other.url);
    assert.equal(other.requests.length, 0);
  });

  it('sends nothing that tells who asks', async () => {
    const server = await start(undefined, await certificate());
    await check(server.url);
    assert.ok(server.requests.length > 0);
    for (const headers of server.requests) {
      assert.deepEqual(Object.keys(headers).sort(), ['accept', 'connection', 'host']);
    }
  });
});

const realProbesThatHang = (_: string, signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('aborted'));
    });
  });
