import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { startSandbox } from '../../../src/sandbox/index';
import { TIMEOUT_MS, call } from './helpers';
import { MINUTE, NO_GIT, SECOND, START, isRunning, mirrorsOf, picture, useStillSandbox } from './stillSandbox';

describe('sandbox: schedule and synchronisation by hand', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useStillSandbox({ repositories: 40 });
  const target = (id: number): string => `/v4/repositories/${id}/remote-mirror`;

  it('copies with Git what a person has associated', async () => {
    const { data } = sandbox.current;
    const { id } = data.addRepository({ name: 'associated', commits: 0 });
    const json = { url: data.addUpstream('test/associated'), mirroring_enabled: true };
    await call(sandbox.current, `${target(id)}/associate`, { method: 'POST', json });
    await call(sandbox.current, target(id), { method: 'PUT', json });
    await data.synchronised(id);
    const commit = await data.commitUpstream('test/associated');
    sandbox.pass(4 * MINUTE);
    await data.synchronised(id);
    assert.equal((await data.repositoryRefs(id)).get('refs/heads/main'), commit);
    assert.equal(Date.parse(data.mirror(id)?.last_successful_update_at ?? ''), sandbox.now);
  });

  it('leaves alone what somebody starts while the schedule runs it', async () => {
    const { data } = sandbox.current;
    const before = mirrorsOf(sandbox.current);
    const mayWrite = (id: number): boolean => data.repository(id).role !== 20;
    let started: number | undefined;
    while (started === undefined) {
      sandbox.pass(SECOND);
      started = [...mirrorsOf(sandbox.current)].find(
        ([id, record]) => mayWrite(id) && record.update_status === 'started' && !isRunning(before.get(id) ?? {}),
      )?.[0];
    }
    sandbox.now += SECOND;
    assert.equal((await call(sandbox.current, target(started), { method: 'POST', json: {} })).status, 200);
    await data.synchronised(started);
    const ended = data.mirror(started);
    assert.deepEqual([isRunning(ended ?? {}), Date.parse(ended?.last_update_at ?? '')], [false, sandbox.now]);
    sandbox.pass(30 * SECOND);
    assert.deepEqual(data.mirror(started), ended);
  });
});

describe('sandbox: time that passes by itself', function () {
  this.timeout(TIMEOUT_MS);
  afterEach(() => {
    mock.timers.reset();
  });

  it('ends with the sandbox', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    let now = START;
    let asked = 0;
    const clock = (): Date => {
      asked += 1;
      return new Date(now);
    };
    const sandbox = await startSandbox({ git: NO_GIT, clock, timePasses: true });
    const before = picture(sandbox);
    now += MINUTE;
    mock.timers.tick(3 * SECOND);
    assert.notEqual(picture(sandbox), before);
    await sandbox.close();
    asked = 0;
    mock.timers.tick(MINUTE);
    assert.equal(asked, 0);
  });
});
