import assert from 'node:assert/strict';
import { type NoticeMode, tell } from '../../../src/notices/tell';
import { NOTHING_TOLD, type ThingKey, type Told } from '../../../src/notices/told';
import { summaryOf, World } from './scene';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One person who is told what happens in a world. */
class Person {
  told: Told = NOTHING_TOLD;
  now = Date.parse('2025-03-10T08:00:00Z');
  mode: NoticeMode = 'problems';
  asked: readonly ThingKey[] = [];
  readonly worlds: readonly World[];

  constructor(...worlds: readonly World[]) {
    this.worlds = worlds;
  }

  /** What is told at this look; undefined for nothing. */
  look(): string | undefined {
    const pictures = this.worlds.map((world) => world.picture());
    const { notice, told } = tell(
      this.told,
      pictures,
      { mode: this.mode, isAsked: (key) => this.asked.includes(key) },
      this.now,
    );
    this.told = told;
    return notice && summaryOf(notice);
  }

  after(ms: number): string | undefined {
    this.now += ms;
    return this.look();
  }
}

function surveyed(...names: readonly string[]): { person: Person; world: World } {
  const world = new World(names);
  const person = new Person(world);
  assert.equal(person.look(), undefined);
  return { person, world };
}

describe('What is told of mirrors', () => {
  it('is one summary when they are first known, and not before all are', () => {
    const world = new World(['a', 'b', 'c']).set('failing', 1).set('stale', 3);
    const person = new Person(world);
    world.whole = false;
    assert.equal(person.look(), undefined);
    assert.equal(person.told, NOTHING_TOLD);
    world.whole = true;
    assert.equal(person.look(), '2 of 3');
    assert.equal(person.after(HOUR), undefined);
  });

  it('is nothing when all are well', () => {
    const { person } = surveyed('a', 'b');
    const { told } = person;
    assert.equal(person.after(HOUR), undefined);
    assert.equal(person.told, told, 'nothing to write');
  });

  it('is each trouble once, and its end', () => {
    const { person, world } = surveyed('a', 'b', 'c', 'd');
    world.set('failing', 1).set('stuck', 2).set('stale', 3);
    assert.equal(person.after(HOUR), 'bad: a,b,c');
    assert.equal(person.after(HOUR), undefined);
    world.set('well', 1, 3).set('failing', 4);
    assert.equal(person.after(HOUR), 'bad: d; good: a,c');
    assert.equal(person.after(HOUR), undefined);
  });

  it('is the end of what was bad at the first look too', () => {
    const world = new World(['a']).set('failing', 1);
    const person = new Person(world);
    person.look();
    world.set('well', 1);
    assert.equal(person.after(HOUR), 'good: a');
  });

  it('is nothing while a mirror is between two states, or bad in another way', () => {
    const { person, world } = surveyed('a');
    world.set('failing', 1);
    assert.equal(person.after(HOUR), 'bad: a');
    for (const state of ['unsettled', 'failing', 'stuck', 'stale', 'unsettled'] as const) {
      world.set(state, 1);
      assert.equal(person.after(HOUR), undefined, state);
    }
    world.set('well', 1);
    assert.equal(person.after(HOUR), 'good: a');
  });

  it('is a mirror that is new', () => {
    const { person, world } = surveyed('a', 'b');
    world.set('gone', 2);
    person.look();
    world.set('failing', 2);
    assert.equal(person.after(HOUR), 'bad: b');
  });

  it('is nothing of a mirror that is gone, or is a mirror no more', () => {
    const { person, world } = surveyed('a', 'b');
    world.set('failing', 1, 2);
    person.after(HOUR);
    person.told = { ...person.told, muted: new Set([world.key(1)]) };
    world.set('gone', 1).set('none', 2);
    assert.equal(person.after(HOUR), undefined);
    assert.equal(person.told.things.size, 0);
    assert.equal(person.told.muted.size, 0);
  });

  it('is no change that a person has asked for and is told of elsewhere', () => {
    const { person, world } = surveyed('a');
    world.set('failing', 1);
    person.asked = [world.key(1)];
    assert.equal(person.after(HOUR), undefined);
    person.asked = [];
    world.set('well', 1);
    assert.equal(person.after(HOUR), 'good: a', 'the person knew that it was bad');
  });
});

