import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { type Repository, toRepositoryId } from '../../../src/api/index';
import { repositoryFacts } from '../../../src/repositories/facts';
import { createFormats } from '../../../src/ui/time';

describe('Facts of a repository', () => {
  const factsOf = (more: Partial<Repository>): ReadonlyMap<string, string> =>
    new Map(
      repositoryFacts({ id: toRepositoryId(1, 'test'), name: 'app', ...more }, new Date(), createFormats('en')).map(
        ({ name, text }) => [name, text],
      ),
    );

  for (const [more, name, words] of [
    [{ visibility: 'private' }, 'Visibility', 'private'],
    [{ visibility: 'internal' }, 'Visibility', 'internal'],
    [{ visibility: '10' }, 'Visibility', 'internal'],
    [{ visibility: '30' }, 'Visibility', 'unknown (30)'],
    [{ status: 3 }, 'State', 'frozen'],
    [{ status: 6 }, 'State', 'unknown (6)'],
    [{ role: 35 }, 'Your role', 'unknown (35)'],
    [{ role: 35, isOwner: true }, 'Your role', 'owner'],
    [{ role: 20 }, 'Your role', 'read-only member'],
  ] as const) {
    it(`are words, also for what no page names: ${name} ${words}`, () => {
      assert.equal(factsOf(more).get(name), words);
    });
  }

  it('leave out what is not known', () => {
    const facts = factsOf({ visibility: undefined, status: undefined, role: undefined });
    assert.ok(!facts.has('Visibility') && !facts.has('State') && !facts.has('Your role'));
  });
});
