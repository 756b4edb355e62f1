import { type Disposable, Emitter, type Event } from '../ui/emitter';
import type { FileFacts } from './files';
import { Watching, type WatchingOptions } from './watching';

/**
 * Tells which files of a folder other windows have changed, while somebody listens. The system only says that a look
 * is worth while: what counts is whether a file is another one than at the last look.
 */
export class FolderWatch implements Disposable {
  readonly #changed = new Emitter<string>();
  #listeners = 0;
  #watching: Watching | undefined;

  constructor(private readonly options: WatchingOptions) {}

  readonly onDidChange: Event<string> = (listener) => {
    const subscription = this.#changed.event(listener);
    this.#listeners += 1;
    this.#watching ??= new Watching(this.options, (name) => {
      this.#changed.fire(name);
    });
    let isOver = false;
    return {
      dispose: () => {
        subscription.dispose();
        this.#listeners -= isOver ? 0 : 1;
        isOver = true;
        if (this.#listeners === 0) {
          this.#stop();
        }
      },
    };
  };

  /** Resolves when whatever changes from then on is told to those who listen; undefined when that is so. */
  get unready(): Promise<void> | undefined {
    return this.#watching?.isReady === false ? this.#watching.ready : undefined;
  }

  /** This window has written this file, or removed it. To be called in a turn of the file. */
  isOwn(name: string, facts: FileFacts | undefined): void {
    this.#watching?.knows(name, facts);
  }

  /** This window has added so many bytes to this file. To be called in a turn of the file. */
  hasGrown(name: string, before: FileFacts, after: FileFacts, bytes: number): void {
    this.#watching?.knowsGrown(name, before, after, bytes);
  }

  dispose(): void {
    this.#stop();
    this.#changed.dispose();
  }

  #stop(): void {
    this.#watching?.dispose();
    this.#watching = undefined;
  }
}
