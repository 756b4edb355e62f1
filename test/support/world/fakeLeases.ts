import type { Attempt, Leases } from '../../../src/windows/lease';
import { endsTooLate } from '../../../src/windows/leaseFiles';
import type { FakeDisk } from './fakeDisk';
import type { FakeTime } from './fakeTime';

interface Term {
  readonly until: number;
  readonly heldForMs: number;
  readonly isAlive: () => boolean;
}

/** Leases in memory, by the rules of `Leases`: held until given back, until the end of its time, or of its process. */
export class FakeLeases {
  readonly #terms = new Map<string, Term>();

  constructor(
    private readonly time: FakeTime,
    private readonly disk: FakeDisk,
  ) {}

  of(isAlive: () => boolean): Pick<Leases, 'attempt'> {
    return { attempt: (name, holdForMs) => Promise.resolve().then(() => this.#attempt(name, holdForMs, isAlive)) };
  }

  #attempt(name: string, holdForMs: number, isAlive: () => boolean): Attempt {
    const now = this.time.clock().getTime();
    const held = this.#terms.get(name);
    if (held && this.#isBelieved(held, now) && held.isAlive()) {
      return { heldUntil: held.until };
    }
    this.#write();
    let mine: Term = { until: now + holdForMs, heldForMs: holdForMs, isAlive };
    const isMine = (): boolean => this.#terms.get(name) === mine;
    const release = (): Promise<void> => {
      if (isMine() && isAlive()) {
        this.#terms.delete(name);
      }
      return Promise.resolve();
    };
    this.#terms.set(name, mine);
    const lease = {
      get isHeld() {
        return isHeld();
      },
      release,
      extend: async (ms: number): Promise<boolean> => {
        const from = this.time.clock().getTime();
        if (!isMine() || from >= mine.until || this.disk.full) {
          await release();
          return false;
        }
        mine = { until: from + ms, heldForMs: ms, isAlive };
        this.#terms.set(name, mine);
        return true;
      },
    };
    const isHeld = (): boolean => isMine() && this.#isBelieved(mine, this.time.clock().getTime());
    return { lease };
  }

  #isBelieved({ until, heldForMs }: Term, now: number): boolean {
    return now < until && !endsTooLate(until, heldForMs, now);
  }

  #write(): void {
    if (this.disk.full) {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    }
  }
}
