import assert from 'node:assert/strict';
import { TIMEOUT_MS, at, call, items, useSandbox } from './helpers';

/** The fields that these tests look at. */
interface Listed {
  readonly id: number;
  readonly repository_id: number;
  readonly name: string;
  readonly archived: boolean;
  readonly starred: boolean;
  readonly status: string | null;
  readonly last_repository_updated_at: string;
}

describe('sandbox: lists', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 120 });
  const size = (): number => sandbox.current.data.repositories().length;

  it('pages the v2 list from 1, with a total', async () => {
    const seen = new Set<number>();
    for (let page = 1; page <= Math.ceil(size() / 50); page += 1) {
      const target = `/v2/projects/repositories?page_index=${page}&page_size=50`;
      const { body } = await call(sandbox.current, target);
      assert.equal(at(body, 'result.total'), size());
      items<Listed>(body, 'result.repositories').forEach((repository) => seen.add(repository.repository_id));
    }
    assert.equal(seen.size, size());
    const after = await call(sandbox.current, '/v2/projects/repositories?page_index=99');
    assert.deepEqual(at(after.body, 'result.repositories'), []);
    const whole = await call(sandbox.current, '/v2/projects/repositories');
    assert.equal(items(whole.body, 'result.repositories').length, 100);
  });

  it('finds by name in the v2 list', async () => {
    const { body } = await call(sandbox.current, '/v2/projects/repositories?search=CREATrepo');
    assert.equal(at(body, 'result.total'), 1);
    assert.equal(at(body, 'result.repositories.0.repository_id'), 468485);
  });

  it('pages the v4 list by offset, and each repository comes once', async () => {
    const seen: Listed[] = [];
    for (const archived of [false, true]) {
      for (let offset = 0; ; offset += 30) {
        const query = `offset=${offset}&limit=30&include_abnormal=true&archived=${String(archived)}`;
        const { body } = await call(sandbox.current, `/v4/user/repositories?${query}`);
        const page = items<Listed>(body);
        seen.push(...page);
        if (page.length < 30) {
          break;
        }
      }
    }
    assert.equal(seen.length, size());
    assert.equal(new Set(seen.map(({ id }) => id)).size, size());
    assert.equal(items((await call(sandbox.current, '/v4/user/repositories')).body).length, 20);
  });

  it('sorts and filters the v4 list', async () => {
    const list = async (query: string): Promise<Listed[]> =>
      items<Listed>((await call(sandbox.current, `/v4/user/repositories?limit=100&${query}`)).body);
    const updated = (await list('order_by=updated_at&sort=asc')).map((r) => r.last_repository_updated_at);
    assert.deepEqual(updated, [...updated].sort());
    assert.ok((await list('archived=true')).every(({ archived }) => archived));
    assert.ok((await list('starred=true')).every(({ starred }) => starred));
    assert.ok((await list('')).every(({ status }) => status === null || status === '0'));
    const own = sandbox.current.data.repositories().filter((r) => r.owned === true && !r.archived && !r.status);
    assert.equal((await list('user_created=true')).length, own.length);
    assert.equal((await list('search=MI9Af'))[0]?.id, 468485);
  });

  it('lists and finds projects', async () => {
    const { body } = await call(sandbox.current, '/v4/projects?offset=1&limit=3');
    assert.equal(items(body, 'projects').length, 3);
    assert.equal(at(body, 'total'), sandbox.current.data.projects().length);
    const found = await call(sandbox.current, `/v4/projects?offset=0&limit=9&search=${encodeURIComponent('中台')}`);
    assert.equal(at(found.body, 'total'), 1);
    assert.equal(at(found.body, 'projects.0.project_name'), '电商中台');
  });

  describe('registries', () => {
    const list = async (query: string): Promise<{ total: number; names: string[] }> => {
      const { body } = await call(sandbox.current, `/v5/${sandbox.current.projectId}/image/registries?${query}`);
      const names = items<{ registry_name: string }>(body, 'data_list').map((registry) => registry.registry_name);
      return { total: Number(at(body, 'total_num')), names };
    };

    it('come in pages', async () => {
      const first = await list('');
      const second = await list('offset=10&limit=10');
      assert.equal(first.names.length, 10);
      assert.equal(first.total, 14);
      assert.equal(new Set([...first.names, ...second.names]).size, 14);
      assert.deepEqual((await list('offset=20')).names, []);
    });

    it('are filtered by every parameter of the page', async () => {
      assert.equal((await list('registry_type=Harbor,Jfrog&limit=200')).total, 7);
      assert.deepEqual((await list('status=accessing')).names, ['swr-enterprise-staging', 'harbor-lab']);
      assert.deepEqual((await list('registry_addr=100.85')).names, ['0109test']);
      assert.deepEqual((await list('registry_name=harbor-l&status=fail')).names, ['harbor-legacy']);
      assert.deepEqual((await list('registry_id=ad7552e3-1eb7-475a-b5a4-3d28262b855e')).names, ['0109test']);
      assert.equal((await list('enterprise_project_id=all_granted_eps')).total, 16);
      assert.equal((await list('enterprise_project_id=somewhere-else')).total, 0);
    });

    it('are counted without those that are being connected', async () => {
      const target = `/v5/${sandbox.current.projectId}/image/registries/statistics`;
      assert.deepEqual((await call(sandbox.current, target)).body, { success_num: 6, fail_num: 6 });
      const harbor = await call(sandbox.current, `${target}?registry_type=Harbor`);
      assert.deepEqual(harbor.body, { success_num: 1, fail_num: 2 });
    });
  });
});
