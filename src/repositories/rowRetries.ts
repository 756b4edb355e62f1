import type { RepositoryId } from '../api/index';
import { Alarm } from '../ui/alarm';
import type { Disposable } from '../ui/emitter';
import type { Clock } from '../ui/session';

interface Failing {
  readonly failures: number;
  /** When it may be asked for again, in epoch milliseconds; undefined when that would be of no use. */
  readonly due?: number;
}

/** Which rows could not be read, how often in a row, and when each may be asked for again. One timer for all. */
export class RowRetries implements Disposable {
  readonly #rows = new Map<RepositoryId, Failing>();
  readonly #alarm: Alarm;

  /** @param onDue called when one of the rows that are watched is due */
  constructor(
    private readonly clock: Clock,
    onDue: () => void,
  ) {
    this.#alarm = new Alarm(clock, onDue);
  }

  /** @returns how often in a row, this time included */
  failed(id: RepositoryId): number {
    const failures = (this.#rows.get(id)?.failures ?? 0) + 1;
    this.#rows.set(id, { failures });
    return failures;
  }

  askAgainAfter(id: RepositoryId, ms: number): void {
    this.#rows.set(id, { failures: this.#rows.get(id)?.failures ?? 0, due: this.clock().getTime() + ms });
  }

  /** It is asked for, so that it is not due until it fails again. */
  asked(id: RepositoryId): void {
    const row = this.#rows.get(id);
    if (row) {
      this.#rows.set(id, { failures: row.failures });
    }
  }

  isDue(id: RepositoryId): boolean {
    const due = this.#rows.get(id)?.due;
    return due !== undefined && due <= this.clock().getTime();
  }

  forget(id: RepositoryId): void {
    this.#rows.delete(id);
  }

  clear(): void {
    this.#rows.clear();
    this.#alarm.clear();
  }

  /** Waits for the first of these. What nobody looks at is not waited for. */
  watch(shown: ReadonlySet<RepositoryId>): void {
    this.#alarm.clear();
    const dues = [...this.#rows].flatMap(([id, { due }]) => (due !== undefined && shown.has(id) ? [due] : []));
    if (dues.length > 0) {
      this.#alarm.set(Math.min(...dues));
    }
  }

  dispose(): void {
    this.clear();
  }
}
