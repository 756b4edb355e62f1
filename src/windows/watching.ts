import { watch as systemWatch } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Disposable } from '../ui/emitter';
import { isFileName } from './fileResults';
import { codeOf, type FileFacts } from './files';
import type { Timers } from './timers';
import type { Turns } from './turns';

/** What is written in several steps is told once, when so long nothing has happened to it, ... */
const QUIET_MS = 100;
/** ... or after this time, when it does not end. */
const LONGEST_BURST_MS = 1_000;
/** How often a folder is looked at that the system does not watch. */
const LOOK_EVERY_MS = 60_000;
/** In the place of a name: the folder itself. */
const FOLDER = '';

/** `fs.watch`, as far as it is needed. */
export type WatchFunction = (folder: string, options: { readonly persistent: false }) => FolderWatcher;

export interface FolderWatcher {
  on(event: 'change', listener: (type: string, name: string | Buffer | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): void;
}

export interface WatchingOptions {
  readonly folder: string;
  /** In which files are changed by this window, too: what it does is not taken for what others do. */
  readonly turns: Turns;
  readonly timers: Timers;
  /** A person has come to this window: what the system has not told is found then. */
  readonly onDidFocus: (listener: () => void) => Disposable;
  readonly watch?: WatchFunction;
}

interface Burst {
  quiet: Disposable;
  readonly longest: Disposable;
}

/** One time of watching a folder, from its construction until it is disposed. Nothing that the disk does makes it fail. */
export class Watching implements Disposable {
  /** What was last seen, or written, of each file. */
  readonly #known = new Map<string, string>();
  readonly #bursts = new Map<string, Burst>();
  readonly #focus: Disposable;
  #watcher: FolderWatcher | undefined;
  #watched = '';
  #nextLook: Disposable | undefined;
  #isOver = false;
  #isReady = false;
  /** Resolves when all that changes from then on is told. */
  readonly ready: Promise<void>;

  constructor(
    private readonly options: WatchingOptions,
    private readonly tell: (name: string) => void,
  ) {
    this.#focus = options.onDidFocus(() => void this.#lookOnFocus());
    this.ready = this.#begin();
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** This window has written the file, or removed it. */
  knows(name: string, facts: FileFacts | undefined): void {
    if (facts === undefined) {
      this.#known.delete(name);
    } else {
      this.#known.set(name, markOf(facts));
    }
  }

  /** This window has added so many bytes to the file. What others have added meanwhile is not known. */
  knowsGrown(name: string, before: FileFacts, after: FileFacts, bytes: number): void {
    const known = this.#known.get(name);
    const isKnown = known === undefined ? before.size === 0n : known === markOf(before);
    if (isKnown && after.size === before.size + BigInt(bytes)) {
      this.#known.set(name, markOf(after));
    }
  }

  dispose(): void {
    this.#isOver = true;
    this.#focus.dispose();
    this.#watcher?.close();
    this.#nextLook?.dispose();
    for (const name of [...this.#bursts.keys()]) {
      this.#endBurst(name);
    }
  }

  async #begin(): Promise<void> {
    // Who may not make it looks for it now and then.
    await mkdir(this.options.folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
    await this.#watch();
    await this.#lookAtAll({ tells: false });
    this.#isReady = true;
  }

  /** Has the system watch the folder, if it can and does not yet; otherwise the next look is its next chance. */
  async #watch(): Promise<void> {
    const { folder, watch = systemWatch } = this.options;
    if (this.#isOver || this.#watcher !== undefined) {
      return;
    }
    let watcher: FolderWatcher | undefined;
    try {
      watcher = watch(folder, { persistent: false });
      this.#watcher = watcher;
      watcher.on('change', (_, name) => {
        this.#hear(name === null ? FOLDER : name.toString());
      });
      watcher.on('error', () => {
        this.#lose(watcher);
      });
      this.#watched = await this.#folderMark();
    } catch {
      this.#lose(watcher);
    }
  }

  /** A watcher that has ended, or never begun. What it has missed is found by the next look. */
  #lose(watcher: FolderWatcher | undefined): void {
    watcher?.close();
    if (this.#watcher === watcher) {
      this.#watcher = undefined;
      this.#lookLater();
    }
  }

