import assert from 'node:assert/strict';
import { missed } from '../../../src/notices/away';
import { LEAVE_MS, Presence } from '../../../src/notices/presence';
import { TestTime } from '../windows/testTimers';
import { EditorWindow, FILE, quiet, Shared, World } from './scene';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A window that knows whether the person is there. */
class Place extends EditorWindow {
  readonly presence = new Presence({
    record: this.record,
    pictures: () => this.worlds.map((world) => world.picture()),
    focused: () => this.focused,
    clock: this.time.now,
    timers: this.time,
  });

  async focus(focused: boolean): Promise<void> {
    this.focused = focused;
    this.presence.look();
    await this.passes(2 * LEAVE_MS);
  }

  override async reads(): Promise<void> {
    this.presence.look();
    await super.reads();
    this.presence.look();
    await quiet();
  }

  get words(): string {
    const { current } = this.presence;
    return current ? `${current.failed} failed, ${current.recovered} recovered` : '';
  }

  override close(): void {
    this.presence.dispose();
    super.close();
  }
}

describe('While a person is away', () => {
  let shared: Shared;
  let time: TestTime;
  let world: World;
  let windows: Place[];
  beforeEach(() => {
    shared = new Shared();
    time = new TestTime();
    world = new World(['a', 'b', 'c', 'd', 'e']).set('failing', 5);
    windows = [];
  });
  afterEach(() => {
    windows.forEach((each) => {
      each.close();
    });
    assert.equal(time.waiting, 0, 'no timer is left');
  });

  async function open(more: Partial<Place> = {}): Promise<Place> {
    const place = Object.assign(new Place(shared, time, [world]), more);
    windows.push(place);
    await quiet();
    await place.reads();
    return place;
  }
  /** Away for a night, in which two fail and one recovers. */
  async function night(place: Place): Promise<void> {
    await place.focus(false);
    time.sleep(5 * HOUR);
    world.set('failing', 1, 2).set('well', 5);
    await place.reads();
    time.sleep(5 * HOUR);
  }

  it('what has happened is counted, and shown when they are back', async () => {
    const place = await open();
    const leftAt = time.now().getTime();
    await night(place);
    assert.equal(place.words, '');
    await place.focus(true);
    assert.equal(place.words, '2 failed, 1 recovered');
    assert.equal(place.presence.current?.since, leftAt);
    world.set('failing', 3);
    await place.reads();
    assert.equal(place.words, '3 failed, 1 recovered', 'what becomes known a little later counts too');
    await place.presence.dismiss();
    assert.equal(place.words, '');
  });

  it('nothing is shown when nothing has happened, or they were back soon', async () => {
    const place = await open();
    await place.focus(false);
    world.set('failing', 1);
    time.sleep(3 * HOUR);
    await place.reads();
    await place.focus(true);
    assert.equal(place.words, '');
    await place.focus(false);
    time.sleep(10 * HOUR);
    await place.focus(true);
    assert.equal(place.words, '');
  });

  it('a computer that sleeps, or an editor that is closed, is an absence too', async () => {
    const first = await open();
    time.sleep(60 * HOUR);
    world.set('failing', 1);
    await first.reads();
    assert.equal(first.words, '1 failed, 0 recovered', 'the window had the focus all the time');
    await first.presence.dismiss();
    await first.presence.close();
    first.close();
    time.sleep(60 * HOUR);
    world.set('well', 1);
    const second = await open();
    assert.equal(second.words, '0 failed, 1 recovered');
  });

  it('it is told in every window, and stays when a window is loaded again', async () => {
    const place = await open();
    const other = await open({ focused: false });
    await night(place);
    await place.focus(true);
    await quiet();
    assert.equal(other.words, '2 failed, 1 recovered');
    await place.presence.close();
    place.close();
    const again = await open();
    assert.equal(again.words, '2 failed, 1 recovered');
    await again.presence.dismiss();
    await quiet();
    assert.equal(other.words, '');
  });

  it('it is gone when they were away again', async () => {
    const place = await open();
    await night(place);
    await place.focus(true);
    await place.focus(false);
    time.sleep(10 * MINUTE);
    await place.focus(true);
    assert.equal(place.words, '');
  });

  it('another window is not away', async () => {
    const place = await open();
    const other = await open({ focused: false });
    for (let hour = 0; hour < 5; hour += 1) {
      await Promise.all([place.focus(false), other.focus(true)]);
      time.sleep(HOUR);
      world.set(hour % 2 === 0 ? 'failing' : 'well', 1);
      await other.reads();
      await Promise.all([place.focus(true), other.focus(false)]);
    }
    assert.equal(place.words, '');
  });

  it('a clock that was set back, and a record that makes no sense, are no absence', async () => {
    const place = await open();
    await place.focus(false);
    time.sleep(-HOUR);
    world.set('failing', 1);
    await place.focus(true);
    assert.equal(place.words, '');
    place.close();
    shared.files.set(
      FILE,
      JSON.stringify({ version: 1, value: { surveyed: ['mirror'], away: { at: 'x' }, seen: [] } }),
    );
    assert.equal((await open()).words, '');
  });

  it('what is muted, gone or not known is not counted', () => {
    const told = {
      surveyed: ['mirror' as const],
      things: new Map([['mirror 1' as const, { trouble: 'failing' as const, said: true, flips: [] }]]),
      muted: new Set(['mirror 1' as const, 'mirror 5' as const]),
      away: { at: 1, troubled: ['mirror 2' as const, 'mirror 3' as const, 'mirror 4' as const, 'mirror 5' as const] },
    };
    world.set('gone', 2).set('unsettled', 3).set('none', 4).set('well', 5);
    assert.equal(missed(told, [world.picture()]), undefined);
  });
});
