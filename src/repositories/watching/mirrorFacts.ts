import type { RepositoryId } from '../../api/index';
import { type Disposable, Disposables } from '../../ui/emitter';
import type { Clock } from '../../ui/session';
import type { MirrorHealth } from '../mirrorHealth';
import { readingOf } from '../mirrorState';
import type { ReadingChange, Readings } from '../readings';
import type { Watched } from './schedule';

/** More than these tell nothing new about when a mirror usually runs. */
const SUCCESSES_KEPT = 30;

export interface MirrorFactsParts {
  readonly readings: Readings;
  readonly healthOf: (id: RepositoryId) => MirrorHealth | undefined;
  /** When one that could not be read may be asked for again, in epoch milliseconds. */
  readonly notBefore: (id: RepositoryId) => number | undefined;
  readonly clock: Clock;
}

/** What the schedule needs to know of each mirror, gathered from one reading after the other. */
export class MirrorFacts implements Disposable {
  readonly #owned = new Disposables();
  readonly #successes = new Map<RepositoryId, number[]>();
  readonly #runs = new Map<RepositoryId, number>();

  constructor(private readonly parts: MirrorFactsParts) {
    this.#owned.add(
      parts.readings.onDidChange((change) => {
        this.#note(change);
      }),
    );
    this.#owned.add(
      parts.readings.onDidClear(() => {
        this.#successes.clear();
        this.#runs.clear();
      }),
    );
    for (const [id, after] of parts.readings.entries()) {
      this.#note({ id, before: after, after });
    }
  }

  /** Successes that were seen in earlier windows, oldest first, in epoch milliseconds. */
  remember(id: RepositoryId, successes: readonly number[]): void {
    const known = this.#successes.get(id) ?? [];
    const all = [...new Set([...successes, ...known])].sort((a, b) => a - b);
    this.#successes.set(id, all.slice(-SUCCESSES_KEPT));
  }

  watched(id: RepositoryId, shown: boolean): Watched {
    const { readings, healthOf, notBefore } = this.parts;
    const reading = readings.of(id);
    const successes = this.#successes.get(id) ?? [];
    return {
      id,
      shown,
      likelyMirror: successes.length > 0 || reading?.mirror !== undefined,
      asOf: reading?.asOf.getTime(),
      health: healthOf(id),
      scheduled: reading?.mirror?.scheduled,
      successes,
      runningSince: this.#runs.get(id),
      notBefore: notBefore(id),
    };
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #note({ id, after }: ReadingChange): void {
    const reading = readingOf(after);
    const success = reading?.times?.success?.getTime();
    if (success !== undefined && this.#successes.get(id)?.at(-1) !== success) {
      this.remember(id, [success]);
    }
    if (this.parts.healthOf(id) !== 'syncing') {
      this.#runs.delete(id);
    } else if (!this.#runs.has(id)) {
      this.#runs.set(id, this.parts.clock().getTime());
    }
  }
}