  #lookLater(): void {
    if (!this.#isOver) {
      this.#nextLook ??= this.options.timers.after(LOOK_EVERY_MS, () => {
        this.#nextLook = undefined;
        void this.#watch().then(() => this.#lookAtAll({ tells: true }));
      });
    }
  }

  async #lookOnFocus(): Promise<void> {
    await this.ready;
    // One that was removed and made again has nobody who watches it, and the system need not have said so.
    const isSame = (await this.#folderMark().catch(() => undefined)) === this.#watched;
    await this.#lookAgain(isSame ? 'watched' : 'new');
  }

  async #lookAgain(folder: 'watched' | 'new'): Promise<void> {
    if (folder === 'new') {
      this.#watcher?.close();
      this.#watcher = undefined;
    }
    await this.#watch();
    await this.#lookAtAll({ tells: true });
  }

  #hear(name: string): void {
    const isFolder = name === FOLDER || name === path.basename(this.options.folder);
    if (this.#isOver || !(isFolder || isFileName(name))) {
      return;
    }
    const key = isFolder ? FOLDER : name;
    const { timers } = this.options;
    const onEnd = (): void => void this.#lookAfterBurst(key, name);
    const burst = this.#bursts.get(key);
    burst?.quiet.dispose();
    const quiet = timers.after(QUIET_MS, onEnd);
    this.#bursts.set(key, { quiet, longest: burst?.longest ?? timers.after(LONGEST_BURST_MS, onEnd) });
  }

  async #lookAfterBurst(key: string, name: string): Promise<void> {
    this.#endBurst(key);
    await this.ready;
    // The system names the folder when it is removed or moved.
    await (key === FOLDER ? this.#lookAgain(name === FOLDER ? 'watched' : 'new') : this.#lookAt(name, { tells: true }));
  }

  #endBurst(key: string): void {
    const burst = this.#bursts.get(key);
    burst?.quiet.dispose();
    burst?.longest.dispose();
    this.#bursts.delete(key);
  }

  async #lookAtAll(how: { readonly tells: boolean }): Promise<void> {
    try {
      const names = await readdir(this.options.folder).catch(noneIfAbsent);
      const all = new Set([...names.filter(isFileName), ...this.#known.keys()]);
      await Promise.all([...all].map((name) => this.#lookAt(name, how)));
    } catch {
      // What there is cannot be said: that is not to be taken for nothing.
      this.#lookLater();
    }
  }

  #lookAt(name: string, { tells }: { readonly tells: boolean }): Promise<void> {
    return this.options.turns.take(name, async () => {
      let mark: string | undefined;
      try {
        mark = markOf(await stat(path.join(this.options.folder, name), { bigint: true }));
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') {
          this.#lookLater();
          return;
        }
      }
      const before = this.#known.get(name);
      if (mark === undefined) {
        this.#known.delete(name);
      } else {
        this.#known.set(name, mark);
      }
      if (tells && mark !== before) {
        // What a listener does wrong is not to end this look.
        queueMicrotask(() => {
          if (!this.#isOver) {
            this.tell(name);
          }
        });
      }
    });
  }

  async #folderMark(): Promise<string> {
    const { ino, birthtimeNs } = await stat(this.options.folder, { bigint: true });
    return `${ino} ${birthtimeNs}`;
  }
}

/** Another one whenever the file is another one, or holds something else. */
function markOf({ ino, size, mtimeNs }: FileFacts): string {
  return `${ino} ${size} ${mtimeNs}`;
}

function noneIfAbsent(error: unknown): string[] {
  if (codeOf(error) === 'ENOENT') {
    return [];
  }
  throw error;
}
