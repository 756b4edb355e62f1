import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { storedRegistry } from '../../../../src/registries/watching/storedRegistry';
import { cloudError, expired } from '../../ui/support';
import { registry, Shared } from './watchScene';

describe('Watching image registries', () => {
  let shared: Shared;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    shared = new Shared();
  });
  afterEach(() => {
    shared.close();
    mock.timers.reset();
  });

  it('reads the list at once, in the background, and every half an hour', async () => {
    const window = shared.open({ leads: true });
    await shared.pass(1);
    assert.deepEqual(shared.requests, ['alice']);
    assert.deepEqual(window.names(), ['a: success', 'b: fail']);
    await shared.pass(28);
    assert.equal(shared.requests.length, 1);
    shared.registries = [registry('a', 'fail'), registry('b', 'fail')];
    await shared.pass(3);
    assert.deepEqual(shared.requests, ['alice', 'alice']);
    assert.deepEqual(
      window.health.current.registries.map(({ state }) => state),
      ['disconnected', 'disconnected'],
    );
  });

  it('reads it every 5 minutes while it is shown, and at once when it comes on screen and is older', async () => {
    const window = shared.open({ leads: true });
    await shared.pass(10);
    window.change({ visible: true });
    await shared.pass(1);
    assert.equal(shared.requests.length, 2);
    await shared.pass(60);
    assert.equal(shared.requests.length, 14);
  });

  it('is slower while nobody works in the editor, and goes on when somebody comes back', async () => {
    const window = shared.open({ leads: true, focused: false });
    await shared.pass(149);
    assert.equal(shared.requests.length, 1);
    window.change({ focused: true });
    await shared.pass(1);
    assert.equal(shared.requests.length, 2);
  });

  it('asks once for all windows: the others follow what it has kept', async () => {
    const leader = shared.open({ leads: true, focused: false });
    const others = [shared.open(), shared.open(), shared.open({ visible: true, focused: false })];
    await shared.pass(1);
    for (const other of others) assert.deepEqual(other.names(), leader.names());
    shared.registries = [registry('a')];
    await shared.pass(150);
    assert.deepEqual(shared.requests, ['alice', 'alice']);
    for (const other of others) assert.deepEqual(other.names(), ['a: success']);
  });

  it('does not ask for what another window has just read', async () => {
    shared.open({ visible: true });
    await shared.pass(1);
    const leader = shared.open({ leads: true });
    await shared.pass(60);
    assert.deepEqual(leader.names(), ['a: success', 'b: fail']);
    assert.equal(shared.requests.length, 13, 'the window that shows it asks for both');
  });

  it('reads only what is shown when that is what the person wants', async () => {
    const window = shared.open({ leads: true, watchesAll: false });
    await shared.pass(60);
    assert.deepEqual(shared.requests, []);
    window.change({ visible: true });
    await shared.pass(1);
    assert.equal(shared.requests.length, 1);
  });

  it('shows the next window at once what was kept, and asks only when that is old', async () => {
    const first = shared.open({ leads: true });
    await shared.pass(1);
    shared.close();
    const { asOf } = first.health.current;
    await shared.pass(4);
    const next = shared.open({ leads: true });
    await next.lists.all.load();
    assert.deepEqual(next.names(), ['a: success', 'b: fail']);
    assert.deepEqual(next.health.current.asOf, asOf);
    assert.equal(shared.requests.length, 1);
    await shared.pass(26);
    assert.equal(shared.requests.length, 2);
  });

  it('shows another account nothing of it', async () => {
    const window = shared.open({ leads: true });
    await shared.pass(1);
    const seen: (readonly string[])[] = [];
    window.lists.onDidChange(() => seen.push(window.names()));
    shared.registries = [registry('of bob')];
    window.sessions.replace(window.session('bob'));
    await shared.pass(1);
    assert.deepEqual(window.names(), ['of bob: success']);
    assert.ok(seen.every((names) => !names.includes('a: success')));
  });

  it('keeps nothing of a sandbox', async () => {
    shared.open({ leads: true, kind: 'sandbox' });
    await shared.pass(40);
    assert.equal(shared.requests.length, 2);
    assert.equal(shared.files.size, 0);
  });

  it('removes what is kept of a profile, and keeps nothing more of it until somebody signs in', async () => {
    const window = shared.open({ leads: true });
    const other = shared.open({ leads: true, profile: 'bob' });
    await shared.pass(1);
    assert.equal(shared.files.size, 2);
    await window.watch.forget('alice');
    await window.lists.refresh();
    await shared.settle();
    assert.equal(shared.files.size, 1);
    await other.watch.forget(undefined);
    assert.equal(shared.files.size, 0);
  });

  it('pauses when the sign-in ends, and goes on after the next', async () => {
    const window = shared.open({ leads: true });
    await shared.pass(1);
    window.sessions.replace(expired('alice'));
    await shared.pass(60);
    assert.equal(shared.requests.length, 1);
    assert.equal(window.watch.next, undefined);
    window.sessions.replace(window.session());
    await shared.pass(1);
    assert.equal(shared.requests.length, 2);
    assert.ok(window.watch.next);
  });

  it('asks once a day where there is nothing to be had, also in the windows of later', async () => {
    shared.failure = cloudError('forbidden');
    const window = shared.open({ leads: true });
    await shared.pass(60);
    assert.equal(shared.requests.length, 1);
    assert.deepEqual(window.health.current.registries, []);
    shared.close();
    shared.open({ leads: true });
    await shared.pass(60);
    assert.equal(shared.requests.length, 1);
    shared.failure = undefined;
    await shared.pass(24 * 60);
    assert.deepEqual(shared.windows[0]?.names(), ['a: success', 'b: fail']);
  });

  it('goes on after a failure when its turn comes again, with what was known before', async () => {
    const window = shared.open({ leads: true });
    await shared.pass(1);
    shared.failure = cloudError('offline');
    await shared.pass(35);
    assert.equal(shared.requests.length, 2);
    assert.deepEqual(window.names(), ['a: success', 'b: fail']);
    shared.failure = undefined;
    await shared.pass(30);
    assert.equal(shared.requests.length, 3);
  });

  for (const [what, text] of [
    ['cut in half', '{"list":{"version":1,"asOf":17'],
    ['of a later version', '{"list":{"version":2,"asOf":1741593600000,"items":[]}}'],
    ['full of nonsense', '{"refusedAt":"never","list":{"version":1,"asOf":-4,"items":[{"id":7}]}}'],
    ['no record', '[]'],
  ] as const) {
    it(`reads the list when what was kept is ${what}`, async () => {
      shared.open({ leads: true });
      await shared.pass(1);
      shared.close();
      const [file] = shared.files.keys();
      // What is no JSON at all is found out by the folder.
      shared.files.set(file!, text.endsWith('}') || text.endsWith(']') ? text : 'null');
      const next = shared.open({ leads: true });
      await shared.pass(1);
      assert.equal(shared.requests.length, 2);
      assert.deepEqual(next.names(), ['a: success', 'b: fail']);
    });
  }

  it('keeps a registry as it was, without what must not be on a disk', () => {
    const full = {
      ...registry('a', 'fail'),
      apiVersion: 'V1',
      protocol: 'http',
      address: 'a.example.com:8082',
      username: 'scanner',
      namespace: 'project',
      clusterId: 'cluster',
      scanChannel: 'Swr',
      failReason: 'REQUEST_API_ERROR',
      imageCount: 3,
      lastSyncAt: new Date(0),
    };
    assert.deepEqual(storedRegistry.read(JSON.parse(JSON.stringify(storedRegistry.write(full)))), full);
    const named = { ...full, name: 'https://user:secret-of-the-registry@a.example.com' };
    assert.doesNotMatch(JSON.stringify(storedRegistry.write(named)), /secret-of-the-registry/);
    assert.equal(storedRegistry.read({ id: 'a' }), undefined, 'one without a name');
    assert.equal(storedRegistry.read({ id: 'a', name: 'a', imageCount: -1 }), undefined);
  });
});
