import assert from 'node:assert/strict';
import { verifyPassword, verifyToken } from '../../../../src/accounts/signIn/verify';
import type { SandboxUser } from '../../../../src/sandbox/index';
import { failureOf } from '../../api/client';
import { TIMEOUT_MS } from '../../sandbox/helpers';
import { never, projectsOf, REGION, useCloud } from './support';

describe('Verifying who signs in with a password', function () {
  this.timeout(TIMEOUT_MS);
  const cloud = useCloud();
  const userOf = (name: string): SandboxUser =>
    cloud.sandbox.users.find((user) => user.name === name) ?? assert.fail(name);
  function check(user: SandboxUser, more: { password?: string; passcode?: string } = {}, region = REGION) {
    const { account: accountName, name: userName } = user;
    const { password = user.password, passcode } = more;
    const identity = { accountName, userName, password };
    const mfa = passcode === undefined ? {} : { mfa: { userId: user.id, passcode } };
    return verifyPassword({ ...identity, ...mfa }, region, cloud.clients(), never);
  }

  it('gives a token for the region, and its projects to choose from', async () => {
    const user = userOf('second-user');
    const verified = await check(user);
    assert.deepEqual(verified.user, { id: user.id, name: user.name });
    assert.deepEqual(projectsOf(verified), [REGION, `${REGION}_team-a`]);
    assert.equal(verified.token?.project.name, REGION);
    assert.equal((await verifyToken(verified.token.value, REGION, cloud.clients(), never)).user.id, user.id);
  });

  it('says when it is wrong, after one request', async () => {
    assert.equal((await failureOf(check(userOf('second-user'), { password: 'guess' }))).reason, 'passwordRefused');
    assert.deepEqual(cloud.asked(), ['createToken']);
  });

  it('says when a code is needed, tells a wrong code from a right one, and goes on after it', async () => {
    const user = userOf('mfa-user');
    assert.equal((await failureOf(check(user))).reason, 'mfaNeeded');
    assert.equal((await failureOf(check(user, { passcode: '654321' }))).reason, 'mfaRefused');
    const { passcode = '' } = user;
    const verified = await check(user, { passcode: `${passcode.slice(0, 3)} ${passcode.slice(3)}` });
    assert.deepEqual(verified.user, { id: user.id, name: user.name });
  });

  it('says when the account has no project in the region', async () => {
    const { kind, reason } = await failureOf(check(userOf('second-user'), {}, 'af-north-1'));
    assert.deepEqual([kind, reason], ['notFound', 'projectNotFound']);
  });

  it('is content with the project of the region where the list of projects is refused', async () => {
    cloud.refuseTheList();
    assert.deepEqual(projectsOf(await check(userOf('second-user'))), [REGION]);
  });

  it('offers the project that the token is for, whatever the list says', async () => {
    const { id, name } = cloud.sandbox.projects[1] ?? assert.fail();
    const body = { projects: [{ id, name, enabled: true }] };
    cloud.sandbox.faults.add({ kind: 'body', body, match: { operationId: 'listAuthProjects' } });
    const { projects, token } = await check(userOf('second-user'));
    assert.ok(projects.some((project) => project.id === token?.project.id));
  });

  it('writes neither the password nor the code down', async () => {
    const user = userOf('mfa-user');
    await cloud.staysSilent(
      () => check(user, { password: 'planted-password', passcode: '987654' }),
      'planted-password',
    );
    await cloud.staysSilent(() => check(user, { passcode: '987654' }), user.password, '987654');
    const { passcode = '' } = user;
    await cloud.staysSilent(() => check(user, { passcode }), user.password, passcode);
  });
});
