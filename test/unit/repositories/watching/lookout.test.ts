import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { RemoteMirror, RepositoryId } from '../../../../src/api/index';
import { mirrorHealth } from '../../../../src/repositories/mirrorHealth';
import { Lookout } from '../../../../src/repositories/watching/lookout';
import { MirrorFacts } from '../../../../src/repositories/watching/mirrorFacts';
import { Emitter } from '../../../../src/ui/emitter';
import { cloudError, expired, settled } from '../../ui/support';
import { ids, one, Scene, two } from '../mirrorScene';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A reader with somebody who has mirrors read again without being asked. */
class WatchedScene extends Scene {
  readonly #focus = new Emitter<undefined>();
  #focused = true;
  readonly facts = new MirrorFacts({
    readings: this.readings,
    clock: this.clock.now,
    healthOf: (id) => {
      const reading = this.readings.of(id);
      return reading && mirrorHealth(reading.mirror, this.clock.now(), { staleAfterHours: 48 }, reading.times);
    },
    notBefore: (id) => this.reader.notBefore(id),
  });
  readonly lookout = new Lookout({
    readings: this.readings,
    reader: this.reader,
    facts: this.facts,
    sessions: this.sessions,
    clock: this.clock.now,
    requestsPerMinute: () => 60,
    focus: { focused: () => this.#focused, onDidChange: this.#focus.event },
  });
  /** What the server says of each. */
  readonly served = new Map<RepositoryId, RemoteMirror | Error>();

  #answered = 0;

  healthy(): RemoteMirror {
    return { status: 'finished', scheduled: true, lastSuccessfulUpdateAt: this.clock.ago(HOUR) };
  }

  focus(isFocused: boolean): void {
    this.#focused = isFocused;
    this.#focus.fire(undefined);
  }

  /** Lets time pass in small steps, and the server answer everything. @returns who was asked for meanwhile */
  async live(milliseconds: number): Promise<readonly number[]> {
    const before = this.requests.length;
    for (let passed = 0; passed <= milliseconds; passed += 5 * SECOND) {
      for (; this.#answered < this.requests.length; this.#answered += 1) {
        const request = this.requests[this.#answered];
        const mirror = request && this.served.get(request.id as RepositoryId);
        if (mirror instanceof Error) {
          request?.reject(mirror);
        } else {
          request?.resolve(mirror ?? this.healthy());
        }
        await settled();
      }
      await this.pass(passed < milliseconds ? 5 * SECOND : 0);
    }
    return this.asked().slice(before);
  }

  dispose(): void {
    this.lookout.dispose();
    this.facts.dispose();
    this.reader.dispose();
    this.readings.dispose();
  }
}

describe('Watching mirrors', () => {
  let scene: WatchedScene;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    scene = new WatchedScene();
  });
  afterEach(() => {
    scene.dispose();
    mock.timers.reset();
  });

  it('reads what is on screen elsewhere like a row, until it leaves every such place', async () => {
    const first = scene.lookout.lookAt(one);
    const second = scene.lookout.lookAt(one);
    assert.ok((await scene.live(3 * MINUTE)).length >= 3);
    first.dispose();
    assert.ok((await scene.live(3 * MINUTE)).length >= 3);
    second.dispose();
    assert.deepEqual(await scene.live(30 * MINUTE), []);
  });

  it('knows whose run somebody waits for, or did a moment ago, in this account only', () => {
    const ended = scene.lookout.follow(one);
    const goesOn = scene.lookout.follow(two);
    ended.dispose();
    assert.deepEqual(
      [one, two].map((id) => scene.lookout.isAwaited(id)),
      [true, true],
    );
    scene.sessions.replace({ state: 'signedOut' });
    goesOn.dispose();
    assert.deepEqual(
      [one, two].map((id) => scene.lookout.isAwaited(id)),
      [false, false],
    );
  });

  it('reads rows on screen again within a minute, in the background', async () => {
    scene.reader.show([one]);
    const asked = await scene.live(10 * MINUTE);
    assert.ok(asked.length >= 10, `${asked.length} times in ten minutes`);
    assert.deepEqual([...new Set(scene.requests.slice(1).map(({ background }) => background))], [true]);
  });

  it('leaves rows alone that are not on screen and that it is not told to watch', async () => {
    scene.reader.show([one]);
    await scene.live(MINUTE);
    scene.reader.hide([one]);
    assert.deepEqual(await scene.live(HOUR), []);
    assert.equal(scene.lookout.nextLook, undefined);
  });

  it('reads everything that it is told to watch once, and knows when it will look again', async () => {
    scene.lookout.watch(() => ids(1, 50));
    const asked = await scene.live(MINUTE);
    assert.deepEqual(new Set(asked), new Set(ids(1, 50)));
    assert.ok(scene.lookout.nextLook && scene.lookout.nextLook > scene.clock.now());
    scene.lookout.watch(undefined);
    assert.deepEqual(await scene.live(12 * HOUR), []);
  });

  it('reads what comes on screen before what nobody looks at', async () => {
    scene.lookout.watch(() => ids(1, 50));
    await settled();
    scene.reader.show(ids(50, 50));
    await scene.live(10 * SECOND);
    assert.ok(scene.asked().indexOf(50) < 13, scene.asked().join(' '));
  });

  it('looks often at a run that somebody waits for, although it is not on screen, and no longer than that', async () => {
    scene.served.set(one, { ...scene.healthy(), status: 'started', lastUpdateAt: scene.clock.now() });
    const following = scene.lookout.follow(one);
    assert.ok((await scene.live(30 * SECOND)).length >= 3);
    following.dispose();
    assert.deepEqual(await scene.live(30 * SECOND), []);
  });

  it('asks for a row that failed again, later and later', async () => {
    scene.reader.show([one, two]);
    await scene.live(0);
    scene.served.set(one, cloudError('timeout'));
    scene.reader.refresh([one]);
    const asked = (await scene.live(32 * MINUTE)).filter((id) => id === one);
    // After 1, 2, 4, 8 and 16 minutes.
    assert.equal(asked.length, 5);
  });

  it('asks nothing while reading is paused, and goes on after that', async () => {
    scene.reader.show(ids(1, 8));
    await scene.live(0);
    scene.served.set(one, scene.throttled(10 * MINUTE));
    scene.reader.refresh([one]);
    await scene.live(0);
    assert.ok(scene.reader.pause);
    assert.deepEqual(await scene.live(9 * MINUTE), []);
    scene.served.clear();
    assert.deepEqual(new Set(await scene.live(2 * MINUTE)), new Set(ids(1, 8)));
  });

  it('asks nothing after a refusal that only a person can change, until one asks', async () => {
    scene.reader.show([one, two]);
    await scene.live(0);
    scene.served.set(one, cloudError('unauthorized'));
    scene.reader.refresh([one]);
    await scene.live(0);
    assert.deepEqual(await scene.live(HOUR), []);
    scene.served.clear();
    scene.reader.refresh([one]);
    assert.ok((await scene.live(2 * MINUTE)).includes(two));
  });

  it('leaves rows alone that nobody looks at, and reads what is due at once when a person comes back', async () => {
    scene.reader.show([one]);
    await scene.live(MINUTE);
    scene.focus(false);
    assert.deepEqual(await scene.live(10 * MINUTE), []);
    scene.focus(true);
    assert.deepEqual(await scene.live(0), [one]);
  });

  it('may ask for a fifth without focus, and for twice as much as long as there is what nobody has read', async () => {
    assert.equal(scene.lookout.perMinute, 60);
    scene.lookout.watch(() => ids(1, 50));
    await settled();
    assert.equal(scene.lookout.perMinute, 120);
    scene.focus(false);
    assert.equal(scene.lookout.perMinute, 24);
    await scene.live(10 * MINUTE);
    assert.equal(scene.lookout.perMinute, 12);
  });

  it('asks nothing while nobody is signed in', async () => {
    scene.reader.show([one]);
    await scene.live(0);
    scene.sessions.replace(expired());
    assert.deepEqual(await scene.live(HOUR), []);
    assert.equal(scene.lookout.nextLook, undefined);
  });

  it('reads everything once in order after the computer has slept for a day', async () => {
    scene.lookout.watch(() => ids(1, 100));
    await scene.live(5 * MINUTE);
    scene.clock.pass(24 * HOUR);
    const before = scene.asked().length;
    scene.reader.show([two]);
    await scene.live(2 * MINUTE);
    const asked = scene.asked().slice(before);
    assert.equal(asked[0], two);
    for (const id of ids(3, 100)) {
      assert.equal(asked.filter((each) => each === id).length, 1, `${id}`);
    }
  });
});
