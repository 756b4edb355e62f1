import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import type { Registry, RegistryId } from '../../../src/api/index';
import { rowWords } from '../../../src/registries/registryWords';
import { createFormats } from '../../../src/ui/time';
import { TestClock } from '../ui/support';

const HOUR = 3600 * 1000;

describe('The row of a registry', () => {
  const clock = new TestClock();
  const formats = createFormats('en');
  const say = (hoursAgo: number): string => {
    const registry: Registry = {
      id: 'r' as RegistryId,
      name: 'r',
      status: 'success',
      lastSyncAt: clock.ago(hoursAgo * HOUR),
    };
    return rowWords(registry, clock.now(), formats);
  };

  it('says how long ago it was synced', () => {
    assert.match(say(3), /synced 3 hours ago$/);
  });

  it('gives no age to a time in the future, and says that a clock is wrong', () => {
    assert.doesNotMatch(say(-24 * 21), / in 3 weeks/);
    assert.match(say(-24 * 21), /synced Mar 31, 2025.* · a clock is wrong$/);
  });
});
