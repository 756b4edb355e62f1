/** What those who look after the shared folder have in common. */
import path from 'node:path';

/**
 * Writes a file that only this user can read, so that a reader sees all of it or nothing.
 *
 * @throws the file system's error
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const { rename, rm, writeFile } = await import('node:fs/promises');
  const unfinished = `${file}.${await randomName()}.tmp`;
  try {
    await writeFile(unfinished, text, { flag: 'wx', mode: 0o600 });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** No file takes so long to be written. */
const UNFINISHED_AFTER_MS = 60_000;

/** Removes what writers that were killed have left of files in this folder. Never throws. */
export async function removeUnfinished(folder: string, now: number): Promise<void> {
  const { readdir, rm } = await import('node:fs/promises');
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names.filter((each) => /\.[0-9a-f]{12,16}\.tmp$/.test(each))) {
    const file = path.join(folder, name);
    if (((await ageOf(file, now)) ?? 0) > UNFINISHED_AFTER_MS) {
      await rm(file, { force: true }).catch(() => undefined);
    }
  }
}

/** Sixteen hexadecimal digits that nobody can guess. */
export async function randomName(): Promise<string> {
  const { randomBytes } = await import('node:crypto');
  return randomBytes(8).toString('hex');
}

/** Is there a file, or a socket, of this name? */
export async function exists(file: string): Promise<boolean> {
  const { lstat } = await import('node:fs/promises');
  return lstat(file).then(
    () => true,
    () => false,
  );
}

/** Milliseconds since the file was written; undefined when it is gone. */
export async function ageOf(file: string, now: number): Promise<number | undefined> {
  const { stat } = await import('node:fs/promises');
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
