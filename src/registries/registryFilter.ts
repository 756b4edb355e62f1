import type { RegistryQuery } from '../api/index';

/** The question that the list answers: every query parameter of the vendor page but those for paging. */
export type RegistryFilter = Omit<RegistryQuery, 'offset' | 'limit'>;

/** Without the fields that are not set, so that two filters can be compared and an empty one is `{}`. */
export function tidy(filter: RegistryFilter): RegistryFilter {
  return Object.fromEntries(
    Object.entries<unknown>(filter).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

export function isFiltered(filter: RegistryFilter): boolean {
  return Object.keys(tidy(filter)).length > 0;
}
