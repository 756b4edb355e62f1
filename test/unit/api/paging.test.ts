import assert from 'node:assert/strict';
import { type Chunk, readPages } from '../../../src/api/operations/paging';

interface Item {
  readonly id: number;
}

const items = (from: number, to: number): Item[] => Array.from({ length: to - from + 1 }, (_, n) => ({ id: from + n }));

function chunk(of: readonly Item[], total?: number, skipped = 0): Chunk<Item> {
  return { page: { items: of, total, skipped }, received: of.length + skipped, total };
}

/** Reads everything and tells what came and which offsets were asked for. */
async function read(fetch: (offset: number, index: number) => Chunk<Item>, pageSize = 10, maxPages?: number) {
  const offsets: number[] = [];
  const ids: number[] = [];
  const pages = readPages<Item>({
    fetch: ({ offset, index }) => {
      offsets.push(offset);
      return Promise.resolve(fetch(offset, index));
    },
    idOf: (item) => item.id,
    pageSize,
    maxPages,
  });
  for await (const page of pages) {
    ids.push(...page.items.map(({ id }) => id));
  }
  return { offsets, ids };
}

describe('Reading a list to its end', () => {
  it('ends on a page that is not full', async () => {
    const { offsets, ids } = await read((offset) => chunk(items(offset + 1, Math.min(offset + 10, 23))));
    assert.deepEqual(offsets, [0, 10, 20]);
    assert.equal(ids.length, 23);
  });

  it('ends on an empty page', async () => {
    const { offsets, ids } = await read((offset) => chunk(offset < 20 ? items(offset + 1, offset + 10) : []));
    assert.deepEqual(offsets, [0, 10, 20]);
    assert.equal(ids.length, 20);
  });

  it('ends when the total is reached', async () => {
    const { offsets } = await read((offset) => chunk(items(offset + 1, offset + 10), 20));
    assert.deepEqual(offsets, [0, 10]);
  });

  it('ends when a page brings nothing new, whatever the total promises', async () => {
    const { offsets, ids } = await read(() => chunk(items(1, 1), 4));
    assert.deepEqual(offsets, [0, 1]);
    assert.deepEqual(ids, [1]);
  });

  it('ends when a server ignores the offset', async () => {
    const { offsets, ids } = await read(() => chunk(items(1, 10)));
    assert.deepEqual(offsets, [0, 10]);
    assert.equal(ids.length, 10);
  });

  it('goes on after a page that is not full when the total promises more', async () => {
    const { offsets, ids } = await read((offset) => chunk(items(offset + 1, Math.min(offset + 5, 12)), 12));
    assert.deepEqual(offsets, [0, 5, 10]);
    assert.equal(ids.length, 12);
  });

  it('ends on an empty page although the total promises more', async () => {
    const { offsets } = await read((offset) => chunk(offset === 0 ? items(1, 3) : [], 100));
    assert.deepEqual(offsets, [0, 3]);
  });

  it('leaves out what comes twice because the list moved', async () => {
    const { ids } = await read((offset) => chunk(offset === 0 ? items(1, 10) : items(10, 15)));
    assert.deepEqual(
      ids,
      items(1, 15).map(({ id }) => id),
    );
  });

  it('counts records that could not be read as received', async () => {
    const { offsets } = await read((offset) =>
      chunk(offset === 0 ? items(1, 8) : items(9, 9), undefined, offset === 0 ? 2 : 0),
    );
    assert.deepEqual(offsets, [0, 10]);
  });

  it('ends at the cap', async () => {
    const { offsets } = await read((offset) => chunk(items(offset + 1, offset + 10)), 10, 3);
    assert.equal(offsets.length, 3);
  });

  it('reaches more than 5,000 records, and ends by itself when there is no end', async () => {
    const { ids } = await read((offset) => chunk(items(offset + 1, offset + 100)), 100);
    assert.equal(ids.length, 50_000);
  });

  it('hands out an empty first page, so that its total is known', async () => {
    const pages = readPages<Item>({ fetch: () => Promise.resolve(chunk([], 0)), idOf: ({ id }) => id, pageSize: 10 });
    assert.deepEqual((await pages.next()).value, { items: [], total: 0, skipped: 0 });
    assert.equal((await pages.next()).done, true);
  });

  it('asks for a page only when somebody wants it', async () => {
    let fetched = 0;
    const pages = readPages<Item>({
      fetch: ({ offset }) => {
        fetched += 1;
        return Promise.resolve(chunk(items(offset + 1, offset + 10)));
      },
      idOf: ({ id }) => id,
      pageSize: 10,
    });
    assert.equal(fetched, 0);
    await pages.next();
    assert.equal(fetched, 1);
  });
});
