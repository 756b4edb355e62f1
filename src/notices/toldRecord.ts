import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import type { FileOutcome, JsonFormat, JsonRead, ReadLimit, Timers } from '../windows/index';
import { NOTHING_TOLD, type Told } from './told';
import { decodeTold, encodeTold, LIMIT } from './toldFile';

/** Files that all windows read and write. */
export interface NoticeFolder {
  readonly onDidChange: (listener: (name: string) => void) => Disposable;
  read(name: string, limit: JsonFormat & ReadLimit): Promise<JsonRead>;
  write(name: string, value: unknown, format: JsonFormat): Promise<FileOutcome>;
  /** Removes the files whose names begin so. */
  removeAll(prefix: string): Promise<FileOutcome>;
}

export interface RecordParts {
  readonly folder: NoticeFolder;
  readonly file: string;
  /** Resolves when what was to be removed is removed: somebody may sign in again at once. */
  readonly ready: () => Promise<unknown>;
  /** Undefined when another window has it; fails when the windows cannot agree. */
  readonly take: (holdForMs: number) => Promise<{ release(): Promise<void> } | undefined>;
  readonly timers: Timers;
  /** Told, in words for the log, what is wrong with the file. */
  readonly onProblem: (problem: string) => void;
}

/** Reading and writing one small file takes a moment. */
const HOLD_MS = 10_000;
const RETRY_MS = 500;
/** Whoever holds it for longer than that is not waited for. */
const MOST_TRIES = 30;

/**
 * What was told to the person of one profile, in a file that all windows share. What cannot be kept there holds for this
 * window, so that it at least tells nothing twice.
 */
export class ToldRecord implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<Told>());
  /** It is another one than before, whichever window has changed it. */
  readonly onDidChange = this.#changed.event;
  #told: Told | undefined;
  /** The last one is not on the disk. */
  #isUnsaved = false;
  #isOfLaterVersion = false;
  #isDisposed = false;
  #last: Promise<void> = Promise.resolve();
  readonly #noted = new Set<string>();
  /** Resolves when it was read for the first time. */
  readonly opened: Promise<void>;

  constructor(private readonly parts: RecordParts) {
    this.#owned.add(
      parts.folder.onDidChange((name) => {
        if (name === parts.file) {
          void this.#inTurn(() => this.#takeOver());
        }
      }),
    );
    this.opened = this.#inTurn(async () => {
      await parts.ready();
      await this.#takeOver();
    });
  }

  /** As it was last seen; undefined until it was read. */
  get current(): Told | undefined {
    return this.#told;
  }

  /** A later version of the extension keeps it: this one may neither read nor replace it. */
  get isOfLaterVersion(): boolean {
    return this.#isOfLaterVersion;
  }

  /**
   * Replaces it, while no other window does. When this resolves, the others see what has become of it, if they can.
   *
   * @param work given what is on the disk; returns the same when there is nothing to change
   * @returns what `work` has returned; undefined when this was disposed before
   */
  async change<Result extends { readonly told: Told }>(work: (told: Told) => Result): Promise<Result | undefined> {
    let result: Result | undefined;
    await this.#inTurn(async () => {
      const lease = await this.#take();
      try {
        const before = await this.#read();
        if (this.#isDisposed) {
          return;
        }
        const worked = work(before);
        if (worked.told !== before) {
          await this.#write(worked.told);
        }
        this.#replace(worked.told);
        result = worked;
      } finally {
        await lease?.release();
      }
    });
    return result;
  }

  /** Resolves when nothing is being read or written. */
  async settled(): Promise<void> {
    await this.#last;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#owned.dispose();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      this.#note(`What was told could not be looked up: ${String(error)}`);
    });
    return this.#last;
  }

  async #take(): Promise<{ release(): Promise<void> } | undefined> {
    for (let tries = 0; tries < MOST_TRIES && !this.#isDisposed; tries += 1) {
      try {
        const lease = await this.parts.take(HOLD_MS);
        if (lease) {
          return lease;
        }
      } catch {
        // Windows that cannot agree each tell what they see.
        return undefined;
      }
      await new Promise<void>((resolve) => this.parts.timers.after(RETRY_MS, resolve));
    }
    return undefined;
  }

  async #takeOver(): Promise<void> {
    const told = await this.#read();
    if (!this.#isDisposed) {
      this.#replace(told);
    }
  }

  async #read(): Promise<Told> {
    const kept = this.#told ?? NOTHING_TOLD;
    const read = await this.parts.folder.read(this.parts.file, LIMIT);
    this.#isOfLaterVersion = read.kind === 'later';
    if (this.#isUnsaved) {
      return kept;
    }
    const value = read.kind === 'value' ? decodeTold(read.value) : undefined;
    if (value) {
      return value;
    }
    if (read.kind === 'absent') {
      return NOTHING_TOLD;
    }
    this.#note(`What was told is not used: ${read.kind}`);
    return kept;
  }

  async #write(told: Told): Promise<void> {
    if (this.#isOfLaterVersion) {
      return;
    }
    const outcome = await this.parts.folder.write(this.parts.file, encodeTold(told), LIMIT);
    this.#isUnsaved = outcome.kind === 'failed';
    if (outcome.kind === 'failed') {
      this.#note(`What was told could not be kept: ${outcome.code ?? outcome.why}`);
    }
  }

  #replace(told: Told): void {
    if (told !== this.#told) {
      this.#told = told;
      this.#changed.fire(told);
    }
  }

  /** Once: what is wrong with a disk is wrong for a while. */
  #note(problem: string): void {
    if (!this.#noted.has(problem)) {
      this.#noted.add(problem);
      this.parts.onProblem(problem);
    }
  }
}
