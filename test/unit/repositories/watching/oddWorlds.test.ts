import assert from 'node:assert/strict';
import type { RepositoryId } from '../../../../src/api/index';
import { loadedOf } from '../../../../src/ui/listStore';
import type { EditorWindow } from '../../../support/world/editorWindow';
import { Witness } from '../../../support/world/witness';
import { START, World } from '../../../support/world/world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('Watching an odd world', function () {
  this.timeout(30_000);
  let world: World;
  let window: EditorWindow;
  let witness: Witness;
  beforeEach(() => {
    world = new World({ repositories: 60, mirrors: 30, days: 2, failing: 0.5 });
  });
  afterEach(async () => {
    await world.close();
    world.end();
    assert.equal(world.time.active, 0);
  });
  function open(): void {
    window = world.open('window');
    witness = new Witness(world.time, window);
    window.focused = true;
  }
  function asked(id: RepositoryId, from: number): number {
    return world.cloud.sent.filter(({ of, at }) => of === id && at >= from).length;
  }

  for (const [words, ms] of [
    ['an hour behind', -HOUR],
    ['an hour ahead of', HOUR],
  ] as const) {
    it(`knows failures as soon where the clock of the computer is ${words} the server`, async () => {
      const { time, cloud } = world;
      time.setClock(ms);
      open();
      await time.run(START + 25 * HOUR);
      const failures = cloud.failures.filter(({ at }) => at > START + HOUR && at < time.now - HOUR);
      const delays = failures.map(({ id, at }) => (witness.failureSeenAt(id, at) ?? Number.NaN) - at);
      assert.ok(failures.length > 5, `${failures.length}`);
      assert.ok(delays.filter((delay) => delay <= 10 * MINUTE).length >= delays.length * 0.9, delays.join(' '));
    });
  }

  it('does not ask for one more often because it flips back and forth each minute, and keeps a bounded history', async () => {
    const { time, cloud } = world;
    open();
    await time.run(START + HOUR);
    const [id] = cloud.mirrors;
    assert.ok(id);
    const from = time.now;
    for (let minute = 1; minute <= 8 * 60; minute += 1) {
      cloud.add(id, from + minute * MINUTE, minute % 2 === 0);
    }
    window.reader.show([id]);
    await time.runHours(4);
    const onScreen = asked(id, from);
    assert.ok(onScreen <= 4 * 60 * 2, `${onScreen} on screen`);
    window.reader.hide([id]);
    const hidden = time.now;
    await time.runHours(4);
    assert.ok(asked(id, hidden) <= (4 * 60) / 5, `${asked(id, hidden)} not on screen`);
    const history = await (await window.door.open()).history(id);
    assert.ok(history.length <= 200, `${history.length}`);
  });

  it('takes a repository that has moved to another project for the same', async () => {
    const { time, cloud } = world;
    open();
    await time.run(START + HOUR);
    const [id] = cloud.mirrors;
    assert.ok(id);
    const known = witness.of(id).length;
    cloud.repositories = cloud.repositories.map((each) => (each.id === id ? { ...each, projectName: 'Moved' } : each));
    cloud.freeze();
    const from = time.now;
    await time.runHours(3);
    const repository = loadedOf(window.list.state)?.items.find((each) => each.id === id);
    assert.equal(repository?.projectName, 'Moved');
    assert.equal(loadedOf(window.list.state)?.items.length, 60);
    assert.ok(window.readings.of(id)?.mirror);
    assert.equal(witness.of(id).length, known);
    assert.ok(asked(id, from) <= 3 * 2 + 4, `${asked(id, from)}`);
  });

  it('forgets nothing because a list has come back empty once', async () => {
    const { time, cloud } = world;
    open();
    await time.run(START + HOUR);
    cloud.emptyLists = 1;
    const from = time.now;
    await time.runHours(2);
    assert.equal(cloud.emptyLists, 0);
    assert.equal(loadedOf(window.list.state)?.items.length, 60);
    const again = cloud.repositories.filter(({ id }) => asked(id, from) > 10);
    assert.deepEqual(again, []);
    for (const { id } of cloud.repositories) {
      assert.ok(window.readings.of(id), `${id}`);
    }
  });
});
