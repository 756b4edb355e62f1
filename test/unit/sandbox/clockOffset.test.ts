import assert from 'node:assert/strict';
import { TIMEOUT_MS, call, codeOf, useSandbox } from './helpers';
import { signedCall } from './signing';

const MINUTE_MS = 60_000;
const MIRROR = '/v4/repositories/2111985337/remote-mirror';

describe('sandbox: clock of the cloud', function () {
  this.timeout(TIMEOUT_MS);
  const start = new Date('2025-05-01T00:00:00Z');
  let now = start;
  const sandbox = useSandbox({ repositories: 0, clock: () => now });
  beforeEach(() => {
    now = start;
    sandbox.current.faults.clear();
  });

  /** Dates of answers of the API, of IAM, of an error, of Git and of the control. */
  const dates = async (): Promise<Set<string | null>> => {
    const headers = { 'X-Auth-Token': sandbox.current.token };
    const targets = [MIRROR, '/v3/auth/projects', '/nowhere', '/git/a/b.git/info/refs', '/_sandbox/faults'];
    const answers = await Promise.all(targets.map((target) => fetch(sandbox.current.url + target, { headers })));
    return new Set(answers.map((answer) => answer.headers.get('date')));
  };

  it('is told by every answer', async () => {
    assert.deepEqual([...(await dates())], ['Thu, 01 May 2025 00:00:00 GMT']);
    now = new Date('2031-01-01T12:00:00Z');
    assert.deepEqual([...(await dates())], ['Wed, 01 Jan 2031 12:00:00 GMT']);
  });

  it('can be ahead and behind, until that is cleared', async () => {
    sandbox.current.faults.add({ kind: 'clockOffset', ms: 20 * MINUTE_MS });
    assert.deepEqual([...(await dates())], ['Thu, 01 May 2025 00:20:00 GMT']);
    assert.deepEqual([...(await dates())], ['Thu, 01 May 2025 00:20:00 GMT']);
    sandbox.current.faults.clear();
    sandbox.current.faults.add({ kind: 'clockOffset', ms: -20 * MINUTE_MS });
    assert.deepEqual([...(await dates())], ['Wed, 30 Apr 2025 23:40:00 GMT']);
    sandbox.current.faults.clear();
    assert.deepEqual([...(await dates())], ['Thu, 01 May 2025 00:00:00 GMT']);
  });

  it('decides whether a signature is too old, and ends no token', async () => {
    const codeAt = async (at: Date): Promise<string> => codeOf(await signedCall(sandbox.current, MIRROR, { at }));
    for (const ms of [20 * MINUTE_MS, -20 * MINUTE_MS]) {
      sandbox.current.faults.add({ kind: 'clockOffset', ms });
      assert.equal(await codeAt(now), '401 APIGW.0303');
      assert.equal(await codeAt(new Date(now.getTime() + ms)), '200 ');
      sandbox.current.faults.clear();
    }
    assert.equal(await codeAt(now), '200 ');
    sandbox.current.faults.add({ kind: 'clockOffset', ms: 48 * 60 * MINUTE_MS });
    assert.equal((await call(sandbox.current, MIRROR)).status, 200);
  });

  it('can be off while other faults hit', async () => {
    sandbox.current.faults.add(
      { kind: 'clockOffset', ms: MINUTE_MS },
      { kind: 'status', status: 503, times: 1 },
      { kind: 'html', times: 1 },
    );
    const answer = await call(sandbox.current, MIRROR);
    assert.deepEqual([answer.status, answer.headers.get('date')], [503, 'Thu, 01 May 2025 00:01:00 GMT']);
    const page = await fetch(sandbox.current.url + MIRROR);
    assert.match(page.headers.get('content-type') ?? '', /html/);
    assert.equal(page.headers.get('date'), 'Thu, 01 May 2025 00:01:00 GMT');
  });

  it('is set over HTTP too', async () => {
    const add = (json: unknown): ReturnType<typeof call> =>
      call(sandbox.current, '/_sandbox/faults', { method: 'POST', json });
    assert.equal((await add({ kind: 'clockOffset' })).status, 400);
    assert.equal((await add({ kind: 'clockOffset', ms: 3_600_000 })).status, 201);
    assert.deepEqual([...(await dates())], ['Thu, 01 May 2025 01:00:00 GMT']);
    assert.deepEqual((await call(sandbox.current, '/_sandbox/faults')).body, [{ kind: 'clockOffset', ms: 3_600_000 }]);
  });
});
