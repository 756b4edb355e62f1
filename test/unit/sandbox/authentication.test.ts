import assert from 'node:assert/strict';
import { TIMEOUT_MS, at, call, codeOf, type Answer, useSandbox } from './helpers';

const MINUTE_MS = 60_000;

describe('sandbox: authentication', function () {
  this.timeout(TIMEOUT_MS);
  let now = new Date('2025-05-01T00:00:00Z');
  const sandbox = useSandbox({ repositories: 5, clock: () => now, tokenLifetimeMs: 60 * MINUTE_MS });
  beforeEach(() => {
    now = new Date('2025-05-01T00:00:00Z');
  });

  const v4 = '/v4/repositories/2111985337/remote-mirror';
  const v2 = '/v2/projects/repositories';
  const hss = (): string => `/v5/${sandbox.current.projectId}/image/registries`;
  const codes = (token: string | null): Promise<string[]> =>
    Promise.all(
      [v4, v2, '/v4/projects?offset=0&limit=1', hss(), '/v3/auth/projects'].map(async (target) =>
        codeOf(await call(sandbox.current, target, { token })),
      ),
    );

  it('refuses a missing token in the words of each service', async () => {
    const expected = ['401 DEV.00000001', '401 DEV.00000001', '401 DEV.00000001', '401 APIGW.0301', '401 401'];
    assert.deepEqual(await codes(null), expected);
  });

  it('refuses a token that it did not issue', async () => {
    const expected = ['401 DEV.00000002', '401 DEV.00000002', '401 DEV.00000002', '401 APIGW.0301', '401 401'];
    assert.deepEqual(await codes(sandbox.current.data.unknownToken()), expected);
  });

  it('refuses a token that has expired', async () => {
    now = new Date(now.getTime() + 61 * MINUTE_MS);
    const expected = ['401 DEV.00000003', '401 DEV.00000003', '401 DEV.00000003', '401 APIGW.0307', '401 401'];
    assert.deepEqual(await codes(sandbox.current.token), expected);
  });

  it('refuses a token of another region, but for IAM', async () => {
    const answers = await codes(sandbox.current.wrongRegionToken);
    assert.deepEqual(answers, [...Array<string>(4).fill('401 APIGW.0307'), '200 ']);
  });

  it('refuses a token of the account, but for IAM', async () => {
    const answers = await codes(sandbox.current.data.foreignToken('account'));
    const expected = ['401 CH.00000002', '401 CH.00000002', '401 CH.00000002', '403 APIGW.0302', '200 '];
    assert.deepEqual(answers, expected);
  });

  it('does not take a CodeArts project for an IAM project', async () => {
    const answer = await call(sandbox.current, '/v5/4838955a48e2492bbe44b31bc4c272f6/image/registries');
    assert.equal(codeOf(answer), '400 HSS.0013');
  });

  describe('tokens', () => {
    const create = (identity: unknown, scope?: unknown): Promise<Answer> =>
      call(sandbox.current, '/v3/auth/tokens?nocatalog=true', {
        method: 'POST',
        token: null,
        json: { auth: { identity, scope } },
      });
    const password = (text: string, { account, name } = sandbox.current.user): unknown => {
      return { methods: ['password'], password: { user: { name, password: text, domain: { name: account } } } };
    };

    it('are issued for a password', async () => {
      const answer = await create(password(sandbox.current.user.password), { project: { name: 'cn-north-4' } });
      const token = answer.headers.get('x-subject-token');
      assert.equal(answer.status, 201);
      assert.equal(at(answer.body, 'token.project.id'), sandbox.current.projectId);
      assert.equal(at(answer.body, 'token.expires_at'), '2025-05-01T01:00:00.000000Z');
      assert.equal((await call(sandbox.current, v4, { token })).status, 200);
      const headers = { 'X-Subject-Token': token ?? '' };
      const seen = await call(sandbox.current, '/v3/auth/tokens', { token, headers });
      assert.deepEqual(seen.body, answer.body);
    });

    it('are refused for a wrong password, passcode or project', async () => {
      assert.equal((await create(password('wrong'))).status, 401);
      const right = password(sandbox.current.user.password) as object;
      const totp = { user: { id: '7116d09f88fa41908676fdd4b039e95b', passcode: '000000' } };
      assert.equal((await create({ ...right, methods: ['password', 'totp'], totp })).status, 401);
      assert.equal((await create(right, { project: { name: 'mars-north-1' } })).status, 404);
    });

    it('are issued for a passcode, another token and an access key', async () => {
      const { ak, sk, users, token } = sandbox.current;
      const user = users.find(({ passcode }) => passcode !== undefined) ?? assert.fail();
      const totp = { user: { id: user.id, passcode: user.passcode } };
      const mfa = { ...(password(user.password, user) as object), methods: ['password', 'totp'], totp };
      assert.equal((await create(mfa)).status, 201);
      const keys = { access: { key: ak }, secret: { key: sk } };
      assert.equal((await create({ methods: ['hw_ak_sk'], hw_ak_sk: keys })).status, 201);
      const scope = { project: { name: 'cn-east-3' } };
      const moved = await create({ methods: ['token'], token: { id: token } }, scope);
      assert.equal(at(moved.body, 'token.project.name'), 'cn-east-3');
    });

    it('need a well-formed request', async () => {
      assert.equal((await create({ methods: ['password'] })).status, 400);
      assert.equal((await call(sandbox.current, '/v3/auth/tokens')).status, 400);
    });
  });
});
