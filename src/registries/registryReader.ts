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
    wanted: PortionWanted,
    signal: AbortSignal,
  ): Promise<Portion<Registry>> => {
    const counted = wanted.from === undefined ? this.#readStatistics(client, signal) : Promise.resolve();
    const portion = await this.#readPage(client, wanted, signal);
    await counted;
    return portion;
  };

  async #readPage(
    client: SessionClient,
    { from: offset = 0, background }: PortionWanted,
    signal: AbortSignal,
  ): Promise<Portion<Registry>> {
    if (this.#filter.id !== undefined) {
      const items: Registry[] = [];
      // The service filters inaccurately by identifier, so the one that is looked for may be on any page.
      for await (const page of client.allRegistries({ ...this.#filter, limit: PAGE }, { signal, background })) {
        items.push(...page.items);
      }
      return { items };
    }
    const { items, skipped, total } = await client.listRegistry(
      { ...this.#filter, offset, limit: PAGE },
      { signal, background },
    );
    // The vendor's own example claims a total of 4 and holds one record: the total promises, an empty page decides.
    const received = items.length + skipped;
    const end = offset + received;
    const ended = received === 0 || (received < PAGE && end >= (total ?? 0));
    return { items, total, skipped, next: ended ? undefined : end };
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
