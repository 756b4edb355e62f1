import type { RepositoryId } from '../api/index';

export interface Turn {
  readonly id: RepositoryId;
  /** Nobody looks at it. */
  readonly background: boolean;
}

/** Rows that wait to be read, each once: those that a person looks at before the others. */
export class ReadingQueue {
  readonly #looked = new Set<RepositoryId>();
  readonly #background = new Set<RepositoryId>();

  get size(): number {
    return this.#looked.size + this.#background.size;
  }

  ids(): readonly RepositoryId[] {
    return [...this.#looked, ...this.#background];
  }

  has(id: RepositoryId): boolean {
    return this.#looked.has(id) || this.#background.has(id);
  }

  add({ id, background }: Turn): void {
    if (!background) {
      this.#background.delete(id);
      this.#looked.add(id);
    } else if (!this.#looked.has(id)) {
      this.#background.add(id);
    }
  }

  /** @returns whether it was waiting */
  delete(id: RepositoryId): boolean {
    return this.#looked.delete(id) || this.#background.delete(id);
  }

  take(): Turn | undefined {
    const [looked] = this.#looked;
    const [id = looked] = looked === undefined ? this.#background : [looked];
    if (id === undefined) {
      return undefined;
    }
    this.delete(id);
    return { id, background: looked === undefined };
  }

  clear(): void {
    this.#looked.clear();
    this.#background.clear();
  }
}
