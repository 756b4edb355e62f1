import assert from 'node:assert/strict';
import { type Page, type Repository, toCodeArtsProjectId, toRepositoryId } from '../../../src/api/index';
import { RepositoryReader } from '../../../src/repositories/repositoryReader';
import { ListStore, loadedOf } from '../../../src/ui/listStore';
import { useSandbox } from '../sandbox/helpers';
import { clientWith, cloudError, deferred, sandboxSession, TestClock } from '../ui/support';

const project = toCodeArtsProjectId('0123456789abcdef0123456789abcdef', 'test');
const never = new AbortController().signal;

function page(from: number, count: number, more: Partial<Page<Repository>> = {}): Page<Repository> {
  const items = Array.from({ length: count }, (_, index) => {
    const id = toRepositoryId(from + index, 'test');
    return { id, name: `r${id}`, projectId: project };
  });
  return { items, skipped: 0, ...more };
}

/** A reader, and a server that answers one page after the other. */
function setUp(pages: readonly Page<Repository>[]) {
  const asked: (number | undefined)[] = [];
  const failures: unknown[] = [];
  const names = { answer: () => Promise.resolve([{ id: project, name: 'Payments' }]) };
  const client = clientWith({
    listCodeArtsProjects: () => names.answer(),
    listUserAllRepositories: (query) => {
      asked.push(query?.pageIndex);
      return Promise.resolve(pages[(query?.pageIndex ?? 0) - 1] ?? page(1, 0));
    },
  });
  const reader = new RepositoryReader((error) => failures.push(error));
  return { reader, client, asked, failures, names };
}

describe('Reading the list of repositories', () => {
  it('reads two pages in a step and says where the next one starts', async () => {
    const { reader, client, asked } = setUp([page(1, 100), page(101, 100), page(201, 10)]);
    const first = await reader.read(client, { background: false }, never);
    assert.deepEqual(asked, [1, 2]);
    assert.equal(first.items.length, 200);
    const second = await reader.read(client, { from: first.next, background: true }, never);
    assert.equal(second.items[0]?.id, 201);
    assert.equal(second.next, undefined);
    assert.deepEqual(asked, [1, 2, 3]);
  });

  it('asks for two pages at once where the total promises both', async () => {
    const { reader, client, asked } = setUp([]);
    const answers = [1, 2, 3].map(() => deferred<Page<Repository>>());
    const hanging = clientWith({
      listCodeArtsProjects: (options) => client.listCodeArtsProjects(options),
      listUserAllRepositories: ({ pageIndex = 0 } = {}, options) => {
        assert.equal(options?.background, true);
        asked.push(pageIndex);
        return answers[pageIndex - 3]?.promise ?? Promise.reject(cloudError('invalid'));
      },
    });
    const reading = reader.read(hanging, { from: 3, total: 480, background: true }, never);
    assert.deepEqual(asked, [3, 4]);
    answers[1]?.resolve(page(301, 100, { total: 479 }));
    answers[0]?.resolve(page(201, 100, { total: 480 }));
    const { items, next, total, moved } = await reading;
    assert.deepEqual([items[0]?.id, items.length, next, total, moved], [201, 200, 5, 479, true]);
    const last = reader.read(hanging, { from: 5, total: 479, background: true }, never);
    answers[2]?.resolve(page(401, 79, { total: 479 }));
    assert.equal((await last).next, undefined);
    assert.deepEqual(asked, [3, 4, 5]);
  });

  it('goes on after a page with records that could not be used', async () => {
    const { reader, client } = setUp([page(1, 97, { skipped: 3 }), page(101, 5)]);
    assert.equal((await reader.read(client, { background: false }, never)).items.length, 102);
  });

  it('goes on behind a short page while the total promises more, and ends on an empty one', async () => {
    const { reader, client, asked } = setUp([page(1, 97, { total: 900 }), page(101, 0, { total: 900 })]);
    const portion = await reader.read(client, { background: false }, never);
    assert.equal(portion.next, undefined);
    assert.equal(portion.total, 900);
    assert.equal(portion.items.length, 97);
    assert.deepEqual(asked, [1, 2]);
  });

  it('ends on a page that is not full when there is no total', async () => {
    const { reader, client, asked } = setUp([page(1, 40)]);
    assert.equal((await reader.read(client, { background: false }, never)).next, undefined);
    assert.deepEqual(asked, [1]);
  });

  it('does not ask for the empty page behind a list that fills its pages', async () => {
    const { reader, client, asked } = setUp([page(1, 100, { total: 100 })]);
    assert.equal((await reader.read(client, { background: false }, never)).next, undefined);
    assert.deepEqual(asked, [1]);
  });

  it('shows the list without names of projects when those cannot be read, and says why', async () => {
    const { reader, client, failures, names } = setUp([page(1, 2)]);
    const refusal = cloudError('forbidden');
    names.answer = () => Promise.reject(refusal);
    const portion = await reader.read(client, { background: false }, never);
    assert.deepEqual(
      portion.items.map(({ name, projectName }) => [name, projectName]),
      [
        ['r1', undefined],
        ['r2', undefined],
      ],
    );
    assert.deepEqual(failures, [refusal]);
  });

  it('has the names also for what is loaded later, when an earlier reading of them was stopped', async () => {
    const { reader, client, failures, names } = setUp([page(1, 100), page(101, 100), page(201, 1)]);
    await reader.read(client, { background: false }, never);
    const stopped = new AbortController();
    const hanging = deferred<never>();
    names.answer = () => hanging.promise;
    const refresh = reader.read(client, { background: false }, stopped.signal);
    stopped.abort();
    hanging.reject(cloudError('cancelled'));
    await refresh;
    names.answer = () => Promise.resolve([{ id: project, name: 'Payments' }]);
    const more = await reader.read(client, { from: 3, background: true }, never);
    assert.equal(more.items[0]?.projectName, 'Payments');
    assert.deepEqual(failures, [], 'a reading that was stopped was reported as a failure');
  });
});

