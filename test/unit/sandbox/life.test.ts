import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { mirrorCause } from '../../../src/repositories/mirrorCause';
import { startSandbox, type MirrorWire } from '../../../src/sandbox/index';
import { TIMEOUT_MS, call, items } from './helpers';
import {
  DAY,
  MINUTE,
  NO_GIT,
  SECOND,
  START,
  isFailing,
  isRunning,
  mirrorsOf,
  picture,
  useStillSandbox,
  type StillSandbox,
} from './stillSandbox';

interface Change {
  readonly id: number;
  readonly minute: number;
  readonly record: MirrorWire;
}

/** Passes minutes as the sandbox itself does, and says which mirrors failed and which recovered. */
function live(sandbox: StillSandbox, minutes: number): { failed: Change[]; recovered: Change[]; mostRunning: number } {
  const failed: Change[] = [];
  const recovered: Change[] = [];
  let before = mirrorsOf(sandbox.current);
  let mostRunning = 0;
  for (let passed = 0; passed < minutes * MINUTE; passed += 2 * SECOND) {
    sandbox.pass(2 * SECOND);
    const after = mirrorsOf(sandbox.current);
    for (const [id, record] of after) {
      const was = isFailing(before.get(id) ?? {});
      if (was !== isFailing(record)) {
        (was ? recovered : failed).push({ id, minute: (sandbox.now - START) / MINUTE, record });
      }
    }
    mostRunning = Math.max(mostRunning, [...after.values()].filter(isRunning).length);
    before = after;
  }
  return { failed, recovered, mostRunning };
}

