import assert from 'node:assert/strict';
import { type Repository, toRepositoryId, toRepositoryUuid } from '../../../src/api/index';
import { RecordStore } from '../../../src/repositories/recordStore';
import { useSandbox } from '../sandbox/helpers';
import { clientWith, cloudError, deferred, sandboxSession, sessionsWith, signedIn } from '../ui/support';

const uuid = toRepositoryUuid('0123456789abcdef0123456789abcdef', 'test');
const known: Repository = { id: toRepositoryId(1, 'test'), uuid, name: 'api', projectName: 'Payments', size: '1M' };

function setUp(answer: () => Promise<Repository>) {
  const failures: unknown[] = [];
  let requests = 0;
  const client = () =>
    clientWith({
      showRepositoryByUuid: (asked) => {
        assert.equal(asked, uuid);
        requests += 1;
        return answer();
      },
    });
  const sessions = sessionsWith(client());
  const store = new RecordStore(sessions, (error) => failures.push(error));
  return { store, sessions, client, failures, requests: () => requests };
}

describe('Full record of a repository', () => {
  it('adds what the record tells, and keeps what it leaves out', async () => {
    const { store } = setUp(() =>
      Promise.resolve({ id: known.id, name: 'api', size: '2M', creatorName: 'alice', groupName: undefined }),
    );
    const record = await store.read({ ...known, groupName: 'platform' });
    assert.equal(record.size, '2M');
    assert.equal(record.creatorName, 'alice');
    assert.equal(record.groupName, 'platform');
    assert.equal(record.projectName, 'Payments');
  });

  it('is read once, until the list is refreshed', async () => {
    const { store, requests } = setUp(() => Promise.resolve({ ...known, creatorName: 'alice' }));
    await store.read(known);
    assert.equal((await store.read(known)).creatorName, 'alice');
    assert.equal(requests(), 1);
    store.clear();
    await store.read(known);
    assert.equal(requests(), 2);
  });

  it('shows a newer list entry through a record that was read before', async () => {
    const { store } = setUp(() => Promise.resolve({ id: known.id, name: 'api', creatorName: 'alice' }));
    await store.read(known);
    assert.equal((await store.read({ ...known, size: '5M' })).size, '5M');
  });

  it('falls back to what is known, tells why, and tries again the next time', async () => {
    let works = false;
    const { store, failures } = setUp(() =>
      works ? Promise.resolve({ ...known, creatorName: 'alice' }) : Promise.reject(cloudError('server')),
    );
    assert.deepEqual(await store.read(known), known);
    assert.equal(failures.length, 1);
    works = true;
    assert.equal((await store.read(known)).creatorName, 'alice');
  });

  it('says nothing of a tooltip that went away before it was read', async () => {
    const abort = new AbortController();
    const { store, failures } = setUp(() => {
      abort.abort();
      return Promise.reject(cloudError('cancelled'));
    });
    assert.deepEqual(await store.read(known, abort.signal), known);
    assert.deepEqual(failures, []);
  });

  it('asks nothing without a UUID or a session', async () => {
    const { store, sessions, requests } = setUp(() => Promise.resolve(known));
    await store.read({ ...known, uuid: undefined });
    sessions.replace({ state: 'signedOut' });
    assert.equal((await store.read(known)).name, 'api');
    assert.equal(requests(), 0);
  });

  it('keeps nothing for another account, not even an answer that comes late', async () => {
    const late = deferred<Repository>();
    const answers = [late.promise, Promise.resolve({ ...known, creatorName: 'bob' })];
    const { store, sessions, client } = setUp(() => answers.shift() ?? Promise.reject(new Error('asked too often')));
    const reading = store.read(known);
    sessions.replace(signedIn(client(), 'bob'));
    late.resolve({ ...known, creatorName: 'alice' });
    await reading;
    assert.equal((await store.read(known)).creatorName, 'bob');
  });

  describe('in the sandbox', () => {
    const sandbox = useSandbox({ repositories: 3 });

    it('is found by the UUID that the list gives', async () => {
      const sessions = sandboxSession(sandbox.current);
      const store = new RecordStore(sessions, (error) => {
        throw error;
      });
      const session = sessions.current;
      assert.ok(session.state === 'signedIn');
      const { items } = await session.client.listUserAllRepositories();
      const [listed] = items;
      assert.ok(listed);
      const record = await store.read(listed);
      assert.equal(record.id, listed.id);
      assert.equal(record.name, listed.name);
      assert.equal(record.httpsUrl, sandbox.current.data.repository(listed.id).httpsUrl);
    });
  });
});
