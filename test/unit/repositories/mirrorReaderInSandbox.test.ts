import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { createCloudClient, isCloudError, type RepositoryId, toRepositoryId } from '../../../src/api/index';
import { MirrorReader } from '../../../src/repositories/mirrorReader';
import { Readings } from '../../../src/repositories/readings';
import { useSandbox } from '../sandbox/helpers';
import { sessionsWith, settled, TestClock } from '../ui/support';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('Mirrors of the rows on screen, from the sandbox', () => {
  const sandbox = useSandbox({ repositories: 20 });
  let clock: TestClock;
  let readings: Readings;
  let reader: MirrorReader;
  let ids: readonly RepositoryId[];

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    clock = new TestClock();
    const { url, token, data } = sandbox.current;
    const client = createCloudClient({
      endpoints: { iam: url, repo: url, hss: url, projectman: url, pipeline: url },
      credential: { kind: 'token', token },
      clock: clock.now,
    });
    readings = new Readings();
    reader = new MirrorReader(readings, sessionsWith(client), clock.now);
    sandbox.current.requests.splice(0);
    ids = data.repositories().map(({ id }) => toRepositoryId(id));
  });
  afterEach(() => {
    reader.dispose();
    mock.timers.reset();
    sandbox.current.faults.clear();
  });

  async function pass(milliseconds: number): Promise<void> {
    clock.pass(milliseconds);
    mock.timers.tick(milliseconds);
    await settled();
  }
  /** Lets the network do its work; the clock stands meanwhile. */
  async function until(condition: () => boolean): Promise<void> {
    const end = performance.now() + 20_000;
    while (!condition()) {
      assert.ok(performance.now() < end, 'waited in vain');
      await settled();
    }
  }
  const asked = (): number =>
    sandbox.current.requests.filter(({ operationId }) => operationId === 'showRemoteMirror').length;
  const kinds = (): Set<string> => new Set(ids.map((id) => readings.stateOf(id).kind));

  it('one repository that hangs is the only one that is not read, and is read later', async () => {
    const [first, ...others] = ids;
    assert.ok(first !== undefined);
    sandbox.current.faults.add({ kind: 'hang', match: { path: `/v4/repositories/${first}/remote-mirror` } });
    reader.show(ids);
    await until(() => others.every((id) => readings.stateOf(id).kind === 'read'));
    await pass(30 * SECOND);
    await until(() => readings.stateOf(first).kind === 'failed');
    const state = readings.stateOf(first);
    assert.ok(state.kind === 'failed' && isCloudError(state.error) && state.error.kind === 'timeout');

    sandbox.current.faults.clear();
    await pass(MINUTE);
    reader.show(ids);
    await until(() => readings.stateOf(first).kind === 'read');
  });

  it('one 429 without Retry-After makes all wait for the period that it names, and no longer', async () => {
    const match = { operationId: 'showRemoteMirror' };
    sandbox.current.faults.add({ kind: 'status', status: 429, times: 1, match });
    reader.show(ids);
    await until(() => reader.pause !== undefined);
    assert.deepEqual(reader.pause?.until, clock.ago(-MINUTE));
    await until(() => !kinds().has('reading'));
    const before = asked();
    assert.ok(before < ids.length, 'it came too late to stop anything');
    await pass(MINUTE - 1);
    assert.equal(asked(), before);
    await pass(1);
    await until(() => reader.waiting === 0);
    assert.deepEqual(kinds(), new Set(['read']));
  });
});
