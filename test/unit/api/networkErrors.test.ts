import assert from 'node:assert/strict';
import { errorFromNetwork, isTransient } from '../../../src/api/errors/networkErrors';
import { redactorFor } from '../../../src/api/index';

const request = {
  operation: 'startRemoteMirrorSynchronization',
  host: 'repo.example.com',
  write: true,
  redact: redactorFor([]),
};

/** As node-fetch reports it. */
function fetchError(code: string | undefined, reason: string): Error {
  const message = `request to https://repo.example.com/v4/repositories/7 failed, reason: ${reason}`;
  return Object.assign(new Error(message), { type: 'system', code, errno: code });
}

describe('A failure below HTTP', () => {
  for (const [code, reason, kind, mayHaveHappened] of [
    ['ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:443', 'offline', undefined],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND repo.example.com', 'offline', undefined],
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN repo.example.com', 'offline', undefined],
    ['ENETUNREACH', 'connect ENETUNREACH', 'offline', undefined],
    ['EHOSTUNREACH', 'connect EHOSTUNREACH', 'offline', undefined],
    ['ECONNRESET', 'read ECONNRESET', 'offline', true],
    ['EPIPE', 'write EPIPE', 'offline', true],
    ['ERR_STREAM_PREMATURE_CLOSE', 'Premature close', 'offline', true],
    [undefined, 'something else', 'offline', true],
    ['ETIMEDOUT', 'connect ETIMEDOUT', 'timeout', true],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', 'tls', undefined],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', 'tls', undefined],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate', 'tls', undefined],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unable to get local issuer certificate', 'tls', undefined],
    ['CERT_HAS_EXPIRED', 'certificate has expired', 'tls', undefined],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'Hostname/IP does not match', 'tls', undefined],
    ['EPROTO', 'write EPROTO wrong version number', 'tls', undefined],
    [undefined, 'tunneling socket could not be established, statusCode=407', 'proxy', undefined],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND proxy.corp.example', 'proxy', undefined],
    ['ECONNRESET', 'Proxy connection ended before receiving CONNECT response', 'proxy', undefined],
    [undefined, 'Failed to establish a socket connection to proxies: PROXY 10.0.0.1:3128', 'proxy', undefined],
    [undefined, 'Failed to establish a socket connection to proxies: SOCKS5 10.0.0.1:1080', 'proxy', undefined],
    ['HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/', 'malformed', true],
    ['HPE_HEADER_OVERFLOW', 'Parse Error: Header overflow', 'malformed', true],
  ] as const) {
    it(`${code ?? 'no code'} (${reason}) of a write is ${kind}`, () => {
      const error = errorFromNetwork(fetchError(code, reason), request);
      assert.deepEqual([error.kind, error.mayHaveHappened], [kind, mayHaveHappened]);
      const read = errorFromNetwork(fetchError(code, reason), { ...request, write: false });
      assert.equal(read.mayHaveHappened, undefined);
    });
  }

  it('names headers that are too large', () => {
    const overflow = errorFromNetwork(fetchError('HPE_HEADER_OVERFLOW', 'Parse Error: Header overflow'), request);
    assert.equal(overflow.reason, 'headersTooLarge');
    const other = errorFromNetwork(fetchError('HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/'), request);
    assert.equal(other.reason, undefined);
  });

  it('is not blamed on a proxy because the service is called one', () => {
    const host = 'proxy.example.com';
    const error = errorFromNetwork(fetchError('ENOTFOUND', `getaddrinfo ENOTFOUND ${host}`), { ...request, host });
    assert.equal(error.kind, 'offline');
  });

  for (const [code, again] of [
    ['ECONNRESET', true],
    ['EPIPE', true],
    ['EAI_AGAIN', true],
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['CERT_HAS_EXPIRED', false],
  ] as const) {
    it(`${code} is ${again ? '' : 'not '}worth another try`, () => {
      assert.equal(isTransient(errorFromNetwork(fetchError(code, 'x'), request)), again);
    });
  }

  it('keeps no credentials, neither in its text nor in its cause', () => {
    const error = errorFromNetwork(
      fetchError('ECONNREFUSED', 'proxy http://bob:hunter2@10.0.0.1:3128 refused'),
      request,
    );
    const cause = error.cause as Error;
    assert.ok(cause.message.includes('http://10.0.0.1:3128'));
    assert.ok(![error.message, error.stack, cause.message, cause.stack].join().includes('hunter2'));
  });

  for (const scheme of ['PROXY', 'HTTPS', 'SOCKS', 'SOCKS4']) {
    it(`keeps no credentials of what VS Code calls ${scheme}, which it writes without "://"`, () => {
      for (const secret of ['bob:hunter2', 'bob:hunter2@/more', 'hunter2']) {
        const proxies = `${scheme} ${secret}@10.0.0.1:3128; ${scheme} ${secret}@10.0.0.2:3128`;
        const reason = `Failed to establish a socket connection to proxies: ${proxies}`;
        const error = errorFromNetwork(fetchError(undefined, reason), request);
        const texts = [error.message, error.stack, String(error.cause)].join();
        assert.ok(texts.includes(`${scheme} 10.0.0.1:3128; ${scheme} 10.0.0.2:3128`), texts);
        assert.ok(!texts.includes('hunter2'), texts);
      }
    });
  }

  it('of an unknown sort is reported too', () => {
    assert.equal(errorFromNetwork('a string', request).kind, 'malformed');
    assert.equal(errorFromNetwork(undefined, request).kind, 'malformed');
  });
});
