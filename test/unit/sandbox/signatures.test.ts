import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import contract from '../../../src/api/contract/openapi.yaml';
import { canonicalRequest, parseAuthorization, signatureOf, type SignedRequest } from '../../../src/sandbox/signatures';

interface Vector {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly signed_headers: Readonly<Record<string, string>>;
  readonly ak: string;
  readonly sk: string;
  readonly body: string;
  readonly signature: string;
  readonly canonical_request_sha256?: string;
}

const vectors = (contract as { 'x-request-signing': { test_vectors: Vector[] } })['x-request-signing'].test_vectors;

function requestOf({ method, path, query, signed_headers: headers, body }: Vector): SignedRequest {
  return { method, path, query, headers, body: Buffer.from(body) };
}

describe('sandbox: signatures', () => {
  it('has all three test vectors of the contract', () => {
    assert.equal(vectors.length, 3);
  });

  for (const vector of vectors) {
    it(`signs like ${vector.name}`, () => {
      const names = Object.keys(vector.signed_headers).sort();
      const request = requestOf(vector);
      assert.equal(signatureOf(request, names, vector.sk), vector.signature);
      if (vector.canonical_request_sha256 !== undefined) {
        const hash = createHash('sha256').update(canonicalRequest(request, names)).digest('hex');
        assert.equal(hash, vector.canonical_request_sha256);
      }
    });
  }

  it('encodes spaces and commas, and sorts by name and then by value', () => {
    const request = { method: 'GET', path: '/a b', query: 'b=2&b=1&a=x%20y,z', headers: {}, body: Buffer.alloc(0) };
    const [, path, query] = canonicalRequest(request, []).split('\n');
    assert.equal(path, '/a%20b/');
    assert.equal(query, 'a=x%20y%2Cz&b=1&b=2');
  });

  it('lets only a signed header switch the hash of the body off', () => {
    const headers = { 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' };
    const request = { method: 'POST', path: '/', query: '', headers, body: Buffer.from('x') };
    assert.match(canonicalRequest(request, ['x-sdk-content-sha256']), /\nUNSIGNED-PAYLOAD$/);
    assert.doesNotMatch(canonicalRequest(request, []), /UNSIGNED-PAYLOAD/);
  });

  it('reads the header, and nothing that only resembles it', () => {
    const signature = 'a'.repeat(64);
    const header = `SDK-HMAC-SHA256 Access=KEY, SignedHeaders=host;x-sdk-date, Signature=${signature}`;
    assert.deepEqual(parseAuthorization(header), {
      accessKey: 'KEY',
      signedHeaders: ['host', 'x-sdk-date'],
      signature,
    });
    assert.equal(parseAuthorization(header.replace('SDK-HMAC', 'AWS4-HMAC')), undefined);
    assert.equal(parseAuthorization(header.slice(0, -1)), undefined);
  });
});
