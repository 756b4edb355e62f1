import assert from 'node:assert/strict';
import path from 'node:path';
import { mock } from 'node:test';
import { readSandboxAddress, sandboxProfile, WindowSandbox } from '../../../src/accounts/sandboxSignIn';

const line = {
  url: 'http://127.0.0.1:4711',
  token: 'MII-token',
  projectId: '05041fffa40025702f6dc009cc6f8f33',
  region: 'cn-north-4',
};
const announce = (more: object): string => JSON.stringify({ ...line, ...more });

describe('Announced sandbox', () => {
  it('is read from its line of JSON, whatever else the line says', () => {
    assert.deepEqual(readSandboxAddress(announce({ ak: 'x', pid: 7 })), line);
  });

  it('is read with who may clone from it, when that can be used', () => {
    const user = { name: 'sandbox-user', password: 'drawn' };
    assert.deepEqual(readSandboxAddress(announce({ user: { account: 'a', ...user } })), { ...line, user });
    for (const odd of [null, 'sandbox-user', { name: 'sandbox-user' }, { ...user, password: 7 }]) {
      assert.deepEqual(readSandboxAddress(announce({ user: odd })), line);
    }
  });

  for (const url of ['http://localhost:4711', 'http://[::1]:4711', 'http://127.0.0.1']) {
    it(`may be at ${url}`, () => {
      assert.equal(readSandboxAddress(announce({ url }))?.url, url);
    });
  }

  const elsewhere = [
    'https://example.com',
    'http://10.0.0.1:4711',
    'http://127.0.0.1.example.com',
    'http://127.0.0.1@example.com',
    'http://localhost.example.com',
    'http://example.com/127.0.0.1',
    'http://example.com#@127.0.0.1',
    'http://0.0.0.0:4711',
    'http://user:password@127.0.0.1:4711',
    'http://127.0.0.1:4711/path',
    'ftp://127.0.0.1',
    'file:///127.0.0.1',
    'javascript://127.0.0.1',
    '127.0.0.1:4711',
    '',
  ];
  for (const url of elsewhere) {
    it(`is refused at ${url === '' ? 'no address' : url}, where the token must not go`, () => {
      assert.equal(readSandboxAddress(announce({ url })), undefined);
    });
  }

  for (const text of [
    '',
    'auto',
    'null',
    '[]',
    '"text"',
    '{',
    announce({ token: 7 }),
    announce({ region: null }),
    '{"url":"http://127.0.0.1"}',
  ]) {
    it(`is not read from ${text === '' ? 'nothing' : text}`, () => {
      assert.equal(readSandboxAddress(text), undefined);
    });
  }
});

describe('Sandbox of a window', () => {
  it('is nothing to begin with unless it was announced', () => {
    assert.equal(new WindowSandbox('/none.js', undefined).initialProfile, undefined);
    assert.equal(new WindowSandbox('/none.js', 'nonsense').initialProfile, undefined);
    assert.equal(new WindowSandbox('/none.js', announce({ url: 'https://example.com' })).initialProfile, undefined);
  });

  it('cannot keep the editor from starting by what was announced', () => {
    for (const url of [
      'http://user:password@127.0.0.1',
      'ftp://127.0.0.1',
      'http://127.0.0.1/path',
      'http://127.0.0.1?x',
    ]) {
      assert.doesNotThrow(() => new WindowSandbox('/none.js', announce({ url })).initialProfile, url);
    }
  });

  it('is the one that was announced', async () => {
    const sandbox = new WindowSandbox('/none.js', announce({}));
    const { profile, token } = await sandbox.open();
    assert.equal(token, line.token);
    assert.equal(profile.sandboxUrl, line.url);
    assert.equal(sandbox.initialProfile?.id, profile.id);
    assert.equal(sandbox.user, undefined);
    await sandbox.dispose();
  });

  it('knows who may clone once it is open, and the profile does not', async () => {
    const user = { name: 'sandbox-user', password: 'drawn-password' };
    const sandbox = new WindowSandbox('/none.js', announce({ user }));
    assert.equal(sandbox.user, undefined);
    const { profile } = await sandbox.open();
    assert.deepEqual(sandbox.user, user);
    assert.doesNotMatch(JSON.stringify(profile), /drawn-password/);
  });

  it('is plainly labelled as one, and holds no secret', () => {
    const { profile } = sandboxProfile(line);
    assert.equal(profile.kind, 'sandbox');
    assert.doesNotMatch(JSON.stringify(profile), /MII-token/);
  });

  it('lives: a registry loses its connection within three minutes, and finds it again', async () => {
    mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.now() });
    const window = new WindowSandbox(path.resolve(__dirname, '../../../../dist/sandbox.js'), undefined);
    try {
      const { profile, token } = await window.open();
      const failing = async (): Promise<number> => {
        const target = `/v5/${profile.iamProject.id}/image/registries/statistics`;
        const answer = await fetch(`${profile.sandboxUrl ?? ''}${target}`, { headers: { 'X-Auth-Token': token } });
        return ((await answer.json()) as { fail_num: number }).fail_num;
      };
      const before = await failing();
      mock.timers.tick(90_000);
      assert.equal(await failing(), before + 1);
      mock.timers.tick(120_000);
      assert.equal(await failing(), before);
    } finally {
      mock.timers.reset();
      await window.dispose();
    }
  });
});