describe('What is not told', () => {
  it('follows the setting', () => {
    const { person, world } = surveyed('a', 'b');
    person.mode = 'failuresOnly';
    world.set('failing', 1).set('stale', 2);
    assert.equal(person.after(HOUR), 'bad: a');
    world.set('failing', 2);
    assert.equal(person.after(HOUR), 'bad: b', 'that it was out of date was not told');
    world.set('well', 1, 2);
    assert.equal(person.after(HOUR), undefined);
    person.mode = 'off';
    world.set('failing', 1);
    assert.equal(person.after(HOUR), undefined);
    person.mode = 'problems';
    assert.equal(person.after(HOUR), undefined, 'old news');
    world.set('well', 1);
    assert.equal(person.after(HOUR), undefined, 'its trouble was not told');
  });

  it('is what is muted', () => {
    const { person, world } = surveyed('a', 'b');
    person.told = { ...person.told, muted: new Set([world.key(1)]) };
    world.set('failing', 1, 2);
    assert.equal(person.after(HOUR), 'bad: b');
    person.told = { ...person.told, muted: new Set() };
    assert.equal(person.after(HOUR), undefined, 'old news');
  });

  it('is anything for 24 hours when that is wished, also when the clock is set back', () => {
    const { person, world } = surveyed('a', 'b', 'c');
    person.told = { ...person.told, quietUntil: person.now + 24 * HOUR };
    world.set('failing', 1);
    assert.equal(person.after(23 * HOUR), undefined);
    world.set('failing', 2);
    assert.equal(person.after(2 * HOUR), 'bad: b');
    person.told = { ...person.told, quietUntil: person.now + 25 * HOUR };
    world.set('failing', 3);
    assert.equal(person.look(), 'bad: c', 'no silence is that long');
  });
});

describe('A mirror that fails and recovers again and again', () => {
  function unstable(): { person: Person; world: World } {
    const scene = surveyed('a');
    const said = (['failing', 'well', 'failing', 'well', 'failing', 'well'] as const).map((state) => {
      scene.world.set(state, 1);
      return scene.person.after(MINUTE);
    });
    assert.deepEqual(said, ['bad: a', 'good: a', 'bad: a', 'unstable: a', undefined, undefined]);
    return scene;
  }

  it('is told to be unstable, and then no more', () => {
    const { person, world } = unstable();
    for (let minute = 0; minute < 120; minute += 1) {
      world.set(minute % 2 === 0 ? 'failing' : 'well', 1);
      assert.equal(person.after(MINUTE), undefined);
    }
    assert.ok((person.told.things.get(world.key(1))?.flips.length ?? 0) <= 60);
  });

  it('is told of again when it has been quiet for an hour', () => {
    const { person, world } = unstable();
    person.after(HOUR);
    world.set('failing', 1);
    assert.equal(person.after(MINUTE), 'bad: a');
  });

  it('that stays bad is told when it recovers', () => {
    const { person, world } = unstable();
    world.set('failing', 1);
    assert.equal(person.after(MINUTE), undefined);
    person.after(2 * HOUR);
    world.set('well', 1);
    assert.equal(person.after(MINUTE), 'good: a');
  });

  it('twice a day is not unstable', () => {
    const { person, world } = surveyed('a');
    for (let day = 0; day < 5; day += 1) {
      world.set('failing', 1);
      assert.equal(person.after(12 * HOUR), 'bad: a');
      world.set('well', 1);
      assert.equal(person.after(12 * HOUR), 'good: a');
    }
    world.set('gone', 1);
    person.after(HOUR);
    assert.equal(person.told.things.size, 0, 'what is well leaves nothing behind');
  });

  it('is not thought so because the clock was set back', () => {
    const { person, world } = surveyed('a');
    for (const state of ['failing', 'well', 'failing'] as const) {
      world.set(state, 1);
      person.after(MINUTE);
    }
    world.set('well', 1);
    assert.equal(person.after(-HOUR), 'good: a');
  });
});

describe('What is told of image registries', () => {
  function scene(): { person: Person; world: World } {
    const world = new World(['x', 'y'], 'registry');
    world.asOf = 1000;
    const person = new Person(new World(['a']), world);
    assert.equal(person.look(), undefined);
    return { person, world };
  }

  it('is that one is not connected, when a second reading says so too', () => {
    const { person, world } = scene();
    world.set('disconnected', 1);
    world.asOf = 2000;
    assert.equal(person.after(MINUTE), undefined);
    assert.equal(person.after(MINUTE), undefined, 'it was not read again');
    world.asOf = 3000;
    assert.equal(person.after(MINUTE), 'bad: x');
    world.set('well', 1);
    world.asOf = 4000;
    assert.equal(person.after(MINUTE), 'good: x');
  });

  it('is nothing of one that one reading has missed', () => {
    const { person, world } = scene();
    for (const [asOf, state] of [
      [2000, 'disconnected'],
      [3000, 'well'],
      [4000, 'disconnected'],
      [5000, 'well'],
    ] as const) {
      world.set(state, 1);
      world.asOf = asOf;
      assert.equal(person.after(MINUTE), undefined);
    }
  });

  it('is a summary of their own when they are first known', () => {
    const world = new World(['x', 'y'], 'registry').set('disconnected', 2);
    world.whole = false;
    const person = new Person(new World(['a']).set('failing', 1), world);
    assert.equal(person.look(), '1 of 1');
    world.whole = true;
    world.asOf = 1000;
    assert.equal(person.after(MINUTE), '1 of 2');
  });
});
