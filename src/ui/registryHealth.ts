import type { RegistryId } from '../api/index';
import type { Event } from './emitter';

/** What one reading of the list says of a registry. */
export interface RegistryState {
  readonly registryId: RegistryId;
  readonly name: string;
  readonly state: 'connected' | 'disconnected' | 'connecting' | 'unknown';
  /** State in words, as on the row. */
  readonly words: string;
}

/** How all registries are doing, whatever the view is filtered by. */
export interface RegistryHealth {
  /** When the list was read; undefined while nothing is known, and then there are no registries. */
  readonly asOf: Date | undefined;
  readonly registries: readonly RegistryState[];
}

export interface RegistryHealthSource {
  readonly current: RegistryHealth;
  /** Fires once for each reading of the whole list, also when it has brought nothing new, and when all is forgotten. */
  readonly onDidChange: Event<RegistryHealth>;
}

export const NO_REGISTRY_KNOWN: RegistryHealth = { asOf: undefined, registries: [] };
