import path from 'node:path';
import type { Disposable } from '../ui/emitter';
import { isAlive } from './files';
import { endsTooLate, LeaseFiles, type LeaseRecord, type StoredLease } from './leaseFiles';

export interface LeasesOptions {
  /** Says in the files who holds a lease; for people who look at them. */
  readonly owner: string;
  /** The process that holds them. Default: this one. */
  readonly pid?: number;
  readonly clock: () => Date;
  /** Is there such a process on this computer? */
  readonly isAlive?: (pid: number) => boolean;
}

/** Held until it is released, until its time is up, or until the process has ended. */
export interface Lease {
  /** Whether others believe at this moment that it is held here: not after its time, or when the clock was set back far. */
  readonly isHeld: boolean;
  /**
   * Holds it longer.
   *
   * @param holdForMs milliseconds from now on
   * @returns false when it is not held any more; then it cannot be extended again
   */
  extend(holdForMs: number): Promise<boolean>;
  /** Gives it back. Never throws, and may be called after its time. */
  release(): Promise<void>;
}

/** What came of trying to take a lease. */
export type Attempt =
  | { readonly lease: Lease }
  /** Milliseconds since 1970 when the present one ends; undefined when another has just been quicker. */
  | { readonly lease?: undefined; readonly heldUntil: number | undefined };

/**
 * Lets one of several processes of a user do something, such as renew a token or ask a person.
 *
 * Each time that a lease is taken, it is taken under the next number, in a file that only one process can create. Nothing
 * that may be in use is ever renamed or removed, so that no process can take away a lease that it has not looked at. Who
 * has created a file looks at all once more: a lease is held by who sees no other that is held.
 */
export class Leases implements Disposable {
  readonly #files: LeaseFiles;
  readonly #owner: string;
  readonly #pid: number;
  readonly #clock: () => Date;
  readonly #isAlive: (pid: number) => boolean;
  readonly #held = new Set<Lease>();

  /**
   * Touches no disk.
   *
   * @param folder that all processes share
   */
  constructor(folder: string, options: LeasesOptions) {
    this.#files = new LeaseFiles(path.join(folder, 'leases'));
    this.#owner = options.owner;
    this.#pid = options.pid ?? process.pid;
    this.#clock = options.clock;
    this.#isAlive = options.isAlive ?? isAlive;
  }

  /**
   * Takes a lease that nobody holds.
   *
   * @param name what it is for; any text
   * @param holdForMs milliseconds after which others may take it
   * @returns undefined when another holds it, or has just been quicker
   * @throws the file system's error when the folder cannot be read or written
   */
  async take(name: string, holdForMs: number): Promise<Lease | undefined> {
    return (await this.attempt(name, holdForMs)).lease;
  }

  /** As `take`, and says when it is worth while to try again. */
  async attempt(name: string, holdForMs: number): Promise<Attempt> {
    const { hostname } = await import('node:os');
    const now = this.#clock().getTime();
    const known = await this.#files.list(name, now);
    const held = known.filter((record) => this.#isHeld(record, now));
    if (held.length > 0) {
      return { heldUntil: Math.max(...held.map(({ until }) => until)) };
    }
    const number = Math.max(0, ...known.map((record) => record.number)) + 1;
    const term = { until: now + holdForMs, heldForMs: holdForMs };
    const mine = { number, owner: this.#owner, pid: this.#pid, host: hostname(), ...term };
    if (!(await this.#files.create(name, mine))) {
      return { heldUntil: undefined };
    }
    // Who cannot see what the others do does not hold it.
    if (await this.#hasBeenQuicker(name, number).catch(() => true)) {
      await this.#files.overwrite(name, { ...mine, until: 0 });
      return { heldUntil: undefined };
    }
    await this.#files.removeOld(name, known, now);
    return { lease: this.#leaseOf(name, mine) };
  }

  /** Gives back all that is held. */
  async releaseAll(): Promise<void> {
    await Promise.all([...this.#held].map((lease) => lease.release()));
  }

  /** As `releaseAll`, for those who cannot wait. */
  dispose(): void {
    void this.releaseAll();
  }

  #leaseOf(name: string, taken: LeaseRecord): Lease {
    let mine = taken;
    const isHeld = (): boolean => this.#held.has(lease);
    const isBelieved = (): boolean => isHeld() && this.#isInTime(mine);
    const release = async (): Promise<void> => {
      this.#held.delete(lease);
      mine = { ...mine, until: 0 };
      // When it cannot be written, its time ends it.
      await this.#files.overwrite(name, mine).catch(() => undefined);
    };
    const extend = async (holdForMs: number): Promise<boolean> => {
      const now = this.#clock().getTime();
      if (!isHeld() || now >= mine.until) {
        await release();
        return false;
      }
      mine = { ...mine, until: now + holdForMs, heldForMs: holdForMs };
      try {
        await this.#files.overwrite(name, mine);
        // While this was written it may have been released, or taken by another at the end of its time.
        if (!(await this.#isHeldByOthers(name, mine.number)) && isHeld()) {
          return true;
        }
      } catch {
        // Who cannot say so to the others does not hold it.
      }
      await release();
      return false;
    };
    const lease: Lease = {
      extend,
      release,
      get isHeld() {
        return isBelieved();
      },
    };
    this.#held.add(lease);
    return lease;
  }

  /** Another has taken it since, and may have given it back: a number that was passed over is not used. */
  async #hasBeenQuicker(name: string, own: number): Promise<boolean> {
    const now = this.#clock().getTime();
    const records = await this.#files.list(name, now);
    return records.some((record) => record.number > own || (record.number < own && this.#isHeld(record, now)));
  }

  async #isHeldByOthers(name: string, own: number): Promise<boolean> {
    const now = this.#clock().getTime();
    const records = await this.#files.list(name, now);
    return records.some((record) => record.number !== own && this.#isHeld(record, now));
  }

  #isInTime({ until, heldForMs }: LeaseRecord): boolean {
    const now = this.#clock().getTime();
    return now < until && !endsTooLate(until, heldForMs, now);
  }

  #isHeld(record: StoredLease, now: number): boolean {
    return now < record.until && (!record.isHere || this.#isAlive(record.pid));
  }
}
