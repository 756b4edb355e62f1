import assert from 'node:assert/strict';
import { spawn, execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../../src/sandbox/index';
import { TIMEOUT_MS, call, gitOf, until, useFolder } from './helpers';

/** The command line as it is shipped: `dist`, next to the folder of the compiled tests. */
const CLI = path.resolve(__dirname, '../../../../dist/sandboxCli.js');

/** The folders for temporary files are those of this suite alone: other sandboxes may run on the machine. */
const VARIABLES = ['TMPDIR', 'TEMP', 'TMP'] as const;

function useOwnTemporaryFolder(): void {
  const folder = useFolder();
  const saved = VARIABLES.map((name) => [name, process.env[name]] as const);
  before(() => {
    for (const name of VARIABLES) {
      process.env[name] = folder.path;
    }
  });
  after(() => {
    for (const [name, value] of saved) {
      if (value === undefined) {
        Reflect.deleteProperty(process.env, name);
      } else {
        process.env[name] = value;
      }
    }
  });
}

const folders = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('codearts-sandbox-'));

async function isClosed(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port) });
    socket.once('error', () => {
      resolve(true);
    });
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
  });
}

describe('sandbox: life', function () {
  this.timeout(TIMEOUT_MS);
  const folder = useFolder();
  useOwnTemporaryFolder();

  it('closes while a client hangs, a delay runs and Git fetches, and leaves nothing', async () => {
    const before = await folders();
    const sandbox = await startSandbox({ repositories: 5 });
    const { data, faults, token, url } = sandbox;
    const made = (await folders()).filter((name) => !before.includes(name));
    assert.equal(made.length, 1);
    faults.add(
      { kind: 'hang', match: { path: '/v2/' } },
      { kind: 'hang', match: { path: '/upstream/' } },
      { kind: 'latency', ms: 600_000, match: { path: '/v4/projects' } },
    );
    const headers = { 'X-Auth-Token': token };
    const lost = ['/v2/projects/repositories', '/v4/projects?offset=0&limit=1'].map((target) =>
      assert.rejects(fetch(url + target, { headers })),
    );
    const { id } = data.addRepository({ name: 'busy' });
    data.setMirror(id, { url: data.addUpstream('test/busy') });
    await call(sandbox, `/v4/repositories/${id}/remote-mirror`, { method: 'POST', json: {} });
    await until(() => sandbox.requests.some((request) => request.path.startsWith('/upstream/')) || undefined);
    assert.equal(data.mirror(id)?.update_status, 'started');

    const start = performance.now();
    await sandbox.close();
    await sandbox.close();
    await Promise.all(lost);
    assert.ok(performance.now() - start < 20_000);
    assert.ok(await isClosed(url));
    assert.ok(!(await folders()).some((name) => made.includes(name)));
  });

  it('keeps a folder that it was given', async () => {
    const own = path.join(folder.path, 'own');
    await mkdir(own);
    const sandbox = await startSandbox({ repositories: 0, folder: own });
    const { httpsUrl } = sandbox.data.addRepository({ name: 'kept' });
    await gitOf(sandbox)('ls-remote', httpsUrl);
    await sandbox.close();
    assert.deepEqual((await readdir(own)).filter((name) => name.endsWith('.git')).length, 1);
  });

  it('does not start on a port that is taken, and leaves no folder then', async () => {
    const sandbox = await startSandbox({ repositories: 0 });
    const before = await folders();
    await assert.rejects(startSandbox({ port: Number(new URL(sandbox.url).port) }), { code: 'EADDRINUSE' });
    assert.deepEqual(await folders(), before);
    await sandbox.close();
  });

  it('removes what a killed sandbox of this machine left behind, and nothing else', async () => {
    const child = spawn(process.execPath, [CLI, '--port', '0', '--repositories', '1']);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await until(() => output.includes('\n') || undefined);
    const [left = ''] = (await folders()).filter((name) => name.includes(`-${String(child.pid)}-`));
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
    assert.ok((await folders()).includes(left), 'a killed one cannot clean up');
    const [, , machine = ''] = left.split('-');
    const kept = {
      otherMachine: `codearts-sandbox-00000000-${String(child.pid)}-abcdef`,
      running: `codearts-sandbox-${machine}-${process.pid}-abcdef`,
      otherName: `codearts-sandbox-${machine}-${String(child.pid)}-abcdef.txt`,
      link: `codearts-sandbox-${machine}-${String(child.pid)}-linked`,
    };
    const target = path.join(folder.path, 'somebody-elses');
    for (const name of [kept.otherMachine, kept.running, kept.otherName]) await mkdir(path.join(tmpdir(), name));
    await mkdir(target);
    await symlink(target, path.join(tmpdir(), kept.link));

    await (await startSandbox({ repositories: 0 })).close();
    const after = await folders();
    assert.ok(!after.includes(left));
    assert.deepEqual(
      Object.values(kept).filter((name) => !after.includes(name)),
      [],
    );
    assert.ok(existsSync(target));
  });

  it('leaves a process free to end', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '-e',
      `const { startSandbox } = require(${JSON.stringify(path.join(path.dirname(CLI), 'sandbox.js'))});
       startSandbox({ repositories: 1 }).then(async (sandbox) => {
         await (await fetch(sandbox.url + '/nowhere')).text();
         await sandbox.close();
         console.log('closed');
       });`,
    ]);
    assert.equal(stdout, 'closed\n');
  });
});

describe('sandbox: command line', function () {
  this.timeout(TIMEOUT_MS);
  useOwnTemporaryFolder();

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`prints one line of JSON, and ends on ${signal}`, async () => {
      const before = await folders();
      const child = spawn(process.execPath, [CLI, '--port', '0', '--repositories', '7']);
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
      await until(() => output.includes('\n') || undefined);
      const printed = JSON.parse(output) as Sandbox;
      const expected = ['url', 'token', 'ak', 'sk', 'projectId', 'region', 'pid', 'user', 'git'];
      assert.deepEqual([Object.keys(printed), output.split('\n').length], [expected, 2]);
      assert.equal(printed.pid, child.pid);
      const answer = await call(printed, '/v2/projects/repositories');
      assert.equal(answer.status, 200);

      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      assert.equal(await exited, 0);
      assert.deepEqual(await folders(), before);
    });
  }

  it('refuses what it does not understand', async () => {
    for (const args of [['--port', 'x'], ['--unknown'], ['--repositories', '-1']]) {
      await assert.rejects(promisify(execFile)(process.execPath, [CLI, ...args]), { code: 1 });
    }
    assert.ok(existsSync(CLI));
  });
});
