import assert from 'node:assert/strict';
import type { RepositoryId } from '../../../../src/api/index';
import { START, World } from '../../../support/world/world';

const HOUR = 3_600_000;
const HOURS = 6;
const TURNS_AN_HOUR = 4;
const ROWS = 10;

/** What a person looks at, who goes from one part of the repositories to the next: for as long as each turn lasts. */
function rowsOf(world: World, place: number): readonly RepositoryId[] {
  return world.cloud.mirrors.slice(place * 5, place * 5 + ROWS);
}

/**
 * Lets a person work for some hours, with five parts of the repositories in turn: in as many windows, each with a part of
 * its own on screen all the time, or in one.
 *
 * @returns how many requests that took, by window
 */
async function work(count: number, places = 5): Promise<ReadonlyMap<string, number>> {
  const world = new World({ repositories: 200, mirrors: 100, days: 3, failing: 0.05 });
  try {
    const { time, cloud } = world;
    const windows = Array.from({ length: count }, (_, index) => world.open(`window ${index + 1}`));
    await time.run(START + HOUR / 60);
    windows.forEach((window, index) => {
      window.show(rowsOf(world, index));
      window.focused = index === 0;
    });
    await time.run(START + 3 * HOUR);
    const before = cloud.sent.length;
    for (let turn = 1; turn <= HOURS * TURNS_AN_HOUR; turn += 1) {
      const place = turn % places;
      if (count === 1) {
        windows[0]?.reader.hide(windows[0].reader.shown);
        windows[0]?.show(rowsOf(world, place));
      } else {
        windows.forEach((window, index) => {
          window.focused = index === place;
        });
      }
      await time.runHours(1 / TURNS_AN_HOUR);
    }
    const sent = cloud.sent.slice(before);
    return new Map(windows.map(({ name }) => [name, sent.filter(({ window }) => window === name).length]));
  } finally {
    await world.close();
    world.end();
  }
}

function totalOf(sent: ReadonlyMap<string, number>): number {
  return [...sent.values()].reduce((sum, each) => sum + each, 0);
}

describe('Five windows', function () {
  this.timeout(120_000);

  it('cost what one costs in which a person looks at the same', async () => {
    const one = totalOf(await work(1));
    const five = await work(5);
    assert.ok(totalOf(five) <= 1.05 * one, `${totalOf(five)} instead of ${one}: ${JSON.stringify([...five])}`);
  });

  it('cost nothing for what is on screen where nobody looks', async () => {
    const one = totalOf(await work(1, 1));
    const five = await work(5, 1);
    assert.ok(totalOf(five) <= 1.05 * one, `${totalOf(five)} instead of ${one}: ${JSON.stringify([...five])}`);
  });
});
