import type { Repository } from '../api/index';
import { type Disposable, Emitter } from '../ui/emitter';

/** What the server has found for a filter by text, where the list does not hold all that there is. */
export interface Found {
  /** Also those that the list holds. */
  readonly items: readonly Repository[];
  /** How far the search has come, for the person. */
  readonly message: string;
}

/** Repositories beside the list: they are shown for as long as a filter asks for them. */
export class FoundRows implements Disposable {
  readonly #changed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;
  #current: Found | undefined;

  /** Undefined while nothing is searched for. */
  get current(): Found | undefined {
    return this.#current;
  }

  set(found: Found | undefined): void {
    if (found !== this.#current) {
      this.#current = found;
      this.#changed.fire(undefined);
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
