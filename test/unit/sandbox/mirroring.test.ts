import assert from 'node:assert/strict';
import path from 'node:path';
import type { MirrorWire } from '../../../src/sandbox/index';
import { TIMEOUT_MS, at, call, gitOf, until, useFolder, useSandbox } from './helpers';

const MAIN = 'refs/heads/main';

describe('sandbox: mirroring', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 80 });
  const folder = useFolder();

  const target = (id: number): string => `/v4/repositories/${id}/remote-mirror`;
  const show = async (id: number): Promise<MirrorWire> => (await call(sandbox.current, target(id))).body as MirrorWire;
  const start = async (id: number, json: object = {}): Promise<unknown> =>
    at((await call(sandbox.current, target(id), { method: 'POST', json })).body, 'jid');
  const ended = (id: number): Promise<MirrorWire> =>
    until(async () => {
      const mirror = await show(id);
      return ['finished', 'failed'].includes(mirror.update_status ?? '') ? mirror : undefined;
    });
  const sync = async (id: number, json?: object): Promise<MirrorWire> => {
    assert.match(String(await start(id, json)), /^[0-9a-f]{24}$/);
    return ended(id);
  };
  const associate = (id: number, url: string): ReturnType<typeof call> =>
    call(sandbox.current, `${target(id)}/associate`, { method: 'POST', json: { url } });
  /** An empty repository, mirrored from a source of its own. */
  const mirrored = async (name: string): Promise<{ id: number; source: string; httpsUrl: string }> => {
    const { data } = sandbox.current;
    const { id, httpsUrl } = data.addRepository({ name, commits: 0 });
    assert.equal((await associate(id, data.addUpstream(`test/${name}`))).status, 201);
    assert.equal((await ended(id)).update_status, 'finished');
    return { id, source: `test/${name}`, httpsUrl };
  };

  it('brings new commits, branches and tags of the source to those who clone', async () => {
    const { id, source, httpsUrl } = await mirrored('clone-me');
    const repository = await call(sandbox.current, `/v4/repositories/${id}`);
    assert.deepEqual([at(repository.body, 'empty_repo'), at(repository.body, 'branch_count')], [false, 3]);
    const before = path.join(folder.path, 'before');
    const git = gitOf(sandbox.current);
    await git('clone', '--quiet', httpsUrl, before);
    const commit = await sandbox.current.data.commitUpstream(source, { file: 'brought.txt', text: 'by the sync\n' });
    await sandbox.current.data.commitUpstream(source, { branch: 'feature/x', file: 'x.txt' });
    await git('-C', before, 'pull', '--quiet');
    await assert.rejects(git('-C', before, 'cat-file', '-e', commit), 'not there before the sync');

    assert.equal((await sync(id)).update_status, 'finished');
    const after = path.join(folder.path, 'after');
    await git('clone', '--quiet', httpsUrl, after);
    assert.equal(await git('-C', after, 'rev-parse', 'HEAD'), commit);
    assert.equal(await git('-C', after, 'show', 'HEAD:brought.txt'), 'by the sync');
    assert.match(await git('-C', after, 'branch', '-r'), /origin\/feature\/x/);
    assert.equal(await git('-C', after, 'tag'), 'v0.1.0\nv0.2.0');
  });

  it('says when it succeeded', async () => {
    const { id } = await mirrored('dates');
    const before = await show(id);
    await until(() => Date.now() > Date.parse(before.last_update_at ?? '') || undefined);
    const after = await sync(id);
    assert.ok((after.last_successful_update_at ?? '') > (before.last_successful_update_at ?? ''));
    assert.deepEqual([after.number_of_failures, after.last_error], [0, null]);
  });

  it('removes branches that the source has no longer', async () => {
    const { id, source } = await mirrored('prune');
    await sandbox.current.data.setUpstreamBranch(source, 'develop', undefined);
    await sync(id);
    assert.ok(!(await sandbox.current.data.repositoryRefs(id)).has('refs/heads/develop'));
  });

  it('fails on a diverged branch, and overwrites it when forced', async () => {
    const { data } = sandbox.current;
    const { id, source } = await mirrored('diverged');
    const own = await data.commitRepository(id, { file: 'own.txt' });
    const theirs = await data.commitUpstream(source, { file: 'theirs.txt' });
    const failed = await sync(id);
    assert.equal(failed.update_status, 'failed');
    assert.equal(failed.last_error, '{"msg":"! [rejected] main -> main (non-fast-forward): exit status 1","code":"7"}');
    assert.equal((await data.repositoryRefs(id)).get(MAIN), own);
    assert.equal((await sync(id, { force_fetch: true })).update_status, 'finished');
    assert.equal((await data.repositoryRefs(id)).get(MAIN), theirs);
  });

  it('counts failures with the exit status of Git, until one succeeds', async () => {
    const { data } = sandbox.current;
    const { id, source } = await mirrored('failing');
    const { last_successful_update_at: success } = await show(id);
    const nowhere = [`${sandbox.current.url}/upstream/no/such.git`, 'http://127.0.0.1:1/x.git'];
    for (const [count, url] of nowhere.entries()) {
      await call(sandbox.current, target(id), { method: 'PUT', json: { url } });
      const mirror = await sync(id);
      assert.equal(mirror.update_status, 'failed');
      assert.equal(mirror.number_of_failures, count + 1);
      assert.equal(mirror.last_error, '{"msg":"exit status 128","code":"7"}');
      assert.equal(mirror.last_successful_update_at, success);
    }
    await call(sandbox.current, target(id), { method: 'PUT', json: { url: data.upstreamUrl(source) } });
    assert.equal((await sync(id)).number_of_failures, 0);
  });

  it('goes from scheduled over started to its end, and a second start joins the first', async () => {
    const { id, source } = await mirrored('joined');
    sandbox.current.faults.add({ kind: 'latency', ms: 150, match: { path: `/upstream/${source}` } });
    const jobs = await Promise.all([start(id), start(id), start(id)]);
    assert.equal(new Set(jobs).size, 1);
    const started = await until(async () => {
      const mirror = await show(id);
      return mirror.update_status === 'scheduled' ? undefined : mirror;
    });
    assert.equal(started.update_status, 'started');
    assert.equal((await ended(id)).update_status, 'finished');
    sandbox.current.faults.clear();
    assert.notEqual(await start(id), jobs[0]);
    await sandbox.current.data.synchronised(id);
  });

  it('does not report the outcome of one address for another', async () => {
    const { data } = sandbox.current;
    const { id, source } = await mirrored('moved');
    sandbox.current.faults.add({ kind: 'latency', ms: 200, match: { path: `/upstream/${source}` }, times: 1 });
    await start(id);
    await associate(id, `${sandbox.current.url}/upstream/no/such.git`);
    await data.synchronised(id);
    assert.equal((await show(id)).update_status, 'failed');
  });

  it('copies only the default branch when that is set', async () => {
    const { data } = sandbox.current;
    const { id, source } = await mirrored('default-only');
    const json = { sync_branch_type: 'default', mirroring_enabled: true };
    const { body } = await call(sandbox.current, target(id), { method: 'PUT', json });
    assert.equal(at(body, 'sync_branch_type'), 'default');
    assert.equal((await show(id)).mirroring_enabled, true);
    const main = await data.commitUpstream(source);
    await data.commitUpstream(source, { branch: 'other' });
    await sync(id);
    const refs = await data.repositoryRefs(id);
    assert.equal(refs.get(MAIN), main);
    assert.ok(!refs.has('refs/heads/other'));
  });

  it('reads a private source with an endpoint or with credentials, and not without', async () => {
    const { data } = sandbox.current;
    const { id } = data.repositoryWithMirror(({ url }) => url?.includes('/guarded/') === true);
    const url = data.mirror(id)?.url ?? '';
    const { id: own } = data.addRepository({ name: 'private', commits: 0 });
    await associate(own, url);
    assert.equal((await ended(own)).update_status, 'failed', `of ${id}, without credentials`);
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    const { endpoint } = sandbox.current;
    const wrong = { username: base64(endpoint.username), password: base64('guess') };
    assert.equal((await sync(own, wrong)).update_status, 'failed');
    const right = { ...wrong, password: base64(endpoint.password) };
    assert.equal((await sync(own, right)).update_status, 'finished');
    const json = { endpoint_uuid: endpoint.uuid };
    await call(sandbox.current, target(own), { method: 'PUT', json });
    assert.deepEqual([(await show(own)).is_private, (await sync(own)).update_status], [true, 'finished']);
  });

  it('synchronises the mirrors of the sample', async () => {
    const { data } = sandbox.current;
    const live = data
      .repositories()
      .filter(({ id, role }) => role !== 20 && data.mirror(id)?.url?.includes('/upstream/oss/') === true)
      .slice(0, 12);
    const outcomes = await Promise.all(live.map(({ id }) => sync(id, { force_fetch: true })));
    const finished = outcomes.filter(({ update_status: status }) => status === 'finished');
    assert.ok(finished.length >= 6, `${finished.length} of ${outcomes.length} finished`);
    assert.ok(outcomes.some(({ update_status: status }) => status === 'failed'));
  });

  it('refuses addresses that are not HTTP or hold credentials, and callers who may only read', async () => {
    const { data } = sandbox.current;
    for (const url of ['ssh://git@example.com/a.git', 'file:///etc', '--upload-pack=x', 'http://u:p@127.0.0.1/a.git']) {
      assert.equal((await associate(468485, url)).status, 400, url);
    }
    const { id } = data.repositoryWithMirror(() => true);
    const reader = data.repositories().find(({ role }) => role === 20)?.id ?? id;
    assert.equal((await associate(reader, 'http://127.0.0.1:1/a.git')).status, 403);
    data.setMirror(reader, { url: 'http://127.0.0.1:1/a.git' });
    assert.equal((await call(sandbox.current, target(reader), { method: 'POST', json: {} })).status, 403);
  });
});
