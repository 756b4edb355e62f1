import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type * as vscode from 'vscode';
import type { RepositoryRecord } from '../../src/sandbox/index';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { redrawn, rowNamed, settledRows } from './support/rows';
import { until } from './support/until';

const execute = promisify(execFile);

describe('syncing a mirror', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const started = (): number => cloud.requests('startRemoteMirrorSynchronization').length;
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'host-test-clone-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** A repository whose mirror was synced a day ago. */
  async function mirrorOf(name: string, url: string): Promise<RepositoryRecord> {
    const { data } = cloud.sandbox;
    const repository = data.addRepository({ name, project: 'demo_project', commits: 0 });
    const yesterday = new Date(Date.now() - 24 * 3600 * 1000).toISOString();
    data.setMirror(repository.id, {
      url,
      update_status: 'finished',
      last_update_at: yesterday,
      last_successful_update_at: yesterday,
      number_of_failures: 0,
      last_error: null,
    });
    await run('refresh');
    return repository;
  }

  async function clone({ httpsUrl, name }: RepositoryRecord): Promise<string> {
    const target = path.join(folder, name);
    const { url, user } = cloud.sandbox;
    const basic = Buffer.from(`${user.name}:${user.password}`).toString('base64');
    const env = {
      ...process.env,
      ...{ GIT_CONFIG_GLOBAL: devNull, GIT_TERMINAL_PROMPT: '0', no_proxy: '127.0.0.1' },
      ...{ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `http.${url}/.extraHeader` },
      GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
    };
    await execute('git', ['clone', '--quiet', httpsUrl, target], { env });
    return (await execute('git', ['-C', target, 'rev-parse', 'HEAD'], { env })).stdout.trim();
  }

  it('brings a commit of the source, which a clone then has', async () => {
    const { data } = cloud.sandbox;
    const repository = await mirrorOf('synced', data.addUpstream('oss/synced'));
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'synced');
    assert.equal(row.description, 'synced 1 day ago');
    const commit = await data.commitUpstream('oss/synced', { message: 'Made a moment ago' });

    await run('mirror.sync', row.node);
    assert.equal(started(), 1);
    const [progress] = cloud.person.progress;
    assert.equal(progress!.title, 'Syncing synced');
    assert.match(progress!.messages[0]!, /^Requested. Waiting for it to finish/);
    const [message] = cloud.person.messages;
    assert.equal(message!.severity, 'info');
    assert.match(message!.text, /^synced is synced: last success \d/);
    assert.match((await redrawn(tree(), row)).description, /^synced (now|\d+ seconds? ago)$/);
    assert.equal(await clone(repository), commit);
  });

  it('says what Git said when it fails', async () => {
    await mirrorOf('broken', `${cloud.sandbox.url}/upstream/oss/there-is-none.git`);
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'broken');
    await run('mirror.sync', row.node);
    const [message] = cloud.person.messages;
    assert.equal(message!.severity, 'error');
    assert.match(message!.text, /^broken: sync failed\. Git could not read the source \(128\)\. Check its address/);
    assert.deepEqual(message!.buttons, ['Change Source…', 'Show Details', 'Show Log']);
    assert.match((await redrawn(tree(), row)).description, /^failed once · last success 1 day ago$/);
  });

  it('a status of “finished” from before is no success', async () => {
    await mirrorOf('slow', cloud.sandbox.data.addUpstream('oss/slow'));
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'slow');
    // What is read afterwards is still the run before.
    cloud.sandbox.faults.add({
      kind: 'body',
      body: { jid: 'x' },
      match: { operationId: 'startRemoteMirrorSynchronization' },
    });
    const syncing = run('mirror.sync', row.node);
    await until('a look at it after the request', () => {
      const operations = cloud.requests().map(({ operationId }) => operationId);
      return started() > 0 && operations.at(-1) === 'showRemoteMirror';
    });
    assert.deepEqual(cloud.person.texts, [], 'nothing is claimed');
    cloud.person.cancels();
    await syncing;
    assert.match(cloud.person.texts[0]!, /^slow: no longer watched/);
  });

  it('from the palette: offers mirrors only', async () => {
    await settledRows(tree(), 'demo_project');
    await run('mirror.sync');
    const names = cloud.person.picks[0]!.items.map(({ label }) => label);
    assert.ok(names.includes('bar') && !names.includes('CreatRepository_MI9Af'));
    assert.equal(started(), 0);
  });

  it('a repository without a mirror: says so and sends nothing', async () => {
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'CreatRepository_MI9Af');
    await run('mirror.sync', row.node);
    assert.deepEqual(cloud.person.texts, ['CreatRepository_MI9Af has no mirror. Associate one first.']);
    assert.equal(started(), 0);
  });
});
