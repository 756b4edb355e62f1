import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { SharedKeyTrial } from '../../../src/accounts/sharedKeyTrial';
import { Leases } from '../../../src/windows/lease';
import type { AccessKeyCredential, CloudClient } from '../../../src/api/index';
import { clientFor, failureOf } from '../api/client';
import { type Answer, closeServers, serve, type TestServer } from '../api/server';
import { useFreshFolder } from './support';

const PROFILE = 'a'.repeat(32);
const KEY: AccessKeyCredential = {
  kind: 'accessKey',
  accessKey: 'EXAMPLEACCESSKEY0001',
  secretKey: 'example-secret-0001',
};
const REFUSED: Answer = { status: 401, json: { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' } };
const GOOD: Answer = { json: { id: 7, name: 'bar' } };

describe('A key that several windows use', () => {
  const folder = useFreshFolder();
  let now: number;
  let windows: SharedKeyTrial[];
  let server: TestServer;
  let answer: Answer;

  beforeEach(async () => {
    now = 1000;
    windows = [];
    server = await serve(() => answer);
  });
  afterEach(closeServers);

  const clock = (): Date => new Date(now);
  const sleep = (ms: number, signal: AbortSignal): Promise<void> => delay(Math.min(ms, 5), undefined, { signal });

  /** One more window, which asks the others in JSON. */
  function open(take?: () => Promise<never>): SharedKeyTrial {
    const leases = new Leases(folder.path, { owner: `window ${windows.length}`, clock: () => new Date() });
    const trial: SharedKeyTrial = new SharedKeyTrial({
      windows: {
        ask: (message) => {
          const answers = windows.filter((one) => one !== trial).map((one) => one.answer(message));
          return Promise.resolve(answers.map((one) => JSON.parse(JSON.stringify(one ?? null)) as unknown));
        },
        take: take ?? ((name, holdForMs) => leases.take(name, holdForMs)),
      },
      clock,
      sleep,
    });
    windows.push(trial);
    return trial;
  }

  const client = (trial: SharedKeyTrial, credential = KEY): CloudClient =>
    clientFor(server.url, { credential, keyGate: trial.gateFor(PROFILE, credential) });
  const six = (): CloudClient[] => Array.from({ length: 6 }, () => client(open()));

  it('is sent once by six windows together when it is wrong: five would lock it', async () => {
    answer = REFUSED;
    const failures = await Promise.all(six().map((one) => failureOf(one.showRepository(7))));
    assert.deepEqual(
      failures.map(({ kind, reason, code }) => [kind, reason, code]),
      failures.map(() => ['unauthorized', 'signature', 'APIGW.0301']),
    );
    assert.equal(server.requests.length, 1);
  });

  it('is not sent by a window that is opened later either', async () => {
    answer = REFUSED;
    await failureOf(client(open()).showRepository(7));
    await failureOf(client(open()).showRepository(7));
    assert.equal(server.requests.length, 1);
  });

  it('lets the requests of all windows through once one was accepted', async () => {
    answer = GOOD;
    await Promise.all(six().map((one) => one.showRepository(7)));
    assert.equal(server.requests.length, 6);
  });

  it('is tried again once somebody has signed in to the profile again, in this window or another one', async () => {
    answer = REFUSED;
    const [first, second] = [open(), open()];
    await failureOf(client(first).showRepository(7));
    answer = GOOD;
    now += 1;
    // The second window has not heard of it yet.
    first.forget(PROFILE);
    await client(first).showRepository(7);
    await client(second).showRepository(7);
    assert.equal(server.requests.length, 3);
  });

  it('is told from another key of the same profile', async () => {
    answer = REFUSED;
    const trial = open();
    await failureOf(client(trial).showRepository(7));
    answer = GOOD;
    await client(trial, { ...KEY, secretKey: 'example-secret-0002' }).showRepository(7);
  });

  it('is tried by the next window when an answer showed nothing of the key', async () => {
    const [first, second] = [client(open()), client(open())];
    answer = { status: 500, json: {} };
    await failureOf(first.showRepository(7));
    answer = GOOD;
    await second.showRepository(7);
  });

  it('is tried again for what passes: a lock that has ended, a clock that was put right', async () => {
    answer = { status: 401, json: { error_code: 'APIGW.0301', error_msg: 'ak is locked, retry later' } };
    const trial = open();
    assert.equal((await failureOf(client(trial).showRepository(7))).reason, 'keyLocked');
    answer = GOOD;
    await client(trial).showRepository(7);
  });

  it('is tried anew by one request when it was accepted a while ago, or has been refused since', async () => {
    answer = GOOD;
    const trial = open();
    await client(trial).showRepository(7);
    answer = REFUSED;
    now += 60_000;
    const later = client(open());
    await Promise.all([1, 2, 3, 4, 5, 6].map((id) => failureOf(later.showRepository(id))));
    assert.equal(server.requests.length, 2);
    answer = GOOD;
    now += 1;
    trial.forget(PROFILE);
    await client(trial).showRepository(7);
    trial.refused(PROFILE, KEY, await failureOf(later.showRepository(7)));
    await failureOf(client(trial).showRepository(7));
    assert.equal(server.requests.length, 3);
  });

  it('waits no longer for another window when nobody needs the answer any more: that is no error of its own', async () => {
    const leases = new Leases(folder.path, { owner: 'another window', clock: () => new Date() });
    const lease = await leases.take(`key-${PROFILE}`, 60_000);
    assert.ok(lease);
    const waiting = client(open());
    const failure = failureOf(waiting.showRepository(7));
    waiting.dispose();
    assert.equal((await failure).kind, 'cancelled');
    await lease.release();
    answer = GOOD;
    await client(open()).showRepository(7);
  });

  it('does not wait for ever for a window that does not come to an end', async () => {
    const leases = new Leases(folder.path, { owner: 'another window', clock: () => new Date() });
    assert.ok(await leases.take(`key-${PROFILE}`, 60_000));
    const failure = await failureOf(client(open()).showRepository(7));
    assert.equal(failure.kind, 'timeout');
  });

  it('is tried by each window where they cannot agree', async () => {
    answer = GOOD;
    const full = (): Promise<never> => Promise.reject(new Error('ENOSPC'));
    await Promise.all([client(open(full)).showRepository(7), client(open(full)).showRepository(7)]);
  });

  it('tells nobody what the key is', async () => {
    answer = REFUSED;
    const trial = open();
    await failureOf(client(trial).showRepository(7));
    const said = JSON.stringify(trial.answer({ type: 'keyTried', id: PROFILE }));
    assert.match(said, /APIGW\.0301/);
    assert.ok(!said.includes('EXAMPLE') && !said.includes('example-secret'), said);
    for (const message of [undefined, 'x', { type: 'keyTried' }, { type: 'keyTried', id: '../x' }, { type: 'other' }]) {
      assert.equal(trial.answer(message), undefined);
    }
  });
});
