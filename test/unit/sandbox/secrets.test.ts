import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../../src/sandbox/index';
import { TIMEOUT_MS, at, basic, call, git, gitOf, useSandbox } from './helpers';
import { signedCall } from './signing';

const MIRROR = '/v4/repositories/2111985337/remote-mirror';

function secretsOf(sandbox: Sandbox): string[] {
  const { token, ak, sk, temporaryKey, secondKey, users, endpoint, data } = sandbox;
  return [
    ...[token, ak, sk, endpoint.password, ...Object.values(temporaryKey), ...Object.values(secondKey)],
    ...users.flatMap(({ password, passcode }) => [password, ...(passcode === undefined ? [] : [passcode])]),
    data.repository(2111985337).webUrl,
  ];
}

describe('sandbox: secrets', function () {
  this.timeout(TIMEOUT_MS);
  const one = useSandbox({ repositories: 3 });
  const other = useSandbox({ repositories: 3 });

  it('are drawn anew for each sandbox', () => {
    const [first, second] = [secretsOf(one.current), secretsOf(other.current)];
    assert.equal(new Set(first).size, first.length, 'no two are the same');
    assert.deepEqual(
      first.filter((secret) => second.includes(secret)),
      [],
    );
    assert.ok(first.every((secret) => secret.length >= 6));
  });

  it('of one sandbox open no other', async () => {
    const { token, ak, sk, user } = one.current;
    assert.equal((await call(other.current, MIRROR, { token })).status, 401);
    assert.equal((await signedCall(other.current, MIRROR, { ak, sk, at: new Date() })).status, 401);
    const identity = {
      methods: ['password'],
      password: { user: { name: user.name, password: user.password, domain: { name: user.account } } },
    };
    const signIn = { method: 'POST', token: null, json: { auth: { identity } } };
    const refused = await call(other.current, '/v3/auth/tokens', signIn);
    assert.deepEqual([refused.status, at(refused.body, 'error.code')], [401, 401]);
    const { httpsUrl } = other.current.data.addRepository({ name: 'closed' });
    await assert.rejects(gitOf(other.current, user)('ls-remote', httpsUrl));
  });
});

describe('sandbox: repositories over HTTP', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 0 });
  const refs = async (headers: Record<string, string>): Promise<Response> => {
    const { httpsUrl } = sandbox.current.data.repository('guarded');
    return fetch(`${httpsUrl}/info/refs?service=git-upload-pack`, { headers });
  };
  before(() => {
    sandbox.current.data.addRepository({ name: 'guarded' });
  });

  it('ask for a user, and their addresses hold no secret', async () => {
    const { httpsUrl } = sandbox.current.data.repository('guarded');
    assert.equal(httpsUrl, `${sandbox.current.url}/git/added/guarded.git`);
    const answer = await refs({});
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic realm=/);
    await assert.rejects(git('clone', httpsUrl), /could not read Username|terminal prompts disabled/);
  });

  it('open to each user by name, also with the account in front as CodeArts wants it', async () => {
    const { users, user } = sandbox.current;
    for (const { name, password } of users) {
      assert.equal((await refs({ Authorization: basic(name, password) })).status, 200, name);
    }
    assert.equal((await refs({ Authorization: basic(`${user.account}/${user.name}`, user.password) })).status, 200);
  });

  it('open to a token, as long as it lives', async () => {
    const token = sandbox.current.data.anotherToken();
    assert.equal((await refs({ 'X-Auth-Token': token })).status, 200);
    sandbox.current.data.endTokens();
    assert.equal((await refs({ 'X-Auth-Token': token })).status, 401);
  });

  it('stay closed for anything else', async () => {
    const { name, password } = sandbox.current.user;
    const wrong = [
      basic(name, ''),
      basic(name, `${password}x`),
      basic('', password),
      basic('second-user', password),
      basic(`other-account/${name}`, password),
      `Bearer ${password}`,
      'Basic !!!',
      'Basic',
      `Basic ${Buffer.from(name).toString('base64')}`,
    ];
    for (const authorization of wrong) {
      assert.equal((await refs({ Authorization: authorization })).status, 401, authorization);
    }
  });

  it('are closed again by a sandbox that starts on the same port', async () => {
    const first = await startSandbox({ repositories: 0 });
    const { user, url } = first;
    await first.close();
    const second = await startSandbox({ repositories: 0, port: Number(new URL(url).port) });
    const { httpsUrl } = second.data.addRepository({ name: 'again' });
    const headers = { Authorization: basic(user.name, user.password) };
    assert.equal((await fetch(`${httpsUrl}/info/refs?service=git-upload-pack`, { headers })).status, 401);
    await second.close();
  });
});
