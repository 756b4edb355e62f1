import assert from 'node:assert/strict';
import { clientFor, failureOf, Waits } from './client';
import { closeServers, serve } from './server';
import { Timeline } from './timeline';

const repository = { id: 7, name: 'bar' };
const throttled = {
  error_code: 'APIGW.0308',
  error_msg: 'The throttling threshold has been reached',
  request_id: 'r1',
};
const NOW = new Date('2025-01-01T00:00:00Z');

describe('A throttled request', () => {
  afterEach(closeServers);

  for (const [name, header, expected] of [
    ['seconds', '7', 7000],
    ['zero seconds', '0', 0],
    ['an HTTP date', 'Wed, 01 Jan 2025 00:00:09 GMT', 9000],
    ['a date that has passed', 'Tue, 31 Dec 2024 23:59:00 GMT', 0],
  ] as const) {
    it(`is sent again after Retry-After: ${name}`, async () => {
      const time = new Timeline();
      const headers = { Date: NOW.toUTCString(), 'Retry-After': header };
      const server = await serve((_, count) =>
        count === 1 ? { status: 429, headers, json: throttled } : { json: repository },
      );
      const client = clientFor(server.url, { sleep: time.sleep, clock: time.clock });
      assert.equal((await client.showRepository(7)).name, 'bar');
      assert.deepEqual(time.waits, [expected]);
    });
  }

  for (const [name, header, paused] of [
    ['a quarter of a minute', '15', 15_000],
    ['an hour', '3600', 3_600_000],
    ['something unreadable', 'soon', 60_000],
    ['a negative number', '-5', 60_000],
    ['nothing', undefined, 60_000],
  ] as const) {
    it(`is not kept waiting for Retry-After: ${name}`, async () => {
      const time = new Timeline();
      const headers: Record<string, string> = header === undefined ? {} : { 'Retry-After': header };
      const server = await serve(() => ({ status: 429, headers, json: throttled }));
      const client = clientFor(server.url, { sleep: time.sleep, clock: time.clock, random: () => 0 });
      const error = await failureOf(client.showRepository(7));
      assert.deepEqual([error.kind, error.retryAfterMs, error.requestId], ['rateLimited', paused, 'r1']);
      assert.equal(server.requests.length, 1);
      assert.deepEqual(time.waits, []);
    });
  }

  it('is given up after three tries', async () => {
    const server = await serve(() => ({ status: 429, headers: { 'Retry-After': '0' }, json: throttled }));
    assert.equal((await failureOf(clientFor(server.url).showRepository(7))).kind, 'rateLimited');
    assert.equal(server.requests.length, 3);
  });

  it('is not sent again when it writes', async () => {
    const server = await serve(() => ({ status: 429, headers: { 'Retry-After': '1' }, json: throttled }));
    const error = await failureOf(clientFor(server.url).startRemoteMirrorSynchronization(7));
    assert.deepEqual([error.kind, error.retryAfterMs, error.mayHaveHappened], ['rateLimited', 1000, undefined]);
    assert.equal(server.requests.length, 1);
  });

  it('waits for a random part of the delay', async () => {
    const waits = new Waits();
    const server = await serve(() => ({ status: 503, text: '' }));
    await failureOf(clientFor(server.url, { sleep: waits.sleep, random: () => 0.5 }).showRepository(7));
    assert.deepEqual(waits.all, [250, 500]);
  });

  it('stops waiting when it is cancelled', async () => {
    const controller = new AbortController();
    const server = await serve(() => ({ status: 429, headers: { 'Retry-After': '9' }, json: throttled }));
    const client = clientFor(server.url, {
      sleep: () => {
        controller.abort();
        return new Promise(() => undefined);
      },
    });
    assert.equal((await failureOf(client.showRepository(7, { signal: controller.signal }))).kind, 'cancelled');
    assert.equal(server.requests.length, 1);
  });
});

