import assert from 'node:assert/strict';
import { type RegistryQuery } from '../../../src/api/index';
import { clientFor, collect, failureOf, IAM_PROJECT } from './client';
import { closeServers, serve } from './server';
import { registryList } from './vendorExamples';

const [record] = registryList.data_list;
const records = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({ ...record, id: `registry-${from + n}` }));

describe('Image registries', () => {
  afterEach(closeServers);

  it("reads the vendor's example", async () => {
    const server = await serve(() => ({ json: registryList }));
    const page = await clientFor(server.url).listRegistry();
    assert.deepEqual([page.total, page.skipped], [4, 0]);
    assert.deepEqual(page.items, [
      {
        id: 'ad7552e3-1eb7-475a-b5a4-3d28262b855e',
        name: '0109test',
        type: 'Jfrog',
        apiVersion: 'V1',
        protocol: 'http',
        address: '100.85.219.197:8082',
        username: 'admin',
        namespace: undefined,
        clusterId: 'db69f3e6-887f-11ef-9825-0255ac1001b6',
        scanChannel: 'Swr',
        status: 'fail',
        failReason: 'REQUEST_API_ERROR',
        imageCount: 0,
        lastSyncAt: new Date(1736925890944),
      },
    ]);
    assert.equal(server.requests[0]?.path, `/v5/${IAM_PROJECT}/image/registries`);
  });

  it("ends although the vendor's total promises more than ever comes", async () => {
    const server = await serve(() => ({ json: registryList }));
    assert.equal((await collect(clientFor(server.url).allRegistries())).length, 1);
    assert.equal(server.requests.length, 2);
  });

  it('sends every query parameter of the page', async () => {
    const server = await serve(() => ({ json: registryList }));
    await clientFor(server.url).listRegistry({
      enterpriseProjectId: 'all_granted_eps',
      offset: 2_000_000,
      limit: 200,
      name: 'a b,c',
      id: record.id,
      types: ['Harbor', 'Jfrog'],
      address: '10.0.0.1:80',
      status: 'fail',
    });
    assert.deepEqual(Object.fromEntries(server.requests[0]?.query ?? []), {
      enterprise_project_id: 'all_granted_eps',
      offset: '2000000',
      limit: '200',
      registry_name: 'a b,c',
      registry_id: record.id,
      registry_type: 'Harbor,Jfrog',
      registry_addr: '10.0.0.1:80',
      status: 'fail',
    });
  });

  it('sends nothing that is out of range', async () => {
    const server = await serve(() => ({ json: registryList }));
    const client = clientFor(server.url);
    const bad: [RegistryQuery, string][] = [
      [{ offset: -1 }, 'offset'],
      [{ offset: 2_000_001 }, 'offset'],
      [{ limit: 9 }, 'limit'],
      [{ limit: 201 }, 'limit'],
      [{ name: '' }, 'name'],
      [{ name: 'a'.repeat(129) }, 'name'],
      [{ id: 'a'.repeat(65) }, 'id'],
      [{ address: 'a'.repeat(257) }, 'address'],
      [{ types: ['Quay' as 'Harbor'] }, 'types'],
      [{ status: 'ok' as 'fail' }, 'status'],
      [{ enterpriseProjectId: 'a'.repeat(257) }, 'enterpriseProjectId'],
    ];
    for (const [query, parameter] of bad) {
      assert.equal((await failureOf(client.listRegistry(query))).parameter, parameter, JSON.stringify(query));
    }
    assert.equal(server.requests.length, 0);
  });

  it('filters by ID again, as the service does so inaccurately', async () => {
    const server = await serve(() => ({ json: { total_num: 3, data_list: records(1, 3) } }));
    const client = clientFor(server.url);
    const page = await client.listRegistry({ id: 'registry-2' });
    assert.deepEqual([page.items.map(({ id }) => id), page.total], [['registry-2'], undefined]);
    assert.deepEqual(
      (await collect(client.allRegistries({ id: 'registry-3' }))).map(({ id }) => id),
      ['registry-3'],
    );
  });

  it('reads on when the total stands at its documented limit of 100', async () => {
    const server = await serve(({ query }) => {
      const offset = Number(query.get('offset'));
      return { json: { total_num: 100, data_list: records(offset, Math.min(100, 130 - offset)) } };
    });
    assert.equal((await collect(clientFor(server.url).allRegistries())).length, 130);
  });

  it('keeps values that nobody has documented, and takes 0 for "never synchronised"', async () => {
    const odd = { id: 'a', status: 'sleeping', registry_type: 'Quay', latest_sync_time: 0, images_num: null };
    const server = await serve(() => ({ json: { total_num: 2, data_list: [odd, { registry_name: 'no id' }] } }));
    const { items, skipped } = await clientFor(server.url).listRegistry();
    assert.deepEqual(
      [items[0]?.name, items[0]?.status, items[0]?.type, items[0]?.lastSyncAt, items[0]?.imageCount],
      ['a', 'sleeping', 'Quay', undefined, undefined],
    );
    assert.equal(skipped, 1);
  });

  for (const json of [{ total_num: 0, data_list: [] }, { total_num: 0, data_list: null }, { total_num: 0 }]) {
    it(`takes ${JSON.stringify(json)} for an empty list`, async () => {
      const server = await serve(() => ({ json }));
      assert.deepEqual((await clientFor(server.url).listRegistry()).items, []);
    });
  }

  it('does not take an answer without a list for an empty one', async () => {
    const server = await serve(() => ({ json: { total_num: 4 } }));
    assert.equal((await failureOf(clientFor(server.url).listRegistry())).kind, 'malformed');
  });

  it('reads the counts, for the enterprise project of the profile', async () => {
    const server = await serve(() => ({ json: { fail_num: 1, success_num: null } }));
    const client = clientFor(server.url, { enterpriseProjectId: '0' });
    assert.deepEqual(await client.listRegistryStatistics({ types: ['Other'] }), { succeeded: undefined, failed: 1 });
    assert.equal(server.requests[0]?.path, `/v5/${IAM_PROJECT}/image/registries/statistics`);
    assert.deepEqual(Object.fromEntries(server.requests[0].query), {
      enterprise_project_id: '0',
      registry_type: 'Other',
    });
  });

  it('needs the IAM project', async () => {
    const server = await serve(() => ({ json: registryList }));
    const error = await failureOf(clientFor(server.url, { iamProjectId: undefined }).listRegistry());
    assert.deepEqual([error.reason, error.parameter], ['badInput', 'iamProjectId']);
    assert.equal(server.requests.length, 0);
  });
});
