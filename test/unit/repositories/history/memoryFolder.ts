import type { FileDone, FileText, HistoryFolder } from '../../../../src/repositories/history/historyStore';

/** A disk that windows share, in memory. It fails when the test says so. */
export class MemoryDisk {
  readonly files = new Map<string, string>();
  readonly #windows = new Set<(name: string) => void>();
  full = false;
  reads = 0;

  window(): HistoryFolder {
    const listeners = new Set<(name: string) => void>();
    const told = (name: string): void => {
      listeners.forEach((listener) => {
        listener(name);
      });
    };
    this.#windows.add(told);
    const change = (name: string, text: string): Promise<FileDone> => {
      if (this.full) {
        return Promise.resolve({ kind: 'failed', code: 'ENOSPC' });
      }
      this.files.set(name, text);
      for (const other of this.#windows) {
        if (other !== told) {
          other(name);
        }
      }
      return Promise.resolve({ kind: 'done' });
    };
    return {
      readText: (name, { limitBytes }): Promise<FileText> => {
        this.reads += 1;
        const text = this.files.get(name);
        const bytes = text?.length ?? 0;
        return Promise.resolve(
          text === undefined
            ? { kind: 'absent' }
            : bytes > limitBytes
              ? { kind: 'tooLarge', bytes }
              : { kind: 'text', text },
        );
      },
      append: (name, line) => change(name, `${this.files.get(name) ?? ''}${line}\n`),
      writeText: change,
      onDidChange: (listener) => {
        listeners.add(listener);
        return { dispose: () => listeners.delete(listener) };
      },
    };
  }
}
