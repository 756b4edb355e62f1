import type { Failure } from '../../test/support/world/fakeCloud';
import type { Witness } from '../../test/support/world/witness';
import { report } from '../shared/report';
import { median } from '../shared/statistics';

/** Reports how long it took from each failure until the last of the windows knew. */
export function delaysOf(
  name: string,
  failures: readonly Failure[],
  witnesses: readonly Witness[],
  atMost: number,
): void {
  const delays = failures
    .map(({ id, at }) => Math.max(...witnesses.map((each) => each.failureSeenAt(id, at) ?? Number.NaN)) - at)
    .filter((delay) => !Number.isNaN(delay))
    .map((delay) => delay / 1000)
    .sort((a, b) => a - b);
  report({
    name,
    value: median(delays),
    unit: 's',
    goal: { atMost },
    context: {
      percentile95: Math.round(delays[Math.floor(delays.length * 0.95)] ?? Number.NaN),
      longest: Math.round(delays.at(-1) ?? Number.NaN),
      failures: failures.length,
      neverSeen: failures.length - delays.length,
    },
  });
}
