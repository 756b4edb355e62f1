import assert from 'node:assert/strict';
import { OPERATIONS } from '../../../src/sandbox/operations/index';
import { TIMEOUT_MS, call, contractOfAnswers, useSandbox } from './helpers';

/** `call` checks each answer against the contract; here every operation gives each kind of answer that it has. */
describe('sandbox: contract', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 40 });

  it('is served as far as the extension uses it', () => {
    assert.deepEqual([...OPERATIONS.keys()].sort(), [
      'associateRemoteMirror',
      'createToken',
      'listAuthDomains',
      'listAuthProjects',
      'listCodeArtsProjects',
      'listCurrentUserRepositories',
      'listIamProjects',
      'listRegistry',
      'listRegistryStatistics',
      'listUserAllRepositories',
      'showRemoteMirror',
      'showRepository',
      'showRepositoryByUuid',
      'startRemoteMirrorSynchronization',
      'updateRepositoryRemoteMirror',
      'validateToken',
    ]);
  });

  it('holds for every answer of every operation', async () => {
    const { data, token, projectId, user } = sandbox.current;
    const { id, uuid } = data.addRepository({ name: 'contract' });
    const mirror = `/v4/repositories/${id}/remote-mirror`;
    const url = data.addUpstream('test/contract');
    const domain = { name: user.account };
    const identity = {
      methods: ['password'],
      password: { user: { name: user.name, password: user.password, domain } },
    };
    const registries = `/v5/${projectId}/image/registries`;
    const headers = { 'X-Subject-Token': token };
    const requests: readonly (readonly [number, string, string, object?])[] = [
      [201, 'POST', '/v3/auth/tokens', { auth: { identity, scope: { project: { name: 'cn-north-4' } } } }],
      [200, 'GET', '/v3/auth/tokens'],
      [200, 'GET', '/v3/auth/projects'],
      [200, 'GET', '/v3/auth/domains'],
      [200, 'GET', '/v3/projects?name=cn-north-4'],
      [400, 'GET', '/v3/projects?page=1'],
      [200, 'GET', '/v4/projects?offset=0&limit=100'],
      [200, 'GET', '/v2/projects/repositories'],
      [200, 'GET', '/v4/user/repositories?limit=100&include_abnormal=true'],
      [200, 'GET', `/v2/repositories/${uuid}`],
      [401, 'GET', '/v2/repositories/00000000000000000000000000000000'],
      [200, 'GET', `/v4/repositories/${id}`],
      [404, 'GET', '/v4/repositories/1'],
      [404, 'GET', mirror],
      [404, 'POST', mirror, {}],
      [404, 'PUT', mirror, {}],
      [201, 'POST', `${mirror}/associate`, { url }],
      [200, 'GET', mirror],
      [200, 'PUT', mirror, { mirroring_enabled: true, sync_branch_type: 'all' }],
      [200, 'POST', mirror, {}],
      [200, 'POST', mirror],
      [200, 'GET', registries],
      [200, 'GET', `${registries}/statistics`],
    ];
    const used = new Set<string>();
    const { router } = await contractOfAnswers();
    for (const [status, method, target, json] of requests) {
      const answer = await call(sandbox.current, target, { method, json, headers });
      assert.equal(answer.status, status, `${method} ${target}: ${answer.text}`);
      used.add(router.matchOperation({ method, path: target, headers: {} })?.operationId ?? '');
      // createToken asks for no token.
      if (target !== '/v3/auth/tokens' || method === 'GET') {
        const refused = await call(sandbox.current, target, { method, json, headers, token: null });
        assert.equal(refused.status, 401, target);
      }
    }
    assert.deepEqual(
      [...OPERATIONS.keys()].filter((operation) => !used.has(operation)),
      [],
    );
    await data.synchronised(id);
  });
});
