import type { CodeArtsProjectId, Repository } from '../api/index';
import type { Portion, PortionWanted } from '../ui/listStore';
import type { SessionClient } from '../ui/session';
import { atMost } from '../ui/timeLimit';

const PAGE = 100;
const PAGES_A_STEP = 2;
/** The names must not hold up the list for longer. */
const OPTIONAL_MS = 5000;

/**
 * Reads the list of repositories in steps of 200. The list that tells its total does not tell the names of the
 * projects, so those are read beside the first page, and again with every refresh.
 */
export class RepositoryReader {
  #names: Promise<ReadonlyMap<CodeArtsProjectId, string>> | undefined;

  /** @param onNamesMissing told why the projects have no names; the list is still useful without */
  constructor(private readonly onNamesMissing: (error: unknown) => void) {}

  readonly read = async (
    client: SessionClient,
    wanted: PortionWanted,
    signal: AbortSignal,
  ): Promise<Portion<Repository>> => {
    if (wanted.from === undefined || !this.#names) {
      this.#names = this.#readNames(client, signal);
    }
    const [portion, names] = await Promise.all([readPages(client, wanted, signal), this.#names]);
    return { ...portion, items: portion.items.map((repository) => named(repository, names)) };
  };

  async #readNames(client: SessionClient, signal: AbortSignal): Promise<ReadonlyMap<CodeArtsProjectId, string>> {
    try {
      const projects = await client.listCodeArtsProjects({ signal: atMost(OPTIONAL_MS, signal) });
      return new Map(projects.map(({ id, name }) => [id, name]));
    } catch (error) {
      this.#names = undefined;
      if (!signal.aborted) {
        this.onNamesMissing(error);
      }
      return new Map();
    }
  }
}

async function readPages(
  client: SessionClient,
  { from = 1, atLeast }: PortionWanted,
  signal: AbortSignal,
): Promise<Portion<Repository>> {
  const items: Repository[] = [];
  const end = from + Math.max(PAGES_A_STEP, Math.ceil(atLeast / PAGE));
  let total: number | undefined;
  for (let pageIndex = from; pageIndex < end; pageIndex++) {
    const page = await client.listUserAllRepositories({ pageIndex, pageSize: PAGE }, { signal });
    items.push(...page.items);
    total = page.total ?? total;
    // A page may be short because records were filtered out of it; an empty one is the end whatever the total says
    // (NOTES.md section 8).
    const received = page.items.length + page.skipped;
    const more = total === undefined ? received >= PAGE : received > 0 && pageIndex * PAGE < total;
    if (!more) {
      return { items, total };
    }
  }
  return { items, total, next: end };
}

function named(repository: Repository, names: ReadonlyMap<CodeArtsProjectId, string>): Repository {
  const projectName = repository.projectId === undefined ? undefined : names.get(repository.projectId);
  return projectName === undefined ? repository : { ...repository, projectName };
}
