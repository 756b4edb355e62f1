import assert from 'node:assert/strict';
import { clientFor, failureOf, TOKEN, vendorError } from './client';
import { closeServers, serve } from './server';
import { mirrorErrors } from './vendorExamples';

const NOW = new Date('2025-01-01T00:00:00Z');

/** The table of NOTES.md section 5, in its order: status, code, kind, reason. */
const TABLE = [
  [401, 'DEV.00000001', 'unauthorized', 'tokenMissing'],
  [401, 'DEV.00000002', 'unauthorized', 'tokenNotRecognised'],
  [401, 'DEV.00000003', 'unauthorized', 'tokenExpired'],
  [401, 'CH.00000002', 'unauthorized', 'tokenNotRecognised'],
  [401, 'APIGW.0301', 'unauthorized', 'wrongSite'],
  [401, 'APIG.0301', 'unauthorized', 'wrongSite'],
  [401, 'APIGW.0307', 'unauthorized', 'wrongRegion'],
  [401, 'APIGW.0303', 'unauthorized', 'signature'],
  [401, 'APIGW.0305', 'unauthorized', 'signature'],
  [401, 'CH.080401', 'forbidden', 'noPermissionOrDeleted'],
  [403, 'CH.004403', 'forbidden', 'noPermission'],
  [403, 'CH.00401001', 'forbidden', 'noPermission'],
  [403, 'CH.080403', 'forbidden', 'noPermission'],
  [403, 'APIGW.0302', 'forbidden', 'deniedByPolicy'],
  [403, 'APIGW.0306', 'forbidden', 'deniedByPolicy'],
  [403, 'APIGW.0802', 'forbidden', 'deniedByPolicy'],
  [404, 'CH.004404', 'notFound', 'repositoryNotFound'],
  [404, 'CH.00402000', 'notFound', 'repositoryNotFound'],
  [404, 'CH.000404', 'notFound', 'repositoryNotFound'],
  [200, 'CH.010117', 'notFound', 'repositoryNotFound'],
  [404, 'APIGW.0101', 'notFound', 'notServedHere'],
  [400, 'CH.010001', 'invalid', undefined],
  [400, 'CH.080002', 'invalid', undefined],
  [400, 'HSS.0001', 'invalid', undefined],
  [400, 'HSS.0002', 'invalid', undefined],
  [400, 'HSS.0010', 'forbidden', 'noPermission'],
  [400, 'HSS.0011', 'notFound', undefined],
  [400, 'HSS.0013', 'forbidden', 'noPermission'],
  [400, 'HSS.1002', 'forbidden', 'quota'],
  [429, 'APIGW.0308', 'rateLimited', undefined],
  [403, 'APIGW.0310', 'forbidden', 'serviceUnavailableInRegion'],
  [403, 'APIGW.0801', 'forbidden', 'serviceUnavailableInRegion'],
  [500, 'APIGW.0201', 'server', undefined],
  [503, 'APIGW.0602', 'server', undefined],
  [500, 'CH.000001', 'server', undefined],
  [500, 'CH.080504', 'server', undefined],
  // Codes that are in no table fall back on the status.
  [400, 'XX.9999', 'invalid', undefined],
  [401, 'XX.9999', 'unauthorized', 'tokenNotRecognised'],
  [403, 'XX.9999', 'forbidden', 'noPermission'],
  [404, 'XX.9999', 'notFound', undefined],
  [408, 'XX.9999', 'timeout', undefined],
  [409, 'XX.9999', 'invalid', undefined],
  [429, 'XX.9999', 'rateLimited', undefined],
  [500, 'IAM.0010', 'server', undefined],
  [200, 'XX.9999', 'server', undefined],
] as const;

const ID = { 'X-Request-Id': 'from-header' };

