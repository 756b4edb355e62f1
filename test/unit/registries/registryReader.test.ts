import assert from 'node:assert/strict';
import { type Page, type Registry, type RegistryQuery, toRegistryId } from '../../../src/api/index';
import type { RegistryFilter } from '../../../src/registries/registryFilter';
import { readRegistries } from '../../../src/registries/registryReader';
import type { SessionClient } from '../../../src/ui/session';
import { useSandbox } from '../sandbox/helpers';
import { clientFor } from '../api/client';
import { closeServers, serve } from '../api/server';
import { ListStore, loadedOf } from '../../../src/ui/listStore';
import { clientWith, sandboxSession, sessionsWith, TestClock } from '../ui/support';

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
    listRegistry: (query = {}) => {
      asked.push(query);
      const { offset = 0, limit = 10 } = query;
      return Promise.resolve(page(offset, Math.max(0, Math.min(limit, 100, count - offset)), { total: count }));
    },
  });
  return { client, offsets: () => asked.map(({ offset }) => offset) };
}

function firstOf(client: SessionClient, filter: RegistryFilter = {}) {
  return readRegistries(filter)(client, { background: false }, never);
}

describe('Reading the list of registries', () => {
  afterEach(closeServers);

  it('reads a hundred in a step and says where the next one starts', async () => {
    const { client, offsets } = serverOf(130);
    const read = readRegistries({});
    const first = await read(client, { background: false }, never);
    assert.deepEqual([first.items.length, first.next, first.total], [100, 100, 130]);
    const second = await read(client, { from: first.next, background: true }, never);
    assert.deepEqual([second.items.length, second.next], [30, undefined]);
    assert.deepEqual(offsets(), [0, 100]);
  });

  it('brings all of them, although the server sends no more than 100 at once', async () => {
    const { client } = serverOf(350);
    const list = new ListStore<Registry>(sessionsWith(client), readRegistries({}), ({ id }) => id, new TestClock().now);
    await list.load();
    await list.whole();
    const ids = new Set(loadedOf(list.state)?.items.map(({ id }) => id));
    assert.equal(ids.size, 350);
    assert.equal(loadedOf(list.state)?.rest, 'none');
  });

  it('goes on behind a short page while the total promises more, and ends on an empty one', async () => {
    const pages = [page(0, 1, { total: 4 }), page(1, 0, { total: 4 })];
    const client = clientWith({
      listRegistry: () => Promise.resolve(pages.shift() ?? page(1, 0, {})),
    });
    assert.equal((await firstOf(client)).next, 1);
    const rest = await readRegistries({})(client, { from: 1, background: true }, never);
    assert.deepEqual(rest, { items: [], total: 4, skipped: 0, next: undefined });
  });

  it('goes on after records that could not be used', async () => {
    const client = clientWith({
      listRegistry: () => Promise.resolve(page(0, 98, { skipped: 2 })),
    });
    assert.equal((await firstOf(client)).next, 100);
  });

  it('finds a registry by its identifier although the server ignores that filter', async () => {
    const { url } = await serve(({ query }) => {
      const offset = Number(query.get('offset'));
      const records = Array.from({ length: 250 }, (_, index) => ({ id: `registry-${index}`, registry_name: 'r' }));
      return { json: { total_num: 250, data_list: records.slice(offset, offset + Number(query.get('limit') ?? 10)) } };
    });
    const portion = await firstOf(clientFor(url), { id: 'registry-207' });
    assert.deepEqual(
      portion.items.map(({ id }) => id),
      ['registry-207'],
    );
    assert.equal(portion.next, undefined);
  });
});

describe('Reading the list of registries from the sandbox', () => {
  const sandbox = useSandbox({ repositories: 1 });

  function client(): SessionClient {
    const session = sandboxSession(sandbox.current).current;
    assert.ok(session.state === 'signedIn');
    return session.client;
  }

  it('brings all of them in one request', async () => {
    const { items, next } = await firstOf(client());
    assert.ok(items.length > 10);
    assert.equal(next, undefined);
  });

  it('answers the filter, and everything without it', async () => {
    const all = (await firstOf(client())).items;
    const some = (await firstOf(client(), { status: 'fail', types: ['Harbor'] })).items;
    assert.ok(some.length > 0 && some.every(({ status, type }) => status === 'fail' && type === 'Harbor'));
    const [wanted] = all.filter(({ type }) => type === 'SwrEnterprise');
    assert.deepEqual((await firstOf(client(), { id: wanted?.id })).items, [wanted]);
  });

  it('brings nothing when nothing matches', async () => {
    assert.deepEqual((await firstOf(client(), { name: 'there-is-none-of-this-name' })).items, []);
  });
});
