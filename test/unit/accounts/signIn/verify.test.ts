import assert from 'node:assert/strict';
import { ClientFactory } from '../../../../src/accounts/clientFactory';
import { keyFingerprint } from '../../../../src/accounts/profileId';
import type { Verified } from '../../../../src/accounts/signIn/draft';
import { SignInRefused, type Unusable } from '../../../../src/accounts/signIn/signInRefused';
import { tokenForProject, verifyKey, verifyPassword, verifyToken } from '../../../../src/accounts/signIn/verify';
import { type AccessKeyCredential, type IamProjectId, isCloudError } from '../../../../src/api/index';
import type { SandboxUser } from '../../../../src/sandbox/index';
import { failureOf } from '../../api/client';
import { TIMEOUT_MS, useSandbox } from '../../sandbox/helpers';
import { clientsAt } from '../support';

const REGION = 'cn-north-4';
const MINUTE_MS = 60_000;
const never = new AbortController().signal;

describe('Verifying who signs in', function () {
  this.timeout(TIMEOUT_MS);
  let now = Date.now();
  const clock = (): Date => new Date(now);
  const sandbox = useSandbox({ repositories: 3, clock });
  const logged: string[] = [];
  const clients = (): ClientFactory => clientsAt(sandbox.current.url, clock, logged);
  const asked = (): (string | undefined)[] => sandbox.current.requests.map(({ operationId }) => operationId);
  const projectsOf = ({ projects }: Verified): string[] => projects.map(({ name }) => name);

  beforeEach(() => {
    // Far enough from the test before that neither a user nor a key is still locked.
    now += 60 * MINUTE_MS;
    logged.length = 0;
    sandbox.current.requests.length = 0;
    sandbox.current.faults.clear();
  });

  async function refusalOf(call: Promise<unknown>): Promise<Unusable> {
    const error: unknown = await call.then(
      () => assert.fail('it was accepted'),
      (reason: unknown) => reason,
    );
    return error instanceof SignInRefused ? error.problem : assert.fail(String(error));
  }

  /** Neither the log nor the error of this call holds a secret. */
  async function staysSilent(call: () => Promise<unknown>, ...secrets: string[]): Promise<void> {
    const error: unknown = await call().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const stack = error instanceof Error ? error.stack : '';
    const written = [...logged, String(error), stack, isCloudError(error) ? JSON.stringify(error) : ''].join('\n');
    assert.ok(logged.length > 0, 'nothing was logged');
    for (const secret of secrets) {
      assert.ok(!written.includes(secret.slice(0, 30)), 'a secret was written down');
    }
  }

  function refuseTheList(): void {
    const body = { error_code: 'IAM.0003', error_msg: 'Policy does not allow it.' };
    sandbox.current.faults.add({ kind: 'status', status: 403, body, match: { operationId: 'listAuthProjects' } });
  }

  describe('with a token', () => {
    const check = (text: string, region = REGION, signal = never): Promise<Verified> =>
      verifyToken(text, region, clients(), signal);
    const freshToken = (): string => sandbox.current.data.anotherToken();

    it('gives its account, its user, its project and its end', async () => {
      const { projectId, user, users } = sandbox.current;
      const token = freshToken();
      const verified = await check(token);
      const project = { id: projectId, name: REGION };
      assert.equal(verified.account.name, user.account);
      assert.deepEqual(verified.user, { id: users[0]?.id, name: user.name });
      assert.deepEqual(verified.projects, [project]);
      assert.deepEqual(verified.token, { value: token, expiresAt: new Date(now + 24 * 60 * MINUTE_MS), project });
      assert.deepEqual(asked(), ['validateToken']);
    });

    it('takes it with the white space that came along', async () => {
      const token = freshToken();
      assert.equal((await check(`  ${token}\n`)).token?.value, token);
    });

    it('refuses one for another region, and says for which it is', async () => {
      const { data } = sandbox.current;
      assert.deepEqual(await refusalOf(check(data.foreignToken('otherRegion'))), {
        kind: 'otherRegion',
        region: 'cn-east-3',
      });
      assert.deepEqual(await refusalOf(check(freshToken(), 'af-north-1')), { kind: 'otherRegion', region: REGION });
    });

    it('refuses one for the account instead of a project', async () => {
      assert.deepEqual(await refusalOf(check(sandbox.current.data.foreignToken('account'))), { kind: 'accountScope' });
    });

    it('refuses one that has ended, or that nobody has issued', async () => {
      const token = freshToken();
      assert.equal((await failureOf(check(sandbox.current.data.unknownToken()))).kind, 'unauthorized');
      now += 24 * 60 * MINUTE_MS;
      assert.equal((await failureOf(check(token))).kind, 'unauthorized');
    });

    for (const [what, text] of [
      ['nothing', ''],
      ['white space', ' \n '],
      ['two lines', 'MIIone\nMIItwo'],
      ['a whole answer with its headers', 'HTTP/1.1 201 Created\r\nX-Subject-Token: MIIone'],
      ['a control character', 'MII\u0007one'],
    ] as const) {
      it(`sends nothing that is no token: ${what}`, async () => {
        assert.equal((await failureOf(check(text))).reason, 'badInput');
        assert.deepEqual(sandbox.current.requests, []);
      });
    }

    it('can be given up', async () => {
      sandbox.current.faults.add({ kind: 'hang' });
      const abort = new AbortController();
      const checking = check(freshToken(), REGION, abort.signal);
      abort.abort();
      assert.equal((await failureOf(checking)).kind, 'cancelled');
    });

    it('writes it down nowhere, whether it is good or not', async () => {
      const { data } = sandbox.current;
      for (const token of [freshToken(), data.foreignToken('otherRegion'), data.unknownToken()]) {
        await staysSilent(() => check(token), token);
      }
    });

    it('sends it to no address that is not safe', async () => {
      const silent = { trace: () => undefined, warn: () => undefined, error: () => undefined, show: () => undefined };
      const settings = { endpointOverrides: () => ({ iam: 'http://iam.example.com' }), requestsPerMinute: () => 600 };
      const factory = new ClientFactory(settings, clock, silent);
      assert.equal((await failureOf(verifyToken(freshToken(), REGION, factory, never))).reason, 'badInput');
    });
  });

  describe('with a password', () => {
    const userOf = (name: string): SandboxUser =>
      sandbox.current.users.find((user) => user.name === name) ?? assert.fail(name);
    function check(user: SandboxUser, more: { password?: string; passcode?: string } = {}, region = REGION) {
      const { account: accountName, name: userName } = user;
      const { password = user.password, passcode } = more;
      const identity = { accountName, userName, password };
      const mfa = passcode === undefined ? {} : { mfa: { userId: user.id, passcode } };
      return verifyPassword({ ...identity, ...mfa }, region, clients(), never);
    }

    it('gives a token for the region, and its projects to choose from', async () => {
      const user = userOf('second-user');
      const verified = await check(user);
      assert.deepEqual(verified.user, { id: user.id, name: user.name });
      assert.deepEqual(projectsOf(verified), [REGION, `${REGION}_team-a`]);
      assert.equal(verified.token?.project.name, REGION);
      assert.equal((await verifyToken(verified.token.value, REGION, clients(), never)).user.id, user.id);
    });

    it('says when it is wrong, after one request', async () => {
      assert.equal((await failureOf(check(userOf('second-user'), { password: 'guess' }))).reason, 'passwordRefused');
      assert.deepEqual(asked(), ['createToken']);
    });

    it('says when a code is needed, tells a wrong code from a right one, and goes on after it', async () => {
      const user = userOf('mfa-user');
      assert.equal((await failureOf(check(user))).reason, 'mfaNeeded');
      assert.equal((await failureOf(check(user, { passcode: '654321' }))).reason, 'mfaRefused');
      const verified = await check(user, { passcode: '123 456' });
      assert.deepEqual(verified.user, { id: user.id, name: user.name });
    });

    it('says when the account has no project in the region', async () => {
      const { kind, reason } = await failureOf(check(userOf('second-user'), {}, 'af-north-1'));
      assert.deepEqual([kind, reason], ['notFound', 'projectNotFound']);
    });

    it('is content with the project of the region where the list of projects is refused', async () => {
      refuseTheList();
      assert.deepEqual(projectsOf(await check(userOf('second-user'))), [REGION]);
    });

    it('offers the project that the token is for, whatever the list says', async () => {
      const { id, name } = sandbox.current.projects[1] ?? assert.fail();
      const body = { projects: [{ id, name, enabled: true }] };
      sandbox.current.faults.add({ kind: 'body', body, match: { operationId: 'listAuthProjects' } });
      const { projects, token } = await check(userOf('second-user'));
      assert.ok(projects.some((project) => project.id === token?.project.id));
    });

    it('writes neither the password nor the code down', async () => {
      const user = userOf('mfa-user');
      await staysSilent(() => check(user, { password: 'planted-password', passcode: '987654' }), 'planted-password');
      await staysSilent(() => check(user, { passcode: '987654' }), user.password, '987654');
      await staysSilent(() => check(user, { passcode: '123456' }), user.password, '123456');
    });
  });

  describe('with an access key', () => {
    const key = (more: Partial<AccessKeyCredential> = {}): AccessKeyCredential => ({
      kind: 'accessKey',
      accessKey: sandbox.current.ak,
      secretKey: sandbox.current.sk,
      ...more,
    });
    const check = (credential = key(), region = REGION): Promise<Verified> =>
      verifyKey(credential, region, clients(), never);

    it('gives the account, the key’s fingerprint as the user, and the projects of the region', async () => {
      const { account, user, projects, token } = await check();
      assert.deepEqual(account, { id: 'd78cbac186b744899480f25bd022f468', name: sandbox.current.user.account });
      assert.deepEqual(user, { id: keyFingerprint(sandbox.current.ak), name: '' });
      assert.deepEqual(
        projects.map(({ name }) => name),
        [REGION, `${REGION}_team-a`],
      );
      assert.equal(token, undefined);
      assert.doesNotMatch(JSON.stringify(user), new RegExp(sandbox.current.ak));
    });

    it('works for a temporary key with its security token, and for none without it', async () => {
      const { ak: accessKey, sk: secretKey, securityToken } = sandbox.current.temporaryKey;
      assert.equal((await check(key({ accessKey, secretKey, securityToken }))).projects.length, 2);
      assert.equal((await failureOf(check(key({ accessKey, secretKey })))).reason, 'signature');
    });

    it('lists the projects of another region for that region', async () => {
      assert.deepEqual(projectsOf(await check(key(), 'cn-east-3')), ['cn-east-3', 'cn-east-3_team-a']);
    });

    it('says when the account has no project in the region', async () => {
      assert.deepEqual(await refusalOf(check(key(), 'af-north-1')), { kind: 'noProject', region: 'af-north-1' });
    });

    it('looks the project of the region up where the list is refused', async () => {
      refuseTheList();
      assert.deepEqual(projectsOf(await check()), [REGION]);
      assert.deepEqual(asked(), ['listAuthDomains', 'listAuthProjects', 'listIamProjects']);
    });

    it('is refused after one request, and is locked after five', async () => {
      const wrong = key({ secretKey: 'a-wrong-secret-key' });
      for (let count = 1; count <= 5; count += 1) {
        assert.equal((await failureOf(check(wrong))).reason, 'signature');
        assert.equal(asked().length, count);
      }
      assert.equal((await failureOf(check())).reason, 'keyLocked');
    });

    it('names the clock when a token that works has ended by it', async () => {
      const ahead = clientsAt(sandbox.current.url, () => new Date(now + 3 * 24 * 60 * MINUTE_MS), logged);
      const token = sandbox.current.data.anotherToken();
      const error = await failureOf(verifyToken(token, REGION, ahead, never));
      assert.equal(error.reason, 'clock');
      assert.equal(Math.round((error.clockOffsetMs ?? 0) / MINUTE_MS), -3 * 24 * 60);
    });

    it('names the clock when it is what makes signatures fail', async () => {
      sandbox.current.faults.add({ kind: 'clockOffset', ms: 20 * MINUTE_MS });
      assert.equal((await failureOf(check())).reason, 'clock');
    });

    it('writes no part of the secret down', async () => {
      const { sk, temporaryKey } = sandbox.current;
      const { ak: accessKey, sk: secretKey, securityToken } = temporaryKey;
      await staysSilent(() => check(), sk);
      await staysSilent(() => check(key({ secretKey: 'planted-secret-key' })), 'planted-secret-key');
      await staysSilent(() => check(key({ accessKey, secretKey, securityToken })), secretKey, securityToken);
    });
  });

  describe('for another project of the region', () => {
    async function verified(): Promise<Verified> {
      const { account: accountName, name: userName, password } = sandbox.current.user;
      return verifyPassword({ accountName, userName, password }, REGION, clients(), never);
    }

    it('makes a token for it from the one that there is', async () => {
      const before = await verified();
      const team = before.projects[1] ?? assert.fail();
      const { token } = await tokenForProject(before, team, REGION, clients(), never);
      assert.notEqual(token?.value, before.token?.value);
      assert.equal(token?.project, team);
      const { projects } = await verifyToken(token.value, REGION, clients(), never);
      assert.deepEqual(projects, [{ id: team.id, name: team.name }]);
    });

    it('asks nobody when the token is for it already, or when there is only a key', async () => {
      const before = await verified();
      sandbox.current.requests.length = 0;
      const home = before.projects[0] ?? assert.fail();
      assert.equal(await tokenForProject(before, home, REGION, clients(), never), before);
      const keyed = { ...before, token: undefined };
      assert.equal(await tokenForProject(keyed, home, REGION, clients(), never), keyed);
      assert.deepEqual(asked(), []);
    });

    it('says when there is no such project', async () => {
      const none = { id: '0'.repeat(32) as IamProjectId, name: `${REGION}_none` }; // looks like one
      const { kind } = await failureOf(tokenForProject(await verified(), none, REGION, clients(), never));
      assert.equal(kind, 'notFound');
    });
  });
});
