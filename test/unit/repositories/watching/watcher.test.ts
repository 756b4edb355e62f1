import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { clientWith, settled, signedIn, TestClock } from '../../ui/support';
import { ids, one, two } from '../mirrorScene';
import { Cloud, EditorWindow } from './watcherScene';

describe('Watching for all windows', () => {
  let folder: string;
  let cloud: Cloud;
  let clock: TestClock;
  let windows: EditorWindow[];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'codearts-mirrors-watch-'));
    cloud = new Cloud();
    clock = new TestClock();
    windows = [];
    cloud.mirrors.set(one, { status: 'finished', lastSuccessfulUpdateAt: clock.ago(3_600_000) });
    cloud.mirrors.set(two, { status: 'failed', failures: 3, lastSuccessfulUpdateAt: clock.ago(7_200_000) });
  });
  afterEach(async () => {
    await Promise.all(windows.map((each) => each.close()));
    await rm(folder, { recursive: true, force: true });
  });

  function open(profile?: string, alone?: boolean): EditorWindow {
    const window = new EditorWindow(folder, cloud, clock, profile, alone);
    windows.push(window);
    return window;
  }
  async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
    const end = performance.now() + 20_000;
    while (!(await condition())) {
      assert.ok(performance.now() < end, `waited in vain until ${what}`);
      await settled();
    }
  }
  /** Those that are complete. */
  async function files(name: 'snapshots' | 'history'): Promise<readonly string[]> {
    const names = await readdir(path.join(folder, name)).catch(() => []);
    return names.filter((each) => !each.endsWith('.tmp')).sort();
  }
  /** A window that has read everything and is closed again. */
  async function watched(): Promise<void> {
    const window = open();
    await until(() => window.known().length === 5, 'all is read');
    await window.close();
    windows.pop();
  }

  it('reads the list and every mirror although nobody looks', async () => {
    const window = open();
    await until(() => window.known().length === 5, 'all is read');
    assert.deepEqual([...cloud.reads].sort(), [1, 2, 3, 4, 5]);
    assert.equal(window.readings.of(two)?.mirror?.failures, 3);
  });

  it('reads only what is on screen when that is what the person wants', async () => {
    const window = open();
    window.all = false;
    window.reader.show([one]);
    await until(() => window.known().length === 1, 'the row is read');
    await until(() => window.watching.perMinute > 0, 'it has begun');
    await settled();
    assert.deepEqual(window.known(), [1]);
  });

  it('shows what was kept before anything is asked', async () => {
    await watched();
    cloud.lists = 0;
    cloud.reads = [];
    cloud.down = true;
    const window = open();
    await window.list.load();
    assert.deepEqual(
      window.names(),
      cloud.repositories.map(({ name }) => name),
    );
    assert.deepEqual(window.known(), [1, 2, 3, 4, 5]);
    assert.equal(window.readings.of(two)?.mirror?.status, 'failed');
    assert.deepEqual([cloud.lists, cloud.reads], [0, []]);
  });

  it('says from when it is, until everything has been brought up to date', async () => {
    await watched();
    const asOf = clock.now();
    clock.pass(24 * 3_600_000);
    cloud.down = true;
    const window = open();
    const said = (): Date | undefined => window.watching.state.current.asOf;
    await window.list.load();
    assert.deepEqual(said(), asOf);
    await until(() => window.reader.pause !== undefined, 'nobody answers');
    assert.deepEqual(said(), asOf);
    assert.equal(window.watching.state.current.pause?.error.kind, 'offline');
    cloud.down = false;
    window.reader.refresh([]);
    await window.list.refresh();
    await until(() => said() === undefined, 'it is up to date');
    assert.deepEqual(window.watching.state.current.checked, clock.now());
    await window.close();
    windows.pop();
    const next = open();
    await next.list.load();
    assert.equal(next.watching.state.current.asOf, undefined, 'what has just been read is not from before');
  });

  it('does not show it to another account', async () => {
    await watched();
    cloud.down = true;
    const other = open('bob');
    await other.watching.opened();
    assert.deepEqual([other.names(), other.known()], [[], []]);
    other.sessions.replace(signedIn(clientWith(), 'alice'));
    await other.watching.opened();
    assert.equal(other.names().length, 5);
    other.sessions.replace(signedIn(clientWith(), 'bob'));
    assert.deepEqual([other.names(), other.known()], [[], []]);
  });

  it('asks once for two windows, and both know it', async () => {
    const first = open();
    await until(() => first.known().length === 5, 'all is read');
    await first.watching.flush();
    const second = open();
    await until(() => second.known().length === 5, 'the other has taken it over');
    assert.equal(cloud.lists, 1);
    assert.equal(cloud.reads.length, 5);
    clock.pass(60_000);
    cloud.mirrors.set(one, { status: 'failed', failures: 1 });
    first.reader.refresh([one]);
    await until(() => first.readings.of(one)?.mirror?.failures === 1, 'it is read');
    await first.watching.flush();
    await until(() => second.readings.of(one)?.mirror?.failures === 1, 'the other has taken it over');
    assert.equal(cloud.reads.length, 6);
  });

  it('goes on in another window when the one that watches is closed', async () => {
    const first = open();
    await until(() => first.known().length === 5, 'all is read');
    const second = open();
    await until(() => second.known().length === 5, 'the other has taken it over');
    await first.close();
    windows.shift();
    cloud.repositories = ids(1, 5).map((id) => ({ id, name: `renamed-${id}` }));
    clock.pass(3 * 3_600_000);
    await until(() => second.names()[0] === 'renamed-1', 'the list is read again');
  });

  it('keeps what was seen to change, for later windows', async () => {
    const window = open();
    await until(() => window.known().length === 5, 'all is read');
    clock.pass(60_000);
    cloud.mirrors.set(one, { status: 'failed', failures: 1, lastError: { message: 'exit status 128' } });
    window.reader.refresh([one]);
    await until(() => window.readings.of(one)?.mirror?.failures === 1, 'it is read');
    const lines = async (): Promise<string[]> => {
      const [name = ''] = await readdir(path.join(folder, 'history')).catch(() => []);
      const text = name === '' ? '' : await readFile(path.join(folder, 'history', name), 'utf8');
      return text.split('\n').filter((line) => line !== '');
    };
    await until(async () => (await lines()).length === 3, 'three things are kept');
  });

  it('goes on without what is damaged, and says so', async () => {
    await watched();
    for (const name of await readdir(path.join(folder, 'snapshots'))) {
      const file = path.join(folder, 'snapshots', name);
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.slice(0, text.length / 2));
    }
    const window = open();
    await until(() => window.known().length === 5, 'all is read');
    assert.equal(window.problems.length, 2, window.problems.join('\n'));
  });

  it('removes what is kept of one profile, or of all', async () => {
    await watched();
    const bob = open('bob');
    await until(() => bob.known().length === 5, 'all is read');
    await bob.watching.flush();
    const count = async (): Promise<number> => (await files('snapshots')).length + (await files('history')).length;
    await until(async () => (await count()) === 6, 'both are kept');
    await bob.watching.forget('alice');
    assert.equal(await count(), 3);
    await bob.watching.forget(undefined);
    assert.equal(await count(), 0);
  });

  it('keeps nothing of a profile that is being read while it is forgotten', async () => {
    cloud.repositories = ids(1, 300).map((id) => ({ id, name: `repository-${id}` }));
    for (const id of ids(1, 300)) {
      cloud.mirrors.set(id, { status: 'failed', failures: id });
    }
    const window = open();
    await until(() => window.readings.of(two) !== undefined, 'some are read');
    assert.equal(await window.watching.forget('alice'), true);
    window.reader.refresh(ids(1, 4));
    await until(() => window.reader.waiting === 0, 'the last are read');
    await window.watching.flush();
    assert.deepEqual([await files('snapshots'), await files('history')], [[], []]);
  });

  it('keeps no sandbox', async () => {
    const window = open();
    await until(() => window.known().length === 5, 'all is read');
    const { current } = window.sessions;
    assert.ok(current.state === 'signedIn');
    await window.watching.flush();
    const before = await files('snapshots');
    window.sessions.replace({ ...current, profile: { ...current.profile, id: 'sandbox', kind: 'sandbox' } });
    await until(() => window.known().length === 5, 'all is read');
    await window.watching.flush();
    assert.deepEqual(await files('snapshots'), before);
  });
});
