import assert from 'node:assert/strict';
import contract from '../../../src/api/contract/openapi.yaml';
import { TIMEOUT_MS, at, call, useSandbox } from './helpers';

/** The example called `seed` of an answer: the vendor's own JSON, as the contract holds it. */
function example(path: string, method: string, status: string): unknown {
  const way = ['paths', path, method, 'responses', status, 'content', 'application/json', 'examples', 'seed', 'value'];
  return way.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], contract);
}

const MIRROR = '/v4/repositories/{repository_id}/remote-mirror';

describe('sandbox: examples of the vendor', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 0 });

  it('answers a repository by UUID word for word', async () => {
    const { body } = await call(sandbox.current, '/v2/repositories/045ceabb9aea40579d5a759e84fa7f0a');
    const seed = example('/v2/repositories/{repository_uuid}', 'get', '200') as { result: object };
    // Its web page alone is the sandbox's: the true console knows nothing of it.
    const web_url = at(body, 'result.web_url');
    assert.deepEqual(body, { ...seed, result: { ...seed.result, web_url } });
  });

  it('answers the details of a mirror word for word', async () => {
    const { body } = await call(sandbox.current, '/v4/repositories/2111985337/remote-mirror');
    assert.deepEqual(body, example(MIRROR, 'get', '200'));
  });

  it('answers an association word for word', async () => {
    const { body, status } = await call(sandbox.current, '/v4/repositories/2112029391/remote-mirror/associate', {
      method: 'POST',
      json: { url: 'https://example.com/0379d2da2bae4c38b3d2fbbdb6f2a3f2/test.git' },
    });
    assert.equal(status, 201);
    assert.deepEqual(body, example(`${MIRROR}/associate`, 'post', '201'));
  });

  it('lists the registry word for word', async () => {
    const { projectId } = sandbox.current;
    const { body } = await call(sandbox.current, `/v5/${projectId}/image/registries?registry_name=0109test`);
    const page = example('/v5/{project_id}/image/registries', 'get', '200') as { data_list: unknown[] };
    assert.deepEqual(at(body, 'data_list'), page.data_list);
  });

  it('refuses in the words of the pages', async () => {
    const missing = await call(sandbox.current, '/v4/repositories/1/remote-mirror');
    assert.deepEqual(missing.body, example(MIRROR, 'get', '404'));
    const associate = '/v4/repositories/1/remote-mirror/associate';
    const json = { url: 'https://example.com/a.git' };
    const nowhere = await call(sandbox.current, associate, { method: 'POST', json });
    assert.deepEqual(nowhere.body, example(`${MIRROR}/associate`, 'post', '404'));
    const token = sandbox.current.data.unknownToken();
    const unknown = await call(sandbox.current, associate, { method: 'POST', json, token });
    assert.deepEqual(unknown.body, example(`${MIRROR}/associate`, 'post', '401'));
    sandbox.current.faults.add({ kind: 'expireToken', times: 1 });
    const expired = await call(sandbox.current, '/v4/repositories/2111985337/remote-mirror');
    assert.deepEqual(expired.body, example(MIRROR, 'get', '401'));
    sandbox.current.faults.clear();
  });

  it('does not contact the hosts of its examples', async () => {
    const { data } = sandbox.current;
    await call(sandbox.current, '/v4/repositories/2111985337/remote-mirror', { method: 'POST', json: {} });
    await data.synchronised(2111985337);
    const mirror = data.mirror(2111985337);
    assert.ok(mirror);
    assert.equal(mirror.update_status, 'failed');
    assert.equal(mirror.number_of_failures, 2);
    assert.match(mirror.last_error ?? '', /associated by hand/);
  });
});
