import type { FileOutcome, SharedFolder } from '../../../src/windows/index';
import { readStored, type TextRead } from '../../../src/windows/fileResults';
import type { FakeTime } from './fakeTime';

/** As long as a window waits for the writing of another to be over. */
const TOLD_AFTER_MS = 50;
const FULL: FileOutcome = { kind: 'failed', why: 'full', code: 'ENOSPC' };

interface Reader {
  readonly isAlive: () => boolean;
  readonly tell: (file: string) => void;
}

/** Files that windows share, in memory. */
export class FakeDisk {
  readonly files = new Map<string, string>();
  readonly #readers = new Set<Reader>();
  full = false;

  constructor(private readonly time: FakeTime) {}

  /** What a window sees of a folder: as `SharedFolder`, whose tests say the same of it. */
  folder(folder: string, isAlive: () => boolean): SharedFolder {
    const listeners = new Set<(name: string) => void>();
    const prefix = `${folder}/`;
    const reader: Reader = {
      isAlive,
      tell: (file) => {
        for (const listener of file.startsWith(prefix) ? [...listeners] : []) {
          listener(file.slice(prefix.length));
        }
      },
    };
    this.#readers.add(reader);
    const change = (name: string, text: string | undefined): Promise<FileOutcome> => {
      // What a process does that has been killed is not seen by anybody.
      if (isAlive() && this.full && text !== undefined) {
        return Promise.resolve(FULL);
      }
      if (isAlive()) {
        this.#put(prefix + name, text, reader);
      }
      return Promise.resolve({ kind: 'done' });
    };
    const readText = (name: string, limit: { readonly limitBytes: number }): Promise<TextRead> => {
      const text = this.files.get(prefix + name);
      const bytes = text?.length ?? 0;
      return Promise.resolve(
        text === undefined
          ? { kind: 'absent' }
          : bytes > limit.limitBytes
            ? { kind: 'tooLarge', bytes }
            : { kind: 'text', text },
      );
    };
    const methods: Omit<SharedFolder, 'dispose'> = {
      onDidChange: (listener) => {
        listeners.add(listener);
        return { dispose: () => listeners.delete(listener) };
      },
      readText,
      read: async (name, limit) => {
        const read = await readText(name, limit);
        return read.kind === 'text' ? readStored(read.text, limit.version) : read;
      },
      writeText: change,
      write: (name, value, { version }) => change(name, JSON.stringify({ version, value })),
      append: (name, line) => change(name, `${this.files.get(prefix + name) ?? ''}${line}\n`),
      remove: (name) => change(name, undefined),
      removeAll: async (begin) => {
        const names = [...this.files.keys()].filter((file) => file.startsWith(prefix + (begin ?? '')));
        await Promise.all(names.map((file) => change(file.slice(prefix.length), undefined)));
        return { kind: 'done' };
      },
      list: () => {
        const names = [...this.files.keys()].filter((file) => file.startsWith(prefix));
        return Promise.resolve({ kind: 'names', names: names.map((file) => file.slice(prefix.length)).sort() });
      },
    };
    // The class has private fields, which nobody outside can see.
    return methods as SharedFolder;
  }

  #put(file: string, text: string | undefined, writer: Reader): void {
    if (text === undefined) {
      this.files.delete(file);
    } else {
      this.files.set(file, text);
    }
    this.time.after(TOLD_AFTER_MS, () => {
      for (const reader of this.#readers) {
        if (reader !== writer && reader.isAlive()) {
          reader.tell(file);
        }
      }
    });
  }
}
