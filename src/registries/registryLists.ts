import type { Registry, RegistryId } from '../api/index';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import type { ListPause, ListRetry } from '../ui/listRetry';
import { type ListState, ListStore, loadedOf } from '../ui/listStore';
import type { Clock, SessionSource } from '../ui/session';
import { isFiltered, type RegistryFilter } from './registryFilter';
import { readRegistries } from './registryReader';

type Retry = Disposable & Pick<ListRetry<Registry>, 'pause'>;

/** A list, and what goes on with it when it could not be read. */
interface Followed {
  readonly list: ListStore<Registry>;
  readonly retry: Retry;
}

export interface RegistryListsParts {
  readonly sessions: SessionSource;
  readonly clock: Clock;
  /** Restores what an earlier window has kept of all registries, if it has. */
  readonly remember?: () => Promise<void>;
  /** Goes on with a list that could not be read. */
  readonly retry: (list: ListStore<Registry>) => Retry;
}

/**
 * All registries, and those that the person has filtered by. The server filters, and by more than a registry tells of
 * itself, so these are two lists: what is filtered out is watched all the same.
 */
export class RegistryLists implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<ListState<Registry>>());
  /** What is shown has changed. */
  readonly onDidChange = this.#changed.event;
  readonly #all: Followed;
  #filter: RegistryFilter = {};
  #words = '';
  #filtered: (Followed & { readonly owned: Disposables }) | undefined;

  constructor(private readonly parts: RegistryListsParts) {
    this.#all = this.#follow({}, this.#owned, parts.remember);
  }

  get filter(): RegistryFilter {
    return this.#filter;
  }

  get all(): ListStore<Registry> {
    return this.#all.list;
  }

  /** The filter in words; empty without one. */
  get words(): string {
    return this.#words;
  }

  get shown(): ListStore<Registry> {
    return (this.#filtered ?? this.#all).list;
  }

  /** Why what is shown is not read, and until when. */
  get pause(): ListPause | undefined {
    return (this.#filtered ?? this.#all).retry.pause;
  }

  /**
   * Shows what passes a filter, once it is loaded, or everything without one.
   *
   * @param words the filter in words
   */
  ask(filter: RegistryFilter, words = ''): void {
    this.#words = words;
    this.#filtered?.owned.dispose();
    this.#filter = filter;
    const owned = new Disposables();
    this.#filtered = isFiltered(filter) ? { ...this.#follow(filter, owned), owned } : undefined;
    this.#changed.fire(this.shown.state);
  }

  /** A registry, also one that is filtered out, and when it was read. */
  find(id: RegistryId): { readonly registry: Registry; readonly asOf: Date } | undefined {
    for (const { state } of [this.shown, this.all]) {
      const loaded = loadedOf(state);
      const registry = loaded?.items.find((each) => each.id === id);
      if (loaded && registry) {
        return { registry, asOf: loaded.asOf };
      }
    }
    return undefined;
  }

  /**
   * Reads again what is shown, and what is watched. Waits for the first portion of each only.
   *
   * @param background nobody waits for it
   */
  async refresh(background = false): Promise<void> {
    const lists = [this.all, ...(this.#filtered ? [this.#filtered.list] : [])];
    await Promise.all(lists.map((list) => list.refresh(background)));
  }

  dispose(): void {
    this.#filtered?.owned.dispose();
    this.#owned.dispose();
  }

  #follow(filter: RegistryFilter, owned: Disposables, remember?: () => Promise<void>): Followed {
    const { sessions, clock, retry } = this.parts;
    const list = owned.add(new ListStore<Registry>(sessions, readRegistries(filter), ({ id }) => id, clock, remember));
    const followed = { list, retry: owned.add(retry(list)) };
    owned.add(
      list.onDidChange((state) => {
        if (list === this.shown) {
          this.#changed.fire(state);
        }
      }),
    );
    return followed;
  }
}
