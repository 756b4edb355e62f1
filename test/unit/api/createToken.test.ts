import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { type CloudError, type PasswordIdentity, type RequestLogEntry } from '../../../src/api/index';
import { TIMEOUT_MS, useSandbox } from '../sandbox/helpers';
import { clientFor, failureOf, IAM_PROJECT, TOKEN } from './client';
import { type Answer, closeServers, serve } from './server';
import { projectToken } from './vendorExamples';

const PASSWORD = 'pass"word\\密码 1';
const IDENTITY: PasswordIdentity = { accountName: 'IAMDomain', userName: 'IAMUser', password: PASSWORD };
const MFA = { userId: '7116d09f88fa41908676fdd4b039e95b', passcode: '123456' };
const SCOPE = { project: { name: 'cn-north-4' } };
const credential = { kind: 'none' } as const;

const refused = (status: number, message: string): Answer => ({
  status,
  json: { error: { message, code: status, title: 'Unauthorized' } },
});

describe('A token', () => {
  afterEach(closeServers);

  it('is issued for a password, and taken from the header', async () => {
    const json = { token: { ...projectToken.token, id: 'not-the-token' } };
    const server = await serve(() => ({ status: 201, headers: { 'X-Subject-Token': TOKEN }, json }));
    const issued = await clientFor(server.url, { credential }).createToken(IDENTITY, SCOPE);
    assert.equal(issued.token, TOKEN);
    assert.deepEqual(issued.info.expiresAt, new Date('2020-01-04T09:08:49.965Z'));
    assert.deepEqual(issued.info.project, { id: IAM_PROJECT, name: 'cn-north-4' });
    const [request] = server.requests;
    assert.equal(request?.path, '/v3/auth/tokens');
    assert.equal(request.query.get('nocatalog'), 'true');
    assert.deepEqual([request.headers['x-auth-token'], request.headers.authorization], [undefined, undefined]);
    assert.deepEqual(JSON.parse(request.body), {
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'IAMUser', password: PASSWORD, domain: { name: 'IAMDomain' } } },
        },
        scope: { project: { name: 'cn-north-4' } },
      },
    });
  });

  it('is issued for a password and a code, with the ID of the user, and for a project by its ID', async () => {
    const server = await serve(() => ({ headers: { 'X-Subject-Token': TOKEN }, json: projectToken }));
    const identity = { ...IDENTITY, mfa: { ...MFA, passcode: ' 123 456' } };
    await clientFor(server.url, { credential }).createToken(identity, { project: { id: IAM_PROJECT } });
    assert.deepEqual(JSON.parse(server.requests[0]!.body), {
      auth: {
        identity: {
          methods: ['password', 'totp'],
          password: { user: { name: 'IAMUser', password: PASSWORD, domain: { name: 'IAMDomain' } } },
          totp: { user: { id: MFA.userId, passcode: '123456' } },
        },
        scope: { project: { id: IAM_PROJECT } },
      },
    });
  });

  for (const [name, headers, json] of [
    ['without the token', undefined, projectToken],
    ['with a token that no header could hold', { 'X-Subject-Token': 'a b' }, projectToken],
    ['without the end of the token', { 'X-Subject-Token': TOKEN }, { token: {} }],
  ] as const) {
    it(`is not taken from an answer ${name}`, async () => {
      const server = await serve(() => ({ status: 201, headers, json }));
      const error = await failureOf(clientFor(server.url, { credential }).createToken(IDENTITY, SCOPE));
      assert.deepEqual([error.kind, error.status], ['malformed', 201]);
    });
  }

  for (const [answer, mfa, kind, reason] of [
    [refused(401, 'The username or password is wrong.'), undefined, 'unauthorized', 'passwordRefused'],
    [refused(401, 'MFA is required.'), undefined, 'unauthorized', 'mfaNeeded'],
    [refused(401, 'A verification code is needed'), undefined, 'unauthorized', 'mfaNeeded'],
    [refused(403, '需要多因素认证'), undefined, 'unauthorized', 'mfaNeeded'],
    [refused(400, '请输入验证码'), undefined, 'unauthorized', 'mfaNeeded'],
    [refused(401, 'The username or password is wrong.'), MFA, 'unauthorized', 'mfaRefused'],
    [refused(401, 'MFA code is wrong'), MFA, 'unauthorized', 'mfaRefused'],
    [refused(404, 'Could not find project: cn-north-4.'), undefined, 'notFound', 'projectNotFound'],
    [refused(403, 'You are not authorized.'), undefined, 'forbidden', 'noPermission'],
    [refused(400, 'Bad request'), undefined, 'invalid', undefined],
    [{ status: 404, json: { error_code: 'APIGW.0101', error_msg: 'x' } }, undefined, 'notFound', 'notServedHere'],
    [{ status: 503, text: '' }, undefined, 'server', 'badGateway'],
  ] as const) {
    const words = 'json' in answer ? JSON.stringify(answer.json) : 'nothing';
    it(`refused with ${answer.status} ${words}${mfa ? ' to a code' : ''} is ${reason ?? kind}`, async () => {
      const server = await serve(() => answer);
      const error = await failureOf(clientFor(server.url, { credential }).createToken({ ...IDENTITY, mfa }, SCOPE));
      assert.deepEqual([error.kind, error.reason, error.status], [kind, reason, answer.status]);
      assert.equal(server.requests.length, 1);
    });
  }

  it('keeps the password and the code out of errors and the log', async () => {
    const log: RequestLogEntry[] = [];
    const encodings = [
      PASSWORD,
      encodeURIComponent(PASSWORD),
      Buffer.from(PASSWORD).toString('base64'),
      JSON.stringify(PASSWORD).slice(1, -1),
      MFA.passcode,
    ];
    for (const text of [`said ${encodings.join(' and ')}`, JSON.stringify({ error_msg: encodings })]) {
      const server = await serve(() => ({ status: 400, text }));
      const client = clientFor(server.url, { credential, log: (entry) => log.push(entry) });
      const error = await failureOf(client.createToken({ ...IDENTITY, mfa: MFA }, SCOPE));
      const seen = inspect([error, error.stack, log, client], { depth: 9, showHidden: true });
      for (const secret of encodings) {
        assert.ok(!seen.includes(secret) && !JSON.stringify(error).includes(secret), secret);
      }
    }
    assert.equal(log.length, 2);
  });

  it('may have been issued unseen, which nobody has to look up', async () => {
    const server = await serve(() => ({ by: (response) => response.destroy() }));
    const error = await failureOf(clientFor(server.url, { credential }).createToken(IDENTITY, SCOPE));
    assert.deepEqual([error.kind, error.mayHaveHappened], ['offline', undefined]);
    assert.equal(server.requests.length, 1);
  });

  for (const [name, identity, scope, parameter] of [
    ['no account', { ...IDENTITY, accountName: ' ' }, SCOPE, 'accountName'],
    ['a user with a line break', { ...IDENTITY, userName: 'a\nb' }, SCOPE, 'userName'],
    ['no password', { ...IDENTITY, password: '' }, SCOPE, 'password'],
    ['five digits', { ...IDENTITY, mfa: { ...MFA, passcode: '12345' } }, SCOPE, 'passcode'],
    ['letters', { ...IDENTITY, mfa: { ...MFA, passcode: '12345a' } }, SCOPE, 'passcode'],
    ['no user ID', { ...IDENTITY, mfa: { ...MFA, userId: '' } }, SCOPE, 'userId'],
    ['no project', IDENTITY, { project: { name: '' } }, 'projectName'],
    ['a project that is a path', IDENTITY, { project: { id: 'a/b' } }, 'iamProjectId'],
  ] as const) {
    it(`is not asked for with ${name}`, async () => {
      const server = await serve(() => ({ json: projectToken }));
      const error = await failureOf(clientFor(server.url, { credential }).createToken(identity, scope));
      assert.deepEqual([error.reason, error.parameter], ['badInput', parameter]);
      assert.equal(server.requests.length, 0);
    });
  }

  it('is missed by what needs one', async () => {
    const told: CloudError[] = [];
    const server = await serve(() => refused(401, 'The request you have made requires authentication.'));
    const client = clientFor(server.url, { credential, onUnauthorized: (error) => told.push(error) });
    assert.equal((await failureOf(client.listAuthProjects())).reason, 'tokenMissing');
    assert.deepEqual([(await failureOf(client.validateToken())).parameter, told.length], ['credential', 1]);
  });
});

