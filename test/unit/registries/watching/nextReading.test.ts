import assert from 'node:assert/strict';
import { nextReading, type ReadingFacts } from '../../../../src/registries/watching/nextReading';
import { cloudError, TestClock } from '../../ui/support';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('When the list of registries is read next', () => {
  const clock = new TestClock();
  const now = clock.now().getTime();
  const leader: ReadingFacts = {
    asOf: clock.ago(0),
    failure: undefined,
    refusedAt: undefined,
    shown: false,
    focused: true,
    leads: true,
  };
  /** Milliseconds from now. */
  const wait = (facts: Partial<ReadingFacts>): number | undefined => {
    const next = nextReading({ ...leader, ...facts }, now);
    return next === undefined ? undefined : next - now;
  };
  const failed = (kind: Parameters<typeof cloudError>[0], ago = 0): ReadingFacts['failure'] => ({
    at: clock.ago(ago),
    error: cloudError(kind),
  });

  for (const [name, facts, minutes] of [
    ['while it is shown', { shown: true }, 5],
    ['while nobody looks', {}, 30],
    ['while it is shown and nobody works here', { shown: true, focused: false }, 25],
    ['while nobody looks and nobody works here', { focused: false }, 150],
    ['in another window that shows it', { shown: true, leads: false }, 5],
  ] as const) {
    it(`${name}: ${minutes} minutes after it was read`, () => {
      assert.equal(wait(facts), minutes * MINUTE);
      assert.equal(wait({ ...facts, asOf: clock.ago(2 * MINUTE) }), (minutes - 2) * MINUTE);
      assert.equal(wait({ ...facts, asOf: clock.ago(DAY) }), 0);
    });
  }

  it('never in a window that neither asks for all nor shows it to somebody', () => {
    assert.equal(wait({ leads: false, asOf: undefined }), undefined);
    assert.equal(wait({ leads: false, shown: true, focused: false }), undefined);
  });

  it('at once when it was never read, or only in the future of a clock that was set back', () => {
    assert.equal(wait({ asOf: undefined }), 0);
    assert.equal(wait({ asOf: clock.ago(-HOUR) }), 0);
  });

  it('once a day where there is no HSS, or no right to it, whoever has found out', () => {
    assert.equal(wait({ asOf: undefined, failure: failed('forbidden', HOUR) }), DAY - HOUR);
    assert.equal(wait({ asOf: undefined, refusedAt: clock.ago(HOUR) }), DAY - HOUR);
    assert.equal(wait({ shown: true, asOf: clock.ago(HOUR), refusedAt: clock.ago(HOUR) }), DAY - HOUR);
    assert.equal(wait({ asOf: undefined, refusedAt: clock.ago(-DAY) }), 0);
  });

  it('after a failure when its turn comes again, and when the service asks for it', () => {
    assert.equal(wait({ asOf: clock.ago(HOUR), failure: failed('offline', 10 * MINUTE) }), 20 * MINUTE);
    const pausedUntil = new Date(now + 3 * MINUTE);
    const error = Object.assign(cloudError('rateLimited'), { pausedUntil });
    assert.equal(wait({ asOf: clock.ago(HOUR), failure: { at: clock.ago(0), error } }), 3 * MINUTE);
  });

  it('not by itself when only a person can help, or when who shows it tries again', () => {
    assert.equal(wait({ failure: failed('unauthorized') }), undefined);
    assert.equal(wait({ shown: true, failure: failed('timeout') }), undefined);
  });
});
