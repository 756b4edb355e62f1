import path from 'node:path';
import type { Disposable } from '../ui/emitter';
import { isAlive } from './files';
import { LeaseFiles, type LeaseRecord, type StoredLease } from './leaseFiles';

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
    const { hostname } = await import('node:os');
    const now = this.#clock().getTime();
    const known = await this.#files.list(name, now);
    if (known.some((record) => this.#isHeld(record, now))) {
      return undefined;
    }
    const number = Math.max(0, ...known.map((record) => record.number)) + 1;
    const term = { until: now + holdForMs, heldForMs: holdForMs };
    const mine = { number, owner: this.#owner, pid: this.#pid, host: hostname(), ...term };
    if (!(await this.#files.create(name, mine))) {
      return undefined;
    }
    // Who cannot see what the others do does not hold it.
    if (await this.#hasBeenQuicker(name, number).catch(() => true)) {
      await this.#files.overwrite(name, { ...mine, until: 0 });
      return undefined;
    }
    await this.#files.removeOld(name, known, now);
    return this.#leaseOf(name, mine);
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
    const lease: Lease = { extend, release };
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

  #isHeld(record: StoredLease, now: number): boolean {
    return now < record.until && (!record.isHere || this.#isAlive(record.pid));
  }
}