describe('A token that is too long for a header', () => {
  afterEach(closeServers);

  it('is told as that, where it arrives', async () => {
    const headers = { 'X-Subject-Token': `MII${'x'.repeat(20_000)}` };
    const server = await serve(() => ({ status: 201, headers, json: {} }));
    const error = await failureOf(clientFor(server.url, { credential }).createToken(IDENTITY, SCOPE));
    assert.deepEqual([error.kind, error.reason], ['malformed', 'headersTooLarge']);
  });

  it('is told as that, where it is sent', async () => {
    const server = await serve(() => ({ status: 431, text: '' }));
    const error = await failureOf(clientFor(server.url).showRepository(7));
    assert.deepEqual([error.kind, error.reason], ['invalid', 'headersTooLarge']);
  });
});

describe('A token of the sandbox', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 5 });
  const identity = (parts: Partial<PasswordIdentity> = {}): PasswordIdentity => {
    const { account, name, password } = sandbox.current.user;
    return { accountName: account, userName: name, password, ...parts };
  };

  it('opens what it is for', async () => {
    const { url, region, projectId } = sandbox.current;
    const issued = await clientFor(url, { credential }).createToken(identity(), { project: { name: region } });
    assert.equal(issued.info.project?.id, projectId);
    const client = clientFor(url, { credential: { kind: 'token', token: issued.token } });
    assert.ok((await client.listUserAllRepositories()).items.length > 0);
    assert.deepEqual(await client.validateToken(), issued.info);
  });

  it('is refused three times for a wrong password, and issued for the right one', async () => {
    const client = clientFor(sandbox.current.url, { credential });
    for (let count = 0; count < 3; count++) {
      const error = await failureOf(client.createToken(identity({ password: 'wrong-password' }), SCOPE));
      assert.equal(error.reason, 'passwordRefused');
    }
    assert.ok((await client.createToken(identity(), SCOPE)).token.length > 100);
  });

  it('is refused for a wrong code, and issued for the right one', async () => {
    const client = clientFor(sandbox.current.url, { credential });
    const user = sandbox.current.users.find(({ passcode }) => passcode !== undefined) ?? assert.fail();
    const { id: userId, name: userName, password, passcode = '' } = user;
    const who = { userName, password };
    const wrong = identity({ ...who, mfa: { userId, passcode: '654321' } });
    assert.equal((await failureOf(client.createToken(wrong, SCOPE))).reason, 'mfaRefused');
    assert.ok((await client.createToken(identity({ ...who, mfa: { userId, passcode } }), SCOPE)).token.length > 100);
  });

  it('is not issued for a region that was never opened', async () => {
    const client = clientFor(sandbox.current.url, { credential });
    const error = await failureOf(client.createToken(identity(), { project: { name: 'sa-brazil-1' } }));
    assert.deepEqual([error.kind, error.reason], ['notFound', 'projectNotFound']);
  });
});
