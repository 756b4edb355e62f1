import assert from 'node:assert/strict';
import { ClientFactory } from '../../../src/accounts/clientFactory';
import { checkPastedToken, connect, TokenRefused } from '../../../src/accounts/tokenSignIn';
import { type CloudError, isCloudError } from '../../../src/api/index';
import type { Log } from '../../../src/ui/log';
import { useSandbox } from '../sandbox/helpers';
import { failureOf } from '../api/client';

const REGION = 'cn-north-4';
const never = new AbortController().signal;

const silent: Log = {
  trace: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  show: () => undefined,
};

describe('Pasted token', () => {
  const sandbox = useSandbox({ repositories: 3 });
  const logged: string[] = [];

  function clients(): ClientFactory {
    const { url } = sandbox.current;
    const write = (message: string): void => void logged.push(message);
    return new ClientFactory(
      {
        endpointOverrides: () => ({ iam: url, repo: url, hss: url, projectman: url, pipeline: url }),
        requestsPerMinute: () => 6000,
      },
      () => new Date(),
      { ...silent, trace: write, warn: write, error: write },
    );
  }

  function check(text: string, region = REGION, signal = never) {
    return checkPastedToken(text, region, clients(), signal);
  }

  beforeEach(() => {
    logged.length = 0;
    sandbox.current.requests.length = 0;
    sandbox.current.faults.clear();
  });

  it('gives a profile of the account, the region and the project', async () => {
    const { token, projectId, user } = sandbox.current;
    const checked = await check(token);
    assert.equal(checked.token, token);
    const { profile } = checked;
    assert.equal(profile.kind, 'cloud');
    assert.equal(profile.region, REGION);
    assert.equal(profile.iamProject.id, projectId);
    assert.equal(profile.accountName, user.account);
    assert.equal(profile.userName, user.name);
    const hours = (profile.expiresAt - Date.now()) / 3_600_000;
    assert.ok(hours > 23 && hours <= 24, `it ends in ${hours} hours`);
  });

  it('is taken with the white space that came along', async () => {
    const { token } = sandbox.current;
    assert.equal((await check(`  ${token}\n`)).token, token);
  });

  it('gives the same profile each time, so that what is on screen stays', async () => {
    const [first, second] = [await check(sandbox.current.token), await check(sandbox.current.token)];
    assert.equal(first.profile.id, second.profile.id);
  });

  it('works for requests from then on', async () => {
    const checked = await check(sandbox.current.token);
    const client = connect(checked, clients(), () => assert.fail('refused'));
    assert.ok((await client.listUserAllRepositories()).items.length > 0);
    assert.ok((await client.listRegistry({ limit: 10 })).items.length > 0);
    client.dispose();
  });

  it('tells with its own client that it has ended', async () => {
    const checked = await check(sandbox.current.token);
    const told: [unknown, CloudError][] = [];
    const client = connect(checked, clients(), (whose, error) => told.push([whose, error]));
    sandbox.current.faults.add({ kind: 'expireToken', times: 1 });
    const calls = [client.listRegistry(), client.listUserAllRepositories(), client.showRemoteMirror(1)];
    await Promise.allSettled(calls);
    assert.ok(told.length > 0 && told.every(([whose, error]) => whose === client && error.kind === 'unauthorized'));
    client.dispose();
  });

  it('is refused for another region, with the region that it is for', async () => {
    await assert.rejects(check(sandbox.current.wrongRegionToken), (error) => {
      assert.ok(error instanceof TokenRefused);
      assert.deepEqual(error.problem, { kind: 'otherRegion', region: 'cn-east-3' });
      return true;
    });
  });

  it('is refused when it is for the account instead of a project', async () => {
    await assert.rejects(check(sandbox.current.data.foreignToken('account')), (error) => {
      assert.ok(error instanceof TokenRefused);
      assert.deepEqual(error.problem, { kind: 'accountScope' });
      return true;
    });
  });

  it('is refused after its end', async () => {
    sandbox.current.faults.add({ kind: 'expireToken', times: 1 });
    assert.equal((await failureOf(check(sandbox.current.token))).kind, 'unauthorized');
  });

  it('is refused when nobody has issued it', async () => {
    assert.equal((await failureOf(check(sandbox.current.data.unknownToken()))).kind, 'unauthorized');
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['white space', ' \n '],
    ['two lines', 'MIIone\nMIItwo'],
    ['a whole answer with its headers', 'HTTP/1.1 201 Created\r\nX-Subject-Token: MIIone'],
    ['a control character', 'MII\u0007one'],
  ] as const) {
    it(`is not sent anywhere when it is no token: ${what}`, async () => {
      assert.equal((await failureOf(check(text))).reason, 'badInput');
      assert.deepEqual(sandbox.current.requests, []);
    });
  }

  it('can be given up while it is checked', async () => {
    sandbox.current.faults.add({ kind: 'hang' });
    const abort = new AbortController();
    const checking = check(sandbox.current.token, REGION, abort.signal);
    abort.abort();
    assert.equal((await failureOf(checking)).kind, 'cancelled');
  });

  it('appears neither in the log nor in an error', async () => {
    const secrets = [sandbox.current.token, sandbox.current.wrongRegionToken, sandbox.current.data.unknownToken()];
    for (const token of secrets) {
      const error: unknown = await check(token).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      const written = [...logged, String(error), isCloudError(error) ? JSON.stringify(error) : ''].join('\n');
      assert.ok(logged.length > 0, 'nothing was logged');
      assert.ok(!written.includes(token.slice(0, 30)), 'the token was written down');
    }
  });

  it('is not sent to an address that is not safe', async () => {
    const factory = new ClientFactory(
      { endpointOverrides: () => ({ iam: 'http://iam.example.com' }), requestsPerMinute: () => 600 },
      () => new Date(),
      silent,
    );
    const error = await failureOf(checkPastedToken(sandbox.current.token, REGION, factory, never));
    assert.equal(error.reason, 'badInput');
  });
});
