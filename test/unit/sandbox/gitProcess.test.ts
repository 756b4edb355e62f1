import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gitEnvironment } from '../../../src/sandbox/git/environment';
import { gitState } from '../../../src/sandbox/git/version';
import { startSandbox, type Sandbox } from '../../../src/sandbox/index';
import { TIMEOUT_MS, call, until, useFolder } from './helpers';

/** Starts a synchronisation from an address and returns what the mirror says at its end. */
async function synchronise(sandbox: Sandbox, url: string, name = 'own'): Promise<string> {
  const { data } = sandbox;
  const { id } = data.addRepository({ name, commits: 0 });
  const target = `/v4/repositories/${id}/remote-mirror/associate`;
  assert.equal((await call(sandbox, target, { method: 'POST', json: { url } })).status, 201);
  await data.synchronised(id);
  return data.mirror(id)?.last_error ?? '';
}

describe('sandbox: version of Git', function () {
  this.timeout(TIMEOUT_MS);
  const folder = useFolder();

  for (const [answer, kind] of [
    ['git version 2.32.0\n', 'ready'],
    ['git version 2.39.5 (Apple Git-154)\n', 'ready'],
    ['git version 2.47.1.windows.2\n', 'ready'],
    ['git version 3.0.0-rc1\n', 'ready'],
    ['git version 2.31.8\n', 'tooOld'],
    ['git version 1.8.3.1\n', 'tooOld'],
    ['', 'missing'],
    ['hub version 2.40\n', 'missing'],
  ] as const) {
    it(`${JSON.stringify(answer)} is ${kind}`, () => {
      assert.equal(gitState(answer).kind, kind);
    });
  }

  it('is asked for at the start; one that is too old is not started again, and mirrors say so', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const old = path.join(folder.path, 'old-git');
    const log = path.join(folder.path, 'calls');
    await writeFile(old, `#!/bin/sh\necho "$1" >> '${log}'\necho 'git version 2.25.1'\n`);
    await chmod(old, 0o755);
    const sandbox = await startSandbox({ repositories: 0, git: old });
    assert.deepEqual(sandbox.git, { kind: 'tooOld', version: '2.25.1' });
    const source = sandbox.data.addUpstream('test/old');
    assert.match(await synchronise(sandbox, source), /git 2\.25\.1 is too old for the sandbox, which needs 2\.32/);
    const clone = await fetch(`${source}/info/refs?service=git-upload-pack`);
    assert.deepEqual([clone.status, (await clone.text()).includes('too old')], [503, true]);
    await sandbox.close();
    assert.equal(await readFile(log, 'utf8'), '--version\n');
  });
});

