import assert from 'node:assert/strict';
import { type Page, type Registry, type RegistryQuery, toRegistryId } from '../../../src/api/index';
import { RegistryReader } from '../../../src/registries/registryReader';
import type { SessionClient } from '../../../src/ui/session';
import { useSandbox } from '../sandbox/helpers';
import { clientFor } from '../api/client';
import { closeServers, serve } from '../api/server';
import { ListStore, loadedOf } from '../../../src/ui/listStore';
import { clientWith, cloudError, sandboxSession, sessionsWith, TestClock } from '../ui/support';

const never = new AbortController().signal;

function page(from: number, count: number, more: Partial<Page<Registry>> = {}): Page<Registry> {
  const items = Array.from({ length: count }, (_, index) => {
    const id = toRegistryId(`registry-${from + index}`, 'test');
    return { id, name: id };
  });
  return { items, skipped: 0, ...more };
}

/** A server with so many registries, of which it never sends more than 100 at once. */
function serverOf(count: number) {
  const asked: RegistryQuery[] = [];
  const client = clientWith({
    listRegistryStatistics: () => Promise.resolve({ succeeded: count, failed: 0 }),
    listRegistry: (query = {}) => {
      asked.push(query);
      const { offset = 0, limit = 10 } = query;
      return Promise.resolve(page(offset, Math.max(0, Math.min(limit, 100, count - offset)), { total: count }));
    },
  });
  return { client, offsets: () => asked.map(({ offset }) => offset) };
}

function reader(): RegistryReader {
  return new RegistryReader((error) => {
    throw error;
  });
}

function firstOf(registries: RegistryReader, client: SessionClient) {
  return registries.read(client, { background: false }, never);
}

describe('Reading the list of registries', () => {
  afterEach(closeServers);

  it('reads a hundred in a step and says where the next one starts', async () => {
    const { client, offsets } = serverOf(130);
    const registries = reader();
    const first = await firstOf(registries, client);
    assert.deepEqual([first.items.length, first.next, first.total], [100, 100, 130]);
    const second = await registries.read(client, { from: first.next, background: true }, never);
    assert.deepEqual([second.items.length, second.next], [30, undefined]);
    assert.deepEqual(offsets(), [0, 100]);
  });

  it('brings all of them, although the server sends no more than 100 at once', async () => {
    const { client } = serverOf(350);
    const list = new ListStore<Registry>(sessionsWith(client), reader().read, ({ id }) => id, new TestClock().now);
    await list.load();
    assert.equal(loadedOf(list.state)?.items.length, 100);
    await list.whole();
    const ids = new Set(loadedOf(list.state)?.items.map(({ id }) => id));
    assert.equal(ids.size, 350);
    assert.equal(loadedOf(list.state)?.rest, 'none');
  });

  it('goes on behind a short page while the total promises more, and ends on an empty one', async () => {
    const pages = [page(0, 1, { total: 4 }), page(1, 0, { total: 4 })];
    const client = clientWith({
      listRegistry: () => Promise.resolve(pages.shift() ?? page(1, 0, {})),
      listRegistryStatistics: () => Promise.resolve({}),
    });
    const registries = reader();
    assert.equal((await firstOf(registries, client)).next, 1);
    const rest = await registries.read(client, { from: 1, background: true }, new AbortController().signal);
    assert.deepEqual(rest, { items: [], total: 4, skipped: 0, next: undefined });
  });

  it('goes on after records that could not be used', async () => {
    const client = clientWith({
      listRegistry: () => Promise.resolve(page(0, 98, { skipped: 2 })),
      listRegistryStatistics: () => Promise.resolve({}),
    });
    assert.equal((await firstOf(reader(), client)).next, 100);
  });

  it('finds a registry by its identifier although the server ignores that filter', async () => {
    const { url } = await serve(({ path, query }) => {
      const offset = Number(query.get('offset'));
      const records = Array.from({ length: 250 }, (_, index) => ({ id: `registry-${index}`, registry_name: 'r' }));
      return path.endsWith('/statistics')
        ? { json: { success_num: 250, fail_num: 0 } }
        : { json: { total_num: 250, data_list: records.slice(offset, offset + Number(query.get('limit') ?? 10)) } };
    });
    const registries = reader();
    registries.ask({ id: 'registry-207' });
    const portion = await firstOf(registries, clientFor(url));
    assert.deepEqual(
      portion.items.map(({ id }) => id),
      ['registry-207'],
    );
    assert.equal(portion.next, undefined);
  });

  it('has the list without counts when those cannot be read, and says why', async () => {
    const failures: unknown[] = [];
    const refusal = cloudError('forbidden');
    const client = clientWith({
      listRegistry: () => Promise.resolve(page(0, 2)),
      listRegistryStatistics: () => Promise.reject(refusal),
    });
    const registries = new RegistryReader((error) => failures.push(error));
    assert.equal((await firstOf(registries, client)).items.length, 2);
    assert.equal(registries.statistics, undefined);
    assert.deepEqual(failures, [refusal]);
  });
});

describe('Reading the list of registries from the sandbox', () => {
  const sandbox = useSandbox({ repositories: 1 });

  function client(): SessionClient {
    const session = sandboxSession(sandbox.current).current;
    assert.ok(session.state === 'signedIn');
    return session.client;
  }

  it('brings all of them, and counts that agree with their states', async () => {
    const registries = reader();
    const { items, next } = await firstOf(registries, client());
    assert.ok(items.length > 10);
    assert.equal(next, undefined);
    const count = (status: string) => items.filter((registry) => registry.status === status).length;
    assert.deepEqual(registries.statistics, { succeeded: count('success'), failed: count('fail') });
  });

  it('answers the filter, and everything again without it', async () => {
    const registries = reader();
    const all = (await firstOf(registries, client())).items;
    registries.ask({ status: 'fail', types: ['Harbor'] });
    assert.equal(registries.statistics, undefined, 'counts of the earlier question are shown');
    const some = (await firstOf(registries, client())).items;
    assert.ok(some.length > 0 && some.every(({ status, type }) => status === 'fail' && type === 'Harbor'));
    const [wanted] = all.filter(({ type }) => type === 'SwrEnterprise');
    registries.ask({ id: wanted?.id });
    assert.deepEqual((await firstOf(registries, client())).items, [wanted]);
    registries.ask({});
    assert.equal((await firstOf(registries, client())).items.length, all.length);
  });

  it('shows an empty list when nothing matches', async () => {
    const registries = reader();
    registries.ask({ name: 'there-is-none-of-this-name' });
    assert.deepEqual((await firstOf(registries, client())).items, []);
  });
});
