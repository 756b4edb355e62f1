import assert from 'node:assert/strict';
import { TIMEOUT_MS, at, call, items, useSandbox } from './helpers';

describe('sandbox: control over HTTP', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 10 });
  const mirror = '/v4/repositories/2111985337/remote-mirror';

  it('needs the token of the sandbox, which works there also when it has expired', async () => {
    const { data, token } = sandbox.current;
    assert.equal((await call(sandbox.current, '/_sandbox/faults', { token: null })).status, 401);
    const other = data.foreignToken('otherRegion');
    assert.equal((await call(sandbox.current, '/_sandbox/faults', { token: other })).status, 401);
    sandbox.current.faults.add({ kind: 'expireToken', times: 1 });
    assert.equal((await call(sandbox.current, mirror)).status, 401);
    assert.equal((await call(sandbox.current, '/_sandbox/faults', { method: 'DELETE', token })).status, 200);
    assert.equal((await call(sandbox.current, mirror)).status, 200);
  });

  it('adds, lists and clears faults', async () => {
    const json = [
      { kind: 'status', status: 500, match: { path: '/v4/' } },
      { kind: 'latency', ms: 1 },
    ];
    assert.equal((await call(sandbox.current, '/_sandbox/faults', { method: 'POST', json })).status, 201);
    assert.deepEqual((await call(sandbox.current, '/_sandbox/faults')).body, json);
    assert.equal((await call(sandbox.current, mirror)).status, 500);
    await call(sandbox.current, '/_sandbox/faults', { method: 'DELETE' });
    assert.equal((await call(sandbox.current, mirror)).status, 200);
    for (const wrong of [{}, { kind: 'nonsense' }, { kind: 'latency' }, [{ kind: 'hang' }, 7]]) {
      assert.equal((await call(sandbox.current, '/_sandbox/faults', { method: 'POST', json: wrong })).status, 400);
    }
    assert.deepEqual(sandbox.current.faults.list(), []);
  });

  it('tells which requests came, and no secret of theirs', async () => {
    await call(sandbox.current, '/_sandbox/requests', { method: 'DELETE' });
    await call(sandbox.current, '/v4/user/repositories?limit=3');
    await call(sandbox.current, '/nowhere');
    const { body, text } = await call(sandbox.current, '/_sandbox/requests');
    const seen = items<{ path: string; query: unknown; operationId?: string }>(body);
    assert.deepEqual(
      seen.map(({ path, operationId, query }) => [path, operationId, query]),
      [
        ['/v4/user/repositories', 'listCurrentUserRepositories', { limit: '3' }],
        ['/nowhere', undefined, {}],
      ],
    );
    assert.ok(!text.includes(sandbox.current.token));
  });

  it('sets the record of a mirror, and each form of "no mirror"', async () => {
    const target = '/_sandbox/mirrors/468485';
    const record = { url: 'http://127.0.0.1:1/x.git', update_status: 'odd' };
    await call(sandbox.current, target, { method: 'PUT', json: record });
    const show = (): ReturnType<typeof call> => call(sandbox.current, '/v4/repositories/468485/remote-mirror');
    assert.deepEqual((await show()).body, record);
    const bodies: Record<string, unknown> = { null: null, empty: {} };
    for (const [noMirror, expected] of Object.entries(bodies)) {
      await call(sandbox.current, target, { method: 'PUT', json: { noMirror } });
      assert.deepEqual((await show()).body, expected);
    }
    await call(sandbox.current, target, { method: 'PUT', json: { noMirror: 'nullUrl' } });
    assert.equal(at((await show()).body, 'url'), null);
    await call(sandbox.current, target, { method: 'PUT', json: { noMirror: 'notFound' } });
    assert.equal((await show()).status, 404);
    assert.equal((await call(sandbox.current, target, { method: 'PUT', json: { noMirror: 'x' } })).status, 400);
    assert.equal((await call(sandbox.current, '/_sandbox/mirrors/1', { method: 'PUT', json: {} })).status, 400);
  });

  it('adds repositories and commits of sources', async () => {
    const json = { name: 'from elsewhere <b>', project: 'Mobile Apps' };
    const { body: added } = await call(sandbox.current, '/_sandbox/repositories', { method: 'POST', json });
    assert.equal(sandbox.current.data.repository('from elsewhere <b>').id, at(added, 'id'));
    const target = '/_sandbox/upstream/elsewhere/source';
    const { body, status } = await call(sandbox.current, target, {
      method: 'POST',
      json: { file: 'a.txt', text: 'a' },
    });
    assert.equal(status, 201);
    assert.equal(at(body, 'url'), `${sandbox.current.url}/upstream/elsewhere/source.git`);
    const refs = await sandbox.current.data.upstreamRefs('elsewhere/source');
    assert.equal(refs.get('refs/heads/main'), at(body, 'commit'));
    const hostile = { file: 'x\nM 100644 inline y' };
    assert.equal((await call(sandbox.current, target, { method: 'POST', json: hostile })).status, 400);
  });
});
