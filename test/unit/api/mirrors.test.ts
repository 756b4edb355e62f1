import assert from 'node:assert/strict';
import { clientFor, failureOf, vendorError } from './client';
import { closeServers, serve } from './server';
import { associatedMirror, associateErrors, associateRequest, failedMirror, mirrorErrors } from './vendorExamples';

const ID = 2111985337;
const repositoryRecord = { id: ID, name: 'bar' };

describe('Remote mirror', () => {
  afterEach(closeServers);

  describe('showRemoteMirror', () => {
    it("reads the vendor's example", async () => {
      const server = await serve(() => ({ json: failedMirror }));
      const mirror = await clientFor(server.url).showRemoteMirror(ID);
      assert.deepEqual(mirror, {
        id: 11887,
        repositoryId: ID,
        status: 'failed',
        lastUpdateAt: new Date('2024-12-27T10:52:21Z'),
        lastSuccessfulUpdateAt: new Date('2024-12-26T20:15:00Z'),
        sourceUrl: 'https://example.com/foo/bar.git',
        failures: 1,
        scheduled: false,
        isPrivate: false,
        endpointUuid: undefined,
        lastError: { message: 'exit status 128', code: '7' },
      });
      assert.equal(server.requests[0]?.path, `/v4/repositories/${ID}/remote-mirror`);
      assert.equal(server.requests[0].method, 'GET');
    });

    for (const [name, json] of [
      ['null', null],
      ['an empty record', {}],
      ['a record without an address', { ...failedMirror, url: null }],
    ] as const) {
      it(`takes ${name} for a repository without a mirror`, async () => {
        const server = await serve(() => ({ text: JSON.stringify(json) }));
        assert.equal(await clientFor(server.url).showRemoteMirror(ID), undefined);
      });
    }

    it('takes 404 for "no mirror" when the repository exists', async () => {
      const server = await serve(({ path }) =>
        path.endsWith('/remote-mirror') ? vendorError(mirrorErrors.notFound) : { json: repositoryRecord },
      );
      assert.equal(await clientFor(server.url).showRemoteMirror(ID), undefined);
      assert.deepEqual(
        server.requests.map(({ path }) => path),
        [`/v4/repositories/${ID}/remote-mirror`, `/v4/repositories/${ID}`],
      );
    });

    it('reports the 404 of the mirror when the repository is gone too', async () => {
      const server = await serve(() => vendorError(mirrorErrors.notFound));
      const error = await failureOf(clientFor(server.url).showRemoteMirror(ID));
      assert.deepEqual(
        [error.kind, error.reason, error.operation, error.code],
        ['notFound', 'repositoryNotFound', 'showRemoteMirror', 'CH.004404'],
      );
    });

    it('reports why the repository could not be looked up', async () => {
      const server = await serve(({ path }) =>
        vendorError(path.endsWith('/remote-mirror') ? mirrorErrors.notFound : mirrorErrors.forbidden),
      );
      assert.equal((await failureOf(clientFor(server.url).showRemoteMirror(ID))).kind, 'forbidden');
    });

    it('does not mistake an address that is not served for a missing mirror', async () => {
      const server = await serve(() => ({ status: 404, json: { error_code: 'APIGW.0101', error_msg: 'no such API' } }));
      const error = await failureOf(clientFor(server.url).showRemoteMirror(ID));
      assert.equal(error.reason, 'notServedHere');
      assert.equal(server.requests.length, 1);
    });

    it('refuses an answer that is a list', async () => {
      const server = await serve(() => ({ json: [failedMirror] }));
      assert.equal((await failureOf(clientFor(server.url).showRemoteMirror(ID))).kind, 'malformed');
    });

    it('keeps a status that nobody has documented', async () => {
      const server = await serve(() => ({ json: { ...failedMirror, update_status: 'hibernating' } }));
      assert.equal((await clientFor(server.url).showRemoteMirror(ID))?.status, 'hibernating');
    });

    it('takes credentials out of the source address and the error', async () => {
      const url = 'https://bob:hunter2@example.com/foo/bar.git';
      const last_error = JSON.stringify({ msg: `fatal: unable to access '${url}/': 403`, code: '7' });
      const server = await serve(() => ({ json: { ...failedMirror, url, last_error } }));
      const mirror = await clientFor(server.url).showRemoteMirror(ID);
      assert.equal(mirror?.sourceUrl, 'https://example.com/foo/bar.git');
      assert.equal(mirror.lastError?.message, "fatal: unable to access 'https://example.com/foo/bar.git/': 403");
    });
  });

  describe('associateRemoteMirror', () => {
    it("sends and reads the vendor's example", async () => {
      const server = await serve(() => ({ status: 201, json: associatedMirror }));
      const mirror = await clientFor(server.url).associateRemoteMirror(123, associateRequest.url);
      const [request] = server.requests;
      assert.equal(request?.method, 'POST');
      assert.equal(request.path, '/v4/repositories/123/remote-mirror/associate');
      assert.equal(request.headers['content-type'], 'application/json');
      assert.deepEqual(JSON.parse(request.body), associateRequest);
      assert.equal(mirror.repositoryId, 2112029391);
      assert.equal(mirror.status, 'finished');
      assert.equal(mirror.failures, undefined);
      assert.equal(mirror.lastError, undefined);
      assert.deepEqual(mirror.lastSuccessfulUpdateAt, mirror.lastUpdateAt);
    });

    for (const [name, answer] of [
      ['an empty record', { status: 201, json: {} }],
      ['no body', { status: 201 }],
    ] as const) {
      it(`accepts ${name} as the answer`, async () => {
        const server = await serve(() => answer);
        const mirror = await clientFor(server.url).associateRemoteMirror(123, associateRequest.url);
        assert.equal(mirror.repositoryId, 123);
        assert.equal(mirror.sourceUrl, associateRequest.url);
      });
    }

    for (const [error, kind, reason] of [
      [associateErrors.unrecognised, 'unauthorized', 'tokenNotRecognised'],
      [associateErrors.forbidden, 'forbidden', 'noPermission'],
      [associateErrors.notFound, 'notFound', 'repositoryNotFound'],
    ] as const) {
      it(`maps the vendor's ${error.status} ${error.body.error_code}`, async () => {
        const server = await serve(() => vendorError(error));
        const failure = await failureOf(clientFor(server.url).associateRemoteMirror(123, associateRequest.url));
        assert.deepEqual([failure.kind, failure.reason], [kind, reason]);
        assert.equal(failure.vendorMessage, error.body.error_msg);
        assert.equal(failure.mayHaveHappened, undefined);
      });
    }

    it('sends nothing for an address with credentials or a bad repository', async () => {
      const server = await serve(() => ({ status: 201, json: associatedMirror }));
      const client = clientFor(server.url);
      const credentials = await failureOf(client.associateRemoteMirror(123, 'https://bob:hunter2@example.com/a.git'));
      assert.deepEqual([credentials.reason, credentials.problem], ['badInput', 'credentials']);
      assert.ok(!credentials.message.includes('hunter2'));
      for (const id of [0, -1, 1.5, Number.NaN, 2147483648, '123' as unknown as number]) {
        assert.equal(
          (await failureOf(client.associateRemoteMirror(id, associateRequest.url))).parameter,
          'repositoryId',
        );
      }
      assert.equal(server.requests.length, 0);
    });
  });
});
