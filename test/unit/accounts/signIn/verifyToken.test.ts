import assert from 'node:assert/strict';
import { ClientFactory } from '../../../../src/accounts/clientFactory';
import type { Verified } from '../../../../src/accounts/signIn/draft';
import { verifyToken } from '../../../../src/accounts/signIn/verify';
import { failureOf } from '../../api/client';
import { TIMEOUT_MS } from '../../sandbox/helpers';
import { clientsAt } from '../support';
import { MINUTE_MS, never, refusalOf, REGION, useCloud } from './support';

describe('Verifying who signs in with a token', function () {
  this.timeout(TIMEOUT_MS);
  const cloud = useCloud();
  const check = (text: string, region = REGION, signal = never): Promise<Verified> =>
    verifyToken(text, region, cloud.clients(), signal);
  const freshToken = (): string => cloud.sandbox.data.anotherToken();

  it('gives its account, its user, its project and its end', async () => {
    const { projectId, user, users } = cloud.sandbox;
    const token = freshToken();
    const verified = await check(token);
    const project = { id: projectId, name: REGION };
    assert.equal(verified.account.name, user.account);
    assert.deepEqual(verified.user, { id: users[0]?.id, name: user.name });
    assert.deepEqual(verified.projects, [project]);
    assert.deepEqual(verified.token, { value: token, expiresAt: new Date(cloud.now + 24 * 60 * MINUTE_MS), project });
    assert.deepEqual(cloud.asked(), ['validateToken']);
  });

  it('takes it with the white space that came along', async () => {
    const token = freshToken();
    assert.equal((await check(`  ${token}\n`)).token?.value, token);
  });

  it('refuses one for another region, and says for which it is', async () => {
    const { data } = cloud.sandbox;
    assert.deepEqual(await refusalOf(check(data.foreignToken('otherRegion'))), {
      kind: 'otherRegion',
      region: 'cn-east-3',
    });
    assert.deepEqual(await refusalOf(check(freshToken(), 'af-north-1')), { kind: 'otherRegion', region: REGION });
  });

  it('refuses one for the account instead of a project', async () => {
    assert.deepEqual(await refusalOf(check(cloud.sandbox.data.foreignToken('account'))), { kind: 'accountScope' });
  });

  it('refuses one that has ended, or that nobody has issued', async () => {
    const token = freshToken();
    assert.equal((await failureOf(check(cloud.sandbox.data.unknownToken()))).kind, 'unauthorized');
    cloud.now += 24 * 60 * MINUTE_MS;
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
      assert.deepEqual(cloud.sandbox.requests, []);
    });
  }

  it('can be given up', async () => {
    cloud.sandbox.faults.add({ kind: 'hang' });
    const abort = new AbortController();
    const checking = check(freshToken(), REGION, abort.signal);
    abort.abort();
    assert.equal((await failureOf(checking)).kind, 'cancelled');
  });

  it('writes it down nowhere, whether it is good or not', async () => {
    const { data } = cloud.sandbox;
    for (const token of [freshToken(), data.foreignToken('otherRegion'), data.unknownToken()]) {
      await cloud.staysSilent(() => check(token), token);
    }
  });

  it('sends it to no address that is not safe', async () => {
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, show: () => undefined };
    const settings = { endpointOverrides: () => ({ iam: 'http://iam.example.com' }), requestsPerMinute: () => 600 };
    const factory = new ClientFactory(settings, cloud.clock, silent);
    assert.equal((await failureOf(verifyToken(freshToken(), REGION, factory, never))).reason, 'badInput');
  });

  it('names the clock when a token that works has ended by it', async () => {
    const ahead = clientsAt(cloud.sandbox.url, () => new Date(cloud.now + 3 * 24 * 60 * MINUTE_MS), cloud.logged);
    const token = cloud.sandbox.data.anotherToken();
    const error = await failureOf(verifyToken(token, REGION, ahead, never));
    assert.equal(error.reason, 'clock');
    assert.equal(Math.round((error.clockOffsetMs ?? 0) / MINUTE_MS), -3 * 24 * 60);
  });
});