describe('sandbox: what happens by itself', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useStillSandbox({ git: NO_GIT });

  it('is nothing, unless a test or the start asked for it', async () => {
    mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
    const still = await startSandbox({ git: NO_GIT, clock: () => new Date(sandbox.now) });
    try {
      const before = picture(still);
      sandbox.now += 2 * 60 * MINUTE;
      mock.timers.tick(2 * 60 * MINUTE);
      await call(still, '/v2/projects/repositories');
      assert.equal(picture(still), before);
      still.tick();
      assert.notEqual(picture(still), before);
    } finally {
      await still.close();
      mock.timers.reset();
    }
  });

  it('is one mirror that fails and one that recovers every two minutes, the first of both within three', () => {
    const { failed, recovered } = live(sandbox, 10);
    for (const changes of [failed, recovered]) {
      const minutes = changes.map(({ minute }) => minute);
      assert.equal(changes.length, 5, minutes.join());
      assert.ok(minutes.every((minute, index) => minute > 2 * index && minute <= 2 * index + 2.5));
      assert.equal(new Set(changes.map(({ id }) => id)).size, 5);
    }
    for (const { id, minute, record } of failed) {
      assert.deepEqual([record.update_status, record.number_of_failures], ['failed', 1], `${id}`);
      const before = Date.parse(record.last_successful_update_at ?? '');
      const since = START + minute * MINUTE - before;
      assert.ok(since > 0 && since < 2 * DAY, 'it was in order before');
    }
    for (const { minute, record } of recovered) {
      assert.deepEqual([record.update_status, record.last_error], ['finished', null]);
      const age = START + minute * MINUTE - Date.parse(record.last_successful_update_at ?? '');
      assert.ok(age >= 0 && age <= 2 * SECOND);
    }
  });

  it('has various causes, each of which is known', () => {
    const causes = live(sandbox, 16).failed.map(({ record }) => mirrorCause(record.last_error ?? ''));
    assert.equal(new Set(causes).size, 8, causes.join());
    assert.ok(!causes.includes('unknown'), causes.join());
  });

  it('goes on for a day, and neither everything fails nor everything recovers', () => {
    const count = (): number => [...mirrorsOf(sandbox.current).values()].filter(isFailing).length;
    const before = count();
    for (let hour = 0; hour < 24; hour += 1) {
      sandbox.pass(60 * MINUTE);
      assert.ok(Math.abs(count() - before) <= 10, `${count()} of ${before} fail in hour ${hour}`);
    }
  });

  it('is a run of each scheduled mirror every four minutes, spread, and of no other', () => {
    const scheduled = [...mirrorsOf(sandbox.current)].filter(([, record]) => record.mirroring_enabled === true);
    const others = [...mirrorsOf(sandbox.current)].filter(([, record]) => record.mirroring_enabled !== true);
    assert.ok(scheduled.length > 50 && others.length > 50);
    const runningBefore = [...mirrorsOf(sandbox.current).values()].filter(isRunning).length;
    for (let round = 0; round < 3; round += 1) {
      const start = sandbox.now;
      const { mostRunning } = live(sandbox, 4.5);
      assert.ok(mostRunning - runningBefore < scheduled.length / 4, `${mostRunning}`);
      const late = scheduled.filter(
        ([id]) => Date.parse(mirrorsOf(sandbox.current).get(id)?.last_update_at ?? '') < start,
      );
      assert.deepEqual(late, []);
    }
    const after = mirrorsOf(sandbox.current);
    const moved = others.filter(([id, record]) => after.get(id)?.last_update_at !== record.last_update_at);
    // Those that recovered or ended.
    assert.ok(moved.length > 0 && moved.length <= 2 * Math.ceil((3 * 4.5) / 2), `${moved.length}`);
  });

  it('lets a failing scheduled mirror fail again, and counts', () => {
    const [id, record] =
      [...mirrorsOf(sandbox.current)].find(([, one]) => isFailing(one) && one.url?.includes('127.0.0.1:1/') === true) ??
      assert.fail();
    live(sandbox, 9);
    const after = sandbox.current.data.mirror(id) ?? {};
    assert.equal(after.number_of_failures, (record.number_of_failures ?? 0) + 2);
    assert.deepEqual(
      [after.last_error, after.last_successful_update_at],
      [record.last_error, record.last_successful_update_at],
    );
  });

  it('ends the synchronisations that were running at the start', () => {
    const running = [...mirrorsOf(sandbox.current)].filter(([, record]) => isRunning(record)).map(([id]) => id);
    assert.ok(running.length > 5);
    sandbox.pass((running.length + 1) * 2 * MINUTE);
    assert.deepEqual(
      new Set(running.map((id) => sandbox.current.data.mirror(id)?.update_status)),
      new Set(['finished']),
    );
  });

  it('takes the connection of one registry at a time, says why, and gives it back', async () => {
    const path = `/v5/${sandbox.current.projectId}/image/registries?status=fail&limit=100`;
    const failing = async (): Promise<Map<unknown, unknown>> => {
      const list = items<Record<string, unknown>>((await call(sandbox.current, path)).body, 'data_list');
      return new Map(list.map(({ registry_name: name, fail_reason: reason }) => [name, reason]));
    };
    const first = await failing();
    const seen: unknown[] = [];
    for (let minute = 0; minute < 8; minute += 1) {
      sandbox.pass(MINUTE);
      seen.push([...(await failing())].filter(([name]) => !first.has(name)));
    }
    const lost = [[['第三方仓库', 'REQUEST_API_ERROR']], [['jfrog-eu', 'CREATE_JOB_FAILED']]];
    assert.deepEqual(seen, [[], lost[0], lost[0], [], [], lost[1], lost[1], []]);
  });

  it('is the same however often one looks', async () => {
    const other = await startSandbox({ git: NO_GIT, clock: () => new Date(sandbox.now) });
    try {
      sandbox.now = START;
      live(sandbox, 12);
      other.tick();
      assert.equal(picture(other), picture(sandbox.current));
    } finally {
      await other.close();
    }
  });

  it('does not make up for a week that the computer slept, and goes on when its clock is set back', () => {
    const newest = (): number =>
      Math.max(...[...mirrorsOf(sandbox.current).values()].map(({ last_update_at: last }) => Date.parse(last ?? '')));
    sandbox.pass(MINUTE);
    const before = live(sandbox, 4).failed.length;
    const slept = newest();
    sandbox.pass(7 * DAY);
    assert.equal(newest(), slept);
    assert.equal(live(sandbox, 4).failed.length, before);
    sandbox.pass(-60 * MINUTE);
    assert.equal(live(sandbox, 4).failed.length, before);
  });
});

describe('sandbox: pace', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useStillSandbox({ git: NO_GIT, repositories: 40, pace: { scheduleMs: DAY, troubleMs: Infinity } });

  it('can be that of the cloud: a run a day at the same time, and nothing that fails or recovers', () => {
    const { data } = sandbox.current;
    const { id } = data.addRepository({ name: 'daily' });
    const url = data.addUpstream('test/daily');
    const ran = new Date(START - 90 * MINUTE).toISOString();
    data.setMirror(id, { url, update_status: 'finished', last_update_at: ran, mirroring_enabled: true });
    const failing = [...mirrorsOf(sandbox.current)].filter(([, record]) => isFailing(record)).map(([one]) => one);
    sandbox.pass(DAY - 91 * MINUTE);
    assert.equal(data.mirror(id)?.last_update_at, ran);
    for (let day = 1; day <= 3; day += 1) {
      sandbox.pass(DAY);
      const success = Date.parse(data.mirror(id)?.last_successful_update_at ?? '');
      const seconds = (success - (START - 90 * MINUTE + day * DAY)) / SECOND;
      assert.ok(seconds > 0 && seconds < 30, `${seconds}`);
    }
    const after = [...mirrorsOf(sandbox.current)].filter(([, record]) => isFailing(record)).map(([one]) => one);
    assert.deepEqual(after, failing);
    data.setMirror(id, { ...data.mirror(id), mirroring_enabled: false });
    const last = data.mirror(id);
    sandbox.pass(3 * DAY);
    assert.deepEqual(data.mirror(id), last);
  });
});
