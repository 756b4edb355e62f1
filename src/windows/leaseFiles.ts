import path from 'node:path';
import { ageOf, codeOf, isPid, readObject, removeUnfinished, writeWhole } from './files';

/** Who creates a file writes it at once. What cannot be read after this time was left by one that has ended. */
const WRITTEN_WITHIN_MS = 5_000;
/** Time that it takes to put one file in the place of another. */
const REPLACED_WITHIN_MS = 20;
/** A clock may be set back by so much, or be behind that of another computer. */
const CLOCK_DIFFERENCE_MS = 5_000;
/** Nobody is still looking at what ended so long ago. */
const KEPT_MS = 60_000;

/** What a process writes about the lease that it takes. */
export interface LeaseRecord {
  readonly number: number;
  readonly owner: string;
  readonly pid: number;
  readonly host: string;
  /** Milliseconds since 1970; zero when it was given back. */
  readonly until: number;
  /** Milliseconds that it was taken for, before that. */
  readonly heldForMs: number;
}

/** What is found. */
export interface StoredLease {
  readonly number: number;
  readonly until: number;
  readonly pid: number;
  /** The process is, or was, one of this computer. */
  readonly isHere: boolean;
}

/** The files of all leases: one each time that one was taken, under a number that goes up. */
export class LeaseFiles {
  /** Files of leases that were given back: nobody writes them again, so they are read once. */
  readonly #givenBack = new Set<string>();

  constructor(private readonly folder: string) {}

  /**
   * All files of a lease. One that is just being written counts as held.
   *
   * @throws the file system's error when it cannot say what there is: that is not to be taken for nothing
   */
  async list(name: string, now: number): Promise<readonly StoredLease[]> {
    const { readdir } = await import('node:fs/promises');
    const files = await readdir(this.folder).catch((error: unknown): string[] => {
      if (codeOf(error) === 'ENOENT') {
        return [];
      }
      throw error;
    });
    const prefix = await prefixOf(name);
    const read = files.flatMap((file) => {
      const number = file.startsWith(prefix) ? /^(\d{1,15})\.json$/.exec(file.slice(prefix.length))?.[1] : undefined;
      return number === undefined ? [] : [this.#read(path.join(this.folder, file), Number(number), now)];
    });
    return (await Promise.all(read)).filter((lease) => lease !== undefined);
  }

  /**
   * Writes a new file.
   *
   * @returns false when another process has created the one of this number
   * @throws the file system's error
   */
  async create(name: string, record: LeaseRecord): Promise<boolean> {
    const { mkdir, writeFile } = await import('node:fs/promises');
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    try {
      await writeFile(await this.#fileOf(name, record.number), textOf(record), { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') {
        return false;
      }
      throw error;
    }
  }

  /**
   * Changes the file that this process has created.
   *
   * @throws the file system's error
   */
  async overwrite(name: string, record: LeaseRecord): Promise<void> {
    // Whoever lives through a power cut holds nothing any more.
    await writeWhole(await this.#fileOf(name, record.number), textOf(record), { lasting: false });
  }

  /**
   * Removes what is left of leases that have ended, before the one that is held now, and of files that were never
   * finished. Never throws.
   */
  async removeOld(name: string, ended: readonly StoredLease[], now: number): Promise<void> {
    const { rm } = await import('node:fs/promises');
    await removeUnfinished(this.folder, now);
    for (const { number } of ended) {
      const file = await this.#fileOf(name, number);
      if (((await ageOf(file, now)) ?? Infinity) > KEPT_MS) {
        await rm(file, { force: true }).catch(() => undefined);
        this.#givenBack.delete(file);
      }
    }
  }

  async #read(file: string, number: number, now: number): Promise<StoredLease | undefined> {
    if (this.#givenBack.has(file)) {
      return { number, until: 0, pid: 0, isHere: false };
    }
    const { hostname } = await import('node:os');
    const { until, heldForMs, pid, host } = readObject(await readText(file)) ?? {};
    if (typeof until === 'number' && isPid(pid) && typeof host === 'string') {
      if (until === 0) {
        this.#givenBack.add(file);
      }
      const wrong = typeof heldForMs === 'number' && endsTooLate(until, heldForMs, now);
      return { number, until: wrong ? 0 : until, pid, isHere: host === hostname() };
    }
    const age = await ageOf(file, now);
    return age === undefined ? undefined : { number, until: now - age + WRITTEN_WITHIN_MS, pid: 0, isHere: false };
  }

  async #fileOf(name: string, number: number): Promise<string> {
    return path.join(this.folder, `${await prefixOf(name)}${number}.json`);
  }
}

/** Was it taken after now? The clock was wrong then, and who knows how long ago that was. */
export function endsTooLate(until: number, heldForMs: number, now: number): boolean {
  return until > now + heldForMs + CLOCK_DIFFERENCE_MS;
}

/** Empty when the file is gone or cannot be read. */
async function readText(file: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  for (let attempts = 2; attempts > 0; attempts -= 1) {
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      const code = codeOf(error) ?? '';
      if (code === 'EMFILE' || code === 'ENFILE') {
        throw error;
      }
      if (code === 'ENOENT') {
        break;
      }
      // Windows locks a file for the moment in which it is replaced.
      await new Promise((resolve) => setTimeout(resolve, REPLACED_WITHIN_MS));
    }
  }
  return '';
}

function textOf({ owner, pid, host, until, heldForMs }: LeaseRecord): string {
  return JSON.stringify({ owner, pid, host, until, heldForMs });
}

/** Any name is made one that every file system can keep. */
async function prefixOf(name: string): Promise<string> {
  const { createHash } = await import('node:crypto');
  return `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.`;
}
