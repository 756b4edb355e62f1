import type { Registry } from '../api/index';
import type { ReadPortion } from '../ui/listStore';
import type { RegistryFilter } from './registryFilter';

/** More may be asked for, but an answer is documented to hold no more (NOTES.md section 7). */
const PAGE = 100;

/** Reads the registries that a filter asks for. */
export function readRegistries(filter: RegistryFilter): ReadPortion<Registry> {
  return async (client, { from: offset = 0, background }, signal) => {
    if (filter.id !== undefined) {
      const items: Registry[] = [];
      // The service filters inaccurately by identifier, so the one that is looked for may be on any page.
      for await (const page of client.allRegistries({ ...filter, limit: PAGE }, { signal, background })) {
        items.push(...page.items);
      }
      return { items };
    }
    const { items, skipped, total } = await client.listRegistry(
      { ...filter, offset, limit: PAGE },
      { signal, background },
    );
    // The vendor's own example claims a total of 4 and holds one record: the total promises, an empty page decides.
    const received = items.length + skipped;
    const end = offset + received;
    const ended = received === 0 || (received < PAGE && end >= (total ?? 0));
    return { items, total, skipped, next: ended ? undefined : end };
  };
}
