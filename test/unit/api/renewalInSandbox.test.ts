import assert from 'node:assert/strict';
import { type CloudClient, type CloudError, type HeldToken, RenewingToken } from '../../../src/api/index';
import { TIMEOUT_MS, useSandbox } from '../sandbox/helpers';
import { clientFor, failureOf } from './client';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

describe('A sign-in with a password, in the sandbox', function () {
  this.timeout(TIMEOUT_MS);
  let now = new Date('2025-05-01T00:00:00Z');
  const clock = (): Date => now;
  const sandbox = useSandbox({ repositories: 250, clock: () => now });
  const counted = (operationId: string): number =>
    sandbox.current.requests.filter((request) => request.operationId === operationId).length;
  const told: CloudError[] = [];
  let password: string;

  async function create(signal?: AbortSignal): Promise<HeldToken> {
    const { url, user, region } = sandbox.current;
    const iam = clientFor(url, { credential: { kind: 'none' }, clock });
    const identity = { accountName: user.account, userName: user.name, password };
    const { token, info } = await iam.createToken(identity, { project: { name: region } }, { signal });
    return { token, expiresAt: info.expiresAt };
  }

  function client(initial?: HeldToken): CloudClient {
    const credential = new RenewingToken({ initial, renew: create, clock });
    return clientFor(sandbox.current.url, { credential, clock, onUnauthorized: (error) => told.push(error) });
  }

  beforeEach(() => {
    password = sandbox.current.user.password;
    told.length = 0;
    sandbox.current.requests.length = 0;
    sandbox.current.faults.clear();
  });

  for (const [name, endIsKnown] of [
    ['whose end is known', true],
    ['whose end is not known', false],
  ] as const) {
    it(`goes on reading when a token ${name} ends in the middle of the pages`, async () => {
      const held = await create();
      const reader = client(endIsKnown ? held : { token: held.token });
      const ids: number[] = [];
      for await (const page of reader.allUserRepositories({ pageSize: 50 })) {
        ids.push(...page.items.map(({ id }) => Number(id)));
        if (ids.length === page.items.length) {
          now = new Date(now.getTime() + 25 * HOUR_MS);
        }
      }
      assert.equal(new Set(ids).size, ids.length);
      assert.ok(ids.length >= 250);
      assert.deepEqual([counted('createToken'), told], [2, []]);
      const pages = Math.ceil(ids.length / 50);
      assert.equal(counted('listUserAllRepositories'), pages + (endIsKnown ? 0 : 1));
    });
  }

  it('asks for one token when twenty requests need one', async () => {
    const reader = client();
    await Promise.all(Array.from({ length: 20 }, () => reader.listUserAllRepositories({ pageSize: 5 })));
    assert.equal(counted('createToken'), 1);
  });

  it('renews before the end, while requests go on with the old token', async () => {
    const reader = client(await create());
    now = new Date(now.getTime() + 24 * HOUR_MS - 5 * MINUTE_MS);
    await reader.listUserAllRepositories({ pageSize: 5 });
    while (counted('createToken') < 2) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    now = new Date(now.getTime() + 10 * MINUTE_MS);
    await reader.listUserAllRepositories({ pageSize: 5 });
    assert.deepEqual([counted('createToken'), told], [2, []]);
  });

  it('ends when the password is refused, without asking again', async () => {
    const reader = client(await create());
    now = new Date(now.getTime() + 25 * HOUR_MS);
    password = 'changed-meanwhile';
    const failures = await Promise.all([1, 2, 3].map(() => failureOf(reader.listUserAllRepositories())));
    failures.push(await failureOf(reader.listRegistry()));
    assert.deepEqual(new Set(failures.map(({ reason }) => reason)), new Set(['passwordRefused']));
    assert.deepEqual(
      told.map(({ reason }) => reason),
      ['passwordRefused'],
    );
    assert.equal(counted('createToken'), 2);
  });

  it('outlives an IAM that is down for a while', async () => {
    const reader = client(await create());
    now = new Date(now.getTime() + 25 * HOUR_MS);
    sandbox.current.faults.add({ kind: 'status', status: 503, match: { operationId: 'createToken' }, times: 1 });
    assert.equal((await failureOf(reader.listUserAllRepositories())).kind, 'server');
    assert.ok((await reader.listUserAllRepositories()).items.length > 0);
    assert.deepEqual([counted('createToken'), told], [3, []]);
  });

  it('sends a write again whose token had ended', async () => {
    const { token } = await create();
    const writer = client({ token });
    now = new Date(now.getTime() + 25 * HOUR_MS);
    const { id } = sandbox.current.data.addRepository({ name: 'written' });
    await writer.associateRemoteMirror(id, 'http://127.0.0.1:1/a.git');
    assert.deepEqual([counted('createToken'), counted('associateRemoteMirror')], [2, 2]);
    assert.equal((await writer.showRemoteMirror(id))?.sourceUrl, 'http://127.0.0.1:1/a.git');
  });
});
