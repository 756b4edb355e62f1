import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { createConnection } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { BITING_NAMES } from '../../../src/sandbox/sample/bitingNames';
import { TIMEOUT_MS, at, basic, call, gitOf, rawRequest, useFolder, useSandbox } from './helpers';

describe('sandbox: boundaries', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 10 });
  const folder = useFolder();
  const mirror = '/v4/repositories/2111985337/remote-mirror';
  const withToken = (headers: Record<string, string>): Record<string, string> => ({
    'X-Auth-Token': sandbox.current.token,
    ...headers,
  });

  it('refuses names of other hosts, which a page could have made to lead here', async () => {
    const { port } = new URL(sandbox.current.url);
    for (const host of ['attacker.example', `attacker.example:${port}`, '127.0.0.1.nip.io', '10.0.0.1', '0.0.0.0']) {
      assert.equal((await rawRequest(sandbox.current, mirror, withToken({ host }))).status, 403, host);
    }
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'LOCALHOST', `[::1]:${port}`]) {
      assert.equal((await rawRequest(sandbox.current, mirror, withToken({ host }))).status, 200, host);
    }
  });

  it('refuses pages of other sites', async () => {
    for (const origin of ['https://attacker.example', 'null', 'http://127.0.0.1:1']) {
      assert.equal((await rawRequest(sandbox.current, mirror, withToken({ origin }))).status, 403, origin);
      const faults = await rawRequest(sandbox.current, '/_sandbox/faults', withToken({ origin }), 'POST');
      assert.equal(faults.status, 403);
    }
    const own = await rawRequest(sandbox.current, mirror, withToken({ origin: sandbox.current.url }));
    assert.equal(own.status, 200);
  });

  it('refuses what a browser sends for a page of another site or port, whatever it carries', async () => {
    const { url, user, data } = sandbox.current;
    const { pathname } = new URL(data.addRepository({ name: 'fetched' }).httpsUrl);
    const refs = `${pathname}/info/refs?service=git-upload-pack`;
    const authorization = basic(user.name, user.password);
    for (const site of ['cross-site', 'same-site']) {
      for (const target of [mirror, '/_sandbox/faults', '/upstream/oss/a.git/info/refs', refs]) {
        const headers = withToken({ 'Sec-Fetch-Site': site, authorization, 'Sec-Fetch-Mode': 'navigate' });
        const { status, text } = await rawRequest(sandbox.current, target, headers);
        assert.deepEqual([status, text.includes('pages of other sites')], [403, true], `${site} ${target}`);
      }
    }
    for (const site of ['same-origin', 'none']) {
      const headers = withToken({ 'Sec-Fetch-Site': site, host: new URL(url).host });
      assert.equal((await rawRequest(sandbox.current, mirror, headers)).status, 200, site);
    }
  });

  it('listens on the loopback address only', async () => {
    const { port } = new URL(sandbox.current.url);
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) {
      await new Promise<void>((resolve, reject) => {
        const socket = createConnection({ host: address, port: Number(port) });
        socket.once('error', () => {
          resolve();
        });
        socket.once('connect', () => {
          socket.destroy();
          reject(new Error(`reachable at ${address}`));
        });
      });
    }
  });

  it('answers unknown paths, and operations that it does not have, like the gateway', async () => {
    const { projectId } = sandbox.current;
    for (const [method, target] of [
      ['GET', '/nowhere'],
      ['DELETE', mirror],
      ['GET', '/v1/repositories/repoid?group_name=a&repository_name=b'],
      ['GET', `/v5/${projectId}/image/asset/statistics`],
    ] as const) {
      const { status, body } = await call(sandbox.current, target, { method });
      assert.deepEqual([status, at(body, 'error_code')], [404, 'APIGW.0101'], target);
    }
  });

  it('serves Git read-only, and no path of the disk', async () => {
    const refs = 'info/refs?service=git-upload-pack';
    const { httpsUrl } = sandbox.current.data.addRepository({ name: 'plain' });
    const { pathname } = new URL(httpsUrl);
    const { user } = sandbox.current;
    const own = { host: new URL(sandbox.current.url).host, authorization: basic(user.name, user.password) };
    const status = async (target: string, method?: string): Promise<number> =>
      (await rawRequest(sandbox.current, target, own, method)).status;
    assert.equal(await status(`${pathname}/${refs}`), 200);
    assert.equal(await status(`${pathname}/info/refs?service=git-receive-pack`), 403);
    assert.equal(await status(`${pathname}/info/refs`), 403);
    assert.equal(await status(`${pathname}/git-receive-pack`, 'POST'), 403);
    assert.equal(await status(`${pathname}/HEAD`), 404);
    for (const escape of ['../../../etc', '..%2f..%2fetc', '%2e%2e/%2e%2e/etc', '.', '%00', '%zz', '/etc/passwd']) {
      assert.equal(await status(`/git/added/${escape}.git/${refs}`), 404, escape);
    }
  });

  it('clones repositories whatever their names are', async () => {
    const git = gitOf(sandbox.current);
    const headers = { 'X-Auth-Token': sandbox.current.token };
    for (const name of BITING_NAMES) {
      const { httpsUrl } = sandbox.current.data.repository(name);
      if (name.includes('\n')) {
        // Git itself refuses such an address; the server has to find the repository all the same.
        assert.equal((await fetch(`${httpsUrl}/info/refs?service=git-upload-pack`, { headers })).status, 200);
        continue;
      }
      const list = await git('ls-remote', '--heads', '--', httpsUrl);
      assert.ok(list === '' || list.includes('refs/heads/main'), name);
    }
    const { httpsUrl } = sandbox.current.data.repository('--upload-pack=touch pwned');
    await git('clone', '--quiet', '--', httpsUrl, path.join(folder.path, 'biting'));
  });

  it('speaks the old protocol and reads compressed requests', async () => {
    const { httpsUrl } = sandbox.current.data.addRepository({ name: 'protocols' });
    const list = await gitOf(sandbox.current)('-c', 'protocol.version=0', 'ls-remote', httpsUrl);
    assert.match(list, /refs\/tags\/v0\.1\.0/);
    const listing = gzipSync('0014command=ls-refs\n00010009peel\n0000');
    const response = await fetch(`${httpsUrl}/git-upload-pack`, {
      method: 'POST',
      headers: { 'X-Auth-Token': sandbox.current.token, 'Git-Protocol': 'version=2', 'Content-Encoding': 'gzip' },
      body: listing,
    });
    assert.match(await response.text(), /refs\/heads\/main/);
  });

  it('checks what it is sent', async () => {
    const bad: readonly (readonly [string, string, object?])[] = [
      ['GET', '/v4/repositories/0/remote-mirror'],
      ['GET', '/v4/repositories/2147483648/remote-mirror'],
      ['GET', '/v4/user/repositories?limit=101'],
      ['GET', '/v4/user/repositories?unknown=1'],
      ['GET', '/v4/user/repositories?limit=1&limit=2'],
      ['GET', '/v2/projects/repositories?page_index=0'],
      ['GET', '/v2/projects/repositories?search='],
      ['GET', '/v4/projects'],
      ['GET', `/v5/${sandbox.current.projectId}/image/registries?limit=9`],
      ['GET', `/v5/${sandbox.current.projectId}/image/registries?registry_type=Harbor,,Jfrog`],
      ['GET', '/v2/repositories/%zz'],
      ['PUT', mirror, { url: 'ftp://example.com' }],
      ['PUT', mirror, { sync_branch_type: 'some' }],
      ['POST', mirror, { force_fetch: 'yes' }],
      ['POST', mirror, { username: 'not base64!' }],
      ['POST', `${mirror}/associate`, {}],
      ['POST', '/v3/auth/tokens', { auth: {} }],
    ];
    for (const [method, target, json] of bad) {
      assert.equal((await call(sandbox.current, target, { method, json })).status, 400, `${method} ${target}`);
    }
  });
});
