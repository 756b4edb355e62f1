import assert from 'node:assert/strict';
import { clientFor, failureOf, Waits } from './client';
import { closeServers, serve } from './server';

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
    ['seconds', '7', [7000]],
    ['zero seconds', '0', [0]],
    ['an HTTP date', 'Wed, 01 Jan 2025 00:00:09 GMT', [9000]],
    ['a date that has passed', 'Tue, 31 Dec 2024 23:59:00 GMT', [0]],
    ['something unreadable', 'soon', [500]],
    ['a negative number', '-5', [500]],
    ['nothing', undefined, [500]],
  ] as const) {
    it(`is sent again after Retry-After: ${name}`, async () => {
      const waits = new Waits();
      const headers = { Date: NOW.toUTCString(), ...(header === undefined ? {} : { 'Retry-After': header }) };
      const server = await serve((_, count) =>
        count === 1 ? { status: 429, headers, json: throttled } : { json: repository },
      );
      const client = clientFor(server.url, { sleep: waits.sleep, clock: () => NOW });
      assert.equal((await client.showRepository(7)).name, 'bar');
      assert.deepEqual(waits.all, expected);
    });
  }

  it('is given up when the server asks for more than a minute, and says how long', async () => {
    const waits = new Waits();
    const server = await serve(() => ({ status: 429, headers: { 'Retry-After': '3600' }, json: throttled }));
    const error = await failureOf(clientFor(server.url, { sleep: waits.sleep }).showRepository(7));
    assert.deepEqual([error.kind, error.retryAfterMs, error.requestId], ['rateLimited', 3_600_000, 'r1']);
    assert.equal(server.requests.length, 1);
    assert.deepEqual(waits.all, []);
  });

  it('is given up after three tries', async () => {
    const server = await serve(() => ({ status: 429, json: throttled }));
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
    const server = await serve(() => ({ status: 429, headers: { 'Retry-After': '30' }, json: throttled }));
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

describe('Requests per minute', () => {
  afterEach(closeServers);

  /** A clock that moves only while somebody waits. */
  function timeline() {
    let now = NOW.getTime();
    const waits: number[] = [];
    const sleep = (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    };
    return { clock: () => new Date(now), sleep, waits };
  }

  it('lets a burst pass and makes the next one wait until the minute is over', async () => {
    const { clock, sleep, waits } = timeline();
    const server = await serve(() => ({ json: repository }));
    const client = clientFor(server.url, { clock, sleep, requestsPerMinute: () => 3 });
    await Promise.all([1, 2, 3, 4, 5, 6].map((id) => client.showRepository(id)));
    assert.deepEqual(waits, [60_000]);
    await client.showRepository(7);
    assert.deepEqual(waits, [60_000, 60_000]);
    assert.equal(server.requests.length, 7);
  });

  for (const limit of [undefined, 0, -1, Number.NaN]) {
    it(`is not limited by ${String(limit)}`, async () => {
      const { clock, sleep, waits } = timeline();
      const server = await serve(() => ({ json: repository }));
      const client = clientFor(server.url, { clock, sleep, requestsPerMinute: () => limit });
      await Promise.all(Array.from({ length: 20 }, (_, id) => client.showRepository(id + 1)));
      assert.deepEqual(waits, []);
    });
  }

  it('follows the setting when it changes', async () => {
    const { clock, sleep, waits } = timeline();
    let limit: number | undefined = 1;
    const server = await serve(() => ({ json: repository }));
    const client = clientFor(server.url, { clock, sleep, requestsPerMinute: () => limit });
    await client.showRepository(1);
    limit = undefined;
    await client.showRepository(2);
    assert.deepEqual(waits, []);
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
    const server = await serve(() => ({ json: repository }));
    const { client, minute } = slowClient(server.url);
    await client.showRepository(1);
    const second = client.showRepository(2);
    const impatient = failureOf(client.showRepository(3, { signal: gave.signal }));
    gave.abort();
    assert.equal((await impatient).kind, 'cancelled');
    await minute();
    await second;
    const fourth = client.showRepository(4);
    await minute();
    await fourth;
    assert.deepEqual(
      server.requests.map(({ path }) => path.at(-1)),
      ['1', '2', '4'],
    );
  });

  it('serves those behind a request that was cancelled while it was the next', async () => {
    const gave = new AbortController();
    const server = await serve(() => ({ json: repository }));
    const { client, minute } = slowClient(server.url);
    await client.showRepository(1);
    const impatient = failureOf(client.showRepository(2, { signal: gave.signal }));
    const third = client.showRepository(3);
    await new Promise((resolve) => setImmediate(resolve));
    gave.abort();
    assert.equal((await impatient).kind, 'cancelled');
    await minute();
    await third;
    assert.deepEqual(
      server.requests.map(({ path }) => path.at(-1)),
      ['1', '3'],
    );
  });
});
