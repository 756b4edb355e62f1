import assert from 'node:assert/strict';
import type { RepositoryDetail } from '../../../src/api/index';
import { contentsOf, readContents } from '../../../src/repositories/targetContents';

const repository = { id: 7, name: 'bar' } as RepositoryDetail; // the ID comes from nowhere

describe('What a repository holds', () => {
  for (const [parts, kind] of [
    [{ empty: true, branchCount: 0 }, 'empty'],
    [{ empty: true }, 'empty'],
    [{ branchCount: 0 }, 'empty'],
    [{ empty: false, branchCount: 0 }, 'empty'],
    [{ empty: true, branchCount: 0, defaultBranch: 'main' }, 'empty'],
    [{ empty: false }, 'full'],
    [{ empty: false, branchCount: 3 }, 'full'],
    [{ empty: true, branchCount: 1 }, 'full'],
    [{ branchCount: 0, tagCount: 2 }, 'full'],
    [{}, 'unknown'],
    [{ defaultBranch: 'main' }, 'unknown'],
  ] as const) {
    it(`${JSON.stringify(parts)} is ${kind}`, () => {
      assert.equal(contentsOf({ ...repository, ...parts }).kind, kind);
    });
  }

  it('is told with its branches', () => {
    const full = contentsOf({ ...repository, empty: false, branchCount: 3, defaultBranch: 'main' });
    assert.deepEqual(full, { kind: 'full', branches: 3, defaultBranch: 'main' });
  });

  it('is unknown when it cannot be read, which is told', async () => {
    const failure = new Error('no');
    const told: unknown[] = [];
    const client = { showRepository: () => Promise.reject(failure) };
    assert.deepEqual(await readContents(client, repository, (error) => told.push(error)), { kind: 'unknown' });
    assert.deepEqual(told, [failure]);
  });
});
