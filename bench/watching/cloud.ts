import { type RepositoryId, toRepositoryId } from '../../src/api/index';
import { randomNumbers } from './random';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const RUN = MINUTE;
/** Standard deviation of the time of a run, from one day to the next. */
const VARIATION = 3 * MINUTE;

export interface CloudSize {
  readonly repositories: number;
  readonly mirrors: number;
  readonly days: number;
  /** Part of the daily runs that fail. */
  readonly failing: number;
}

interface Run {
  readonly start: number;
  readonly end: number;
  readonly succeeds: boolean;
}

/** A mirror that went from success to failure, and when somebody read that. */
export interface Failure {
  readonly id: RepositoryId;
  readonly at: number;
  seenAt?: number;
}

/** What the server says of a repository. */
export interface Answer {
  readonly health: 'none' | 'healthy' | 'failing' | 'syncing';
  readonly success?: number;
}

/** Repositories, some of them with a mirror that runs once a day at a time of its own. Times are milliseconds. */
export class Cloud {
  readonly ids: readonly RepositoryId[];
  readonly mirrors: readonly RepositoryId[];
  readonly failures: Failure[] = [];
  readonly #runs = new Map<RepositoryId, Run[]>();
  readonly #random = randomNumbers(1);

  constructor(
    private readonly start: number,
    size: CloudSize,
  ) {
    this.ids = Array.from({ length: size.repositories }, (_, index) => toRepositoryId(index + 1, 'bench'));
    const every = size.repositories / size.mirrors;
    this.mirrors = this.ids.filter((_, index) => index % every === 0);
    for (const id of this.mirrors) {
      const usual = this.#random() * DAY;
      // The days before the first reading have seen a success.
      const days = Array.from({ length: size.days + 2 }, (_, index) => index - 2);
      const ends = days.map((day) => ({ at: start + day * DAY + usual + this.#variation(), fresh: day < 0 }));
      this.#runs.set(
        id,
        ends.map(({ at, fresh }) => this.#run(at, fresh || this.#random() >= size.failing)),
      );
      this.#note(id, this.#runs.get(id) ?? []);
    }
  }

  /** Another run, which somebody starts. It is too short to be seen under way. */
  add(id: RepositoryId, end: number, succeeds: boolean): void {
    const runs = [...(this.#runs.get(id) ?? []), { start: end - 1, end, succeeds }].sort((a, b) => a.end - b.end);
    this.#runs.set(id, runs);
    if (!succeeds) {
      this.failures.push({ id, at: end });
    }
  }

  read(id: RepositoryId, now: number): Answer {
    const runs = this.#runs.get(id);
    if (!runs) {
      return { health: 'none' };
    }
    const ended = runs.filter(({ end }) => end <= now);
    const last = ended.at(-1);
    for (const failure of this.failures) {
      if (failure.id === id && failure.seenAt === undefined && failure.at === last?.end) {
        failure.seenAt = now;
      }
    }
    const running = runs.some(({ start, end }) => start <= now && now < end);
    const health = running ? 'syncing' : last?.succeeds === false ? 'failing' : 'healthy';
    return { health, success: ended.findLast(({ succeeds }) => succeeds)?.end };
  }

  #run(end: number, succeeds: boolean): Run {
    return { start: end - RUN, end, succeeds };
  }

  #note(id: RepositoryId, runs: readonly Run[]): void {
    runs.forEach(({ end, succeeds }, index) => {
      if (!succeeds && runs[index - 1]?.succeeds && end > this.start) {
        this.failures.push({ id, at: end });
      }
    });
  }

  /** About normally distributed, and never more than three times as far. */
  #variation(): number {
    const sum = [1, 2, 3, 4].reduce((total) => total + this.#random() - 0.5, 0);
    return sum * Math.sqrt(3) * VARIATION;
  }
}
