import type { Registry, RegistryStatistics } from '../api/index';
import type { Portion, PortionWanted } from '../ui/listStore';
import type { SessionClient } from '../ui/session';
import { atMost } from '../ui/timeLimit';
import type { RegistryFilter } from './registryFilter';

/** More may be asked for, but an answer is documented to hold no more (NOTES.md section 7). */
const PAGE = 100;
/** The counts must not hold up the list for longer. */
const OPTIONAL_MS = 5000;

/** Reads the registries that a filter asks for, and how many of them are connected. */
export class RegistryReader {
  #filter: RegistryFilter = {};
  #statistics: RegistryStatistics | undefined;

  /** @param onStatisticsMissing told why there are no counts; the list is complete without them */
  constructor(private readonly onStatisticsMissing: (error: unknown) => void) {}

  get filter(): RegistryFilter {
    return this.#filter;
  }

  /** Counts that belong to the list as it was last read from its start. */
  get statistics(): RegistryStatistics | undefined {
    return this.#statistics;
  }

  ask(filter: RegistryFilter): void {
    this.#filter = filter;
    this.#statistics = undefined;
  }

  readonly read = async (
    client: SessionClient,
    { from = 0, atLeast }: PortionWanted,
    signal: AbortSignal,
  ): Promise<Portion<Registry>> => {
    const counted = from === 0 ? this.#readStatistics(client, signal) : Promise.resolve();
    const portion = await this.#readPages(client, from, atLeast, signal);
    await counted;
    return portion;
  };

  async #readPages(
    client: SessionClient,
    from: number,
    atLeast: number,
    signal: AbortSignal,
  ): Promise<Portion<Registry>> {
    const items: Registry[] = [];
    if (this.#filter.id !== undefined) {
      // The service filters inaccurately by identifier, so the one that is looked for may be on any page.
      for await (const page of client.allRegistries({ ...this.#filter, limit: PAGE }, { signal })) {
        items.push(...page.items);
      }
      return { items };
    }
    let offset = from;
    for (;;) {
      const page = await client.listRegistry({ ...this.#filter, offset, limit: PAGE }, { signal });
      items.push(...page.items);
      // The vendor's own example claims a total of 4 and holds one record: the total promises, an empty page decides.
      const received = page.items.length + page.skipped;
      offset += received;
      const ended = received === 0 || (received < PAGE && offset >= (page.total ?? 0));
      if (ended || items.length >= atLeast) {
        return { items, total: page.total, next: ended ? undefined : offset };
      }
    }
  }

  async #readStatistics(client: SessionClient, signal: AbortSignal): Promise<void> {
    const { enterpriseProjectId, types } = this.#filter;
    try {
      this.#statistics = await client.listRegistryStatistics(
        { enterpriseProjectId, types },
        { signal: atMost(OPTIONAL_MS, signal) },
      );
    } catch (error) {
      if (!signal.aborted) {
        this.#statistics = undefined;
        this.onStatisticsMissing(error);
      }
    }
  }
}
