import type { Page } from './records';

/** One page as it came from the server. */
export interface Chunk<T> {
  readonly page: Page<T>;
  /** Records on the page, also those that could not be read. */
  readonly received: number;
  /** Total that is good enough to end on; left out when the server's own is known to be wrong at times. */
  readonly total?: number;
}

export interface PagingOptions<T> {
  /** @param position Number of pages (`index`) and of records (`offset`) that have already been read. */
  fetch(position: { readonly index: number; readonly offset: number }): Promise<Chunk<T>>;
  idOf(item: T): string | number;
  /** What was asked for; fewer records mean the end. */
  readonly pageSize: number;
  /** 500 when left out: 50,000 records at the usual 100 a page. */
  readonly maxPages?: number;
}

const MAX_PAGES = 500;

/**
 * Reads a list to its end, a page at a time and only as far as the caller iterates.
 *
 * It ends on a page that brings no identifier that has not been seen (an empty page is one), on a page that is not full,
 * when the total is reached, and at the cap. A page that is not full goes on if the total promises more, since services
 * filter after they have cut the page; the total alone never does (the vendor's own example has a total of 4 and one
 * record, NOTES.md section 7). Records that come twice, because the list moved meanwhile, are left out.
 *
 * @throws What `fetch` throws; pages before that have been handed out and stay valid.
 */
export async function* readPages<T>(options: PagingOptions<T>): AsyncGenerator<Page<T>, void, undefined> {
  const seen = new Set<string | number>();
  let offset = 0;
  for (let index = 0; index < (options.maxPages ?? MAX_PAGES); index++) {
    const { page, received, total } = await options.fetch({ index, offset });
    const items = page.items.filter((item) => {
      const id = options.idOf(item);
      return !seen.has(id) && seen.add(id);
    });
    if (index === 0 || items.length > 0) {
      yield { ...page, items };
    }
    offset += received;
    const full = received >= options.pageSize;
    const goesOn = total === undefined ? full : offset < total;
    if (items.length === 0 || !goesOn) {
      return;
    }
  }
}

/** Reads records from a page's array; those that `read` makes nothing of are counted. */
export function toPage<T>(
  records: readonly unknown[],
  read: (record: unknown) => T | undefined,
  total?: number,
): Page<T> {
  const items = records.map(read).filter((item) => item !== undefined);
  return { items, total, skipped: records.length - items.length };
}
