import assert from 'node:assert/strict';
import { toMirrorError } from '../../../src/api/mirrorRecords';
import { redact } from '../../../src/api/index';
import { clientFor, failureOf } from './client';
import { closeServers, serve } from './server';

const http = { redact: (text: string) => redact(text) };

describe('Synchronising and changing a mirror', () => {
  afterEach(closeServers);

  it('sends user name and password as Base64 of UTF-8', async () => {
    const server = await serve(() => ({ json: { jid: '4cb8f1a6c0de4d6a9a3e5f10' } }));
    const requested = await clientFor(server.url).startRemoteMirrorSynchronization(7, {
      username: 'user',
      password: 'pässwörd',
      force: true,
    });
    assert.deepEqual(requested, { taskId: '4cb8f1a6c0de4d6a9a3e5f10' });
    assert.equal(server.requests[0]?.path, '/v4/repositories/7/remote-mirror');
    assert.deepEqual(JSON.parse(server.requests[0].body), {
      username: 'dXNlcg==',
      password: 'cMOkc3N3w7ZyZA==',
      force_fetch: true,
    });
  });

  it('sends an empty record when there is nothing to say', async () => {
    const server = await serve(() => ({ json: { jid: null } }));
    const client = clientFor(server.url);
    assert.deepEqual(await client.startRemoteMirrorSynchronization(7), { taskId: undefined });
    await client.startRemoteMirrorSynchronization(7, { username: '', password: '', endpointUuid: '' });
    assert.deepEqual(
      server.requests.map(({ body }) => body),
      ['{}', '{}'],
    );
  });

  it('keeps the password out of an error that quotes it, as it is and as Base64', async () => {
    const encoded = Buffer.from('s3cret-word').toString('base64');
    const error_msg = `cannot log in with s3cret-word (${encoded})`;
    const server = await serve(() => ({ status: 400, json: { error_code: 'CH.080002', error_msg } }));
    const error = await failureOf(
      clientFor(server.url).startRemoteMirrorSynchronization(7, { username: 'user', password: 's3cret-word' }),
    );
    assert.equal(error.vendorMessage, 'cannot log in with *** (***)');
  });

  it('changes what was given and nothing else', async () => {
    const stored = { url: 'https://example.com/a.git', mirroring_enabled: true, sync_branch_type: 'all' };
    const server = await serve(() => ({ json: stored }));
    const settings = await clientFor(server.url).updateRepositoryRemoteMirror(7, { branches: 'all', scheduled: true });
    assert.equal(server.requests[0]?.method, 'PUT');
    assert.deepEqual(JSON.parse(server.requests[0].body), { sync_branch_type: 'all', mirroring_enabled: true });
    assert.deepEqual(settings, {
      sourceUrl: 'https://example.com/a.git',
      scheduled: true,
      endpointUuid: undefined,
      branches: 'all',
    });
  });

  it('sends no update that changes nothing or has an unknown branch scope', async () => {
    const server = await serve(() => ({ json: {} }));
    const client = clientFor(server.url);
    assert.equal((await failureOf(client.updateRepositoryRemoteMirror(7, {}))).problem, 'empty');
    const branches = 'some' as 'all';
    assert.equal((await failureOf(client.updateRepositoryRemoteMirror(7, { branches }))).problem, 'unknownValue');
    assert.equal(server.requests.length, 0);
  });

  it('does not repeat a write, and says when it may have been carried out', async () => {
    for (const status of [500, 502, 504]) {
      const server = await serve(() => ({ status, text: '' }));
      const error = await failureOf(clientFor(server.url).startRemoteMirrorSynchronization(7));
      assert.deepEqual([error.kind, error.mayHaveHappened], ['server', true]);
      assert.equal(server.requests.length, 1);
    }
    const unavailable = await serve(() => ({ status: 503, text: '' }));
    assert.equal(
      (await failureOf(clientFor(unavailable.url).startRemoteMirrorSynchronization(7))).mayHaveHappened,
      undefined,
    );
  });

  it('says that a write may have been carried out when its answer cannot be read', async () => {
    const server = await serve(() => ({ text: '<html>welcome</html>' }));
    const error = await failureOf(clientFor(server.url).startRemoteMirrorSynchronization(7));
    assert.deepEqual([error.kind, error.mayHaveHappened], ['malformed', true]);
  });
});

describe('last_error of a mirror', () => {
  const url = 'https://bob:hunter2@example.com/a.git';
  for (const [name, value, expected] of [
    ['JSON in a string', '{"msg":"exit status 128","code":"7"}', { message: 'exit status 128', code: '7' }],
    ['JSON inside JSON', JSON.stringify('{"msg":"boom","code":3}'), { message: 'boom', code: '3' }],
    ['a record', { msg: 'boom', code: '7' }, { message: 'boom', code: '7' }],
    ['a record with other names', { message: 'boom' }, { message: 'boom', code: undefined }],
    ['plain text', 'exit status 128', { message: 'exit status 128', code: undefined }],
    ['a number in a string', '128', { message: '128', code: undefined }],
    ['text in JSON quotes', '"boom"', { message: 'boom', code: undefined }],
    ['cut JSON', '{"msg":"exit sta', { message: '{"msg":"exit sta', code: undefined }],
    ['an unknown record', { detail: 'odd' }, { message: '{"detail":"odd"}', code: undefined }],
    ['a code alone', '{"code":"7"}', { message: '', code: '7' }],
    ['null', null, undefined],
    ['nothing', undefined, undefined],
    ['an empty string', '', undefined],
    ['blanks', '   ', undefined],
    ['an empty record', '{}', undefined],
    ['a list', ['x'], undefined],
    [
      'credentials',
      { msg: `clone of ${url} failed` },
      { message: 'clone of https://example.com/a.git failed', code: undefined },
    ],
    ['credentials in a record', { at: url }, { message: '{"at":"https://example.com/a.git"}', code: undefined }],
  ] as const) {
    it(`is read from ${name}`, () => {
      const error = toMirrorError(value, http);
      assert.deepEqual(error && { message: error.message, code: error.code }, expected);
    });
  }

  it('is cut when it is huge, without leaving half of a secret behind', () => {
    // The cut falls before the @ that gives the token away.
    const address = 'https://hunter2-token@example.com/a.git';
    const error = toMirrorError(`${'x '.repeat(1_990)} ${address} ${'y'.repeat(1_000_000)}`, http);
    assert.ok(error !== undefined && error.message.length <= 4_001);
    assert.ok(!error.message.includes('hunter'));
  });
});
