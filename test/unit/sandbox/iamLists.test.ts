import assert from 'node:assert/strict';
import { TIMEOUT_MS, at, call, items, useSandbox } from './helpers';

describe('sandbox: projects and account of IAM', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 0 });

  const list = async (query: string): Promise<string[]> =>
    items<{ name: string }>((await call(sandbox.current, `/v3/projects${query}`)).body, 'projects').map(
      ({ name }) => name,
    );
  const everything = ['cn-north-4', 'cn-north-4_team-a', 'cn-east-3', 'cn-east-3_team-a'];

  it('has every project of the account, in both lists and for every token', async () => {
    const { projects, data } = sandbox.current;
    assert.deepEqual(
      projects.map(({ name }) => name),
      everything,
    );
    for (const target of ['/v3/projects', '/v3/auth/projects']) {
      for (const token of [sandbox.current.token, data.foreignToken('account'), sandbox.current.wrongRegionToken]) {
        const { body } = await call(sandbox.current, target, { token });
        const listed = items<{ id: string; name: string }>(body, 'projects').map(({ id, name }) => ({ id, name }));
        assert.deepEqual(listed, projects);
      }
    }
  });

  it('finds by every parameter of the page', async () => {
    const { projectId } = sandbox.current;
    const { body } = await call(sandbox.current, '/v3/auth/domains');
    const account = String(at(body, 'domains.0.id'));
    assert.deepEqual(await list('?name=cn-north-4'), ['cn-north-4']);
    assert.deepEqual(await list('?name=mars-north-1'), []);
    assert.deepEqual(await list(`?parent_id=${projectId}`), ['cn-north-4_team-a']);
    assert.deepEqual(await list(`?parent_id=${account}&domain_id=${account}`), ['cn-north-4', 'cn-east-3']);
    assert.deepEqual(await list('?domain_id=somebody-else'), []);
    assert.deepEqual(await list('?enabled=true&is_domain=false'), everything);
    assert.deepEqual([await list('?enabled=false'), await list('?is_domain=true')], [[], []]);
  });

  it('comes in pages, each with the address of the next', async () => {
    const seen: string[] = [];
    let target: string | undefined = '/v3/projects?enabled=true&page=1&per_page=3';
    const pages: number[] = [];
    while (target !== undefined) {
      const { body } = await call(sandbox.current, target);
      const names = items<{ name: string }>(body, 'projects').map(({ name }) => name);
      seen.push(...names);
      pages.push(names.length);
      const next = at(body, 'links.next');
      target = typeof next === 'string' ? next.slice(sandbox.current.url.length) : undefined;
    }
    assert.deepEqual(seen, everything);
    assert.deepEqual(pages, [3, 1]);
    const last = await call(sandbox.current, '/v3/projects?page=2&per_page=3');
    assert.equal(at(last.body, 'links.previous'), `${sandbox.current.url}/v3/projects?page=1&per_page=3`);
    const exact = await call(sandbox.current, '/v3/projects?page=2&per_page=2');
    assert.equal(at(exact.body, 'links.next'), null);
    assert.deepEqual(await list('?page=9&per_page=3'), []);
  });

  it('wants page and size together', async () => {
    for (const query of ['page=1', 'per_page=3', 'page=0&per_page=3', 'page=1&per_page=5001']) {
      assert.equal((await call(sandbox.current, `/v3/projects?${query}`)).status, 400, query);
    }
  });

  it('tells the account', async () => {
    const { body } = await call(sandbox.current, '/v3/auth/domains');
    assert.equal(items(body, 'domains').length, 1);
    assert.equal(at(body, 'domains.0.name'), sandbox.current.user.account);
  });

  describe('registries', () => {
    const registries = async (project: string, token: string, query = ''): Promise<string[]> => {
      const target = `/v5/${project}/image/registries?limit=200${query}`;
      const { body } = await call(sandbox.current, target, { token });
      return items<{ registry_name: string }>(body, 'data_list').map((registry) => registry.registry_name);
    };
    const team = async (): Promise<{ project: string; token: string }> => {
      const identity = { methods: ['token'], token: { id: sandbox.current.token } };
      const json = { auth: { identity, scope: { project: { name: 'cn-north-4_team-a' } } } };
      const { body, headers } = await call(sandbox.current, '/v3/auth/tokens', { method: 'POST', token: null, json });
      return { project: String(at(body, 'token.project.id')), token: headers.get('x-subject-token') ?? '' };
    };

    it('of a sub-project are its own, and repositories are the same', async () => {
      const { project, token } = await team();
      assert.deepEqual(await registries(project, token), ['team-a-harbor', 'team-a-swr']);
      const statistics = await call(sandbox.current, `/v5/${project}/image/registries/statistics`, { token });
      assert.deepEqual(statistics.body, { success_num: 2, fail_num: 0 });
      const repositories = async (of: string): Promise<unknown> =>
        (await call(sandbox.current, '/v2/projects/repositories', { token: of })).body;
      assert.deepEqual(await repositories(token), await repositories(sandbox.current.token));
      const home = `/v5/${sandbox.current.projectId}/image/registries`;
      assert.equal((await call(sandbox.current, home, { token })).status, 400);
    });

    it('are those of the enterprise project that is asked for', async () => {
      const { project, token } = await team();
      const { enterpriseProjects, projectId, token: homeToken } = sandbox.current;
      const id = enterpriseProjects.find(({ name }) => name === 'ep-team-a')?.id ?? '';
      const asked = (eps: string): string => `&enterprise_project_id=${eps}`;
      const usual = await registries(projectId, homeToken);
      assert.deepEqual(await registries(projectId, homeToken, asked('0')), usual);
      const special = await registries(projectId, homeToken, asked(id));
      assert.deepEqual(special, ['ep-team-a-swr', 'ep-team-a-jfrog']);
      assert.deepEqual(await registries(projectId, homeToken, asked('all_granted_eps')), [...usual, ...special]);
      assert.deepEqual(await registries(project, token, asked(id)), ['team-a-jfrog']);
      const counts = `/v5/${projectId}/image/registries/statistics?enterprise_project_id=`;
      assert.deepEqual((await call(sandbox.current, counts + id)).body, { success_num: 1, fail_num: 1 });
      assert.deepEqual((await call(sandbox.current, `${counts}all_granted_eps`)).body, { success_num: 7, fail_num: 7 });
    });
  });
});
