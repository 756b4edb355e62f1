/** What all who keep files in the extension's own folder, which the windows share, have in common. */
import { randomBytes } from 'node:crypto';
import { lstat, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Time that it takes to put one file in the place of another. */
const REPLACED_WITHIN_MS = 20;
const ATTEMPTS = 3;

export interface WholeOptions {
  /**
   * Whether it is to outlast a power cut: what was not brought to the disk may be an empty file then. Default: true.
   */
  readonly lasting?: boolean;
  /** Told about the file that is complete, in the moment before it takes the place of the one that was there. */
  readonly onWritten?: (facts: FileFacts) => void;
}

/** What tells a file from the one that it replaces, and from itself before it was changed. */
export interface FileFacts {
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

/**
 * Writes a file that only this user can read. Whoever reads meanwhile, and whoever reads after a crash, sees the old
 * text or the new one and never half of it. The folder has to be there.
 *
 * @throws the file system's error; then the file is as it was
 */
export async function writeWhole(file: string, text: string, options: WholeOptions = {}): Promise<void> {
  const { lasting = true, onWritten } = options;
  const unfinished = `${file}.${randomName()}.tmp`;
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await (lasting ? handle.sync().catch(unlessImpossible) : undefined);
      onWritten?.(await handle.stat({ bigint: true }));
    } finally {
      await handle.close();
    }
    await whenUnlocked(() => rename(unfinished, file));
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Windows locks a file for the moment in which it is replaced, or looked at by a virus scanner. */
export async function whenUnlocked<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !['EACCES', 'EBUSY', 'EPERM'].includes(codeOf(error) ?? '')) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, REPLACED_WITHIN_MS * attempt));
    }
  }
}

/** Some network drives cannot be asked to bring a file to the disk. That is no reason to write nothing. */
function unlessImpossible(error: unknown): void {
  if (!['EINVAL', 'ENOSYS', 'ENOTSUP', 'EPERM'].includes(codeOf(error) ?? '')) {
    throw error;
  }
}

/** No file takes so long to be written. */
const UNFINISHED_AFTER_MS = 60_000;

/** Removes what writers that were killed have left of files in this folder. Never throws. */
export async function removeUnfinished(folder: string, now: number): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names.filter((each) => /\.[0-9a-f]{12,16}\.tmp$/.test(each))) {
    const file = path.join(folder, name);
    if (((await ageOf(file, now)) ?? 0) > UNFINISHED_AFTER_MS) {
      await rm(file, { force: true }).catch(() => undefined);
    }
  }
}

/** Sixteen hexadecimal digits that nobody can guess. */
export function randomName(): string {
  return randomBytes(8).toString('hex');
}

/** Is there a file, or a socket, of this name? */
export async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

/** Milliseconds since the file was written; undefined when it is gone. */
export async function ageOf(file: string, now: number): Promise<number | undefined> {
  try {
    return now - (await stat(file)).mtimeMs;
  } catch {
    return undefined;
  }
}

/** The object in a text of JSON, or undefined. */
export function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // An object that JSON made has no other keys than text.
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Is there such a process on this computer, of whichever user? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** A number that can be asked after: zero and less would name groups of processes. */
export function isPid(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

/** The system's name of what went wrong, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
