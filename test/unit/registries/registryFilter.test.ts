import assert from 'node:assert/strict';
import { isFiltered, type RegistryFilter, tidy } from '../../../src/registries/registryFilter';

const empty: readonly RegistryFilter[] = [
  {},
  { name: '' },
  { types: [] },
  { status: undefined },
  { enterpriseProjectId: undefined, id: '', types: [], address: undefined },
];

describe('Filter of registries', () => {
  for (const filter of empty) {
    it(`is no filter: ${JSON.stringify(filter, (_, value: unknown) => value ?? null)}`, () => {
      assert.equal(isFiltered(filter), false);
      assert.deepEqual(tidy(filter), {});
    });
  }

  it('keeps what was chosen and leaves the rest out', () => {
    const chosen: RegistryFilter = { status: 'fail', types: ['Harbor'], name: '', enterpriseProjectId: '0' };
    assert.deepEqual(tidy(chosen), { status: 'fail', types: ['Harbor'], enterpriseProjectId: '0' });
    assert.ok(isFiltered({ enterpriseProjectId: '0' }));
  });
});
