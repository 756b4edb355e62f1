// What does it cost to watch thousands of mirrors, and how soon is a failure known? Days by a clock that is moved, with
// the real parts of one window and of five, and a cloud in memory.
import { Witness } from '../test/support/world/witness';
import { START, World } from '../test/support/world/world';
import { runPart } from './shared/places';
import { progress, report } from './shared/report';
import { delaysOf } from './watching/delays';
import { costOfPlan } from './watching/planCost';
import { lookAtRows } from './watching/onScreen';
import { quietHour } from './watching/treeEvents';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SIZE = { repositories: 5000, mirrors: 1000, days: 4, failing: 0.02 };
const MANY = 5;
/** The last hours of a day: failures of them are given the time to be seen. */
const LAST_HOURS = 2;

interface Days {
  readonly firstHour: number;
  /** Requests an hour, on the average of the day. */
  readonly steady: number;
  readonly unfocused: number;
  readonly firstDay: number;
}

async function watching(): Promise<void> {
  const one = await watch(1);
  const many = await watch(MANY);
  for (const name of ['firstHour', 'firstDay', 'steady', 'unfocused'] as const) {
    report({
      name: `watching.windows.${name}`,
      value: many[name] / one[name],
      unit: 'ratio',
      goal: { atMost: 1.05 },
      context: { windows: MANY, requestsPerHour: { one: Math.round(one[name]), many: Math.round(many[name]) } },
    });
  }
  await lookAtRows(SIZE);
  await quietHour(SIZE);
  costOfPlan(SIZE.repositories, SIZE.mirrors);
}

/** Three days: the first, one of work, and one on which nobody is there. */
async function watch(count: number): Promise<Days> {
  const name = count === 1 ? 'oneWindow' : 'manyWindows';
  const world = new World(SIZE);
  try {
    const { time, cloud } = world;
    const [first, ...others] = Array.from({ length: count }, (_, index) => index);
    const witnesses = [new Witness(time, world.open(`window ${first}`), SIZE.repositories)];
    const [window] = world.windows;
    if (window) window.focused = true;
    progress(`${name}: the first hour ...`);
    await time.run(START + MINUTE);
    others.forEach((index) => witnesses.push(new Witness(time, world.open(`window ${index}`))));
    await time.run(START + HOUR);
    progress(`${name}: the first day ...`);
    await time.run(START + DAY);
    const known = witnesses.map((each) => each.completeAt ?? Number.NaN);
    const context = { ...SIZE, windows: count };
    report({ name: `watching.${name}.survey`, value: (Math.max(...known) - START) / MINUTE, unit: 'min', context });
    progress(`${name}: a day of work ...`);
    await time.run(START + 2 * DAY);
    progress(`${name}: a day without focus ...`);
    if (window) window.focused = false;
    await time.run(START + 3 * DAY);
    const perHour = (from: number, hours: number): number =>
      cloud.sent.filter(({ at }) => at >= from && at < from + hours * HOUR).length / hours;
    const days = {
      firstHour: perHour(START, 1),
      firstDay: perHour(START, 24),
      steady: perHour(START + DAY, 24),
      unfocused: perHour(START + 2 * DAY, 24),
    };
    for (const each of ['firstHour', 'firstDay', 'steady', 'unfocused'] as const) {
      const goal = each === 'steady' ? { atMost: 300 } : undefined;
      report({ name: `watching.${name}.requests.${each}`, value: days[each], unit: 'requests/h', goal });
    }
    ['firstDay', 'steady', 'unfocused'].forEach((each, day) => {
      const [from, to] = [START + day * DAY, START + (day + 1) * DAY - LAST_HOURS * HOUR];
      const failures = cloud.failures.filter(({ at }) => at >= from && at < to);
      delaysOf(`watching.${name}.delay.${each}`, failures, witnesses, 600);
    });
    return days;
  } finally {
    await world.close();
    world.end();
  }
}

runPart(watching);
