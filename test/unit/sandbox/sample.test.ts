import assert from 'node:assert/strict';
import { BITING_NAMES } from '../../../src/sandbox/sample/bitingNames';
import { fillSample } from '../../../src/sandbox/sample/sample';
import { State } from '../../../src/sandbox/state';
import { TIMEOUT_MS, at, call, git, gitOf, useSandbox } from './helpers';

const HOUR_MS = 60 * 60 * 1000;

describe('sandbox: sample', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({});

  it('has a few hundred repositories in about eight projects, and numbers, UUIDs and addresses are their own', () => {
    const repositories = sandbox.current.data.repositories();
    assert.ok(repositories.length >= 300 && repositories.length <= 400);
    assert.equal(sandbox.current.data.projects().length, 9);
    for (const field of ['id', 'uuid', 'httpsUrl'] as const) {
      assert.equal(new Set(repositories.map((repository) => repository[field])).size, repositories.length, field);
    }
    assert.ok(repositories.every(({ id }) => id >= 1 && id <= 2_147_483_647));
    assert.ok(repositories.every(({ uuid }) => /^[0-9a-f]{32}$/.test(uuid)));
    for (const name of BITING_NAMES) {
      assert.equal(sandbox.current.data.repository(name).project.name, 'Names that bite');
    }
  });

  it('has mirrors in every state, and every form of "no mirror"', async () => {
    const seen = new Map<string, number>();
    const count = (what: string): void => {
      seen.set(what, (seen.get(what) ?? 0) + 1);
    };
    let mirrors = 0;
    for (const { id } of sandbox.current.data.repositories()) {
      const { status, text } = await call(sandbox.current, `/v4/repositories/${id}/remote-mirror`);
      const mirror = sandbox.current.data.mirror(id);
      count(status === 404 || text === 'null' || text === '{}' ? `none: ${status} ${text.slice(0, 4)}` : 'record');
      if (mirror !== undefined) {
        mirrors += 1;
        const age = Date.now() - Date.parse(mirror.last_successful_update_at ?? '');
        const isOld = age > 48 * HOUR_MS;
        count(mirror.update_status === 'finished' && isOld ? 'stale' : (mirror.update_status ?? ''));
        const error = mirror.last_error ?? '';
        count(error.startsWith('{') ? 'error: JSON' : error === '' ? 'error: none' : 'error: text');
        count(`endpoint: ${String(mirror.endpoint_uuid !== null)}, scheduled: ${String(mirror.mirroring_enabled)}`);
        count(`failures: ${String(Math.sign(mirror.number_of_failures ?? -1))}`);
      } else if (text.includes('"url":null')) {
        count('none: null url');
      }
    }
    const share = mirrors / sandbox.current.data.repositories().length;
    assert.ok(share > 0.4 && share < 0.6, `about half have a mirror: ${share}`);
    const expected = [
      'finished, stale, failed, started, scheduled, canceled, none, waiting_for_approval',
      'error: JSON, error: none, error: text, failures: -1, failures: 0, failures: 1',
      'none: 404 {"er, none: 200 null, none: 200 {}, none: null url',
    ].flatMap((line) => line.split(', '));
    assert.deepEqual(
      expected.filter((what) => !seen.has(what)),
      [],
    );
    assert.ok([...seen.keys()].some((what) => what.includes('scheduled: true')));
    assert.ok([...seen.keys()].some((what) => what.includes('endpoint: true')));
  });

  it('has empty repositories without a mirror in several projects, which anybody may make one', async () => {
    const { data } = sandbox.current;
    const empty = data.repositories().filter(({ id, contents }) => contents.branches === 0 && !data.mirror(id));
    assert.ok(empty.length >= 10, `${empty.length}`);
    assert.ok(new Set(empty.map(({ project }) => project.name)).size >= 4);
    for (const { id } of empty) {
      const { body } = await call(sandbox.current, `/v4/repositories/${id}`);
      assert.equal(at(body, 'empty_repo'), true);
    }
    const [one] = empty;
    assert.ok(one);
    const json = { url: data.addUpstream('test/for-an-empty-one') };
    const associated = await call(sandbox.current, `/v4/repositories/${one.id}/remote-mirror/associate`, {
      method: 'POST',
      json,
    });
    assert.equal(associated.status, 201);
    await data.synchronised(one.id);
    assert.equal(data.mirror(one.id)?.update_status, 'finished');
    data.removeMirror(one.id);
  });

  it('says that branches have diverged where a mirror is put on other commits', async () => {
    const { data } = sandbox.current;
    const full = data.addRepository({ name: 'already-in-use' });
    const json = { url: data.addUpstream('test/for-a-full-one') };
    await call(sandbox.current, `/v4/repositories/${full.id}/remote-mirror/associate`, { method: 'POST', json });
    await data.synchronised(full.id);
    assert.match(data.mirror(full.id)?.last_error ?? '', /! \[rejected\] \S+ -> \S+ \(/);
    data.removeMirror(full.id);
  });

  it('is the same each time', () => {
    const make = (): string => {
      const state = new State();
      const url = 'http://127.0.0.1:1';
      fillSample(state, { repositories: 200, now: new Date('2025-01-01T00:00:00Z'), url, pages: `${url}/pages` });
      const repositories = state.repositories();
      return JSON.stringify([repositories, repositories.map(({ id }) => state.mirror(id)), state.registries]);
    };
    assert.equal(make(), make());
  });

  it('contacts nobody but this machine', () => {
    for (const { id } of sandbox.current.data.repositories()) {
      const url = sandbox.current.data.mirror(id)?.url;
      const vendor = id === 2111985337 || id === 2112029391;
      assert.ok(vendor || url === undefined || new URL(url ?? '').hostname === '127.0.0.1');
    }
  });

  it('has repositories whose commits are those of their sources', async () => {
    const { data, url } = sandbox.current;
    const { id, httpsUrl } = data.repositoryWithMirror(
      (mirror) => mirror.update_status === 'finished' && mirror.url?.startsWith(`${url}/upstream/oss/`) === true,
    );
    const source = new Set((await git('ls-remote', data.mirror(id)?.url ?? '')).split('\n'));
    const tags = (await gitOf(sandbox.current)('ls-remote', '--tags', httpsUrl)).split('\n');
    assert.ok(tags.length > 0 && tags.every((tag) => source.has(tag)));
  });

  it('has registries of each type, in each state and with each reason', () => {
    const registries = new State();
    const url = 'http://127.0.0.1:1';
    fillSample(registries, { repositories: 0, now: new Date(), url, pages: `${url}/pages` });
    const values = (field: 'registry_type' | 'status' | 'fail_reason'): string[] =>
      [...new Set(registries.registries.map(({ wire }) => wire[field] ?? ''))].sort();
    assert.deepEqual(values('registry_type'), ['Harbor', 'Jfrog', 'Other', 'SwrEnterprise', 'SwrPrivate', 'SwrShared']);
    assert.deepEqual(values('status'), ['accessing', 'fail', 'success']);
    const reasons = ['', 'CREATE_JOB_FAILED', 'QUOTA_FROZEN', 'REQUEST_API_ERROR', 'SERVER_ERROR'];
    assert.deepEqual(values('fail_reason'), reasons);
  });
});
