import type { RepositoryId } from '../../src/api/index';
import { planReads, requestsPerMinute, type Watched } from '../../src/repositories/watching/schedule';
import type { Cloud } from './cloud';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const BUDGET = 60;
const LIST_EVERY = 2 * HOUR;
const PER_PAGE = 100;
/** For how long requests that were not sent may be made up for. */
const SAVED = 10 * SECOND;
const LATENCY = 300;
const SHORTEST_STEP = SECOND;
const MOST_SUCCESSES = 30;

/** The window that watches for all: asks what the schedule says, as fast as it may. Its clock is moved by hand. */
export class Leader {
  /** When each request was sent. */
  readonly requests: number[] = [];
  /** When nothing was left that had never been read. */
  surveyedAt: number | undefined;
  mirrorsKnownAt: number | undefined;
  focused = true;
  plans = 0;
  readonly #watched = new Map<RepositoryId, Watched>();
  readonly #unknownMirrors: Set<RepositoryId>;
  #tokens = 0;
  #now: number;
  #listAt: number;

  constructor(
    private readonly cloud: Cloud,
    start: number,
    likely: ReadonlySet<RepositoryId> = new Set(),
  ) {
    this.#now = start;
    this.#listAt = start;
    this.#unknownMirrors = new Set(cloud.mirrors);
    for (const id of cloud.ids) {
      this.#watched.set(id, { id, shown: false, likelyMirror: likely.has(id), successes: [] });
    }
  }

  get now(): number {
    return this.#now;
  }

  show(ids: readonly RepositoryId[]): void {
    for (const [id, one] of this.#watched) {
      this.#watched.set(id, { ...one, shown: ids.includes(id) });
    }
  }

  run(until: number): void {
    let perMinute = this.#perMinute(this.surveyedAt === undefined);
    while (this.#now < until) {
      this.#list();
      const { due, nextLook = until, surveying } = planReads(this.#watched.values(), this.#now, perMinute);
      this.plans += 1;
      perMinute = this.#perMinute(surveying);
      if (!surveying) {
        this.surveyedAt ??= this.#now;
      }
      const sent = due.slice(0, Math.max(0, Math.floor(this.#tokens)));
      for (const id of sent) {
        this.#send();
        this.#read(id);
      }
      const waitForToken = ((1 - this.#tokens) * MINUTE) / perMinute;
      const next = sent.length < due.length ? this.#now + waitForToken : Math.min(nextLook, this.#listAt);
      this.#moveTo(Math.min(Math.max(next, this.#now + SHORTEST_STEP), until), perMinute);
    }
  }

  #perMinute(surveying: boolean): number {
    return requestsPerMinute({ budget: BUDGET, focused: this.focused, surveying });
  }

  #moveTo(time: number, perMinute: number): void {
    const rate = perMinute / MINUTE;
    this.#tokens = Math.min(this.#tokens + (time - this.#now) * rate, Math.max(1, SAVED * rate));
    this.#now = time;
  }

  /** Lists are read from the same budget, before anything else. */
  #list(): void {
    if (this.#now < this.#listAt) {
      return;
    }
    this.#listAt += LIST_EVERY;
    for (let page = 0; page < this.cloud.ids.length / PER_PAGE; page += 1) {
      this.#send();
    }
  }

  #send(): void {
    this.requests.push(this.#now);
    this.#tokens -= 1;
  }

  #read(id: RepositoryId): void {
    const before = this.#watched.get(id);
    if (!before) {
      return;
    }
    const asOf = this.#now + LATENCY;
    const { health, success } = this.cloud.read(id, asOf);
    const isNew = success !== undefined && !before.successes.includes(success);
    this.#watched.set(id, {
      ...before,
      asOf,
      health,
      likelyMirror: health !== 'none',
      scheduled: health !== 'none',
      successes: isNew ? [...before.successes, success].slice(-MOST_SUCCESSES) : before.successes,
      runningSince: health === 'syncing' ? (before.runningSince ?? asOf) : undefined,
    });
    if (this.#unknownMirrors.delete(id) && this.#unknownMirrors.size === 0) {
      this.mirrorsKnownAt = asOf;
    }
  }
}
