import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { CloudError, type CloudErrorKind, type CloudErrorReason, toRepositoryId } from '../../../src/api/index';
import { type MirrorState, readingAfter } from '../../../src/repositories/mirrorState';
import { rowWords } from '../../../src/repositories/repositoryItem';
import { unreadWords } from '../../../src/repositories/unreadWords';
import { createFormats } from '../../../src/ui/time';
import { cloudError, TestClock } from '../ui/support';

describe('The row of a mirror that could not be read', () => {
  for (const [kind, reason, words] of [
    ['forbidden', 'noPermission', 'no permission'],
    ['forbidden', 'noPermissionOrDeleted', 'deleted or no access'],
    ['forbidden', 'deniedByPolicy', 'denied by a policy'],
    ['forbidden', undefined, 'no permission'],
    ['notFound', 'repositoryNotFound', 'repository not found'],
    ['notFound', undefined, 'not found'],
    ['timeout', undefined, 'timed out'],
    ['offline', undefined, 'offline'],
    ['tls', undefined, 'certificate not trusted'],
    ['proxy', undefined, 'proxy refused'],
    ['proxy', 'proxyAuthentication', 'the proxy wants a password'],
    ['proxy', 'proxySchemeUnsupported', 'proxy sign-in not supported'],
    ['unauthorized', 'tokenExpired', 'sign in again'],
    ['rateLimited', undefined, 'throttled'],
    ['server', undefined, 'server error'],
    ['server', 'badGateway', 'gateway error'],
    ['malformed', undefined, 'unreadable answer'],
  ] as const satisfies readonly (readonly [CloudErrorKind, CloudErrorReason | undefined, string])[]) {
    it(`says why: ${words} (${reason ?? kind})`, () => {
      assert.equal(unreadWords(new CloudError('x', { kind, reason, operation: 'test' })), words);
    });
  }

  it('says something of an error that is nobody’s', () => {
    assert.equal(unreadWords(new TypeError('x is undefined')), 'unexpected error');
  });

  const clock = new TestClock();
  const say = (state: MirrorState): string =>
    rowWords({
      repository: { id: toRepositoryId(1), name: 'bar' },
      state,
      health: 'previous' in state ? 'healthy' : undefined,
      now: clock.now(),
      formats: createFormats('en'),
    });
  const error = cloudError('timeout');
  const previous = readingAfter(
    undefined,
    { status: 'finished', lastSuccessfulUpdateAt: clock.ago(2 * 3600_000) },
    clock.ago(600_000),
    0,
  );

  it('says it in place of a state that is not known', () => {
    assert.equal(say({ kind: 'failed', error }), 'not read: timed out');
    assert.equal(say({ kind: 'waiting', error }), 'not read: timed out');
  });

  it('says it beside what was known before, and from when that is', () => {
    assert.match(say({ kind: 'failed', error, previous }), /^synced 2 hours ago \(as of \d+:\d+\s[AP]M, timed out\)$/);
    assert.match(say({ kind: 'waiting', error, previous }), /, timed out\)$/);
    assert.equal(say({ kind: 'reading', previous }), 'synced 2 hours ago');
  });
});
