import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { HealthTimer } from '../../../src/repositories/healthTimer';
import { Emitter } from '../../../src/ui/emitter';
import { NOTHING_KNOWN, type HealthSummary } from '../../../src/ui/healthSummary';
import { expired, sessionsWith, signedIn } from '../ui/support';

const MINUTE = 60_000;

describe('The timer for states that age', () => {
  let next: Date | undefined;
  let recounts: number;
  const scene = () => {
    const changed = new Emitter<HealthSummary>();
    const sessions = sessionsWith();
    const model = {
      get nextChange() {
        return next;
      },
      onDidChange: changed.event,
      recount: () => {
        recounts += 1;
        changed.fire(NOTHING_KNOWN);
        return NOTHING_KNOWN;
      },
    };
    const timer = new HealthTimer(model, sessions, () => new Date(Date.now()));
    return { timer, sessions, changed };
  };
  const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * MINUTE);

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    next = undefined;
    recounts = 0;
  });
  afterEach(() => {
    mock.timers.reset();
  });

  it('judges at the very moment, and then waits for the next one', () => {
    const { changed } = scene();
    next = inMinutes(3);
    changed.fire(NOTHING_KNOWN);
    mock.timers.tick(3 * MINUTE - 1);
    assert.equal(recounts, 0);
    next = inMinutes(5);
    mock.timers.tick(1);
    assert.equal(recounts, 1);
    mock.timers.tick(5 * MINUTE);
    assert.equal(recounts, 2);
  });

  it('follows a change that comes earlier, with one timer', () => {
    const { changed } = scene();
    next = inMinutes(10);
    changed.fire(NOTHING_KNOWN);
    next = inMinutes(1);
    changed.fire(NOTHING_KNOWN);
    mock.timers.tick(MINUTE);
    assert.equal(recounts, 1);
  });

  it('looks every 15 minutes when the change is far away: timers stand still while a computer sleeps', () => {
    const { changed } = scene();
    next = inMinutes(60 * 24 * 365);
    changed.fire(NOTHING_KNOWN);
    mock.timers.tick(15 * MINUTE);
    assert.equal(recounts, 1);
  });

  it('does nothing while nothing can change, nobody is signed in, or the window is closed', () => {
    const { changed, sessions, timer } = scene();
    changed.fire(NOTHING_KNOWN);
    mock.timers.tick(60 * MINUTE);
    next = inMinutes(1);
    changed.fire(NOTHING_KNOWN);
    sessions.replace(expired());
    mock.timers.tick(60 * MINUTE);
    sessions.replace({ state: 'signedOut' });
    mock.timers.tick(60 * MINUTE);
    assert.equal(recounts, 0);
    next = inMinutes(1);
    sessions.replace(signedIn());
    timer.dispose();
    mock.timers.tick(60 * MINUTE);
    assert.equal(recounts, 0);
  });
});