describe('An error of the service', () => {
  afterEach(closeServers);

  for (const [status, code, kind, reason] of TABLE) {
    for (const [shape, json] of [
      ['flat', { error_code: code, error_msg: '说明', request_id: 'from-body' }],
      ['envelope', { error: { code, message: '说明' }, status: 'failed', request_id: 'from-body' }],
      ['nested', { error: { error_code: code, error_msg: '说明', request_id: 'from-body' } }],
    ] as const) {
      it(`${status} ${code} (${shape}) is ${kind}${reason === undefined ? '' : `, ${reason}`}`, async () => {
        const server = await serve(() => ({ status, json }));
        const error = await failureOf(clientFor(server.url).showRepository(7));
        assert.deepEqual([error.kind, error.reason, error.status, error.code], [kind, reason, status, code]);
        assert.deepEqual([error.vendorMessage, error.requestId], ['说明', 'from-body']);
        assert.deepEqual([error.operation, error.service], ['showRepository', 'repo']);
      });
    }
  }

  for (const [json, code] of [
    [{ error: { error_code: 'CH.004403', error_msg: 'no' } }, 'CH.004403'],
    [{ error: { error_code: 'CH.004403' }, result: {}, status: 'success' }, 'CH.004403'],
    [{ code: 'CH.004403', message: 'no' }, 'CH.004403'],
    [{ error_code: 'CH.004403' }, 'CH.004403'],
    [{ error_code: 'CH.004403', error_msg: null }, 'CH.004403'],
    [{ status: 'FAILED', error: null }, undefined],
    [{ error: 'no' }, undefined],
  ] as const) {
    it(`${JSON.stringify(json)} with HTTP 200 is the error of the service, in a read and in a write`, async () => {
      const server = await serve(() => ({ json }));
      const client = clientFor(server.url);
      for (const call of [client.showRemoteMirror(7), client.startRemoteMirrorSynchronization(7)]) {
        const error = await failureOf(call);
        assert.deepEqual([error.kind, error.code], [code === undefined ? 'server' : 'forbidden', code]);
        assert.equal(error.mayHaveHappened, undefined);
      }
    });
  }

  it('an error record without an error is a success', async () => {
    const server = await serve(() => ({ json: { id: 7, error: { code: 0, message: 'ok' } } }));
    assert.equal((await clientFor(server.url).showRepository(7)).id, 7);
  });

  it("the vendor's expired token is read", async () => {
    const server = await serve(() => vendorError(mirrorErrors.expired));
    const error = await failureOf(clientFor(server.url).showRemoteMirror(7));
    assert.deepEqual([error.reason, error.vendorMessage], ['tokenExpired', '认证信息过期']);
  });

  for (const [expiresAt, code, reason] of [
    ['2024-12-31T23:59:59Z', 'APIGW.0307', 'tokenExpired'],
    ['2025-01-01T00:00:01Z', 'APIGW.0307', 'wrongRegion'],
    ['2024-12-31T23:59:59Z', 'XX.9999', 'tokenExpired'],
  ] as const) {
    it(`${code} at ${NOW.toISOString()} with a token until ${expiresAt} is ${reason}`, async () => {
      const json = { error_code: code, error_msg: 'update the token' };
      const server = await serve(() => ({ status: 401, headers: { Date: NOW.toUTCString() }, json }));
      const client = clientFor(server.url, {
        clock: () => NOW,
        credential: { kind: 'token', token: TOKEN, expiresAt: new Date(expiresAt) },
      });
      assert.equal((await failureOf(client.showRepository(7))).reason, reason);
    });
  }

  it('APIGW.0301 of a signed request is about the signature', async () => {
    const server = await serve(() => ({ status: 401, json: { error_code: 'APIGW.0301', error_msg: 'no' } }));
    const credential = { kind: 'signature', headersFor: () => ({ Authorization: 'x' }), secrets: () => [] } as const;
    assert.equal((await failureOf(clientFor(server.url, { credential }).showRepository(7))).reason, 'signature');
  });

  it('a denial by policy is told from a missing right', async () => {
    const json = { error_code: 'PAP.0001', error_msg: 'denied', encoded_authorization_message: 'abc' };
    const server = await serve(() => ({ status: 403, json }));
    assert.equal((await failureOf(clientFor(server.url).showRepository(7))).reason, 'deniedByPolicy');
  });

  it('the numeric code of IAM does not hide the status', async () => {
    const json = { error: { code: 401, message: 'Authentication failed', title: 'Unauthorized' } };
    const server = await serve(() => ({ status: 401, json }));
    const error = await failureOf(clientFor(server.url).listAuthProjects());
    assert.deepEqual([error.kind, error.code, error.vendorMessage], ['unauthorized', '401', 'Authentication failed']);
  });

  for (const [name, answer, kind, reason] of [
    ['a page', { status: 403, text: '<title>Blocked</title>' }, 'malformed', undefined],
    ['nothing', { status: 403, text: '' }, 'malformed', undefined],
    ['a page with a request ID', { status: 403, text: '<p>', headers: ID }, 'forbidden', 'noPermission'],
  ] as const) {
    it(`403 with ${name} is ${kind}: Huawei Cloud refuses with a code or a request ID`, async () => {
      const server = await serve(() => answer);
      const error = await failureOf(clientFor(server.url).associateRemoteMirror(7, 'https://example.com/x.git'));
      assert.deepEqual([error.kind, error.reason, error.mayHaveHappened], [kind, reason, undefined]);
    });
  }

  it('407 is about the proxy, which passes nothing on', async () => {
    const server = await serve(() => ({ status: 407 }));
    const error = await failureOf(clientFor(server.url).associateRemoteMirror(7, 'https://example.com/x.git'));
    assert.deepEqual([error.kind, error.reason, error.mayHaveHappened], ['proxy', 'proxyAuthentication', undefined]);
  });

  for (const [challenge, reason] of [
    ['NTLM', 'proxySchemeUnsupported'],
    ['NTLM TlRMTVNTUAACAAAA', 'proxySchemeUnsupported'],
    ['Digest realm="Basic, at work", nonce="x", NTLM', 'proxySchemeUnsupported'],
    ['Basic realm="x"', 'proxyAuthentication'],
    ['NTLM, basic realm="x"', 'proxyAuthentication'],
    ['Negotiate, NTLM', 'proxyAuthentication'],
  ] as const) {
    it(`407 tells whether the editor can sign in to the proxy: ${challenge}`, async () => {
      const server = await serve(() => ({ status: 407, headers: { 'Proxy-Authenticate': challenge } }));
      const error = await failureOf(clientFor(server.url).showRepository(7));
      assert.deepEqual([error.kind, error.reason], ['proxy', reason]);
    });
  }

  for (const [name, answer, expected] of [
    ['plain text', { status: 400, text: 'nope' }, 'nope'],
    ['a page with a title', { status: 403, text: '<!doctype html><TITLE> Blocked </TITLE>' }, 'Blocked'],
    ['a page without a title', { status: 403, text: '<p>no' }, undefined],
    ['cut JSON', { status: 404, text: '{"error_co' }, '{"error_co'],
    ['nothing', { status: 404, text: '' }, undefined],
    ['text under "error"', { status: 404, json: { error: 'gone' } }, 'gone'],
    ['a description only', { status: 400, json: { error_code: 'HSS.0001', error_description: 'bad' } }, 'bad'],
  ] as const) {
    it(`keeps what there is to read of ${name}`, async () => {
      const server = await serve(() => answer);
      assert.equal((await failureOf(clientFor(server.url).showRepository(7))).vendorMessage, expected);
    });
  }

  it('a huge text is cut', async () => {
    const server = await serve(() => ({ status: 400, text: 'x'.repeat(3_000_000) }));
    const { vendorMessage = '' } = await failureOf(clientFor(server.url).showRepository(7));
    assert.ok(vendorMessage.length > 100 && vendorMessage.length <= 1001);
  });

  for (const name of ['X-Request-Id', 'X-IAM-Trace-Id']) {
    it(`takes the request ID from ${name}`, async () => {
      const server = await serve(() => ({ status: 500, headers: { [name]: 'abc123' }, text: '' }));
      assert.equal((await failureOf(clientFor(server.url).showRepository(7))).requestId, 'abc123');
    });
  }

  it('a failure inside a success is not asked for again', async () => {
    const server = await serve(() => ({ json: { error: { code: 'XX.9999', message: 'x' }, status: 'failed' } }));
    await failureOf(clientFor(server.url).showRepository(7));
    assert.equal(server.requests.length, 1);
  });

  it('a success that merely has a status field is no error', async () => {
    const server = await serve(() => ({
      json: { id: 7, name: 'bar', status: 'failed', error: null, error_code: 0, error_msg: 'ok' },
    }));
    assert.equal((await clientFor(server.url).showRepository(7)).name, 'bar');
  });
});
