import assert from 'node:assert/strict';
import { keyFingerprint } from '../../../../src/accounts/profileId';
import type { Verified } from '../../../../src/accounts/signIn/draft';
import { verifyKey } from '../../../../src/accounts/signIn/verify';
import type { AccessKeyCredential } from '../../../../src/api/index';
import { failureOf } from '../../api/client';
import { TIMEOUT_MS } from '../../sandbox/helpers';
import { MINUTE_MS, never, projectsOf, refusalOf, REGION, useCloud } from './support';

describe('Verifying who signs in with an access key', function () {
  this.timeout(TIMEOUT_MS);
  const cloud = useCloud();
  const key = (more: Partial<AccessKeyCredential> = {}): AccessKeyCredential => ({
    kind: 'accessKey',
    accessKey: cloud.sandbox.ak,
    secretKey: cloud.sandbox.sk,
    ...more,
  });
  const check = (credential = key(), region = REGION): Promise<Verified> =>
    verifyKey(credential, region, cloud.clients(), never);

  it('gives the account, the key’s fingerprint as the user, and the projects of the region', async () => {
    const { account, user, projects, token } = await check();
    assert.deepEqual(account, { id: 'd78cbac186b744899480f25bd022f468', name: cloud.sandbox.user.account });
    assert.deepEqual(user, { id: keyFingerprint(cloud.sandbox.ak), name: '' });
    assert.deepEqual(
      projects.map(({ name }) => name),
      [REGION, `${REGION}_team-a`],
    );
    assert.equal(token, undefined);
    assert.doesNotMatch(JSON.stringify(user), new RegExp(cloud.sandbox.ak));
  });

  it('works for a temporary key with its security token, and for none without it', async () => {
    const { ak: accessKey, sk: secretKey, securityToken } = cloud.sandbox.temporaryKey;
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
    cloud.refuseTheList();
    assert.deepEqual(projectsOf(await check()), [REGION]);
    assert.deepEqual(cloud.asked(), ['listAuthDomains', 'listAuthProjects', 'listIamProjects']);
  });

  it('is refused after one request, and is locked after five', async () => {
    const wrong = key({ secretKey: 'a-wrong-secret-key' });
    for (let count = 1; count <= 5; count += 1) {
      assert.equal((await failureOf(check(wrong))).reason, 'signature');
      assert.equal(cloud.asked().length, count);
    }
    assert.equal((await failureOf(check())).reason, 'keyLocked');
  });

  it('names the clock when it is what makes signatures fail', async () => {
    cloud.sandbox.faults.add({ kind: 'clockOffset', ms: 20 * MINUTE_MS });
    assert.equal((await failureOf(check())).reason, 'clock');
  });

  it('writes no part of the secret down', async () => {
    const { sk, temporaryKey } = cloud.sandbox;
    const { ak: accessKey, sk: secretKey, securityToken } = temporaryKey;
    await cloud.staysSilent(() => check(), sk);
    await cloud.staysSilent(() => check(key({ secretKey: 'planted-secret-key' })), 'planted-secret-key');
    await cloud.staysSilent(() => check(key({ accessKey, secretKey, securityToken })), secretKey, securityToken);
  });
});
