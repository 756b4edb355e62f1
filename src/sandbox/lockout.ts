export interface LockoutOptions {
  readonly clock: () => Date;
  /** How long a name stays locked. */
  readonly lockMs: number;
}

const FAILURES_BEFORE_LOCK = 5;

/** Locks a name (a user, an access key) after five failures in a row. What happens to one name is nothing to another. */
export class Lockout {
  private readonly failures = new Map<string, number>();
  private readonly lockedUntil = new Map<string, number>();

  constructor(private readonly options: LockoutOptions) {}

  isLocked(name: string): boolean {
    return this.options.clock().getTime() < (this.lockedUntil.get(name) ?? 0);
  }

  failed(name: string): void {
    const failures = (this.failures.get(name) ?? 0) + 1;
    this.failures.set(name, failures);
    if (failures >= FAILURES_BEFORE_LOCK) {
      this.failures.delete(name);
      this.lockedUntil.set(name, this.options.clock().getTime() + this.options.lockMs);
    }
  }

  succeeded(name: string): void {
    this.failures.delete(name);
  }
}
