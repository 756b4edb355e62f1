import assert from 'node:assert/strict';
import { toRegistryId } from '../../../src/api/index';
import { registryPicture } from '../../../src/notices/pictures';
import { tell } from '../../../src/notices/tell';
import { NOTHING_TOLD } from '../../../src/notices/told';
import type { RegistryState } from '../../../src/ui/registryHealth';
import { summaryOf } from './scene';

const registry = (name: string, state: RegistryState['state']): RegistryState => ({
  registryId: toRegistryId(`id of ${name}`),
  name,
  state,
  words: `${state} words`,
});

describe('The picture of image registries', () => {
  it('tells that one has lost its connection after two readings, and survives an empty answer', () => {
    let told = NOTHING_TOLD;
    let now = Date.parse('2025-03-10T08:00:00Z');
    const reads = (...registries: readonly RegistryState[]): string | undefined => {
      now += 300_000;
      const picture = registryPicture({ asOf: new Date(now), registries });
      const telling = tell(told, [picture], { mode: 'problems', isAsked: () => false }, now);
      told = telling.told;
      return telling.notice && summaryOf(telling.notice);
    };
    const nothing = registryPicture({ asOf: undefined, registries: [] });
    assert.equal(tell(told, [nothing], { mode: 'problems', isAsked: () => false }, now).told, told);
    const [x, y] = [registry('x', 'connected'), registry('y', 'connected')];
    const bad = registry('x', 'disconnected');
    assert.equal(reads(x, y), undefined);
    assert.equal(reads(bad, y), undefined);
    assert.equal(reads(bad, y), 'bad: x');
    assert.equal(reads(), undefined);
    assert.equal(reads(bad, y), undefined);
    assert.equal(reads(bad, y), undefined, 'an empty list has made nobody forget it');
    assert.equal(reads(registry('x', 'connecting'), y), undefined);
    assert.equal(reads(x, y), 'good: x');
  });
});
