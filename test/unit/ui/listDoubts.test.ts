import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { loadedOf } from '../../../src/ui/listStore';
import { items, storeWith } from './listScene';
import { settled } from './support';

describe('List: answers that cannot be right', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  async function shortlyAfter(): Promise<void> {
    mock.timers.tick(5000);
    await settled();
  }

  async function listOf(count: number): Promise<ReturnType<typeof storeWith>> {
    const list = storeWith();
    await list.begins({ items: items(1, count), total: count });
    return list;
  }

  it('does not forget everything because of one empty answer, and asks once more', async () => {
    const list = await listOf(1000);
    void list.store.refresh();
    await list.answer({ items: [], total: 0 });
    assert.equal(list.ids()?.length, 1000);
    assert.equal(list.asked().length, 2, 'not at once');
    await shortlyAfter();
    await list.answer({ items: items(1, 1000), total: 1000 });
    assert.equal(list.ids()?.length, 1000);
    await shortlyAfter();
    assert.equal(list.asked().length, 3);
  });

  it('believes the second empty answer', async () => {
    const list = await listOf(1000);
    void list.store.refresh();
    await list.answer({ items: [], total: 0 });
    await shortlyAfter();
    await list.answer({ items: [], total: 0 });
    assert.deepEqual(list.ids(), []);
    await shortlyAfter();
    assert.equal(list.asked().length, 3);
  });

  it('reads once more when the server counts more than it has sent; from then on that is known', async () => {
    const list = storeWith();
    await list.begins({ items: items(1, 3), total: 5 });
    await shortlyAfter();
    await list.answer({ items: items(1, 4), total: 5 });
    assert.deepEqual([list.ids(), loadedOf(list.store.state)?.rest], [[1, 2, 3, 4], 'none']);
    void list.store.refresh();
    await list.answer({ items: items(1, 4), total: 5 });
    await shortlyAfter();
    assert.equal(list.asked().length, 3);
  });

  it('counts records that could not be read among those that were sent', async () => {
    const list = storeWith();
    await list.begins({ items: items(1, 3), skipped: 2, total: 5 });
    await shortlyAfter();
    assert.equal(list.asked().length, 1);
  });

  it('finds what slipped to an earlier page when another record was deleted meanwhile', async () => {
    const list = storeWith();
    await list.begins({ items: items(1, 3), total: 6, next: 2 });
    // 2 was deleted, so 4 has moved to the page that had been read already.
    await list.answer({ items: items(5, 6), total: 5 });
    assert.deepEqual(list.ids(), [1, 2, 3, 5, 6]);
    await shortlyAfter();
    await list.answer({ items: [{ id: 1 }, { id: 3 }, { id: 4 }], total: 5, next: 2 });
    await list.answer({ items: items(5, 6), total: 5 });
    assert.deepEqual(list.ids(), [1, 3, 4, 5, 6]);
    await shortlyAfter();
    assert.equal(list.asked().length, 4);
  });

  it('loses nothing when the list moves the second time too', async () => {
    const list = storeWith();
    await list.begins({ items: items(1, 3), total: 4, moved: true });
    await shortlyAfter();
    await list.answer({ items: items(2, 4), total: 3, moved: true });
    assert.deepEqual(list.ids(), [1, 2, 3, 4]);
    await shortlyAfter();
    assert.equal(list.asked().length, 2);
  });
});
