import { toRepositoryId } from '../../../../src/api/index';
import type { Watched } from '../../../../src/repositories/watching/watched';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

/** A Monday at 08:00 UTC. */
export const NOW = Date.parse('2025-03-10T08:00:00Z');

/** A repository that nobody looks at, and of which only is known what a test says. */
export function repository(number: number, known: Partial<Omit<Watched, 'id'>> = {}): Watched {
  return { id: toRepositoryId(number, 'test'), shown: false, likelyMirror: false, successes: [], ...known };
}

/** A mirror that has been read; by itself one that succeeded daily at 03:00 UTC, last today, and is healthy. */
export function mirror(number: number, known: Partial<Omit<Watched, 'id'>> = {}): Watched {
  return repository(number, {
    likelyMirror: true,
    asOf: NOW,
    health: 'healthy',
    scheduled: true,
    successes: daily(10, at('03:00')),
    ...known,
  });
}

/** Today, at a time of day, UTC. */
export function at(time: string): number {
  return Date.parse(`2025-03-10T${time}Z`);
}

/** So many successes, a day apart. */
export function daily(count: number, last: number): number[] {
  return every(DAY, count, last);
}

export function every(interval: number, count: number, last: number): number[] {
  return Array.from({ length: count }, (_, index) => last - (count - 1 - index) * interval);
}

/** The same numbers each time: below 1, at least 0 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
