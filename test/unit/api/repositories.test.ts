import assert from 'node:assert/strict';
import { clientFor, collect, failureOf, TOKEN, vendorError } from './client';
import { closeServers, serve } from './server';
import { mirrorErrors, repositoryByUuid } from './vendorExamples';

const record = repositoryByUuid.result;
const page = (from: number, to: number, total: number) => ({
  result: {
    total,
    repositories: Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => ({
      ...record,
      repository_id: from + n,
    })),
  },
  status: 'success',
});
const v4Record = {
  id: 2111985337,
  name: 'bar',
  namespace: 'foo',
  visibility: 'internal',
  starred: true,
  permissions: 40,
  archived: false,
  uuid: record.repository_uuid,
  last_repository_updated_at: '2024-12-27T18:52:21.000+08:00',
  ssh_url_to_repo: 'ssh://git@codehub.example.com:2222/foo/bar.git',
  http_url_to_repo: 'https://codehub.example.com/foo/bar.git',
  status: '0',
  project_name: 'demo',
  project_id: record.project_uuid,
  project_is_delete: false,
};

describe('Repositories', () => {
  afterEach(closeServers);

  it("reads the vendor's example of a repository by UUID", async () => {
    const server = await serve(() => ({ json: repositoryByUuid }));
    const repository = await clientFor(server.url).showRepositoryByUuid(record.repository_uuid);
    assert.deepEqual(JSON.parse(JSON.stringify(repository)), {
      id: 468485,
      uuid: '045ceabb9aea40579d5a759e84fa7f0a',
      name: 'CreatRepository_MI9Af',
      groupName: 'Demo00228',
      projectId: '4838955a48e2492bbe44b31bc4c272f6',
      projectDeleted: false,
      sshUrl: record.ssh_url,
      httpsUrl: record.https_url,
      webUrl: record.web_url,
      visibility: 'private',
      createdAt: '2019-10-15T01:40:27.000Z',
    });
    assert.equal(server.requests[0]?.path, `/v2/repositories/${record.repository_uuid}`);
  });

  it('percent-encodes an unusual UUID and refuses one that changes the path', async () => {
    const server = await serve(() => ({ json: repositoryByUuid }));
    const client = clientFor(server.url);
    await client.showRepositoryByUuid('a?b#c%2f');
    assert.equal(server.requests[0]?.path, '/v2/repositories/a%3Fb%23c%252f');
    for (const uuid of ['', 'a/b', '..', '.']) {
      assert.equal((await failureOf(client.showRepositoryByUuid(uuid))).parameter, 'repositoryUuid');
    }
    assert.equal(server.requests.length, 1);
  });

  it('tells a deleted repository from an ended session, although both are 401', async () => {
    const json = { error: { code: 'CH.080401', message: 'no permission' }, status: 'failed' };
    const told: unknown[] = [];
    const server = await serve(() => ({ status: 401, json }));
    const client = clientFor(server.url, { onUnauthorized: (error) => told.push(error) });
    const error = await failureOf(client.showRepositoryByUuid(record.repository_uuid));
    assert.deepEqual([error.kind, error.reason], ['forbidden', 'noPermissionOrDeleted']);
    assert.deepEqual(told, []);
  });

  it('reads the import and the group from the look-up by ID', async () => {
    const json = {
      ...v4Record,
      namespace: { full_path: 'group/sub' },
      permissions: { repository_access: null, group_access: { access_level: 30 } },
      import_url: 'https://bob:hunter2@example.com/a.git',
      import_error: 'cannot clone https://bob:hunter2@example.com/a.git',
      empty_repo: true,
      branch_count: 2,
    };
    const server = await serve(() => ({ json }));
    const detail = await clientFor(server.url).showRepository(2111985337);
    assert.deepEqual([detail.groupName, detail.role, detail.empty, detail.branchCount], ['group/sub', 30, true, 2]);
    assert.equal(detail.importUrl, 'https://example.com/a.git');
    assert.equal(detail.importError, 'cannot clone https://example.com/a.git');
  });

  it('lists one page with what was asked for', async () => {
    const server = await serve(() => ({ json: page(1, 2, 7) }));
    const result = await clientFor(server.url).listUserAllRepositories({ pageIndex: 2, pageSize: 50, search: ' a&b ' });
    assert.deepEqual([result.total, result.items.length, result.skipped], [7, 2, 0]);
    assert.deepEqual(Object.fromEntries(server.requests[0]?.query ?? []), {
      page_index: '2',
      page_size: '50',
      search: 'a&b',
    });
    assert.equal(server.requests[0]?.headers['x-auth-token'], TOKEN);
  });

  it('leaves an empty search out and refuses what is out of range', async () => {
    const server = await serve(() => ({ json: page(1, 1, 1) }));
    const client = clientFor(server.url);
    await client.listUserAllRepositories({ search: '  ' });
    assert.equal(server.requests[0]?.query.size, 0);
    for (const query of [
      { pageSize: 0 },
      { pageSize: 101 },
      { pageSize: 1.5 },
      { pageIndex: 0 },
      { search: 'a'.repeat(513) },
    ]) {
      assert.equal((await failureOf(client.listUserAllRepositories(query))).reason, 'badInput', JSON.stringify(query));
    }
    for (const query of [{ limit: 0 }, { limit: 101 }, { offset: -1 }, { sort: 'up' as 'asc' }]) {
      assert.equal(
        (await failureOf(client.listCurrentUserRepositories(query))).reason,
        'badInput',
        JSON.stringify(query),
      );
    }
    assert.equal(server.requests.length, 1);
  });

  it('leaves out records without an ID and says how many', async () => {
    const bad = [{ ...record, repository_id: null }, 'text', null, { ...record, repository_id: 2147483648 }];
    const good = { ...record, repository_id: '9', repository_name: null, visibility_level: 10 };
    const server = await serve(() => ({ json: { result: { total: 5, repositories: [...bad, good] } } }));
    const result = await clientFor(server.url).listUserAllRepositories();
    assert.equal(result.skipped, 4);
    assert.deepEqual(
      result.items.map(({ id, name, visibility }) => [id, name, visibility]),
      [[9, '9', '10']],
    );
  });

  it('finds a repository in an envelope', async () => {
    const server = await serve(() => ({ json: { status: 'success', result: { id: 9, name: 'bar' } } }));
    assert.equal((await clientFor(server.url).showRepository(9)).name, 'bar');
  });

  it('says of a lone surrogate that it is no UUID', async () => {
    const server = await serve(() => ({ json: {} }));
    const error = await failureOf(clientFor(server.url).showRepositoryByUuid('\ud800'));
    assert.deepEqual([error.kind, error.parameter, server.requests.length], ['invalid', 'repositoryUuid', 0]);
  });

  for (const json of [
    page(1, 0, 0),
    { result: null, status: 'success' },
    { result: { total: 0, repositories: null } },
  ]) {
    it(`takes ${JSON.stringify(json)} for an empty list`, async () => {
      const server = await serve(() => ({ json }));
      assert.deepEqual(await collect(clientFor(server.url).allUserRepositories()), []);
      assert.equal(server.requests.length, 1);
    });
  }

  for (const json of [
    { result: null },
    { result: {}, status: 'success' },
    { result: { total: 3, repositories: null } },
    { status: 'success' },
  ]) {
    it(`does not take ${JSON.stringify(json)} for an empty list`, async () => {
      const server = await serve(() => ({ json }));
      assert.equal((await failureOf(collect(clientFor(server.url).allUserRepositories()))).kind, 'malformed');
    });
  }

  it('reads all pages', async () => {
    const server = await serve(({ query }) => {
      const index = Number(query.get('page_index'));
      return { json: page((index - 1) * 100 + 1, Math.min(index * 100, 250), 250) };
    });
    const all = await collect(clientFor(server.url).allUserRepositories());
    assert.equal(new Set(all.map(({ id }) => id)).size, 250);
    assert.equal(server.requests.length, 3);
  });

  it('hands out the pages before a token ends, then the error', async () => {
    const server = await serve((_, count) =>
      count === 3 ? vendorError(mirrorErrors.expired) : { json: page(count * 100, count * 100 + 99, 900) },
    );
    let pages = 0;
    const reading = (async () => {
      for await (const { items } of clientFor(server.url).allUserRepositories()) {
        pages += 1;
        assert.equal(items.length, 100);
      }
    })();
    assert.equal((await failureOf(reading)).reason, 'tokenExpired');
    assert.equal(pages, 2);
  });

  it('reads the v4 list with sorting and filters', async () => {
    const server = await serve(() => ({ json: [v4Record] }));
    const query = {
      orderBy: 'updated_at',
      sort: 'desc',
      starred: true,
      userCreated: false,
      includeAbnormal: true,
    } as const;
    const [repository] = await collect(clientFor(server.url).allCurrentUserRepositories(query));
    assert.deepEqual(Object.fromEntries(server.requests[0]?.query ?? []), {
      offset: '0',
      limit: '100',
      order_by: 'updated_at',
      sort: 'desc',
      starred: 'true',
      user_created: 'false',
      include_abnormal: 'true',
    });
    assert.deepEqual(
      [repository?.groupName, repository?.visibility, repository?.status, repository?.role, repository?.sshUrl],
      ['foo', 'internal', 0, 40, v4Record.ssh_url_to_repo],
    );
    assert.deepEqual(repository?.updatedAt, new Date('2024-12-27T10:52:21Z'));
  });
});
