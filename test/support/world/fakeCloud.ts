import {
  type CloudError,
  type RemoteMirror,
  type Repository,
  type RepositoryId,
  toCodeArtsProjectId,
  toRepositoryId,
} from '../../../src/api/index';
import type { FakeTime } from './fakeTime';
import { randomNumbers } from './random';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const RUN = MINUTE;
/** Standard deviation of the time of a run, from one day to the next. */
const VARIATION = 3 * MINUTE;
const PROJECTS = 40;

export interface CloudSize {
  readonly repositories: number;
  readonly mirrors: number;
  readonly days: number;
  /** Part of the daily runs that fail. */
  readonly failing: number;
}

export interface Run {
  readonly start: number;
  readonly end: number;
  readonly succeeds: boolean;
}

/** A mirror that went from success to failure. */
export interface Failure {
  readonly id: RepositoryId;
  readonly at: number;
}

export interface Sent {
  /** By a clock that is right, as all times here. */
  readonly at: number;
  readonly window: string;
  /** The mirror of a repository, or a page of a list. */
  readonly of: RepositoryId | 'list';
  readonly background: boolean;
}

/** Repositories, some of them with a mirror that runs once a day at a time of its own. */
export class FakeCloud {
  repositories: readonly Repository[];
  readonly mirrors: readonly RepositoryId[];
  readonly failures: Failure[] = [];
  /** All requests that have arrived. */
  readonly sent: Sent[] = [];
  /** What is answered instead. */
  fault: (() => CloudError | undefined) | undefined;
  /** The list is answered as if there was nothing in it, so many times. */
  emptyLists = 0;
  #frozenAt: number | undefined;
  readonly #runs = new Map<RepositoryId, Run[]>();
  readonly #random = randomNumbers(1);

  constructor(
    private readonly time: FakeTime,
    size: CloudSize,
  ) {
    const start = time.now;
    this.repositories = Array.from({ length: size.repositories }, (_, index) => ({
      id: toRepositoryId(index + 1, 'world'),
      name: `service-${index + 1}`,
      projectId: toCodeArtsProjectId((index % PROJECTS).toString(16).padStart(32, 'a')),
      projectName: `Project ${index % PROJECTS}`,
    }));
    const every = size.repositories / size.mirrors;
    this.mirrors = this.repositories.filter((_, index) => index % every === 0).map(({ id }) => id);
    for (const id of this.mirrors) {
      const usual = this.#random() * DAY;
      // The days before the first reading have seen a success.
      const days = Array.from({ length: size.days + 2 }, (_, index) => index - 2);
      const runs = days.map((day): Run => {
        const end = Math.round(start + day * DAY + usual + this.#variation());
        return { start: end - RUN, end, succeeds: day < 0 || this.#random() >= size.failing };
      });
      this.#runs.set(id, runs);
      runs.forEach(({ end, succeeds }, index) => {
        if (!succeeds && runs[index - 1]?.succeeds && end > start) {
          this.failures.push({ id, at: end });
        }
      });
    }
  }

  /** Another run, which somebody starts. It is too short to be seen under way. */
  add(id: RepositoryId, end: number, succeeds: boolean): void {
    const runs = [...this.runsOf(id), { start: end - 1, end, succeeds }].sort((a, b) => a.end - b.end);
    this.#runs.set(id, runs);
    if (!succeeds) {
      this.failures.push({ id, at: end });
    }
  }

  runsOf(id: RepositoryId): readonly Run[] {
    return this.#runs.get(id) ?? [];
  }

  /** From here on no run begins or ends. */
  freeze(): void {
    this.#frozenAt = this.time.now;
  }

  /** The record, as it is at this moment. */
  mirror(id: RepositoryId): RemoteMirror | undefined {
    const now = this.#frozenAt ?? this.time.now;
    const runs = this.#runs.get(id);
    if (!runs) {
      return undefined;
    }
    const ended = runs.filter(({ end }) => end <= now);
    const running = runs.find(({ start, end }) => start <= now && now < end);
    const last = ended.at(-1);
    const success = ended.findLast(({ succeeds }) => succeeds)?.end;
    const failures = ended.length - 1 - ended.findLastIndex(({ succeeds }) => succeeds);
    return {
      id: Number(id),
      repositoryId: id,
      status: running ? 'started' : failures > 0 ? 'failed' : 'finished',
      lastUpdateAt: new Date(running?.start ?? last?.end ?? now),
      lastSuccessfulUpdateAt: success === undefined ? undefined : new Date(success),
      sourceUrl: `https://git.example.com/team/service-${id}.git`,
      failures,
      scheduled: true,
      ...(failures > 0 && { lastError: { message: 'fatal: unable to access the source: exit status 128' } }),
    };
  }

  page(index: number, size: number): { items: readonly Repository[]; total: number; skipped: number } {
    if (this.emptyLists > 0) {
      this.emptyLists -= 1;
      return { items: [], total: 0, skipped: 0 };
    }
    const items = this.repositories.slice((index - 1) * size, index * size);
    return { items, total: this.repositories.length, skipped: 0 };
  }

  /** About normally distributed, and never more than three times as far. */
  #variation(): number {
    const sum = [1, 2, 3, 4].reduce((total) => total + this.#random() - 0.5, 0);
    return sum * Math.sqrt(3) * VARIATION;
  }
}
