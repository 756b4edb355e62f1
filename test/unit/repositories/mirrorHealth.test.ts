import assert from 'node:assert/strict';
import type { RemoteMirror } from '../../../src/api/index';
import { type MirrorHealth, mirrorHealth, needsAttention } from '../../../src/repositories/mirrorHealth';
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
  ['hanging since long ago', { status: 'started', lastUpdateAt: hoursAgo(60), ...old }, 'stale'],
  ['canceled', { status: 'canceled', ...fresh }, 'paused'],
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
      stale: true,
      healthy: false,
      syncing: false,
      paused: false,
      none: false,
      unknown: false,
    };
    for (const [health, attention] of Object.entries(all)) {
      assert.equal(needsAttention(health as MirrorHealth), attention, health);
    }
  });
});
