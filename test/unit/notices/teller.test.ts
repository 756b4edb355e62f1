import assert from 'node:assert/strict';
import { TestTime } from '../windows/testTimers';
import { EditorWindow, FILE, quiet, Shared, World } from './scene';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('Telling', () => {
  let shared: Shared;
  let time: TestTime;
  let world: World;
  let windows: EditorWindow[];
  beforeEach(() => {
    shared = new Shared();
    time = new TestTime();
    world = new World(['a', 'b', 'c', 'd', 'e']);
    windows = [];
  });
  afterEach(() => {
    windows.forEach((each) => {
      each.close();
    });
    assert.equal(time.waiting, 0, 'no timer is left');
  });

  async function open(more: Partial<EditorWindow> = {}): Promise<EditorWindow> {
    const window = Object.assign(new EditorWindow(shared, time, [world]), more);
    windows.push(window);
    await window.record.opened;
    return window;
  }
  /** A window whose first look is over. */
  async function opened(more: Partial<EditorWindow> = {}): Promise<EditorWindow> {
    const window = await open(more);
    await window.reads();
    assert.deepEqual(window.told(), []);
    return window;
  }

  it('collects what happens within seconds', async () => {
    const window = await opened();
    for (const number of [1, 2, 3, 4]) {
      world.set('failing', number);
      window.teller.hasRead();
      await window.passes(1000);
    }
    assert.deepEqual(window.told(), []);
    await window.passes(2000);
    assert.deepEqual(window.told(), ['bad: a,b,c,d']);
  });

  it('is done seconds after all is known, and after each change, where something is read all the time', async () => {
    const window = await open();
    world.set('failing', 5);
    const second = async (): Promise<void> => {
      window.teller.hasRead();
      await window.passes(1000);
    };
    for (let seconds = 0; seconds < 8; seconds += 1) await second();
    assert.deepEqual(window.told(), ['1 of 5']);
    world.set('failing', 1);
    for (let seconds = 0; seconds < 8; seconds += 1) await second();
    assert.deepEqual(window.told(), ['bad: a']);
  });

  it('says nothing of what is over within seconds', async () => {
    const window = await opened();
    const { writes } = shared;
    world.set('failing', 1);
    window.teller.hasRead();
    await window.passes(1000);
    world.set('well', 1);
    await window.reads();
    assert.deepEqual(window.told(), []);
    assert.equal(shared.writes, writes);
  });

  it('goes on where the window before it ended', async () => {
    const first = await opened();
    world.set('failing', 1);
    await first.reads();
    assert.deepEqual(first.told(), ['bad: a']);
    first.close();
    const second = await open();
    await second.reads();
    assert.deepEqual(second.told(), []);
    world.set('well', 1).set('failing', 2);
    await second.reads();
    assert.deepEqual(second.told(), ['bad: b; good: a']);
  });

  it('is done by one window, the one that has the person', async () => {
    const focused = await opened({ watches: false });
    const watcher = await open({ focused: false });
    const other = await open({ focused: false, watches: false });
    world.set('failing', 1);
    for (const each of [watcher, other, focused]) each.teller.hasRead();
    await focused.passes(2 * MINUTE);
    assert.deepEqual([focused.told(), watcher.told(), other.told()], [['bad: a'], [], []]);
  });

  it('is done by the window that watches when nobody looks into any', async () => {
    const watcher = await opened({ focused: false });
    const other = await open({ focused: false, watches: false });
    world.set('failing', 1);
    for (const each of [watcher, other]) each.teller.hasRead();
    await watcher.passes(2 * MINUTE);
    assert.deepEqual([watcher.told(), other.told()], [['bad: a'], []]);
  });

  it('is done once by windows that see it in the same moment', async () => {
    await opened();
    const others = [await open(), await open()];
    world.set('failing', 1, 2);
    for (const each of windows) each.teller.hasRead();
    await windows[0]!.passes(2 * MINUTE);
    assert.deepEqual(
      [...windows, ...others].flatMap((each) => each.told()),
      ['bad: a,b'],
    );
  });

  it('shows nothing before it is written', async () => {
    const window = await opened();
    world.set('failing', 1);
    window.teller.hasRead();
    await window.passes(MINUTE);
    assert.deepEqual(window.told(), ['bad: a']);
    assert.match(window.keptWhenShown!, /"mirror 1".*failing/);
  });

  it('is done once by a window whose disk is full, which says so in the log', async () => {
    const window = await opened();
    shared.isFull = true;
    world.set('failing', 1);
    await window.reads();
    assert.deepEqual(window.told(), ['bad: a']);
    world.set('failing', 2);
    await window.reads();
    assert.deepEqual(window.told(), ['bad: b']);
    assert.deepEqual(window.problems, ['What was told could not be kept: ENOSPC']);
    shared.isFull = false;
    world.set('well', 1);
    await window.reads();
    assert.deepEqual(window.told(), ['good: a']);
    assert.match(shared.files.get(FILE)!, /"mirror 2".*failing/, 'what could not be kept is kept');
  });

  it('works where windows cannot agree', async () => {
    shared.areLeasesBroken = true;
    const window = await opened();
    world.set('failing', 1);
    await window.reads();
    await window.reads();
    assert.deepEqual(window.told(), ['bad: a']);
  });

  it('begins anew with a file that is cut in half, and tells no trouble twice', async () => {
    const window = await opened();
    world.set('failing', 1);
    await window.reads();
    window.told();
    shared.files.set(FILE, shared.files.get(FILE)!.slice(0, 30));
    world.set('failing', 2);
    await window.reads();
    assert.deepEqual(window.told(), ['bad: b']);
    window.close();
    shared.files.set(FILE, '{"version":1,"value":{"thin');
    const next = await open();
    await next.reads();
    assert.deepEqual(next.told(), ['2 of 5']);
    assert.deepEqual(next.problems, ['What was told is not used: damaged']);
  });

  it('leaves the file of a later version alone, and does not repeat what that has told', async () => {
    const later = JSON.stringify({ version: 2, value: {} });
    shared.files.set(FILE, later);
    world.set('failing', 1);
    const window = await open();
    await window.reads();
    assert.deepEqual(window.told(), []);
    world.set('failing', 2);
    await window.reads();
    assert.deepEqual(window.told(), ['bad: b']);
    window.focused = false;
    world.set('failing', 3);
    await window.reads();
    assert.deepEqual(window.told(), [], 'the other one tells');
    assert.equal(shared.files.get(FILE), later);
  });

  it('does not wait for a clock that was set back', async () => {
    const window = await opened();
    world.set('failing', 1);
    window.teller.hasRead();
    await window.passes(2000);
    time.sleep(-HOUR);
    window.teller.hasRead();
    await window.passes(6000);
    assert.deepEqual(window.told(), ['bad: a']);
  });

  it('tells once what happened while the computer slept', async () => {
    const window = await opened();
    time.sleep(24 * HOUR);
    // One reading after the other, and one in five is bad or good again.
    for (let second = 0; second < 100; second += 1) {
      if (second % 20 === 0) world.set('failing', second / 20 + 1);
      window.teller.hasRead();
      await window.passes(1000);
    }
    assert.deepEqual(window.told(), []);
    await window.passes(MINUTE);
    assert.deepEqual(window.told(), ['bad: a,b,c,d,e']);
  });

  it('does not wait for ever after a sleep', async () => {
    const window = await opened();
    time.sleep(24 * HOUR);
    for (let second = 0; second < 320; second += 1) {
      if (second === 0) world.set('failing', 1);
      window.teller.hasRead();
      await window.passes(1000);
    }
    assert.deepEqual(window.told(), ['bad: a']);
  });

  it('ends with the sign-in', async () => {
    const window = await opened();
    world.set('failing', 1);
    window.teller.hasRead();
    window.close();
    await window.passes(MINUTE);
    await quiet();
    assert.deepEqual(window.told(), []);
    assert.doesNotMatch(shared.files.get(FILE)!, /mirror 1/);
  });

  it('takes over what another window mutes', async () => {
    const one = await opened();
    const other = await open({ focused: false, watches: false });
    await other.record.change((told) => ({ told: { ...told, muted: new Set([world.key(1)]) } }));
    await quiet();
    assert.deepEqual([...(one.record.current?.muted ?? [])], ['mirror 1']);
    world.set('failing', 1, 2);
    await one.reads();
    assert.deepEqual(one.told(), ['bad: b']);
  });
});
