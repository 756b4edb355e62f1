import type { RepositoryId } from '../../api/index';
import { type Disposable, Disposables } from '../../ui/emitter';
import type { Clock } from '../../ui/session';
import type { HistoryEntry } from './entry';
import { Pages } from './pages';

/** Files that the windows of one editor share; the disk never makes anything throw. */
export interface HistoryFolder {
  readText(name: string, limit: { readonly limitBytes: number }): Promise<FileText>;
  /** @param line without a line break */
  append(name: string, line: string): Promise<FileDone>;
  /** Replaces the file in one step. */
  writeText(name: string, text: string): Promise<FileDone>;
  /** Names of files that another window has changed. */
  readonly onDidChange: (listener: (name: string) => void) => Disposable;
}

export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'tooLarge'; readonly bytes: number }
  | { readonly kind: 'unreadable'; readonly code?: string };

export type FileDone = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly code?: string };

export interface HistoryOptions {
  readonly folder: HistoryFolder;
  /** Of the file in the folder, one for each profile. */
  readonly name: string;
  readonly clock: Clock;
  /** Told, once until it works again, why the history cannot be read or kept. In words for the log. */
  readonly onProblem: (problem: string) => void;
}

/** More than any file that is kept as it should be. */
const LIMIT_BYTES = 32 * 1024 * 1024;
/** Entries that wait for a disk that takes them. */
const MOST_WAITING = 1_000;
/** How many entries of its own a window looks for after another one has written the file anew. */
const MOST_OWN = 1_000;

/**
 * What was seen of the mirrors of a profile, on the disk. It is read when something of it is first wanted. Where the
 * disk fails, this window goes on with what it has seen itself.
 */
export class HistoryStore implements Disposable {
  readonly #owned = new Disposables();
  #pages: Promise<Pages> | undefined;
  /** The work on the file, one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  /** Lines that are not on the disk yet. */
  #waiting: string[] = [];
  /** What this window has appended since it read the file. */
  #own: HistoryEntry[] = [];
  /** The file is not to be touched: it was not read, and may hold more than anybody could put back. */
  #locked = false;
  #told = false;

  constructor(private readonly options: HistoryOptions) {
    this.#owned.add(
      options.folder.onDidChange((name) => {
        if (name === options.name) {
          void this.#changedElsewhere();
        }
      }),
    );
  }

  /** Keeps an entry, unless the last one of the mirror tells the same. */
  async record(entry: HistoryEntry): Promise<void> {
    await this.#inTurn(async (pages) => {
      const line = pages.add(entry);
      if (line !== undefined) {
        this.#own = [...this.#own, entry].slice(-MOST_OWN);
        this.#waiting.push(line);
        await this.#save(pages);
      }
    });
  }

  /** What was seen of a mirror in the last 90 days, oldest first; at most 200 entries. */
  async of(id: RepositoryId): Promise<readonly HistoryEntry[]> {
    return this.#inTurn((pages) => Promise.resolve(pages.of(id)));
  }

  /** Mirrors of which anything was seen. */
  async ids(): Promise<readonly RepositoryId[]> {
    return this.#inTurn((pages) => Promise.resolve(pages.ids()));
  }

  /** When the mirror's runs succeeded, oldest first, as far as it was seen. */
  async successesOf(id: RepositoryId): Promise<readonly Date[]> {
    const times = (await this.of(id)).flatMap(({ success }) => success?.getTime() ?? []);
    return [...new Set(times)].sort((a, b) => a - b).map((time) => new Date(time));
  }

  /** Resolves when what was recorded so far is on the disk, or cannot be. */
  get idle(): Promise<unknown> {
    return this.#last;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #inTurn<T>(work: (pages: Pages) => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => work(await (this.#pages ??= this.#read())));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #read(): Promise<Pages> {
    const { folder, name, clock } = this.options;
    const pages = new Pages(clock);
    const read = await folder.readText(name, { limitBytes: LIMIT_BYTES });
    this.#locked = read.kind === 'tooLarge' || read.kind === 'unreadable';
    if (read.kind === 'tooLarge') {
      this.#tell(`The history is too large to be read: ${read.bytes} bytes. It is not continued.`);
    } else if (read.kind === 'unreadable') {
      this.#tell(`The history cannot be read: ${read.code ?? 'unknown'}`);
    } else if (read.kind === 'text') {
      pages.read(read.text);
      if (pages.isWasteful) {
        await this.#compact(pages);
      }
    }
    return pages;
  }

  /** Another window has appended to the file, or has written it anew and may have missed what this one appended. */
  async #changedElsewhere(): Promise<void> {
    const own = this.#own;
    if (!this.#pages) {
      return;
    }
    this.#pages = undefined;
    if (own.length > 0) {
      await this.#inTurn(async (pages) => {
        const lost = own.flatMap((entry) => pages.add(entry) ?? []);
        this.#waiting = [...new Set([...this.#waiting, ...lost])];
        await this.#save(pages);
      });
    }
  }

  async #save(pages: Pages): Promise<void> {
    while (this.#waiting.length > 0 && !this.#locked) {
      const [line = ''] = this.#waiting;
      const written = await this.options.folder.append(this.options.name, line);
      if (written.kind === 'failed') {
        this.#tell(`The history cannot be kept: ${written.code ?? 'unknown'}`);
        break;
      }
      this.#told = false;
      this.#waiting.shift();
    }
    this.#waiting = this.#waiting.slice(-MOST_WAITING);
    if (pages.isWasteful && !this.#locked) {
      await this.#compact(pages);
    }
  }

  async #compact(pages: Pages): Promise<void> {
    const written = await this.options.folder.writeText(this.options.name, pages.compact());
    if (written.kind === 'failed') {
      this.#tell(`The history cannot be made smaller: ${written.code ?? 'unknown'}`);
    } else {
      this.#waiting = [];
    }
  }

  #tell(problem: string): void {
    if (!this.#told) {
      this.#told = true;
      this.options.onProblem(problem);
    }
  }
}
