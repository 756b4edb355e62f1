import assert from 'node:assert/strict';
import { TIMEOUT_MS, at, call, useSandbox } from './helpers';
import { MINUTE, NO_GIT, START } from './stillSandbox';

describe('sandbox: what tests make happen', function () {
  this.timeout(TIMEOUT_MS);
  let now = START;
  const sandbox = useSandbox({ repositories: 40, git: NO_GIT, clock: () => new Date(now) });
  beforeEach(() => {
    now = START;
    sandbox.current.faults.clear();
  });
  const mirror = (): ReturnType<typeof call> => call(sandbox.current, '/v4/repositories/2111985337/remote-mirror');
  const fields = async (...names: readonly string[]): Promise<unknown[]> => {
    const { body } = await mirror();
    return names.map((name) => at(body, name));
  };

  it('is a mirror that begins, succeeds and fails at the present time of the cloud', async () => {
    const { data, faults } = sandbox.current;
    data.beginMirrorSync(2111985337);
    assert.deepEqual(await fields('update_status', 'last_update_at'), ['started', '2025-05-01T16:00:00.000+08:00']);
    data.succeedMirror(2111985337);
    const succeeded = ['finished', '2025-05-01T16:00:00.000+08:00', 0, null];
    const names = ['update_status', 'last_successful_update_at', 'number_of_failures', 'last_error'] as const;
    assert.deepEqual(await fields(...names), succeeded);
    now += MINUTE;
    data.failMirror(2111985337);
    now += MINUTE;
    // An hour ahead of everybody else.
    faults.add({ kind: 'clockOffset', ms: 60 * MINUTE });
    data.failMirror(2111985337, 'fatal: no');
    assert.deepEqual(await fields(...names), ['failed', succeeded[1], 2, 'fatal: no']);
    assert.deepEqual(await fields('last_update_at'), ['2025-05-01T17:02:00.000+08:00']);
    assert.equal((await mirror()).headers.get('date'), 'Thu, 01 May 2025 09:02:00 GMT');
  });

  it('is a registry that cannot be reached, and can', async () => {
    const { data, projectId } = sandbox.current;
    const path = `/v5/${projectId}/image/registries?registry_name=harbor-dev`;
    data.disconnectRegistry('harbor-dev', 'SERVER_ERROR');
    const lost = (await call(sandbox.current, path)).body;
    assert.deepEqual([at(lost, 'data_list.0.status'), at(lost, 'data_list.0.fail_reason')], ['fail', 'SERVER_ERROR']);
    data.connectRegistry('harbor-dev');
    const found = (await call(sandbox.current, path)).body;
    assert.deepEqual([at(found, 'data_list.0.status'), at(found, 'data_list.0.latest_sync_time')], ['success', START]);
    assert.throws(() => {
      data.connectRegistry('nowhere');
    }, /no registry "nowhere"/);
  });

  it('is a repository that moves to another project', async () => {
    const { data } = sandbox.current;
    const { uuid } = data.repository(2111985337);
    const project = data.projects().find(({ name }) => name === 'Mobile Apps');
    data.moveRepository(2111985337, 'Mobile Apps');
    const { body } = await call(sandbox.current, `/v2/repositories/${uuid}`);
    assert.equal(at(body, 'result.project_uuid'), project?.id);
    assert.throws(() => {
      data.moveRepository(2111985337, 'Nowhere');
    }, /no project "Nowhere"/);
  });

  it('is a list that is empty for one answer', async () => {
    sandbox.current.faults.hideRepositories();
    const total = async (): Promise<unknown> =>
      at((await call(sandbox.current, '/v2/projects/repositories')).body, 'result.total');
    const number = async (): Promise<unknown> =>
      at((await call(sandbox.current, '/v4/user/repositories')).body, 'length');
    assert.deepEqual([await total(), await number()], [0, 0]);
    assert.deepEqual([Number(await total()) > 40, Number(await number()) > 10], [true, true]);
  });
});
