import type { Registry } from '../api/index';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import { type ListState, type ListStore, loadedOf } from '../ui/listStore';
import {
  NO_REGISTRY_KNOWN,
  type RegistryHealth,
  type RegistryHealthSource,
  type RegistryState,
} from '../ui/registryHealth';

/** What the readings of the list of all registries say of their connections. */
export class RegistriesHealth implements RegistryHealthSource, Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<RegistryHealth>());
  readonly onDidChange = this.#changed.event;
  #current = NO_REGISTRY_KNOWN;

  /** @param wordsOf state of a registry in words */
  constructor(
    list: Pick<ListStore<Registry>, 'state' | 'onDidChange'>,
    private readonly wordsOf: (registry: Registry) => string,
  ) {
    this.#owned.add(
      list.onDidChange((state) => {
        this.#follow(state);
      }),
    );
  }

  get current(): RegistryHealth {
    return this.#current;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #follow(state: ListState<Registry>): void {
    const loaded = loadedOf(state);
    if (loaded === undefined) {
      this.#set(NO_REGISTRY_KNOWN);
    } else if (loaded.rest !== 'coming') {
      // Until a reading has come to its end, the list keeps the time of the one before.
      this.#set({ asOf: loaded.asOf, registries: loaded.items.map((registry) => this.#stateOf(registry)) });
    }
  }

  #set(health: RegistryHealth): void {
    if (health.asOf?.getTime() !== this.#current.asOf?.getTime()) {
      this.#current = health;
      this.#changed.fire(health);
    }
  }

  #stateOf(registry: Registry): RegistryState {
    const { id, name } = registry;
    return { registryId: id, name, state: connectionOf(registry), words: this.wordsOf(registry) };
  }
}

/** Values that the contract does not name say nothing. */
export function connectionOf({ status }: Registry): RegistryState['state'] {
  switch (status) {
    case 'success':
      return 'connected';
    case 'fail':
      return 'disconnected';
    case 'accessing':
      return 'connecting';
    default:
      return 'unknown';
  }
}
