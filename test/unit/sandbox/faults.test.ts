import assert from 'node:assert/strict';
import type { Fault } from '../../../src/sandbox/index';
import { TIMEOUT_MS, at, call, useSandbox } from './helpers';

const MIRROR = '/v4/repositories/2111985337/remote-mirror';

describe('sandbox: faults', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 3 });
  afterEach(() => {
    sandbox.current.faults.clear();
  });

  const add = (...faults: Fault[]): void => {
    sandbox.current.faults.add(...faults);
  };
  /** Past the check against the contract, which a faulty answer need not keep to. */
  const get = (init: RequestInit = {}): Promise<Response> =>
    fetch(sandbox.current.url + MIRROR, {
      headers: { 'X-Auth-Token': sandbox.current.token },
      redirect: 'manual',
      ...init,
    });

  it('hit the operation they are for, as often as they say', async () => {
    add({ kind: 'status', status: 503, times: 2, match: { operationId: 'showRemoteMirror' } });
    assert.equal((await call(sandbox.current, '/v4/repositories/2111985337')).status, 200);
    assert.equal((await call(sandbox.current, MIRROR)).status, 503);
    assert.equal((await call(sandbox.current, MIRROR)).status, 503);
    assert.equal((await call(sandbox.current, MIRROR)).status, 200);
    add({ kind: 'status', status: 500, match: { path: '/v2/' } });
    assert.equal((await call(sandbox.current, '/v2/projects/repositories')).status, 500);
    assert.equal((await call(sandbox.current, MIRROR)).status, 200);
  });

  it('throttle with and without Retry-After', async () => {
    add({ kind: 'status', status: 429, retryAfter: 7, times: 1 }, { kind: 'status', status: 429, times: 1 });
    const first = await call(sandbox.current, MIRROR);
    assert.equal(first.headers.get('retry-after'), '7');
    assert.equal(at(first.body, 'error_code'), 'APIGW.0308');
    assert.equal((await call(sandbox.current, MIRROR)).headers.get('retry-after'), null);
  });

  it('delay, also together with another fault', async () => {
    add({ kind: 'latency', ms: 60 }, { kind: 'status', status: 502 });
    const start = performance.now();
    assert.equal((await call(sandbox.current, MIRROR)).status, 502);
    assert.ok(performance.now() - start >= 55);
  });

  it('hang until the client gives up', async () => {
    add({ kind: 'hang' });
    await assert.rejects(get({ signal: AbortSignal.timeout(80) }), { name: 'TimeoutError' });
  });

  it('break the connection', async () => {
    add({ kind: 'reset' });
    await assert.rejects(get(), /fetch failed/);
  });

  it('lose the answer to a write that was carried out', async () => {
    add({ kind: 'reset', after: true, match: { operationId: 'updateRepositoryRemoteMirror' } });
    const body = JSON.stringify({ mirroring_enabled: true });
    const headers = { 'X-Auth-Token': sandbox.current.token, 'Content-Type': 'application/json' };
    await assert.rejects(get({ method: 'PUT', body, headers }), /fetch failed/);
    assert.equal(sandbox.current.data.mirror(2111985337)?.mirroring_enabled, true);
  });

  it('cut a body in the middle', async () => {
    add({ kind: 'cutBody' });
    const response = await get();
    assert.equal(response.status, 200);
    await assert.rejects(response.text(), /terminated/);
  });

  it('answer pages for people, with success and without', async () => {
    add({ kind: 'html', times: 1 }, { kind: 'html', status: 502, times: 1 });
    for (const status of [200, 502]) {
      const response = await get();
      assert.equal(response.status, status);
      assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
      assert.match(await response.text(), /<html>/);
    }
  });

  it('redirect to another origin', async () => {
    add({ kind: 'redirect', location: 'http://127.0.0.1:1/elsewhere' });
    const response = await get();
    assert.deepEqual([response.status, response.headers.get('location')], [302, 'http://127.0.0.1:1/elsewhere']);
  });

  it('end a token, until they are cleared', async () => {
    add({ kind: 'expireToken', times: 1 });
    assert.equal(at((await call(sandbox.current, MIRROR)).body, 'error_code'), 'DEV.00000003');
    assert.equal((await call(sandbox.current, MIRROR)).status, 401);
    sandbox.current.faults.clear();
    assert.equal((await call(sandbox.current, MIRROR)).status, 200);
  });

  it('answer any body', async () => {
    add({ kind: 'body', body: { id: 'not a number' }, times: 1 }, { kind: 'body', body: '{"cut":' });
    assert.equal(await (await get()).text(), '{"id":"not a number"}');
    assert.equal(await (await get()).text(), '{"cut":');
  });
});
