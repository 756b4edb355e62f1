import { toRepositoryId } from '../../src/api/index';
import { planReads, type Watched } from '../../src/repositories/watching/schedule';
import { report } from '../shared/report';
import { median, spread } from '../shared/statistics';

const DAY = 24 * 3600 * 1000;
const START = Date.parse('2025-03-10T08:00:00Z');
const ROUNDS = 200;
const SUCCESSES = 30;

/** How long it takes to plan once, when a minute has passed since the time before; and the first time, when all is learned. */
export function costOfPlan(repositories: number, mirrors: number): void {
  const watched = Array.from({ length: repositories }, (_, index): Watched => {
    const isMirror = index < mirrors;
    const usual = (index / mirrors) * DAY;
    return {
      id: toRepositoryId(index + 1, 'bench'),
      shown: index < 35,
      likelyMirror: isMirror,
      asOf: START - (index / repositories) * DAY,
      health: isMirror ? 'healthy' : 'none',
      scheduled: isMirror,
      successes: isMirror ? Array.from({ length: SUCCESSES }, (_, day) => START - usual - (SUCCESSES - day) * DAY) : [],
    };
  });
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    const before = performance.now();
    planReads(watched, START + round * 60_000);
    return performance.now() - before;
  });
  const [first = Number.NaN, ...others] = times;
  const context = { ...spread(others), first, repositories };
  report({ name: 'watching.plan', value: median(others), unit: 'ms', context });
}
