import type { CodeArtsProjectId, Page, Repository } from '../api/index';
import type { Portion, PortionWanted, ReadPortion } from '../ui/listStore';
import type { SessionClient } from '../ui/session';
import { atMost } from '../ui/timeLimit';

const PAGE = 100;
/** The names must not hold up the list for longer. */
const OPTIONAL_MS = 5000;

/**
 * Reads the list of repositories in steps of 200, two pages at once where it is known that there are two. The list that
 * tells its total does not tell the names of the projects, so those are read beside the first page, and again with every
 * refresh.
 */
export class RepositoryReader {
  #names: Promise<ReadonlyMap<CodeArtsProjectId, string>> | undefined;

  /** @param onNamesMissing told why the projects have no names; the list is still useful without */
  constructor(private readonly onNamesMissing: (error: unknown) => void) {}

  readonly read: ReadPortion<Repository> = (client, wanted, signal) => {
    if (wanted.from === undefined) {
      this.#names = undefined;
    }
    return this.#read(client, wanted, signal);
  };

  /** Reads what the server finds for a word, in the same steps. */
  searching(word: string): ReadPortion<Repository> {
    return (client, wanted, signal) => this.#read(client, wanted, signal, word);
  }

  async #read(
    client: SessionClient,
    wanted: PortionWanted,
    signal: AbortSignal,
    search?: string,
  ): Promise<Portion<Repository>> {
    this.#names ??= this.#readNames(client, signal);
    const [portion, names] = await Promise.all([readPages(client, wanted, signal, search), this.#names]);
    return { ...portion, items: portion.items.map((repository) => named(repository, names)) };
  }

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
  { from = 1, total: expected, background }: PortionWanted,
  signal: AbortSignal,
  search: string | undefined,
): Promise<Portion<Repository>> {
  const read = (pageIndex: number): Promise<Page<Repository>> =>
    client.listUserAllRepositories({ pageIndex, pageSize: PAGE, search }, { signal, background });
  const second = from + 1;
  const asked = read(from);
  const ahead = from * PAGE < (expected ?? 0) ? quietly(read(second)) : undefined;
  const first = await asked;
  if (isLast(first, from)) {
    return portionOf([first], undefined);
  }
  const pages = [first, await (ahead ?? read(second))];
  return portionOf(pages, pages.some((page, index) => isLast(page, from + index)) ? undefined : second + 1);
}

/**
 * A page may be short because records were filtered out of it; an empty one is the end whatever the total says
 * (NOTES.md section 8).
 */
function isLast({ items, skipped, total }: Page<Repository>, pageIndex: number): boolean {
  const received = items.length + skipped;
  return total === undefined ? received < PAGE : received === 0 || pageIndex * PAGE >= total;
}

function portionOf(pages: readonly Page<Repository>[], next: number | undefined): Portion<Repository> {
  const totals = pages.flatMap(({ total }) => total ?? []);
  return {
    items: pages.flatMap(({ items }) => items),
    total: totals.at(-1),
    skipped: pages.reduce((sum, { skipped }) => sum + skipped, 0),
    moved: new Set(totals).size > 1,
    next,
  };
}

/** A failure of it is met where it is awaited; nobody may get to that. */
function quietly<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

function named(repository: Repository, names: ReadonlyMap<CodeArtsProjectId, string>): Repository {
  const projectName = repository.projectId === undefined ? undefined : names.get(repository.projectId);
  return projectName === undefined ? repository : { ...repository, projectName };
}
