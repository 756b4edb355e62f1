import { type Disposable, Disposables, Emitter } from './emitter';
import { keyOf } from './keptFiles';
import { MOST_BYTES } from './keptList';

const FORMAT = { version: 1 };
const LIMIT = { ...FORMAT, limitBytes: MOST_BYTES };

type KeptRead =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'absent' | 'damaged' | 'unreadable' | 'tooLarge' | 'later' };

type KeptOutcome =
  { readonly kind: 'done' } | { readonly kind: 'failed'; readonly why: string; readonly code?: string };

/** Files that all windows read and write. */
export interface KeptFolder {
  readonly onDidChange: (listener: (name: string) => void) => Disposable;
  read(name: string, limit: typeof LIMIT): Promise<KeptRead>;
  write(name: string, value: unknown, format: typeof FORMAT): Promise<KeptOutcome>;
  /** Removes the files whose names begin so. */
  removeAll(prefix: string): Promise<KeptOutcome>;
}

export interface KeptFileParts {
  readonly folder: Pick<KeptFolder, 'onDidChange' | 'read' | 'write'>;
  /** Of `profileIdOf`. */
  readonly profileId: string;
  /** What is in it; one word. */
  readonly part: string;
  /** Told, in words for the log, why the file was not used or not written. */
  readonly onProblem: (problem: string) => void;
}

/** One part of what was last known of a profile, for the next window and for the others that are open. */
export class KeptFile implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<undefined>());
  /** Another window has written it. */
  readonly onDidChange = this.#changed.event;
  readonly #name: string;

  constructor(private readonly parts: KeptFileParts) {
    this.#name = `${keyOf(parts.profileId)}.${parts.part}.json`;
    this.#owned.add(
      parts.folder.onDidChange((name) => {
        if (name === this.#name) {
          this.#changed.fire(undefined);
        }
      }),
    );
  }

  /** Undefined when there is nothing that could be used. */
  async read(): Promise<unknown> {
    const { folder, part, onProblem } = this.parts;
    const read = await folder.read(this.#name, LIMIT);
    if (read.kind === 'value') {
      return read.value;
    }
    if (read.kind !== 'absent') {
      onProblem(`What was kept of the ${part} is not used: ${read.kind}`);
    }
    return undefined;
  }

  async write(value: unknown): Promise<void> {
    const { folder, part, onProblem } = this.parts;
    const outcome = await folder.write(this.#name, value, FORMAT);
    if (outcome.kind === 'failed') {
      onProblem(`The ${part} could not be kept: ${outcome.code ?? outcome.why}`);
    }
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
