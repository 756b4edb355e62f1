import assert from 'node:assert/strict';
import type { RemoteMirror } from '../../../src/api/index';
import {
  type MirrorHealth,
  mirrorHealth,
  needsAttention,
  nextHealthChange,
} from '../../../src/repositories/mirrorHealth';
import { mirrorTimes } from '../../../src/repositories/mirrorTimes';
import { TestClock } from '../ui/support';

const HOUR = 3600 * 1000;
const clock = new TestClock();
const settings = { staleAfterHours: 48 };
const hoursAgo = (hours: number): Date => clock.ago(hours * HOUR);
const fresh = { lastSuccessfulUpdateAt: hoursAgo(2) };
const old = { lastSuccessfulUpdateAt: hoursAgo(49) };

const cases: readonly (readonly [what: string, mirror: RemoteMirror | undefined, health: MirrorHealth])[] = [
  ['a repository without a mirror', undefined, 'none'],
  ['a fresh success', { status: 'finished', ...fresh }, 'healthy'],
  ['a success just within the limit', { status: 'finished', lastSuccessfulUpdateAt: hoursAgo(48) }, 'healthy'],
  [
    'a success just beyond the limit',
    { status: 'finished', lastSuccessfulUpdateAt: clock.ago(48 * HOUR + 1) },
    'stale',
  ],
  [
    'a success that the clock of the server puts into the future',
    { status: 'finished', lastSuccessfulUpdateAt: hoursAgo(-1) },
    'healthy',
  ],
  ['finished without a success: nothing has arrived', { status: 'finished', lastUpdateAt: hoursAgo(0) }, 'stale'],
  [
    'an old success, although something ran just now',
    { status: 'finished', lastUpdateAt: hoursAgo(0), ...old },
    'stale',
  ],
  ['an old success with the schedule on', { status: 'finished', scheduled: true, ...old }, 'stale'],
  ['an old success that nobody scheduled', { status: 'finished', scheduled: false, ...old }, 'paused'],
  ['never a success, and no schedule either', { status: 'none', scheduled: false }, 'stale'],
  ['a success whose status has been reset', { status: 'none', ...fresh }, 'healthy'],
  ['no status at all, but a success', { ...fresh }, 'healthy'],
  ['an empty record', {}, 'stale'],
  ['a failure, although the success before it is fresh', { status: 'failed', ...fresh }, 'failing'],
  ['a failure whose counter the server left out', { status: 'failed', failures: undefined }, 'failing'],
  [
    'an error that stayed behind after a success',
    { status: 'finished', lastError: { message: 'exit status 128' }, ...fresh },
    'healthy',
  ],
  ['waiting to run', { status: 'scheduled', lastUpdateAt: hoursAgo(1) }, 'syncing'],
  ['running', { status: 'started', lastUpdateAt: hoursAgo(1), ...old }, 'syncing'],
  ['running for the first time', { status: 'started', ...fresh }, 'syncing'],
  ['running, without a date', { status: 'started' }, 'syncing'],
  ['running, and moved just within two hours', { status: 'started', lastUpdateAt: hoursAgo(2) }, 'syncing'],
  [
    'running, without a move for more than two hours',
    { status: 'started', lastUpdateAt: clock.ago(2 * HOUR + 1) },
    'stuck',
  ],
  ['waiting to run, without a move for long', { status: 'scheduled', lastUpdateAt: hoursAgo(3), ...old }, 'stuck'],
  [
    'hanging, although the success before is fresh',
    { status: 'started', lastSuccessfulUpdateAt: hoursAgo(3) },
    'stuck',
  ],
  ['hanging since long ago', { status: 'STARTED', lastUpdateAt: hoursAgo(60), ...old }, 'stuck'],
  ['finished, in capitals', { status: 'FINISHED', ...fresh }, 'healthy'],
  ['another word for finished', { status: 'Success', ...fresh }, 'healthy'],
  ['one more word for finished', { status: 'succeeded', ...old }, 'stale'],
  ['a failure in capitals', { status: ' FAILED ', ...fresh }, 'failing'],
  ['canceled, in British English', { status: 'Cancelled', ...fresh }, 'canceled'],
  ['an unknown status with failures', { status: 'retrying', failures: 2, ...fresh }, 'failing'],
  [
    'an unknown status with an error',
    { status: 'retrying', failures: 0, lastError: { message: 'x' }, ...fresh },
    'failing',
  ],
  ['no status, but failures', { failures: 1, ...fresh }, 'failing'],
  ['an unknown status without a failure', { status: 'retrying', failures: 0, ...old }, 'unknown'],
  ['canceled', { status: 'canceled', ...fresh }, 'canceled'],
  ['a status that nobody has documented', { status: 'partially_finished', ...fresh }, 'unknown'],
];

describe('Health of a mirror', () => {
  for (const [what, mirror, health] of cases) {
    it(`${health}: ${what}`, () => {
      assert.equal(mirrorHealth(mirror, clock.now(), settings), health);
    });
  }

  it('follows the setting', () => {
    const mirror = { status: 'finished', ...old };
    assert.equal(mirrorHealth(mirror, clock.now(), { staleAfterHours: 49 }), 'healthy');
    assert.equal(mirrorHealth(mirror, clock.now(), { staleAfterHours: 0.5 }), 'stale');
  });

  it('asks for attention only where a person can do something', () => {
    const all: Record<MirrorHealth, boolean> = {
      failing: true,
      stuck: true,
      stale: true,
      healthy: false,
      syncing: false,
      canceled: false,
      paused: false,
      none: false,
      unknown: false,
    };
    for (const [health, attention] of Object.entries(all)) {
      assert.equal(needsAttention(health as MirrorHealth), attention, health);
    }
  });
});

describe('The next change of a mirror by time alone', () => {
  const next = (mirror: RemoteMirror | undefined): Date | undefined => nextHealthChange(mirror, clock.now(), settings);

  for (const [what, mirror, inHours, becomes] of [
    ['a fresh success', { status: 'finished', ...fresh }, 46, 'stale'],
    ['a fresh success without a schedule', { status: 'finished', scheduled: false, ...fresh }, 46, 'paused'],
    ['a run under way', { status: 'started', lastUpdateAt: hoursAgo(0.5), ...old }, 1.5, 'stuck'],
    ['a run without a date', { status: 'scheduled' }, 2, 'stuck'],
  ] as const) {
    it(`of ${what} comes in ${inHours} hours: ${becomes}`, () => {
      const at = next(mirror);
      assert.equal(at?.getTime(), hoursAgo(-inHours).getTime() + 1);
      const before = new Date(at.getTime() - 1);
      assert.notEqual(mirrorHealth(mirror, before, settings), becomes);
      const seenAt = mirrorTimes(mirror, clock.now());
      assert.equal(mirrorHealth(mirror, at, settings, seenAt), becomes);
    });
  }

  for (const [what, mirror] of [
    ['no mirror', undefined],
    ['one that is stale', { status: 'finished', ...old }],
    ['one that fails', { status: 'failed', ...fresh }],
    ['one that is stuck', { status: 'started', lastUpdateAt: hoursAgo(60) }],
    ['one that was canceled', { status: 'canceled', ...fresh }],
    ['an unknown status', { status: 'odd', ...fresh }],
  ] as const) {
    it(`never comes for ${what}`, () => {
      assert.equal(next(mirror), undefined);
    });
  }
});
