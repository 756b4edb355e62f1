import assert from 'node:assert/strict';
import { TIMEOUT_MS, at, call, codeOf, items, useSandbox, type Answer } from './helpers';
import { signedCall, type SignedCall } from './signing';

const MINUTE_MS = 60_000;
const MIRROR = '/v4/repositories/2111985337/remote-mirror';

describe('sandbox: access keys', function () {
  this.timeout(TIMEOUT_MS);
  const start = new Date('2025-05-01T00:00:00Z');
  let now = start;
  const sandbox = useSandbox({ repositories: 5, clock: () => now });
  beforeEach(() => {
    // Far enough from the test before that no key is still locked.
    now = new Date(now.getTime() + 60 * MINUTE_MS);
  });

  const hss = (project = sandbox.current.projectId): string => `/v5/${project}/image/registries`;
  const signed = (target: string, options: Partial<SignedCall> = {}): Promise<Answer> =>
    signedCall(sandbox.current, target, { at: now, ...options });
  const codeFor = async (options: Partial<SignedCall>, target = MIRROR): Promise<string> =>
    codeOf(await signed(target, options));

  it('open every service', async () => {
    const iam = ['/v3/auth/projects', '/v3/projects?name=cn-north-4', '/v3/auth/domains'];
    for (const target of [MIRROR, '/v2/projects/repositories?search=a%20b,c&page_size=5', hss(), ...iam]) {
      assert.equal((await signed(target)).status, 200, target);
    }
    const body = JSON.stringify({ url: 'http://127.0.0.1:1/a b.git' });
    assert.equal((await signed('/v4/repositories/468485/remote-mirror/associate', { body })).status, 201);
  });

  it('are refused from a wrong clock, which locks no key', async () => {
    for (let count = 0; count < 6; count += 1) {
      const skew = (count % 2 === 0 ? 16 : -16) * MINUTE_MS;
      assert.equal(await codeFor({ at: new Date(now.getTime() + skew) }), '401 APIGW.0303');
    }
    assert.equal(await codeFor({ at: new Date(now.getTime() + 14 * MINUTE_MS) }), '200 ');
  });

  it('are refused by every service with the code of the gateway', async () => {
    for (const target of [MIRROR, '/v2/projects/repositories', hss(), '/v3/projects']) {
      assert.equal(await codeFor({ sk: 'wrong' }, target), '401 APIGW.0301', target);
    }
    assert.equal(await codeFor({}), '200 ');
  });

  it('are locked for five minutes after five failures in a row, each on its own', async () => {
    const { secondKey } = sandbox.current;
    for (let count = 0; count < 5; count += 1) {
      assert.equal(await codeFor({ sk: 'wrong' }), '401 APIGW.0301');
    }
    const locked = await signed(MIRROR);
    assert.equal(codeOf(locked), '401 APIGW.0301');
    assert.match(String(at(locked.body, 'error_msg')), /locked/);
    assert.equal(await codeFor(secondKey), '200 ');
    now = new Date(now.getTime() + 5 * MINUTE_MS - 1000);
    assert.equal(await codeFor({}), '401 APIGW.0301');
    now = new Date(now.getTime() + 1000);
    assert.equal(await codeFor({}), '200 ');
  });

  it('forget failures when a signature is right', async () => {
    for (const sk of ['wrong', 'wrong', 'wrong', 'wrong', undefined, 'wrong', 'wrong', 'wrong', 'wrong']) {
      await codeFor({ sk });
    }
    assert.equal(await codeFor({}), '200 ');
  });

  it('that nobody has are locked too', async () => {
    const messages: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      messages.push(String(at((await signed(MIRROR, { ak: 'SOMEBODYELSE' })).body, 'error_msg')));
    }
    assert.deepEqual(
      messages.map((message) => message.includes('locked')),
      [false, false, false, false, false, true],
    );
    assert.equal(await codeFor({}), '200 ');
  });

  it('of a temporary kind need their security token, signed', async () => {
    const { temporaryKey, secondKey } = sandbox.current;
    const { ak, sk, securityToken } = temporaryKey;
    assert.equal(await codeFor(temporaryKey), '200 ');
    assert.equal(await codeFor({ ak, sk }), '401 APIGW.0301');
    assert.equal(await codeFor({ ...temporaryKey, securityToken: `${securityToken}x` }), '401 APIGW.0301');
    assert.equal(await codeFor({ ...temporaryKey, signsSecurityToken: false }), '401 APIGW.0301');
    assert.equal(await codeFor({ ...secondKey, securityToken }), '401 APIGW.0301');
    assert.equal(await codeFor(temporaryKey), '200 ');
  });

  it('work in the projects of this region', async () => {
    const { projects } = sandbox.current;
    const idOf = (name: string): string => projects.find((project) => project.name === name)?.id ?? '';
    const team = idOf('cn-north-4_team-a');
    const { body } = await signed(hss(team), { project: team });
    const names = items<{ registry_name: string }>(body, 'data_list').map((registry) => registry.registry_name);
    assert.deepEqual(names, ['team-a-harbor', 'team-a-swr']);
    assert.equal(await codeFor({ project: team }, hss()), '400 HSS.0013');
    assert.equal(await codeFor({ project: null }, hss()), '200 ');
    for (const foreign of [idOf('cn-east-3'), idOf('cn-east-3_team-a'), '4838955a48e2492bbe44b31bc4c272f6']) {
      assert.equal(await codeFor({ project: foreign }), '401 APIGW.0307');
      assert.equal(await codeFor({ project: foreign }, hss(foreign)), '401 APIGW.0307');
    }
  });

  it('are good for a token of whom they belong to, unless they are temporary', async () => {
    const create = ({ ak, sk }: { ak: string; sk: string }): Promise<Answer> => {
      const identity = { methods: ['hw_ak_sk'], hw_ak_sk: { access: { key: ak }, secret: { key: sk } } };
      const json = { auth: { identity, scope: { project: { name: 'cn-north-4' } } } };
      return call(sandbox.current, '/v3/auth/tokens', { method: 'POST', token: null, json });
    };
    assert.equal(at((await create(sandbox.current)).body, 'token.user.name'), 'sandbox-user');
    assert.equal(at((await create(sandbox.current.secondKey)).body, 'token.user.name'), 'second-user');
    assert.equal((await create(sandbox.current.temporaryKey)).status, 401);
    for (let count = 0; count < 5; count += 1) {
      assert.equal((await create({ ...sandbox.current.secondKey, sk: 'wrong' })).status, 401);
    }
    assert.equal((await create(sandbox.current.secondKey)).status, 401, 'the key is locked');
    assert.equal(await codeFor(sandbox.current.secondKey), '401 APIGW.0301');
  });
});
