import assert from 'node:assert/strict';
import { clientFor, failureOf } from './client';
import { expired, repository, Scene, START, tokenOf, wrongRegion } from './renewal';
import { closeServers, serve } from './server';

describe('A token that a service refused', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(closeServers);

  for (const [name, refusal] of [
    ['expired', expired],
    ['of another region', wrongRegion],
  ] as const) {
    it(`is renewed when a service says that it is ${name}, and the request is sent again`, async () => {
      await scene.open(undefined, (request) => (tokenOf(request) === 'token-1' ? refusal : { json: repository }));
      const read = scene.read();
      await scene.started(1);
      scene.renewals[0]!.succeed();
      await read;
      assert.deepEqual([scene.tokens, scene.told], [['token-1', 'token-2'], []]);
    });
  }

  it('is not renewed for a refusal that another one would meet too', async () => {
    await scene.open(undefined, () => ({ status: 401, json: { error_code: 'CH.080401', error_msg: 'x' } }));
    assert.equal((await failureOf(scene.read())).reason, 'noPermissionOrDeleted');
    assert.deepEqual([scene.renewals.length, scene.tokens.length], [0, 1]);
  });

  it('is renewed once for each request: a second refusal is reported', async () => {
    await scene.open(60, () => wrongRegion);
    const failed = failureOf(scene.read());
    await scene.started(1);
    scene.renewals[0]!.succeed();
    assert.equal((await failed).reason, 'wrongRegion');
    assert.deepEqual([scene.tokens, scene.renewals.length], [['token-1', 'token-2'], 1]);
    assert.deepEqual(
      scene.told.map(({ reason }) => reason),
      ['wrongRegion'],
    );
  });

  it('is renewed once for all that were refused together', async () => {
    await scene.open(undefined, (request) => (tokenOf(request) === 'token-1' ? expired : { json: repository }));
    const reads = Array.from({ length: 20 }, (_, id) => scene.read(id + 1));
    await scene.started(1);
    scene.renewals[0]!.succeed();
    await Promise.all(reads);
    assert.equal(scene.tokens.filter((token) => token === 'token-2').length, 20);
    assert.equal(scene.renewals.length, 1);
  });

  it('is taken from the renewal of another request that was faster', async () => {
    const late: (() => void)[] = [];
    await scene.open(undefined, (request, count) => {
      if (tokenOf(request) !== 'token-1') {
        return { json: repository };
      }
      return count > 1
        ? expired
        : {
            by: (response) =>
              late.push(() => {
                response.writeHead(401, { Date: new Date(START).toUTCString() });
                response.end(JSON.stringify(expired.json));
              }),
          };
    });
    const slow = scene.read(1);
    while (late.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const fast = scene.read(2);
    await scene.started(1);
    scene.renewals[0]!.succeed();
    await fast;
    late[0]!();
    await slow;
    assert.deepEqual([scene.tokens, scene.renewals.length], [['token-1', 'token-1', 'token-2', 'token-2'], 1]);
  });

  it('is renewed for a write too, which is then sent as it was', async () => {
    const url = 'https://example.com/a.git';
    await scene.open(undefined, (request) => (tokenOf(request) === 'token-1' ? expired : { json: { id: 1, url } }));
    const write = scene.client.associateRemoteMirror(7, url);
    await scene.started(1);
    scene.renewals[0]!.succeed();
    assert.equal((await write)?.sourceUrl, url);
    const [refused, accepted] = scene.server.requests;
    assert.deepEqual([scene.tokens, refused?.method], [['token-1', 'token-2'], 'POST']);
    assert.equal(accepted?.body, refused?.body);
  });

  it('fails a write that was refused with what the renewal failed with: nothing was done', async () => {
    const nobody = await serve(() => ({ by: () => undefined }));
    const identity = { accountName: 'a', userName: 'u', password: 'password' };
    const iam = clientFor(nobody.url, { credential: { kind: 'none' }, timeoutMs: 50 });
    await scene.open(undefined, () => expired, {
      renew: async (signal) => {
        const { token, info } = await iam.createToken(identity, { project: { name: 'cn-north-4' } }, { signal });
        return { token, expiresAt: info.expiresAt };
      },
    });
    const failure = await failureOf(scene.client.startRemoteMirrorSynchronization(7));
    assert.deepEqual([failure.kind, failure.operation, failure.mayHaveHappened], ['timeout', 'createToken', undefined]);
    assert.deepEqual([scene.tokens.length, nobody.requests.length, scene.told.length], [1, 1, 0]);
  });

  it('is looked up by itself, also when it has been renewed for that', async () => {
    const token = { expires_at: '2025-01-02T00:00:00.000000Z' };
    await scene.open(undefined, (request) => (tokenOf(request) === 'token-1' ? wrongRegion : { json: { token } }));
    const info = scene.client.validateToken();
    await scene.started(1);
    scene.renewals[0]!.succeed();
    await info;
    assert.equal(scene.server.requests.at(-1)?.headers['x-subject-token'], 'token-2');
  });
});