describe('sandbox: surroundings of Git', function () {
  this.timeout(TIMEOUT_MS);
  const folder = useFolder();
  const saved = { ...process.env };
  afterEach(() => {
    for (const name of Object.keys(process.env)) {
      if (!(name in saved)) Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, saved);
  });

  it('hold nothing of the person but programs, proxies and certificates', () => {
    const person = {
      PATH: '/bin',
      https_proxy: 'http://proxy.example.com:3128',
      NO_PROXY: 'example.com',
      SSL_CERT_FILE: '/certs.pem',
      HOME: '/home/person',
      XDG_CONFIG_HOME: '/home/person/.config',
      GIT_CONFIG_COUNT: '1',
      GIT_DIR: '/elsewhere',
      GIT_TRACE_CURL: '/tmp/trace',
      SSH_AUTH_SOCK: '/tmp/agent',
      AWS_SECRET_ACCESS_KEY: 'secret',
      NODE_OPTIONS: '--inspect',
    };
    const environment = gitEnvironment('/own', person);
    const { HOME, XDG_CONFIG_HOME, PATH, https_proxy, SSL_CERT_FILE, NO_PROXY } = environment;
    assert.deepEqual([HOME, XDG_CONFIG_HOME, PATH], ['/own', '/own', '/bin']);
    assert.deepEqual([https_proxy, SSL_CERT_FILE], [person.https_proxy, person.SSL_CERT_FILE]);
    assert.equal(NO_PROXY, '127.0.0.1,localhost,example.com');
    const left = ['GIT_CONFIG_COUNT', 'GIT_DIR', 'GIT_TRACE_CURL', 'SSH_AUTH_SOCK', 'AWS_SECRET_ACCESS_KEY'];
    assert.deepEqual(
      [...left, 'NODE_OPTIONS'].filter((name) => name in environment),
      [],
    );
  });

  it('send no header and no password of the settings of the person to a source', async () => {
    const home = path.join(folder.path, 'person');
    await mkdir(path.join(home, '.config/git'), { recursive: true });
    const settings = '[http]\n\textraHeader = X-Planted: of-the-person\n';
    await writeFile(path.join(home, '.gitconfig'), settings);
    await writeFile(path.join(home, '.config/git/config'), settings);
    await writeFile(path.join(home, '.netrc'), 'machine 127.0.0.1 login person password of-the-person\n');
    Object.assign(process.env, {
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, '.config'),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.extraHeader',
      GIT_CONFIG_VALUE_0: 'X-Planted: of-the-person',
    });
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(JSON.stringify(request.headers));
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
    });
    const url = await listening(server);
    const sandbox = await startSandbox({ repositories: 0 });
    assert.match(await synchronise(sandbox, `${url}/stranger.git`), /exit status 128/);
    await sandbox.close();
    server.closeAllConnections();
    server.close();
    assert.ok(seen.length > 0);
    assert.deepEqual(
      seen.filter((headers) => /planted|of-the-person|authorization/i.test(headers)),
      [],
    );
  });
});

describe('sandbox: end of Git', function () {
  this.timeout(TIMEOUT_MS);
  let server: Server;
  let source: string;
  let asked = 0;
  beforeEach(async function () {
    if (process.platform !== 'linux') {
      this.skip();
    }
    asked = 0;
    server = createServer((_request, response) => {
      asked += 1;
      // Slow, but not so slow that Git gives up by itself.
      const timer = setInterval(() => response.write('x'.repeat(500)), 20);
      response.once('close', () => {
        clearInterval(timer);
      });
      response.writeHead(200, { 'Content-Type': 'application/x-git-upload-pack-advertisement' });
    });
    source = `${await listening(server)}/slow.git`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('comes for the helper that reads from a slow source, too', async () => {
    const sandbox = await startSandbox({ repositories: 0 });
    const run = synchronise(sandbox, source);
    await until(() => asked > 0 || undefined);
    assert.ok((await processesWith(source)).length > 1);
    await sandbox.close();
    await run;
    assert.deepEqual(await processesWith(source), []);
  });

  it('comes for what a killed sandbox left behind when the next one starts', async () => {
    const cli = path.resolve(__dirname, '../../../../dist/sandboxCli.js');
    const child = spawn(process.execPath, [cli, '--port', '0', '--repositories', '0']);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await until(() => output.includes('\n') || undefined);
    const killed = JSON.parse(output) as Sandbox;
    const associate = '/v4/repositories/468485/remote-mirror/associate';
    assert.equal((await call(killed, associate, { method: 'POST', json: { url: source } })).status, 201);
    await until(() => asked > 0 || undefined);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
    assert.ok((await processesWith(source)).length > 1, 'they go on reading');
    await (await startSandbox({ repositories: 0 })).close();
    await until(async () => ((await processesWith(source)).length === 0 ? true : undefined));
  });

  it('of Git alone is the end of its helper', async () => {
    const sandbox = await startSandbox({ repositories: 0 });
    const run = synchronise(sandbox, source);
    await until(() => asked > 0 || undefined);
    const [git] = (await processesWith(source)).filter(({ line }) => line.includes('--symref'));
    assert.ok(git);
    process.kill(git.pid, 'SIGKILL');
    assert.match(await run, /exit status/);
    assert.deepEqual(await processesWith(source), []);
    await sandbox.close();
  });
});

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Processes whose command line holds this text. */
async function processesWith(text: string): Promise<{ pid: number; line: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = pids.map(async (pid) => ({
    pid,
    line: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
  }));
  return (await Promise.all(all)).filter(({ line }) => line.includes(text));
}
