import assert from 'node:assert/strict';
import type { RepositoryId } from '../../../src/api/index';
import { groupRepositories } from '../../../src/repositories/grouping';
import type { RepositoriesModel } from '../../../src/repositories/repositoriesModel';
import { type Arrangement, ShownGroups } from '../../../src/repositories/shownGroups';
import { Emitter } from '../../../src/ui/emitter';
import { type HealthSummary, NOTHING_KNOWN } from '../../../src/ui/healthSummary';
import { project, repository } from './rowScene';

const api = repository('api', { projectId: project(1), projectName: 'Payments' });
const site = repository('site', { projectId: project(2), projectName: 'Docs' });

/** The groups over a model that says what the test wants. */
function scene() {
  const told = new Emitter<HealthSummary>();
  const model = {
    current: NOTHING_KNOWN,
    groups: groupRepositories([api, site], 'none', 'en'),
    onDidChange: told.event,
    repository: (id: RepositoryId) => [api, site].find((each) => each.id === id),
  };
  const groups = new ShownGroups(model as unknown as RepositoriesModel, 'Needs Attention'); // only what it looks at
  let changes = 0;
  groups.onDidChange(() => (changes += 1));
  return {
    groups,
    model,
    changes: () => changes,
    names: () => groups.all.map(({ name, repositories }) => [name, ...repositories.map((each) => each.name)].join(' ')),
    needAttention: (...which: readonly (typeof api)[]): void => {
      const problems = which.map(({ id, name }) => ({
        repositoryId: id,
        name,
        severity: 'failing' as const,
        words: 'failed',
      }));
      model.current = { ...NOTHING_KNOWN, problems };
      told.fire(model.current);
    },
  };
}

const only = (name: string): Arrangement => ({
  words: name,
  isFiltered: true,
  followsMirrors: false,
  includes: (each) => each.name === name,
  mayInclude: () => false,
  group: (all) =>
    groupRepositories(
      all.filter((each) => each.name === name),
      'none',
      'en',
    ),
});

describe('The groups that are shown', () => {
  it('begin with what needs attention, the worst first, until nothing does', () => {
    const { names, needAttention, changes } = scene();
    assert.deepEqual(names(), ['Docs site', 'Payments api']);
    needAttention(api, site);
    assert.deepEqual(names(), ['Needs Attention api site', 'Docs site', 'Payments api']);
    needAttention(site, api);
    assert.equal(names()[0], 'Needs Attention site api');
    needAttention();
    assert.deepEqual(names(), ['Docs site', 'Payments api']);
    assert.equal(changes(), 3);
  });

  it('tell nobody of a summary that changes nothing about them', () => {
    const { needAttention, changes } = scene();
    needAttention(api);
    needAttention(api);
    assert.equal(changes(), 1);
  });

  it('know one place for each repository, whatever needs attention', () => {
    const { groups, needAttention } = scene();
    needAttention(api);
    assert.equal(groups.of(api.id)?.name, 'Payments');
    groups.arrangeBy(only('site'));
    assert.equal(groups.of(api.id), undefined);
  });

  it('let the filter count for what needs attention too', () => {
    const { groups, names, needAttention } = scene();
    needAttention(api);
    groups.arrangeBy(only('site'));
    assert.deepEqual(names(), ['Docs site']);
    groups.arrangeBy(undefined);
    assert.deepEqual(names(), ['Needs Attention api', 'Docs site', 'Payments api']);
  });

  it('follow readings only where the arrangement looks at them', () => {
    const { groups, needAttention, changes } = scene();
    let asked = 0;
    const counting = (followsMirrors: boolean): Arrangement => ({
      ...only('site'),
      followsMirrors,
      group: () => {
        asked += 1;
        return [{ key: 'k', name: `${asked}`, kind: 'health', repositories: asked % 2 ? [api] : [site] }];
      },
    });
    groups.arrangeBy(counting(false));
    assert.equal(groups.all.length, 1);
    needAttention();
    assert.equal(asked, 1);
    groups.arrangeBy(counting(true));
    assert.equal(groups.all.length, 1);
    const before = changes();
    needAttention();
    assert.equal(changes(), before + 1);
  });
});
