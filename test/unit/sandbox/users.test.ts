import assert from 'node:assert/strict';
import type { SandboxUser } from '../../../src/sandbox/index';
import { TIMEOUT_MS, at, call, useSandbox, type Answer } from './helpers';

const MINUTE_MS = 60_000;

describe('sandbox: users', function () {
  this.timeout(TIMEOUT_MS);
  let now = new Date('2025-05-01T00:00:00Z');
  const sandbox = useSandbox({ repositories: 0, clock: () => now });
  beforeEach(() => {
    // Far enough from the test before that nobody is still locked.
    now = new Date(now.getTime() + 60 * MINUTE_MS);
  });

  const userOf = (name: string): SandboxUser => {
    const user = sandbox.current.users.find((one) => one.name === name);
    assert.ok(user, name);
    return user;
  };
  interface Attempt {
    readonly password?: string;
    readonly totp?: { readonly id: string; readonly passcode: string };
    readonly methods?: readonly string[];
    readonly scope?: unknown;
  }
  const signIn = (user: SandboxUser, attempt: Attempt = {}): Promise<Answer> => {
    const { password = user.password, totp, scope = { project: { name: 'cn-north-4' } } } = attempt;
    const identity = {
      methods: attempt.methods ?? (totp === undefined ? ['password'] : ['password', 'totp']),
      password: { user: { name: user.name, password, domain: { name: user.account } } },
      ...(totp === undefined ? {} : { totp: { user: totp } }),
    };
    const json = { auth: { identity, scope } };
    return call(sandbox.current, '/v3/auth/tokens', { method: 'POST', token: null, json });
  };
  const messageOf = ({ status, body }: Answer): string => `${status} ${String(at(body, 'error.message'))}`;
  const wrongPassword = '401 The username or password is wrong.';
  const describedUser = async (token: string): Promise<unknown> => {
    const headers = { 'X-Subject-Token': token };
    return at((await call(sandbox.current, '/v3/auth/tokens', { token, headers })).body, 'token.user');
  };

  it('are four, each with an identifier of its own', () => {
    const { users, user } = sandbox.current;
    assert.deepEqual(
      users.map(({ name }) => name),
      ['sandbox-user', 'second-user', 'mfa-user', 'huawei-id'],
    );
    assert.equal(new Set(users.map(({ id }) => id)).size, 4);
    assert.ok(users.every(({ account }) => account === user.account));
    assert.deepEqual(
      users.filter(({ passcode }) => passcode !== undefined).map(({ name }) => name),
      ['mfa-user'],
    );
  });

  for (const name of ['sandbox-user', 'second-user']) {
    it(`${name} gets a token that says so, and so do tokens made from it`, async () => {
      const user = userOf(name);
      const answer = await signIn(user);
      assert.equal(answer.status, 201);
      const token = answer.headers.get('x-subject-token') ?? '';
      const described = await describedUser(token);
      assert.deepEqual(described, at(answer.body, 'token.user'));
      assert.equal(at(described, 'id'), user.id);
      assert.equal(at(described, 'name'), name);
      const json = {
        auth: {
          identity: { methods: ['token'], token: { id: token } },
          scope: { project: { name: 'cn-north-4_team-a' } },
        },
      };
      const moved = await call(sandbox.current, '/v3/auth/tokens', { method: 'POST', token: null, json });
      assert.equal(at(moved.body, 'token.user.name'), name);
    });
  }

  it('are refused with a wrong password or account, in the words of IAM', async () => {
    const second = userOf('second-user');
    const { body, status } = await signIn(second, { password: 'first-password' });
    assert.equal(status, 401);
    assert.deepEqual(body, {
      error: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' },
    });
    assert.equal(messageOf(await signIn({ ...second, account: 'another-account' })), wrongPassword);
    assert.equal(messageOf(await signIn({ ...second, name: 'nobody' })), wrongPassword);
  });

  it('of a HUAWEI ID get no token, as if the password were wrong', async () => {
    assert.equal(messageOf(await signIn(userOf('huawei-id'))), wrongPassword);
  });

  it('with login protection need the code of their virtual MFA device', async () => {
    const user = userOf('mfa-user');
    const { id, passcode = '' } = user;
    const needed = '401 Virtual MFA authentication is required.';
    assert.equal(messageOf(await signIn(user)), needed);
    assert.equal(messageOf(await signIn(user, { totp: { id, passcode }, methods: ['password'] })), needed);
    const wrong = await signIn(user, { totp: { id, passcode: '654321' } });
    assert.equal(wrong.status, 401);
    assert.notEqual(messageOf(wrong), needed);
    const ofAnother = { id: userOf('sandbox-user').id, passcode };
    assert.equal((await signIn(user, { totp: ofAnother })).status, 401);
    assert.equal(messageOf(await signIn(user, { password: 'x', totp: { id, passcode } })), wrongPassword);
    const answer = await signIn(user, { totp: { id, passcode } });
    assert.equal(answer.status, 201);
    assert.deepEqual(at(answer.body, 'token.methods'), ['password', 'totp']);
    assert.equal(at(await describedUser(answer.headers.get('x-subject-token') ?? ''), 'name'), 'mfa-user');
  });

  it('without a device cannot use a code', async () => {
    const user = userOf('second-user');
    assert.equal((await signIn(user, { totp: { id: user.id, passcode: '123456' } })).status, 401);
  });

  it('are locked for 15 minutes after five wrong passwords in a row, each on their own', async () => {
    const second = userOf('second-user');
    for (let count = 0; count < 5; count += 1) {
      assert.equal(messageOf(await signIn(second, { password: 'guess' })), wrongPassword);
    }
    assert.match(messageOf(await signIn(second)), /^401 The account is locked/);
    assert.equal((await signIn(userOf('sandbox-user'))).status, 201);
    now = new Date(now.getTime() + 15 * MINUTE_MS - 1000);
    assert.match(messageOf(await signIn(second)), /^401 The account is locked/);
    now = new Date(now.getTime() + 1000);
    assert.equal((await signIn(second)).status, 201);
  });

  it('start anew after a right password', async () => {
    const second = userOf('second-user');
    for (const password of ['1', '2', '3', '4', undefined, '5', '6', '7', '8']) {
      await signIn(second, { password });
    }
    assert.equal((await signIn(second)).status, 201);
  });

  it('lose every token at once, and get new ones', async () => {
    const before = sandbox.current.data.anotherToken();
    const get = async (token: string): Promise<string> => {
      const { status, body } = await call(sandbox.current, '/v4/repositories/468485', { token });
      return `${status} ${String(at(body, 'error_code'))}`;
    };
    assert.equal(await get(before), '200 undefined');
    sandbox.current.data.endTokens();
    sandbox.current.faults.clear();
    assert.equal(await get(before), '401 DEV.00000003');
    assert.equal(await get(sandbox.current.token), '401 DEV.00000003');
    const after = (await signIn(userOf('sandbox-user'))).headers.get('x-subject-token') ?? '';
    assert.equal(await get(after), '200 undefined');
    const target = '/_sandbox/endTokens';
    assert.equal((await call(sandbox.current, target, { method: 'POST', token: after })).status, 401);
    assert.equal((await call(sandbox.current, target, { method: 'POST' })).status, 200);
    assert.equal(await get(after), '401 DEV.00000003');
    assert.equal(await get(sandbox.current.data.anotherToken()), '200 undefined');
  });
});
