import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Emitter } from '../../../src/ui/emitter';
import type { PageChange } from '../../../src/ui/livePage';
import { OpenPage } from '../../../src/ui/openPage';
import { settled } from './support';

describe('A page that is open', () => {
  const changed = new Emitter<PageChange>();
  let now = 0;
  let text = '';
  let told = 0;
  let texts = 0;
  let inSight = 0;
  let disposed = 0;
  let page: OpenPage;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
    [now, text, told, texts, inSight, disposed] = [0, 'first', 0, 0, 0, 0];
    page = new OpenPage(
      Promise.resolve({
        onDidChange: changed.event,
        text: () => {
          texts += 1;
          return Promise.resolve(text);
        },
        shown: () => {
          inSight += 1;
          return { dispose: () => (inSight -= 1) };
        },
        dispose: () => {
          disposed += 1;
        },
      }),
      () => (told += 1),
      () => now,
    );
  });
  afterEach(() => {
    page.dispose();
    mock.timers.reset();
  });

  async function pass(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += 100) {
      now += 100;
      mock.timers.tick(100);
      await settled();
    }
  }

  async function opened(): Promise<void> {
    assert.equal(await page.text(), 'first');
    page.show(true);
    await pass(2000);
  }

  it('is drawn again when its record has changed, and tells of it once', async () => {
    await opened();
    text = 'second';
    changed.fire('record');
    changed.fire('record');
    await pass(5000);
    assert.equal(told, 1);
    assert.equal(await page.text(), 'second');
  });

  it('tells of nothing when its text is the same', async () => {
    await opened();
    changed.fire('record');
    await pass(200_000);
    assert.equal(told, 0);
    assert.ok(texts > 2, 'it was looked at');
  });

  it('is drawn once a second at most, however often its record changes', async () => {
    await opened();
    const before = texts;
    for (let passed = 0; passed < 10_000; passed += 100) {
      text = `after ${passed}`;
      changed.fire('record');
      await pass(100);
    }
    await pass(2000);
    assert.ok(texts - before <= 12, `${texts - before} times`);
    assert.equal(await page.text(), 'after 9900');
  });

  it('has its ages grow once a minute', async () => {
    await opened();
    text = 'a minute ago';
    await pass(61_000);
    assert.equal(told, 1);
  });

  it('does nothing while it is out of sight, and catches up when it is back', async () => {
    await opened();
    assert.equal(inSight, 1);
    page.show(false);
    await settled();
    assert.equal(inSight, 0);
    const before = texts;
    text = 'second';
    changed.fire('record');
    await pass(300_000);
    assert.equal(texts, before);
    page.show(true);
    await pass(1000);
    assert.equal(told, 1);
  });

  it('is drawn at once, also out of sight, when somebody else signs in', async () => {
    await opened();
    page.show(false);
    text = 'of somebody else';
    changed.fire('person');
    await settled();
    assert.equal(told, 1);
    text = 'of a third person';
    changed.fire('person');
    changed.fire('person');
    await settled();
    assert.equal(told, 2);
    assert.equal(await page.text(), 'of a third person');
  });

  it('ends with what it shows', async () => {
    await opened();
    page.dispose();
    text = 'second';
    changed.fire('record');
    await pass(300_000);
    assert.deepEqual([inSight, disposed, told], [0, 1, 0]);
  });

  it('is not followed when it was closed before it was made', async () => {
    page.show(true);
    page.dispose();
    await settled();
    assert.deepEqual([inSight, disposed], [0, 1]);
  });
});
