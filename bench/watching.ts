// What does it cost to watch thousands of mirrors, and how soon is a failure known? Days by a clock that is moved, with
// the real parts of one window and of five, and a cloud in memory.
import type { EditorWindow } from '../test/support/world/editorWindow';
import { Witness } from '../test/support/world/witness';
import { START, World } from '../test/support/world/world';
import { runPart } from './shared/places';
import { progress, report } from './shared/report';
import { delaysOf } from './watching/delays';
import { costOfPlan } from './watching/planCost';
import { lookAtRows } from './watching/onScreen';
import { quietHours } from './watching/treeEvents';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SIZE = { repositories: 5000, mirrors: 1000, days: 4, failing: 0.02 };
const MANY = 5;
const STEADY_HOURS = 6;
const UNFOCUSED_HOURS = 5;

interface Days {
  readonly firstHour: number;
  /** Requests an hour. */
  readonly steady: number;
}

async function watching(): Promise<void> {
  const one = await watch(1);
  const many = await watch(MANY);
  for (const name of ['firstHour', 'steady'] as const) {
    report({
      name: `watching.windows.${name}`,
      value: many[name] / one[name],
      unit: 'ratio',
      goal: { atMost: 1.05 },
      context: { windows: MANY, requestsPerHour: { one: Math.round(one[name]), many: Math.round(many[name]) } },
    });
  }
  await lookAtRows(SIZE);
  await quietHours(SIZE);
  costOfPlan(SIZE.repositories, SIZE.mirrors);
}

/** The first hour, some hours of work on the next day, and, for one window, some in which nobody is there. */
async function watch(count: number): Promise<Days> {
  const name = count === 1 ? 'oneWindow' : 'manyWindows';
  const world = new World(SIZE);
  try {
    const { time, cloud } = world;
    const witnesses: Witness[] = [];
    const open = (index: number): EditorWindow => {
      const window = world.open(`window ${index}`);
      witnesses.push(new Witness(time, window, SIZE.repositories));
      return window;
    };
    const first = open(1);
    first.focused = true;
    progress(`${name}: the first day ...`);
    await time.run(START + MINUTE);
    for (let index = 2; index <= count; index += 1) {
      open(index);
    }
    await time.run(START + DAY);
    const known = witnesses.map((each) => each.completeAt ?? Number.NaN);
    const context = { ...SIZE, windows: count };
    report({ name: `watching.${name}.survey`, value: (Math.max(...known) - START) / MINUTE, unit: 'min', context });
    const perHour = (from: number, hours: number): number =>
      cloud.sent.filter(({ at }) => at >= from && at < from + hours * HOUR).length / hours;
    const requests = (part: string, value: number, atMost?: number): number => {
      const goal = atMost === undefined ? undefined : { atMost };
      report({ name: `watching.${name}.requests.${part}`, value, unit: 'requests/h', goal, context });
      return value;
    };
    const delays = (part: string, from: number, hours: number): void => {
      const failures = cloud.failures.filter(({ at }) => at >= from && at < from + hours * HOUR);
      delaysOf(`watching.${name}.delay.${part}`, failures, witnesses, 600);
    };
    const firstHour = requests('firstHour', perHour(START, 1));
    progress(`${name}: hours of work ...`);
    await time.runHours(STEADY_HOURS + 1);
    const steady = requests('steady', perHour(START + DAY, STEADY_HOURS), 300);
    delays('firstDay', START, 24);
    delays('steady', START + DAY, STEADY_HOURS);
    if (count === 1) {
      progress(`${name}: hours without focus ...`);
      first.focused = false;
      const from = time.now;
      await time.runHours(UNFOCUSED_HOURS + 1);
      requests('unfocused', perHour(from, UNFOCUSED_HOURS));
      delays('unfocused', from, UNFOCUSED_HOURS);
    }
    return { firstHour, steady };
  } finally {
    await world.close();
    world.end();
  }
}

runPart(watching);
