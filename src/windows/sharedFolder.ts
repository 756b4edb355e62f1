import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Disposable, Event } from '../ui/emitter';
import {
  done,
  failureOf,
  type FileFailure,
  type FileOutcome,
  isFileName,
  type JsonRead,
  readStored,
  type TextRead,
} from './fileResults';
import { codeOf, type FileFacts, removeUnfinished, whenUnlocked, writeWhole } from './files';
import { FolderWatch } from './folderWatch';
import { Turns } from './turns';
import type { WatchingOptions } from './watching';

export interface JsonFormat {
  /** Of what is written; the latest one that can be read. From 1 up. */
  readonly version: number;
}

export interface ReadLimit {
  /** A file with more bytes is not read. */
  readonly limitBytes: number;
}

export type SharedFolderOptions = Pick<WatchingOptions, 'timers' | 'onDidFocus' | 'watch'>;

const BAD_NAME: FileFailure = { kind: 'failed', why: 'name' };

/**
 * Files that the windows of one editor share, for this user only. What is done with one file is done one after the
 * other. The disk never makes anything throw: what is wrong with it is a result.
 */
export class SharedFolder implements Disposable {
  readonly #folder: string;
  readonly #turns = new Turns();
  readonly #watch: FolderWatch;

  /**
   * Touches no disk.
   *
   * @param folder absolute; made when something is written or listened to
   */
  constructor(folder: string, options: SharedFolderOptions) {
    this.#folder = folder;
    this.#watch = new FolderWatch({ ...options, folder, turns: this.#turns });
  }

  /**
   * Names of files that another window has written or removed; what this window does itself is not told. Whatever comes
   * after a first `read` that was begun after this is told, possibly with what that read has seen.
   */
  get onDidChange(): Event<string> {
    return this.#watch.onDidChange;
  }

  /** What `write` has written. */
  async read(name: string, { version, limitBytes }: JsonFormat & ReadLimit): Promise<JsonRead> {
    const read = await this.readText(name, { limitBytes });
    return read.kind === 'text' ? readStored(read.text, version) : read;
  }

  /**
   * Replaces a file, or makes it. Readers see the value of before or this one.
   *
   * @throws TypeError for a value that JSON cannot hold
   */
  async write(name: string, value: unknown, { version }: JsonFormat): Promise<FileOutcome> {
    return this.writeText(name, JSON.stringify({ version, value }));
  }

  /** All of a file, as it is. */
  async readText(name: string, { limitBytes }: ReadLimit): Promise<TextRead> {
    if (!isFileName(name)) {
      return { kind: 'absent' };
    }
    const unready = this.#watch.unready;
    if (unready !== undefined) {
      await unready;
    }
    return this.#turns.take(name, () => readWithin(this.#fileOf(name), limitBytes));
  }

  /** As `write`, for what is no JSON. */
  writeText(name: string, text: string): Promise<FileOutcome> {
    return this.#change(name, async (file) => {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      let written: FileFacts | undefined;
      await writeWhole(file, text, { onWritten: (facts) => (written = facts) });
      this.#watch.isOwn(name, written);
      await removeUnfinished(this.#folder, Date.now());
    });
  }

  /**
   * Adds a line at the end. One that a crash has cut off stays a line of its own: whoever reads finds that it makes no
   * sense.
   *
   * @param line without a line break
   */
  append(name: string, line: string): Promise<FileOutcome> {
    return this.#change(name, async (file) => {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const { before, after, bytes } = await appendLine(file, line);
      this.#watch.hasGrown(name, before, after, bytes);
    });
  }

  /** What is not there counts as removed. */
  remove(name: string): Promise<FileOutcome> {
    return this.#change(name, async (file) => {
      await whenUnlocked(() => rm(file, { force: true }));
      this.#watch.isOwn(name, undefined);
    });
  }

  /**
   * Removes all files whose names begin so, also what was never finished by who wrote it.
   *
   * @returns the first failure; the others are removed all the same
   */
  async removeAll(prefix = ''): Promise<FileOutcome> {
    try {
      const entries = await readdir(this.#folder, { withFileTypes: true });
      const names = entries.filter((entry) => entry.isFile() && entry.name.startsWith(prefix)).map(({ name }) => name);
      const outcomes = await Promise.all(
        names.map((name) => (isFileName(name) ? this.remove(name) : this.#removeUnnamed(name))),
      );
      return outcomes.find(({ kind }) => kind === 'failed') ?? done;
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? done : failureOf(error);
    }
  }

  /** Names of the files, sorted; none when there is no folder. */
  async list(): Promise<{ readonly kind: 'names'; readonly names: readonly string[] } | FileFailure> {
    try {
      const entries = await readdir(this.#folder, { withFileTypes: true });
      const names = entries.filter((entry) => entry.isFile() && isFileName(entry.name)).map(({ name }) => name);
      return { kind: 'names', names: names.sort() };
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? { kind: 'names', names: [] } : failureOf(error);
    }
  }

  /** Ends the watching. Files can still be read and written. */
  dispose(): void {
    this.#watch.dispose();
  }

  /** What only a listing of the folder names, such as a file that was never finished. */
  async #removeUnnamed(name: string): Promise<FileOutcome> {
    try {
      await whenUnlocked(() => rm(this.#fileOf(name), { force: true }));
      return done;
    } catch (error) {
      return failureOf(error);
    }
  }

  async #change(name: string, work: (file: string) => Promise<void>): Promise<FileOutcome> {
    if (!isFileName(name)) {
      return BAD_NAME;
    }
    try {
      await this.#turns.take(name, () => work(this.#fileOf(name)));
      return done;
    } catch (error) {
      return failureOf(error);
    }
  }

  #fileOf(name: string): string {
    return path.join(this.#folder, name);
  }
}

async function readWithin(file: string, limitBytes: number): Promise<TextRead> {
  try {
    // What is no file, such as a pipe, may keep whoever opens it waiting for ever.
    if (!(await stat(file)).isFile()) {
      return { kind: 'unreadable' };
    }
    const handle = await whenUnlocked(() => open(file, 'r'));
    try {
      const { size: bytes } = await handle.stat();
      return bytes > limitBytes
        ? { kind: 'tooLarge', bytes }
        : { kind: 'text', text: await handle.readFile({ encoding: 'utf8' }) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? { kind: 'absent' } : { kind: 'unreadable', code: codeOf(error) };
  }
}

interface Appended {
  readonly before: FileFacts;
  readonly after: FileFacts;
  readonly bytes: number;
}

async function appendLine(file: string, line: string): Promise<Appended> {
  const handle = await whenUnlocked(() => open(file, 'a+', 0o600));
  try {
    const before = await handle.stat({ bigint: true });
    const last = Buffer.alloc(1);
    if (before.size > 0n) {
      await handle.read(last, 0, 1, Number(before.size) - 1);
    }
    const isCutOff = before.size > 0n && last.toString() !== '\n';
    // In one piece, so that two windows do not write into each other's line.
    const text = `${isCutOff ? '\n' : ''}${line}\n`;
    await handle.appendFile(text);
    return { before, after: await handle.stat({ bigint: true }), bytes: Buffer.byteLength(text) };
  } finally {
    await handle.close();
  }
}
