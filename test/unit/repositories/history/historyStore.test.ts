import assert from 'node:assert/strict';
import path from 'node:path';
import { toRepositoryId } from '../../../../src/api/index';
import type { HistoryEntry } from '../../../../src/repositories/history/entry';
import { type HistoryFolder, HistoryStore } from '../../../../src/repositories/history/historyStore';
import { writeLine } from '../../../../src/repositories/history/line';
import { MOST_ENTRIES } from '../../../../src/repositories/history/pages';
import { SharedFolder } from '../../../../src/windows/sharedFolder';
import { settled, TestClock } from '../../ui/support';
import { useScene } from '../../windows/support';
import { TestTime } from '../../windows/testTimers';
import { MemoryDisk } from './memoryFolder';

const FILE = 'history-alice.jsonl';
const ONE = toRepositoryId(1);
const TWO = toRepositoryId(2);
const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;

describe('The history on the disk', () => {
  const scene = useScene();
  let clock: TestClock;
  let disk: MemoryDisk;
  let problems: string[];
  beforeEach(() => {
    clock = new TestClock();
    disk = new MemoryDisk();
    problems = [];
  });

  function open(folder: HistoryFolder = disk.window()): HistoryStore {
    return new HistoryStore({ folder, name: FILE, clock: clock.now, onProblem: (problem) => problems.push(problem) });
  }

  function entry(hoursAgo: number, more: Partial<HistoryEntry> = {}): HistoryEntry {
    return { id: ONE, at: clock.ago(hoursAgo * HOUR), status: 'failed', failures: 10_000 - hoursAgo, ...more };
  }

  function fileOf(entries: readonly HistoryEntry[]): string {
    return entries.map((each) => `${writeLine(each) ?? ''}\n`).join('');
  }

  const lines = (): readonly string[] => (disk.files.get(FILE) ?? '').split('\n').filter((line) => line !== '');

  it('is there in the next window', async () => {
    const entries = [entry(3), entry(2), entry(1)];
    const store = open();
    for (const each of entries) {
      await store.record(each);
    }
    await store.record({ ...entry(1), id: TWO });
    assert.deepEqual(await open().of(ONE), entries);
    assert.deepEqual(await store.of(ONE), entries);
    assert.equal((await open().of(TWO)).length, 1);
    assert.deepEqual(await open().of(toRepositoryId(3)), []);
  });

  it('reads nothing before something is wanted of it, and the file once', async () => {
    disk.files.set(FILE, fileOf([entry(1)]));
    const store = open();
    await settled();
    assert.equal(disk.reads, 0);
    await Promise.all([store.of(ONE), store.of(TWO), store.successesOf(ONE)]);
    assert.equal(disk.reads, 1);
  });

  it('does not say the same twice, whoever saw it', async () => {
    const [first, second] = [open(), open()];
    await Promise.all([first.record(entry(2)), second.record({ ...entry(1), failures: 9998 })]);
    await first.record({ ...entry(0), failures: 9998 });
    assert.equal((await first.of(ONE)).length, 1);
    assert.equal((await open().of(ONE)).length, 1);
  });

  it('tells when runs succeeded', async () => {
    const store = open();
    const days = [3, 2, 2, 1].map((days) => clock.ago(days * DAY));
    for (const [index, success] of days.entries()) {
      await store.record(entry(50 - index, { status: 'finished', success }));
    }
    assert.deepEqual(await store.successesOf(ONE), [days[0], days[1], days[3]]);
  });

  it('loses nothing of what two windows write at once', async () => {
    const [first, second] = [open(), open()];
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 ? first : second).record(entry(60 - index, { failures: index })),
      ),
    );
    await settled();
    for (const store of [first, second, open()]) {
      assert.equal((await store.of(ONE)).length, 50);
    }
  });

  it('loses nothing when another window writes the file anew meanwhile', async () => {
    const store = open();
    await store.record(entry(5));
    const before = disk.files.get(FILE) ?? '';
    await store.record(entry(4));
    // The other one has read the file before the second entry was there.
    await disk.window().writeText(FILE, before);
    await settled();
    assert.deepEqual(await open().of(ONE), [entry(5), entry(4)]);
  });

  it('forgets what is older than 90 days, and all but the last 200 of a mirror', async () => {
    disk.files.set(FILE, fileOf([entry(91 * 24), entry(89 * 24), { ...entry(1), id: TWO }]));
    assert.deepEqual(await open().of(ONE), [entry(89 * 24)]);
    const many = Array.from({ length: 300 }, (_, index) => entry(300 - index));
    disk.files.set(FILE, fileOf(many));
    assert.deepEqual(await open().of(ONE), many.slice(-MOST_ENTRIES));
    clock.pass(89.5 * DAY);
    assert.ok((await open().of(ONE)).length < 20, 'also while the window is open');
  });

  it('is made small again when it has grown', async () => {
    const later = '{"v":2,"what":"a later version wrote"}';
    const nonsense = Array.from({ length: 4000 }, () => '{"v":1,"id":"x"}\n').join('');
    disk.files.set(FILE, `${nonsense}${later}\n${fileOf([entry(2)])}`);
    const store = open();
    assert.deepEqual(await store.of(ONE), [entry(2)]);
    assert.deepEqual(lines(), [later, writeLine(entry(2))]);
    assert.deepEqual(problems, []);
  });

  it('stays small in a window that is open for long', async () => {
    const store = open();
    for (let index = 0; index < 8000; index++) {
      clock.pass(60_000);
      await store.record(entry(0, { failures: index }));
      assert.ok(lines().length <= 3001, `${lines().length} lines`);
    }
    assert.equal((await store.of(ONE)).length, MOST_ENTRIES);
    assert.deepEqual(await open().of(ONE), await store.of(ONE));
  });

  it('is read to where it makes sense, after a crash and with hostile lines', async () => {
    const text = fileOf([entry(3), entry(2)]);
    disk.files.set(FILE, `\u0000\n[]\n{"v":1}\n${text}${text.slice(0, 40)}`);
    const store = open();
    assert.deepEqual(await store.of(ONE), [entry(3), entry(2)]);
  });

  it('leaves out what was dated into the future, but for a clock that was set back', async () => {
    disk.files.set(FILE, fileOf([entry(-1000), entry(-1)]));
    assert.deepEqual(await open().of(ONE), [entry(-1)]);
  });

  it('of 200 MB is not read, not made larger, and said once', async () => {
    const huge = 'x'.repeat(200 * 1024 * 1024);
    disk.files.set(FILE, huge);
    const store = open();
    await store.record(entry(2));
    await store.record(entry(1));
    assert.deepEqual(await store.of(ONE), [entry(2), entry(1)]);
    assert.equal(disk.files.get(FILE)?.length, huge.length);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /too large/);
  });

  it('goes on without the disk when it is full, says so once, and catches up', async () => {
    const store = open();
    await store.record(entry(5));
    disk.full = true;
    await store.record(entry(4));
    await store.record(entry(3));
    assert.equal((await store.of(ONE)).length, 3);
    assert.deepEqual(problems, ['The history cannot be kept: ENOSPC']);
    disk.full = false;
    await store.record(entry(2));
    assert.deepEqual(await open().of(ONE), [entry(5), entry(4), entry(3), entry(2)]);
    disk.full = true;
    await store.record(entry(1));
    assert.equal(problems.length, 2, 'it worked in between');
  });

  it('is kept in the folder that windows share', async () => {
    const windows = [1, 2].map(
      () =>
        new SharedFolder(path.join(scene.folder, 'history'), {
          timers: new TestTime(),
          onDidFocus: () => ({ dispose: () => undefined }),
        }),
    );
    const stores = windows.map((folder) => open(folder));
    const entries = Array.from({ length: 40 }, (_, index) => entry(40 - index));
    await Promise.all(entries.map((each, index) => stores[index % 2]!.record(each)));
    assert.deepEqual(await open(windows[0]).of(ONE), entries);
    assert.deepEqual(problems, []);
    for (const owned of [...stores, ...windows]) {
      owned.dispose();
    }
  });

  it('hears no more of the others when it is disposed of', async () => {
    const store = open();
    await store.of(ONE);
    store.dispose();
    await open().record(entry(1));
    assert.deepEqual(await store.of(ONE), []);
  });
});
