import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import type { Page, Registry, RegistryId, RegistryQuery } from '../../../src/api/index';
import { RegistriesHealth } from '../../../src/registries/registriesHealth';
import { RegistryLists } from '../../../src/registries/registryLists';
import { stateWords } from '../../../src/registries/registryWords';
import { loadedOf } from '../../../src/ui/listStore';
import type { RegistryHealth } from '../../../src/ui/registryHealth';
import { clientWith, cloudError, sessionsWith, signedIn, TestClock } from '../ui/support';

function registry(name: string, status: string, type = 'Harbor'): Registry {
  return { id: name as RegistryId, name, status, type };
}

function scene() {
  const clock = new TestClock();
  const cloud = { registries: [registry('a', 'success'), registry('b', 'fail')], down: false, asked: [] as string[] };
  const client = clientWith({
    listRegistry: ({ status, offset = 0 }: RegistryQuery = {}): Promise<Page<Registry>> => {
      cloud.asked.push(status ?? 'all');
      if (cloud.down) {
        return Promise.reject(cloudError('timeout'));
      }
      const matching = cloud.registries.filter((each) => status === undefined || each.status === status);
      const items = matching.slice(offset, offset + 100);
      return Promise.resolve({ items, skipped: 0, total: matching.length });
    },
  });
  const sessions = sessionsWith(client);
  const lists = new RegistryLists({
    sessions,
    clock: clock.now,
    retry: () => ({ pause: undefined, dispose: () => undefined }),
  });
  const health = new RegistriesHealth(lists.all, stateWords);
  const told: RegistryHealth[] = [];
  health.onDidChange((each) => told.push(each));
  return {
    cloud,
    sessions,
    lists,
    health,
    told,
    shown: () => loadedOf(lists.shown.state)?.items.map(({ name }) => name),
    states: () => Object.fromEntries(health.current.registries.map(({ name, state }) => [name, state])),
    refresh: async (): Promise<void> => {
      clock.pass(1000);
      await lists.refresh();
      await lists.all.whole();
    },
  };
}

describe('What is known of the connections of registries', () => {
  it('is nothing before the list is read, and then each state in words', async () => {
    const { lists, health, cloud } = scene();
    cloud.registries.push(registry('c', 'accessing', 'Jfrog'), registry('d', 'frozen'), {
      id: 'e' as RegistryId,
      name: 'e',
    });
    assert.equal(health.current.asOf, undefined);
    await lists.all.load();
    assert.deepEqual(
      health.current.registries.map(({ name, state, words }) => `${name}: ${state}, ${words}`),
      [
        'a: connected, connected · Harbor',
        'b: disconnected, not connected · Harbor',
        'c: connecting, connecting · JFrog',
        'd: unknown, status “frozen” · Harbor',
        'e: unknown, state not reported · unknown type',
      ],
    );
  });

  it('is told once for each reading, also when nothing has changed', async () => {
    const { refresh, told } = scene();
    await refresh();
    await refresh();
    assert.equal(told.length, 2);
    assert.ok(told[0]!.asOf! < told[1]!.asOf!);
  });

  it('is told when a list of many answers has come to its end, and not before', async () => {
    const { cloud, refresh, told } = scene();
    cloud.registries = Array.from({ length: 250 }, (_, index) => registry(`r${index}`, 'success'));
    await refresh();
    await refresh();
    assert.deepEqual(
      told.map(({ registries }) => registries.length),
      [250, 250],
    );
  });

  it('stays what it was when a reading fails, which counts for none', async () => {
    const { cloud, refresh, told, states } = scene();
    await refresh();
    cloud.down = true;
    await refresh();
    assert.equal(told.length, 1);
    assert.deepEqual(states(), { a: 'connected', b: 'disconnected' });
  });

  it('is forgotten when another account signs in', async () => {
    const { sessions, refresh, health, told } = scene();
    await refresh();
    sessions.replace(signedIn(clientWith(), 'bob'));
    assert.deepEqual(health.current.registries, []);
    assert.equal(told.at(-1)?.asOf, undefined);
  });

  it('does not depend on what the view is filtered by', async () => {
    const { lists, refresh, shown, states, cloud, told } = scene();
    await refresh();
    lists.ask({ status: 'success' });
    await lists.shown.load();
    assert.deepEqual(shown(), ['a']);
    assert.deepEqual(states(), { a: 'connected', b: 'disconnected' });
    assert.equal(told.length, 1, 'a filtered list is no reading of all');
    cloud.registries = [registry('a', 'fail'), registry('b', 'success')];
    await refresh();
    assert.deepEqual(shown(), ['b']);
    assert.deepEqual(states(), { a: 'disconnected', b: 'connected' });
  });
});

describe('Filtering registries', () => {
  it('drops the answer to an earlier filter, even when it comes later', async () => {
    const { lists, shown, cloud } = scene();
    lists.ask({ status: 'fail' });
    const earlier = lists.shown.load();
    lists.ask({ status: 'success' });
    await Promise.all([earlier, lists.shown.load()]);
    assert.deepEqual(shown(), ['a']);
    assert.deepEqual(cloud.asked, ['fail', 'success']);
  });

  it('starts from nothing, and shows all again at once when the filter is removed', async () => {
    const { lists, refresh, shown } = scene();
    const kinds: string[] = [];
    await refresh();
    lists.onDidChange(({ kind }) => kinds.push(kind));
    lists.ask({ status: 'fail' });
    assert.equal(shown(), undefined);
    lists.ask({});
    assert.deepEqual(shown(), ['a', 'b']);
    assert.deepEqual(kinds, ['idle', 'ready']);
  });

  it('finds a registry that is filtered out', async () => {
    const { lists, refresh } = scene();
    await refresh();
    lists.ask({ status: 'success' });
    await lists.shown.load();
    assert.equal(lists.find('b' as RegistryId)?.registry.name, 'b');
  });
});
