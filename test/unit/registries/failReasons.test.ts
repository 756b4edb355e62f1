import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { failReasonText } from '../../../src/registries/failReasons';

describe('Why a registry is not connected', () => {
  for (const [reason, text] of [
    ['CREATE_JOB_FAILED', /^The cluster that carries the jobs/],
    ['REQUEST_API_ERROR', /^The registry cannot be reached/],
    ['SERVER_ERROR', /^HSS had an internal error/],
    [undefined, /^HSS gave no reason/],
  ] as const) {
    it(`is said as the vendor documents it: ${reason ?? 'no reason'}`, () => {
      assert.match(failReasonText(reason), text);
    });
  }

  for (const [reason, cause] of [
    ['QUOTA_FROZEN', /quota or resource of the account.*frozen/],
    ['resource-in-arrears', /quota or resource of the account/],
    ['REGISTRY_AUTH_FAILED', /user name or password/],
    ['HTTP_401', /user name or password/],
    ['TOKEN_EXPIRED', /user name or password/],
    ['CERT_EXPIRED', /certificate/],
    ['x509: unknown authority', /certificate/],
    ['CLUSTER_OFFLINE', /carrier cluster probably has a problem/],
    ['CONNECT_TIMEOUT', /can’t reach the registry/],
    ['E4711', /contact HSS support/],
    ['AUTHOR_UNKNOWN', /contact HSS support/],
  ] as const) {
    it(`is shown and explained when it is not documented: ${reason}`, () => {
      const text = failReasonText(reason);
      assert.ok(text.includes(reason), text);
      assert.match(text, cause);
    });
  }

  it('is one line that is cut, whatever the server sends', () => {
    const text = failReasonText(`QUOTA\n\u202e${'x'.repeat(100_000)}`);
    assert.ok(text.length < 500 && !/[\n\u202e]/u.test(text));
  });
});
