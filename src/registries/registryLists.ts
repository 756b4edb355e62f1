import type { Registry, RegistryId } from '../api/index';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import { type ListState, ListStore, loadedOf } from '../ui/listStore';
import type { Clock, SessionSource } from '../ui/session';
import { isFiltered, type RegistryFilter } from './registryFilter';
import { readRegistries } from './registryReader';

export interface RegistryListsParts {
  readonly sessions: SessionSource;
  readonly clock: Clock;
  /** Goes on with a list that could not be read. */
  readonly retry: (list: ListStore<Registry>) => Disposable;
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
  readonly all: ListStore<Registry>;
  #filter: RegistryFilter = {};
  #filtered: { readonly list: ListStore<Registry>; readonly owned: Disposables } | undefined;

  constructor(private readonly parts: RegistryListsParts) {
    this.all = this.#follow({}, this.#owned);
  }

  get filter(): RegistryFilter {
    return this.#filter;
  }

  get shown(): ListStore<Registry> {
    return this.#filtered?.list ?? this.all;
  }

  /** Shows what passes a filter, once it is loaded, or everything without one. */
  ask(filter: RegistryFilter): void {
    this.#filtered?.owned.dispose();
    this.#filter = filter;
    const owned = new Disposables();
    this.#filtered = isFiltered(filter) ? { list: this.#follow(filter, owned), owned } : undefined;
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

  /** Reads again what is shown, and what is watched. Waits for the first portion of each only. */
  async refresh(): Promise<void> {
    await Promise.all([this.all, ...(this.#filtered ? [this.#filtered.list] : [])].map((list) => list.refresh()));
  }

  dispose(): void {
    this.#filtered?.owned.dispose();
    this.#owned.dispose();
  }

  #follow(filter: RegistryFilter, owned: Disposables): ListStore<Registry> {
    const { sessions, clock, retry } = this.parts;
    const list = owned.add(new ListStore<Registry>(sessions, readRegistries(filter), ({ id }) => id, clock));
    owned.add(retry(list));
    owned.add(
      list.onDidChange((state) => {
        if (list === this.shown) {
          this.#changed.fire(state);
        }
      }),
    );
    return list;
  }
}
