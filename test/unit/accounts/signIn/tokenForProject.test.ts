import assert from 'node:assert/strict';
import type { Verified } from '../../../../src/accounts/signIn/draft';
import { tokenForProject, verifyPassword, verifyToken } from '../../../../src/accounts/signIn/verify';
import type { IamProjectId } from '../../../../src/api/index';
import { failureOf } from '../../api/client';
import { TIMEOUT_MS } from '../../sandbox/helpers';
import { never, REGION, useCloud } from './support';

describe('Verifying who signs in for another project of the region', function () {
  this.timeout(TIMEOUT_MS);
  const cloud = useCloud();
  async function verified(): Promise<Verified> {
    const { account: accountName, name: userName, password } = cloud.sandbox.user;
    return verifyPassword({ accountName, userName, password }, REGION, cloud.clients(), never);
  }

  it('makes a token for it from the one that there is', async () => {
    const before = await verified();
    const team = before.projects[1] ?? assert.fail();
    const { token } = await tokenForProject(before, team, REGION, cloud.clients(), never);
    assert.notEqual(token?.value, before.token?.value);
    assert.equal(token?.project, team);
    const { projects } = await verifyToken(token.value, REGION, cloud.clients(), never);
    assert.deepEqual(projects, [{ id: team.id, name: team.name }]);
  });

  it('asks nobody when the token is for it already, or when there is only a key', async () => {
    const before = await verified();
    cloud.sandbox.requests.length = 0;
    const home = before.projects[0] ?? assert.fail();
    assert.equal(await tokenForProject(before, home, REGION, cloud.clients(), never), before);
    const keyed = { ...before, token: undefined };
    assert.equal(await tokenForProject(keyed, home, REGION, cloud.clients(), never), keyed);
    assert.deepEqual(cloud.asked(), []);
  });

  it('says when there is no such project', async () => {
    const none = { id: '0'.repeat(32) as IamProjectId, name: `${REGION}_none` }; // looks like one
    const { kind } = await failureOf(tokenForProject(await verified(), none, REGION, cloud.clients(), never));
    assert.equal(kind, 'notFound');
  });
});
