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
      ['a record without address and status', { ...failedMirror, url: null, update_status: null }],
      ['a record whose address and status are blank', { repository_id: ID, url: '', update_status: ' ' }],
      ['a status of "none" without an address and a run', { id: null, update_status: 'None', url: null }],
      ['an empty record in an envelope', { error: null, status: 'success', result: {} }],
    ] as const) {
      it(`takes ${name} for a repository without a mirror`, async () => {
        const server = await serve(() => ({ text: JSON.stringify(json) }));
        assert.equal(await clientFor(server.url).showRemoteMirror(ID), undefined);
      });
    }

    for (const [name, json] of [
      ['an envelope', { status: 'success', result: failedMirror }],
      [
        'an envelope in capitals, with an empty error',
        { status: 'SUCCESS', error: { code: null }, result: failedMirror },
      ],
      ['an envelope without a status', { result: failedMirror }],
    ] as const) {
      it(`finds the mirror in ${name}`, async () => {
        const server = await serve(() => ({ json }));
        const mirror = await clientFor(server.url).showRemoteMirror(ID);
        assert.deepEqual([mirror?.status, mirror?.sourceUrl], ['failed', failedMirror.url]);
      });
    }

    it('keeps a failing mirror whose address is missing', async () => {
      const server = await serve(() => ({ json: { ...failedMirror, url: null } }));
      const mirror = await clientFor(server.url).showRemoteMirror(ID);
      assert.deepEqual([mirror?.status, mirror?.sourceUrl], ['failed', undefined]);
    });

    it('keeps a mirror without an address that has run, whatever its status is called', async () => {
      const server = await serve(() => ({ json: { ...failedMirror, url: null, update_status: 'none' } }));
      assert.equal((await clientFor(server.url).showRemoteMirror(ID))?.failures, 1);
    });

    for (const [name, answer] of [
      ['an empty envelope', { json: { result: null } }],
      ['an empty envelope of a success', { json: { status: 'success', result: null } }],
      ['a success without content', { json: { status: 'success' } }],
      ['an envelope around a list', { json: { status: 'success', result: [failedMirror] } }],
      ['an envelope with an unknown status', { json: { status: 'pending', result: failedMirror } }],
      ['a record of something else', { json: { id: 5, name: 'bar' } }],
      ['a mirror one level too deep', { json: { remote_mirror: failedMirror } }],
      ['a list', { json: [failedMirror] }],
      ['an empty list', { json: [] }],
      ['false', { json: false }],
      ['a number', { json: 0 }],
      ['text', { json: '' }],
      ['an address that is a record', { json: { ...failedMirror, url: {} } }],
      ['a status that is a record', { json: { ...failedMirror, update_status: { name: 'failed' } } }],
      ['no body', { status: 200 }],
      ['no content', { status: 204 }],
      ['blanks', { text: '  \n' }],
      ['a page', { text: '<html></html>' }],
      ['nesting without an end', { text: '['.repeat(100_000) + ']'.repeat(100_000) }],
      ['a record nested without an end', { text: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}` }],
    ] as const) {
      it(`says of ${name} that it could not be read, not that there is no mirror`, async () => {
        const server = await serve(() => answer);
        const error = await failureOf(clientFor(server.url).showRemoteMirror(ID));
        assert.deepEqual([error.kind, error.operation], ['malformed', 'showRemoteMirror']);
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
      assert.equal(mirror?.repositoryId, 2112029391);
      assert.equal(mirror.status, 'finished');
      assert.equal(mirror.failures, undefined);
      assert.equal(mirror.lastError, undefined);
      assert.deepEqual(mirror.lastSuccessfulUpdateAt, mirror.lastUpdateAt);
    });

    for (const [name, answer] of [
      ['an empty record', { status: 201, json: {} }],
      ['null', { status: 201, text: 'null' }],
      ['no body', { status: 201 }],
      ['a record without address and status', { status: 201, json: { id: 5, url: null, update_status: null } }],
    ] as const) {
      it(`makes no mirror out of ${name}`, async () => {
        const server = await serve(() => answer);
        assert.equal(await clientFor(server.url).associateRemoteMirror(123, associateRequest.url), undefined);
      });
    }

    it('does not claim the address that was asked for when the answer has none', async () => {
      const server = await serve(() => ({ json: { result: { update_status: 'scheduled' }, status: 'success' } }));
      const mirror = await clientFor(server.url).associateRemoteMirror(123, associateRequest.url);
      assert.deepEqual([mirror?.repositoryId, mirror?.status, mirror?.sourceUrl], [123, 'scheduled', undefined]);
    });

    it('says that it may have happened when the answer is about something else', async () => {
      const server = await serve(() => ({ json: { ok: true } }));
      const error = await failureOf(clientFor(server.url).associateRemoteMirror(123, associateRequest.url));
      assert.deepEqual([error.kind, error.mayHaveHappened], ['malformed', true]);
    });

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
