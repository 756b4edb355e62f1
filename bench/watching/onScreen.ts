import type { CloudSize, Failure } from '../../test/support/world/fakeCloud';
import { randomNumbers } from '../../test/support/world/random';
import { Witness } from '../../test/support/world/witness';
import { START, World } from '../../test/support/world/world';
import { progress, report } from '../shared/report';
import { delaysOf } from './delays';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ROWS = 35;
const FAILURES = 80;
const BREAK_EVERY = 2 * MINUTE;

/** Rows that are looked at for three hours. One after the other is broken, and mended ten minutes later. */
export async function lookAtRows(size: CloudSize): Promise<void> {
  progress(`${ROWS} rows on screen, of which one breaks every ${BREAK_EVERY / MINUTE} minutes ...`);
  const world = new World({ ...size, failing: 0 });
  try {
    const { time, cloud } = world;
    const window = world.open('window');
    const witness = new Witness(time, window);
    window.focused = true;
    await time.run(START + 2 * HOUR);
    const rows = cloud.mirrors.slice(0, ROWS);
    const random = randomNumbers(2);
    window.reader.show(rows);
    await time.runHours(5 / 60);
    const from = time.now;
    const failures = Array.from({ length: FAILURES }).flatMap((_, index): Failure[] => {
      const id = rows[(index * 8) % ROWS];
      return id === undefined ? [] : [{ id, at: Math.round(from + (index + random()) * BREAK_EVERY) }];
    });
    for (const { id, at } of failures) {
      cloud.add(id, at, false);
      cloud.add(id, at + 10 * MINUTE, true);
    }
    await time.run(from + FAILURES * BREAK_EVERY + HOUR / 2);
    const sent = cloud.sent.filter(({ at }) => at >= from).length;
    delaysOf('watching.delay.onScreen', failures, [witness], 60);
    report({
      name: 'watching.requests.onScreen',
      value: (sent * HOUR) / (time.now - from),
      unit: 'requests/h',
      context: { rows: ROWS },
    });
  } finally {
    await world.close();
    world.end();
  }
}