describe('Reading the list of repositories from the sandbox', () => {
  const sandbox = useSandbox({ repositories: 310 });
  beforeEach(() => {
    sandbox.current.faults.clear();
  });

  function list() {
    const sessions = sandboxSession(sandbox.current);
    const reader = new RepositoryReader((error) => {
      throw error;
    });
    const store = new ListStore<Repository>(sessions, reader.read, ({ id }) => id, new TestClock().now);
    return { sessions, store, items: () => loadedOf(store.state)?.items ?? [] };
  }

  it('brings every repository once, each with the name of its project', async () => {
    const { store, items } = list();
    await store.load();
    assert.equal(items().length, 200);
    await store.whole();
    const expected = sandbox.current.data.repositories().map(({ id, name, project }) => [id, name, project.name]);
    const got = items().map(({ id, name, projectName }) => [id, name, projectName]);
    const byId = (a: unknown[], b: unknown[]): number => Number(a[0]) - Number(b[0]);
    assert.deepEqual(got.sort(byId), expected.sort(byId));
    assert.equal(loadedOf(store.state)?.total, expected.length);
    assert.equal(loadedOf(store.state)?.rest, 'none');
  });

  it('keeps what was read when the token ends between two pages', async () => {
    const { sessions, store, items } = list();
    await store.load();
    sandbox.current.faults.add({ kind: 'expireToken', match: { operationId: 'listUserAllRepositories' }, times: 1 });
    await store.whole();
    assert.equal(sessions.current.state, 'expired');
    assert.equal(store.state.kind, 'failed');
    assert.equal(items().length, 200);
  });

  it('keeps what was read through an outage in the middle of a refresh', async () => {
    const { store, items } = list();
    await store.load();
    await store.whole();
    const all = items().length;
    const match = { operationId: 'listUserAllRepositories' };
    sandbox.current.faults.add({ kind: 'status', status: 403, match });
    await store.refresh();
    assert.equal(store.state.kind, 'failed');
    assert.equal(items().length, all);
    sandbox.current.faults.clear();
    await store.refresh();
    await store.whole();
    assert.equal(store.state.kind, 'ready');
    assert.equal(items().length, all);
  });
});
