import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { settled, TestClock } from '../../ui/support';
import { ids, one, two } from '../mirrorScene';
import { Cloud, EditorWindow } from './watcherScene';

describe('Watching, where something is wrong with what windows share', () => {
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

  for (const [what, spoil] of [
    ['of a later version', (file) => writeFile(file, '{"version":99,"value":{"items":[]}}')],
    ['of 200 MB', (file) => truncate(file, 200_000_000)],
    ['that is empty', (file) => writeFile(file, '')],
    ['that somebody has replaced by a folder', (file) => rm(file).then(() => mkdir(file))],
  ] as readonly (readonly [string, (file: string) => Promise<unknown>])[]) {
    it(`goes on without a picture ${what}, and says so`, async () => {
      await watched();
      for (const name of await files('snapshots')) {
        await spoil(path.join(folder, 'snapshots', name));
      }
      cloud.reads = [];
      const window = open();
      await until(() => window.known().length === 5, 'all is read');
      assert.deepEqual([...cloud.reads].sort(), [1, 2, 3, 4, 5]);
      assert.ok(window.problems.length >= 2, window.problems.join('\n'));
    });
  }

  it('reads first what the history knows to be mirrors, where the picture is gone', async () => {
    cloud.repositories = ids(1, 60).map((id) => ({ id, name: `repository-${id}` }));
    for (const id of ids(51, 60)) {
      cloud.mirrors.set(id, { status: 'finished', lastSuccessfulUpdateAt: clock.ago(3_600_000) });
    }
    const first = open();
    await until(() => new Set(cloud.reads).size === 60, 'all is read');
    await until(async () => (await first.watching.history(ids(60, 60)[0] ?? one)).length > 0, 'it is remembered');
    await first.close();
    windows = [];
    for (const name of await files('snapshots')) {
      await rm(path.join(folder, 'snapshots', name));
    }
    cloud.reads = [];
    open();
    await until(() => new Set(cloud.reads).size === 60, 'all is read again');
    assert.deepEqual(new Set(cloud.reads.slice(0, 12)), new Set([1, 2, ...ids(51, 60)]));
  });

  it('shows nothing twice and loses nothing where two windows watch at once', async () => {
    const both = [open('alice', true), open('alice', true)];
    await until(() => both.every((each) => each.known().length === 5), 'both have read all');
    for (let failures = 1; failures <= 3; failures += 1) {
      clock.pass(60_000);
      cloud.mirrors.set(one, { status: 'failed', failures, lastError: { message: `exit status ${failures}` } });
      both.forEach(({ reader }) => {
        reader.refresh([one]);
      });
      await until(() => both.every((each) => each.readings.of(one)?.mirror?.failures === failures), 'both know it');
    }
    await Promise.all(both.map((each) => each.watching.flush()));
    for (const each of both) {
      await until(async () => (await each.watching.history(one)).length >= 4, 'all changes are kept');
      const failures = (await each.watching.history(one)).map((entry) => entry.failures);
      assert.deepEqual(failures, [undefined, 1, 2, 3]);
    }
    await Promise.all(both.map((each) => each.close()));
    windows = [];
    const next = open();
    await next.list.load();
    assert.deepEqual([next.known().length, next.readings.of(one)?.mirror?.failures], [5, 3]);
  });
});
