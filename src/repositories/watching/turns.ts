import type { RepositoryId } from '../../api/index';

/** Part of the interval that has to pass after a reading that came out of turn. */
const LEAST_PART = 1 / 4;

/**
 * When a repository's turn comes, where each is read once in an interval. Each id has its own place in the interval,
 * always the same one: what was read together is not due together the next time. The places of an interval twice as
 * long are among those of the shorter one, so that a longer interval brings no turn forward.
 *
 * @param after epoch milliseconds of the last reading
 * @param interval milliseconds, above 0
 */
export function nextTurn(id: RepositoryId, after: number, interval: number): number {
  const place = scattered(id) % interval;
  const earliest = after + interval * LEAST_PART;
  return Math.ceil((earliest - place) / interval) * interval + place;
}

/** A number below 2^32 that has nothing to do with those of the neighbours (the finishing steps of MurmurHash3). */
function scattered(id: number): number {
  let bits = id >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