describe('Requests per minute in the background', () => {
  afterEach(closeServers);

  const mirror = { url: 'https://example.com/a.git' };
  const background = { background: true };

  function limited(url: string, requestsPerMinute: () => number | undefined) {
    const time = new Timeline();
    const client = clientFor(url, { clock: time.clock, sleep: time.sleep, requestsPerMinute });
    return { client, time };
  }

  it('lets a burst pass, then one at a time as fast as the limit says', async () => {
    const server = await serve(() => ({ json: mirror }));
    const { client, time } = limited(server.url, () => 3);
    await Promise.all([1, 2, 3, 4, 5, 6].map((id) => client.showRemoteMirror(id, background)));
    assert.deepEqual(time.waits, [20_000, 20_000, 20_000]);
    assert.equal(server.requests.length, 6);
  });

  it('saves no more than a minute’s worth for the next burst', async () => {
    const server = await serve(() => ({ json: mirror }));
    const { client, time } = limited(server.url, () => 3);
    await client.showRemoteMirror(1, background);
    time.pass(3_600_000);
    await Promise.all([2, 3, 4].map((id) => client.showRemoteMirror(id, background)));
    assert.deepEqual(time.waits, []);
    await client.showRemoteMirror(5, background);
    assert.deepEqual(time.waits, [20_000]);
  });

  it('holds nothing back that a person asks for, whatever the background has used up', async () => {
    const server = await serve(() => ({ json: mirror }));
    const { client, time } = limited(server.url, () => 1);
    await client.showRemoteMirror(1, background);
    await Promise.all([2, 3, 4].map((id) => client.showRemoteMirror(id)));
    assert.deepEqual(time.waits, []);
    assert.equal(server.requests.length, 4);
    await client.showRemoteMirror(5, background);
    assert.deepEqual(time.waits, [60_000], 'what a person asks for uses up nothing');
  });

  for (const limit of [undefined, 0, -1, Number.NaN]) {
    it(`is not limited by ${String(limit)}`, async () => {
      const server = await serve(() => ({ json: mirror }));
      const { client, time } = limited(server.url, () => limit);
      await Promise.all(Array.from({ length: 20 }, (_, id) => client.showRemoteMirror(id + 1, background)));
      assert.deepEqual(time.waits, []);
    });
  }

  it('follows the setting when it changes', async () => {
    let limit: number | undefined = 1;
    const server = await serve(() => ({ json: mirror }));
    const { client, time } = limited(server.url, () => limit);
    await client.showRemoteMirror(1, background);
    limit = undefined;
    await client.showRemoteMirror(2, background);
    assert.deepEqual(time.waits, []);
  });

  /** A client that may send one request a minute, and a minute that passes by hand. */
  function slowClient(url: string) {
    let now = NOW.getTime();
    let pass = (): void => assert.fail('nobody waits');
    const client = clientFor(url, {
      clock: () => new Date(now),
      requestsPerMinute: () => 1,
      sleep: (_, signal) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('aborted'));
          });
          pass = () => {
            now += 60_000;
            resolve();
          };
        }),
    });
    const minute = async (): Promise<void> => {
      // The queue moves on by promises alone; one turn later whoever is next waits.
      await new Promise((resolve) => setImmediate(resolve));
      pass();
    };
    return { client, minute };
  }

  it('forgets a request that was cancelled in the queue', async () => {
    const gave = new AbortController();
    const server = await serve(() => ({ json: mirror }));
    const { client, minute } = slowClient(server.url);
    await client.showRemoteMirror(1, background);
    const second = client.showRemoteMirror(2, background);
    const impatient = failureOf(client.showRemoteMirror(3, { ...background, signal: gave.signal }));
    gave.abort();
    assert.equal((await impatient).kind, 'cancelled');
    await minute();
    await second;
    const fourth = client.showRemoteMirror(4, background);
    await minute();
    await fourth;
    assert.deepEqual(
      server.requests.map(({ path }) => Number(/\d+(?=\/remote)/.exec(path)?.[0])),
      [1, 2, 4],
    );
  });

  it('serves those behind a request that was cancelled while it was the next', async () => {
    const gave = new AbortController();
    const server = await serve(() => ({ json: mirror }));
    const { client, minute } = slowClient(server.url);
    await client.showRemoteMirror(1, background);
    const impatient = failureOf(client.showRemoteMirror(2, { ...background, signal: gave.signal }));
    const third = client.showRemoteMirror(3, background);
    await new Promise((resolve) => setImmediate(resolve));
    gave.abort();
    assert.equal((await impatient).kind, 'cancelled');
    await minute();
    await third;
    assert.deepEqual(
      server.requests.map(({ path }) => Number(/\d+(?=\/remote)/.exec(path)?.[0])),
      [1, 3],
    );
  });
});
