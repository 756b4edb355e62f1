/** Ends a subscription. The same shape as the editor's own, so that either can hold the other. */
export interface Disposable {
  dispose(): void;
}

export type Event<T> = (listener: (value: T) => unknown) => Disposable;

/** Source of an event. Stores use this one instead of the editor's so that they run, and are tested, in plain Node. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    // A function of its own for each subscription: the same listener may subscribe twice and leave once.
    const own = (value: T): unknown => listener(value);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      listener(value);
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/** Owns several disposables and ends them in reverse order, each once. */
export class Disposables implements Disposable {
  readonly #owned: Disposable[] = [];

  add<T extends Disposable>(disposable: T): T {
    this.#owned.push(disposable);
    return disposable;
  }

  dispose(): void {
    while (this.#owned.length > 0) {
      this.#owned.pop()?.dispose();
    }
  }
}
