import assert from 'node:assert/strict';
import { type RemoteMirror, toRepositoryId } from '../../../src/api/index';
import { requestSync, setSource } from '../../../src/repositories/mirrorWrites';
import { clientFor } from '../api/client';
import { type Answer, closeServers, serve } from '../api/server';

const id = toRepositoryId(7, 'test');
const URL_ASKED = 'https://example.com/new.git';
const OLD = 'https://example.com/old.git';
const cut: Answer = { by: (response) => response.destroy() };
const record = (url: string | null, more: object = {}): Answer => ({
  json: { id: 1, url, update_status: 'scheduled', ...more },
});
const gone: Answer = { text: 'null' };
const unreadable: Answer = { json: { result: null } };

/** A server that answers a write with one thing, and each look with the next of a list. The last one stays. */
async function scene(write: Answer, ...looks: readonly [Answer, ...Answer[]]) {
  let looked = 0;
  const waits: number[] = [];
  const server = await serve(({ method }) => {
    if (method !== 'GET') {
      return write;
    }
    looked += 1;
    return looks[Math.min(looked, looks.length) - 1] ?? looks[0];
  });
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  const writes = (): number => server.requests.filter(({ method }) => method !== 'GET').length;
  return { parts: { client: clientFor(server.url), sleep }, waits, writes, looks: () => looked };
}

describe('Setting the source of a mirror', () => {
  afterEach(closeServers);

  for (const [answered, answer] of [
    ['the mirror', record(URL_ASKED)],
    ['another source', record(OLD)],
    ['an empty record', { status: 201, json: {} }],
    ['no body', { status: 201 }],
    ['something else', { json: { ok: true } }],
    ['nothing at all', cut],
    ['a gateway that gave up', { status: 504, text: '' }],
  ] as const) {
    it(`is done when the mirror has that source, after an answer of ${answered}`, async () => {
      const { parts, writes, waits } = await scene(answer, record(URL_ASKED));
      const outcome = await setSource(parts, id, URL_ASKED);
      assert.deepEqual([outcome.kind, outcome.kind === 'set' && outcome.mirror.status], ['set', 'scheduled']);
      assert.deepEqual([writes(), waits], [1, []]);
    });

    it(`is not done because of an answer of ${answered}`, async () => {
      const { parts } = await scene(answer, record(OLD));
      assert.notEqual((await setSource(parts, id, URL_ASKED)).kind, 'set');
    });
  }

  it('says which source the server has instead', async () => {
    const { parts } = await scene(record(URL_ASKED), record(OLD));
    const outcome = await setSource(parts, id, URL_ASKED);
    assert.ok(outcome.kind === 'otherSource');
    assert.equal(outcome.mirror.sourceUrl, OLD);
  });

  it('says that the server has a mirror without a source', async () => {
    const { parts } = await scene(record(URL_ASKED), record(null));
    const outcome = await setSource(parts, id, URL_ASKED);
    assert.ok(outcome.kind === 'otherSource');
    assert.equal(outcome.mirror.sourceUrl, undefined);
  });

  it('says that there is no mirror, whatever was answered', async () => {
    const { parts } = await scene(record(URL_ASKED), gone);
    assert.deepEqual(await setSource(parts, id, URL_ASKED), { kind: 'noMirror' });
  });

  it('looks once more at a server that does not tell of it at once', async () => {
    const { parts, waits, looks } = await scene(record(URL_ASKED), gone, record(URL_ASKED));
    assert.equal((await setSource(parts, id, URL_ASKED)).kind, 'set');
    assert.deepEqual([waits, looks()], [[2000], 2]);
  });

  it('says that it cannot be confirmed', async () => {
    const { parts } = await scene(record(URL_ASKED), unreadable);
    const outcome = await setSource(parts, id, URL_ASKED);
    assert.ok(outcome.kind === 'unread');
    assert.equal((outcome.error as { readonly kind?: unknown }).kind, 'malformed');
  });

  for (const [what, look, found] of [
    ['the old source', record(OLD), 'mirror'],
    ['no mirror', gone, 'noMirror'],
    ['something that cannot be read', unreadable, 'unread'],
  ] as const) {
    it(`does not know how it ended when the answer is lost and there is ${what}`, async () => {
      const { parts, writes } = await scene(cut, look);
      const outcome = await setSource(parts, id, URL_ASKED);
      assert.ok(outcome.kind === 'unanswered');
      assert.equal(outcome.found.kind, found);
      assert.equal((outcome.error as { readonly mayHaveHappened?: unknown }).mayHaveHappened, true);
      assert.equal(writes(), 1);
    });
  }

  it('fails, and looks at nothing, when it was refused', async () => {
    const { parts, looks } = await scene({ status: 403, json: { error_code: 'CH.004403', error_msg: 'no' } }, gone);
    await assert.rejects(setSource(parts, id, URL_ASKED), { kind: 'forbidden' });
    assert.equal(looks(), 0);
  });

  for (const [asked, stored] of [
    ['https://Example.com/new.git', 'https://example.com/new.git'],
    ['https://example.com:443/new.git', 'https://example.com/new.git/'],
  ] as const) {
    it(`takes ${stored} for ${asked}`, async () => {
      const { parts } = await scene({ status: 201 }, record(stored));
      assert.equal((await setSource(parts, id, asked)).kind, 'set');
    });
  }

  it('takes a path of other letters for another source', async () => {
    const { parts } = await scene({ status: 201 }, record('https://example.com/NEW.git'));
    assert.equal((await setSource(parts, id, URL_ASKED)).kind, 'otherSource');
  });
});

describe('Asking for a synchronisation', () => {
  afterEach(closeServers);
  const at = '2025-03-10T08:00:00.000Z';
  const before: RemoteMirror = { status: 'failed', lastUpdateAt: new Date(at), failures: 2 };
  const same = record(OLD, { update_status: 'failed', last_update_at: at, number_of_failures: 2 });

  it('is requested when the server says so, with a task or without', async () => {
    const named = await scene({ json: { jid: 'job-1' } }, same);
    assert.deepEqual(await requestSync(named.parts, id, before), { hasTask: true });
    for (const answer of [{ json: {} }, { status: 204 }, { json: { jid: null } }]) {
      const { parts, looks } = await scene(answer, same);
      assert.deepEqual(await requestSync(parts, id, before), { hasTask: false });
      assert.equal(looks(), 0);
    }
  });

  for (const [what, look] of [
    ['is queued', record(OLD, { update_status: 'SCHEDULED', last_update_at: at })],
    ['has run since', record(OLD, { update_status: 'failed', last_update_at: '2025-03-10T08:00:05.000Z' })],
  ] as const) {
    it(`was requested although the answer was lost, when the mirror ${what}`, async () => {
      const { parts, writes } = await scene(cut, same, look);
      assert.deepEqual(await requestSync(parts, id, before), { hasTask: false });
      assert.equal(writes(), 1);
    });
  }

  it('may have been requested when the answer was lost and nothing has moved, or nothing can be read', async () => {
    for (const look of [same, unreadable, gone]) {
      const { parts } = await scene(cut, look);
      await assert.rejects(requestSync(parts, id, before), { mayHaveHappened: true });
    }
  });
});
