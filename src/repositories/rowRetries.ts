import type { RepositoryId } from '../api/index';
import type { Clock } from '../ui/session';

interface Failing {
  readonly failures: number;
  /** When it may be asked for again, in epoch milliseconds; undefined when that would be of no use. */
  readonly due?: number;
}

/** Which rows could not be read, how often in a row, and when each may be asked for again. */
export class RowRetries {
  readonly #rows = new Map<RepositoryId, Failing>();

  constructor(private readonly clock: Clock) {}

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

  /** When it may be asked for again, in epoch milliseconds; undefined for what has not failed, or is being asked for. */
  dueAt(id: RepositoryId): number | undefined {
    return this.#rows.get(id)?.due;
  }

  isDue(id: RepositoryId): boolean {
    const due = this.dueAt(id);
    return due !== undefined && due <= this.clock().getTime();
  }

  forget(id: RepositoryId): void {
    this.#rows.delete(id);
  }

  clear(): void {
    this.#rows.clear();
  }
}
