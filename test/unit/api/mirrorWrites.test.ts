import assert from 'node:assert/strict';
import { toMirrorError } from '../../../src/api/operations/mirrorErrors';
import { redactorFor } from '../../../src/api/index';
import { clientFor, failureOf } from './client';
import { closeServers, serve } from './server';

const http = { redact: redactorFor([]) };

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

  it('reads settings and the task also from an envelope', async () => {
    const envelope = (result: unknown) => serve(() => ({ json: { status: 'success', result } }));
    const settings = await envelope({ url: 'https://example.com/a.git', mirroring_enabled: false });
    const stored = await clientFor(settings.url).updateRepositoryRemoteMirror(7, { scheduled: false });
    assert.deepEqual([stored.sourceUrl, stored.scheduled], ['https://example.com/a.git', false]);
    const task = await envelope({ jid: 'job-1' });
    assert.deepEqual(await clientFor(task.url).startRemoteMirrorSynchronization(7), { taskId: 'job-1' });
  });

  for (const [name, answer] of [
    ['no body', { status: 204 }],
    ['an empty record', { json: {} }],
  ] as const) {
    it(`knows no settings after an update that was answered with ${name}`, async () => {
      const server = await serve(() => answer);
      const settings = await clientFor(server.url).updateRepositoryRemoteMirror(7, { scheduled: true });
      assert.deepEqual(Object.values(settings), [undefined, undefined, undefined, undefined]);
    });
  }

  it('says that an update may have been carried out when the answer is about something else', async () => {
    const server = await serve(() => ({ json: { ok: true } }));
    const error = await failureOf(clientFor(server.url).updateRepositoryRemoteMirror(7, { scheduled: true }));
    assert.deepEqual([error.kind, error.mayHaveHappened], ['malformed', true]);
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
    ['an unknown record', { odd: [1, null] }, { message: '{"odd":[1,null]}', code: undefined }],
    ['a code alone', '{"code":"7"}', { message: '', code: '7' }],
    ['null', null, undefined],
    ['nothing', undefined, undefined],
    ['an empty string', '', undefined],
    ['blanks', '   ', undefined],
    ['an empty record', '{}', undefined],
    ['a list', ['x'], { message: 'x', code: undefined }],
    ['an empty list', [], undefined],
    ['a list of messages', '{"msg":["fatal: early EOF"]}', { message: 'fatal: early EOF', code: undefined }],
    [
      'several messages',
      { msg: ['remote: no', 'fatal: early EOF'], code: 128 },
      { message: 'remote: no\nfatal: early EOF', code: '128' },
    ],
    ['null in a string', 'null', undefined],
    ['empty fields', '{"msg":"","code":""}', undefined],
    ['fields that are null', { msg: null, code: null }, undefined],
    ['the code of a success', '{"msg":"","code":"0"}', undefined],
    ['a code alone', '{"msg":"","code":"7"}', { message: '', code: '7' }],
    ['other fields', '{"msg":"","reason_code":5}', { message: '{"msg":"","reason_code":5}', code: undefined }],
    ['a list in a string', '["fatal: early EOF"]', { message: 'fatal: early EOF', code: undefined }],
    ['a message in a record', { error: { code: 'CH.1', message: 'boom' } }, { message: 'boom', code: 'CH.1' }],
    [
      'errors in a list',
      { errors: [{ message: 'boom' }, { detail: 'again' }] },
      { message: 'boom\nagain', code: undefined },
    ],
    ['JSON in a message', { msg: '{"msg":["boom"]}' }, { message: 'boom', code: undefined }],
    ['brackets that are no JSON', '[remote rejected] main', { message: '[remote rejected] main', code: undefined }],
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

  const deep = (levels: number, inside: string): string => `${'{"a":'.repeat(levels)}${inside}${'}'.repeat(levels)}`;
  for (const [name, value] of [
    ['a record of 100,000 levels', JSON.parse(deep(100_000, '1'))],
    ['a list of 100,000 levels', JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
    ['a message of 100,000 levels', { msg: JSON.parse(deep(100_000, '"boom"')) as unknown }],
    ['a string with 20,000 levels', deep(20_000, '1')],
    ['a string with 100,000 levels', deep(100_000, '1')],
    ['messages inside messages', `${'{"msg":'.repeat(20_000)}"boom"${'}'.repeat(20_000)}`],
  ] as const) {
    it(`is shortened for ${name}`, () => {
      const error = toMirrorError(value, http);
      assert.ok(error !== undefined && error.message !== '' && error.message.length <= 4_001, error?.message);
    });
  }

  it('of 100,000 levels leaves the rest of the mirror readable', async () => {
    const text = `{"url":"https://example.com/a.git","update_status":"failed","last_error":${deep(100_000, '1')}}`;
    const server = await serve(() => ({ text }));
    assert.equal((await clientFor(server.url).showRemoteMirror(7))?.status, 'failed');
    await closeServers();
  });

  it('is cut when it is huge, without leaving half of a secret behind', () => {
    // The cut falls before the @ that gives the token away.
    const address = 'https://hunter2-token@example.com/a.git';
    const error = toMirrorError(`${'x '.repeat(1_990)} ${address} ${'y'.repeat(1_000_000)}`, http);
    assert.ok(error !== undefined && error.message.length <= 4_001);
    assert.ok(!error.message.includes('hunter'));
  });
});
