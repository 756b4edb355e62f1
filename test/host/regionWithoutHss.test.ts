import assert from 'node:assert/strict';
import { accounts, setEndpoints, signOutEverybody, useCloud } from './support/cloud';
import { useContextKeys } from './support/contextKeys';
import { run } from './support/extension';
import { rowsOf } from './support/rows';

const REGION = 'af-north-1';

describe('a region without HSS', () => {
  const keys = useContextKeys();
  const cloud = useCloud({ repositories: 0, signedIn: false });

  before(async () => {
    const { url } = cloud.sandbox;
    await setEndpoints({ iam: url, repo: url });
  });
  afterEach(signOutEverybody);

  it('is said to be one when it is chosen', async () => {
    cloud.person.whenAsked(/Method/, 'Token');
    await run('signIn');
    const regions = cloud.person.picks.at(-1)!.items;
    assert.equal(regions.find(({ description }) => description === REGION)?.detail, 'without HSS');
  });

  it('is said to be one by the view, which is no error and asks nobody', async () => {
    const project = {
      id: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
      name: REGION,
      domain: { id: 'd1', name: 'sandbox-account' },
    };
    const user = { id: 'u1', name: 'sandbox-user' };
    const token = { expires_at: new Date(Date.now() + 3_600_000).toISOString(), project, user };
    cloud.sandbox.faults.add({ kind: 'body', body: { token }, match: { operationId: 'validateToken' } });
    cloud.person
      .whenAsked(/Method/, 'Token')
      .whenAsked(/Region/, REGION)
      .whenAsked(/Profile/, 'Sign in');
    cloud.person.types(cloud.sandbox.token);
    await run('signIn');
    assert.equal((await accounts()).length, 1);
    assert.deepEqual(await rowsOf(cloud.api.views.registries), []);
    assert.equal(keys.get('codeartsMirrors.registries.notOffered'), true);
    assert.deepEqual(cloud.requests('listRegistry'), []);
    assert.ok(cloud.person.messages.every(({ severity }) => severity === 'info'));
  });
});
