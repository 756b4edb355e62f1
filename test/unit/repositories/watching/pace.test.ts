import assert from 'node:assert/strict';
import { requestsPerMinute } from '../../../../src/repositories/watching/schedule';

describe('Pace of the background', () => {
  const usual = { budget: 60, focused: true, surveying: false };

  it('is the budget while somebody works', () => {
    assert.equal(requestsPerMinute(usual), 60);
  });

  it('is a fifth of it without focus', () => {
    assert.equal(requestsPerMinute({ ...usual, focused: false }), 12);
  });

  it('is never more than twice the budget', () => {
    assert.equal(requestsPerMinute({ ...usual, surveying: true }), 120);
    assert.equal(requestsPerMinute({ ...usual, surveying: true, focused: false }), 24);
  });

  it('is that of the default budget when the setting is no number of requests', () => {
    for (const budget of [Number.NaN, 0, -5, Number.POSITIVE_INFINITY]) {
      assert.equal(requestsPerMinute({ ...usual, budget }), 60, String(budget));
    }
  });
});
