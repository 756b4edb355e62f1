import { constants, copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { codeOf, removeUnfinished, writeWhole } from '../windows/files';

/** What a file holds. `corrupt` means that it is there and makes no sense, such as one that was half written. */
export type StoredJson =
  { readonly kind: 'absent' } | { readonly kind: 'corrupt' } | { readonly kind: 'value'; readonly value: unknown };

/** The file of an identifier. One that is none of ours, such as `../x`, does not lead out of the folder. */
export function jsonFile(folder: string, id: string): string {
  return path.join(folder, `${id.replace(/[^\w-]/gu, '_')}.json`);
}

/** @throws when the file is there and cannot be read at all (rights, a broken disk) */
export async function readJson(file: string): Promise<StoredJson> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isAbsent(error)) {
      return { kind: 'absent' };
    }
    throw error;
  }
  try {
    return { kind: 'value', value: JSON.parse(text) as unknown };
  } catch {
    return { kind: 'corrupt' };
  }
}

/** Whoever reads meanwhile sees the old text or the new one. Removes what killed writers have left beside it. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  await writeWhole(file, `${JSON.stringify(value, null, 2)}\n`);
  await removeUnfinished(folder, Date.now());
}

/**
 * Copies a file that is about to be replaced to the first free name of `x.json.kept`, `x.json.2.kept`, ...: whoever
 * comes second, also at the same time, takes away nothing that was kept before.
 */
export async function keepBeside(file: string): Promise<void> {
  for (let count = 1; ; count += 1) {
    try {
      await copyFile(file, count === 1 ? `${file}.kept` : `${file}.${count}.kept`, constants.COPYFILE_EXCL);
      return;
    } catch (error) {
      if (isAbsent(error)) {
        return;
      }
      if (codeOf(error) !== 'EEXIST') {
        throw error;
      }
    }
  }
}

/** Names without `.json` of the files in a folder, sorted; none when there is no folder. */
export async function jsonNames(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
      .sort();
  } catch (error) {
    if (isAbsent(error)) {
      return [];
    }
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}
