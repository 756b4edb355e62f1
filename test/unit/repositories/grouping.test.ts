import assert from 'node:assert/strict';
import { type Repository, toCodeArtsProjectId, toRepositoryId } from '../../../src/api/index';
import { groupRepositories } from '../../../src/repositories/grouping';

let lastId = 0;

function repository(name: string, more: Partial<Repository> = {}): Repository {
  lastId += 1;
  return { id: toRepositoryId(lastId, 'test'), name, ...more };
}

function project(number: number) {
  return toCodeArtsProjectId(String(number).padStart(32, '0'), 'test');
}

function outline(repositories: readonly Repository[], language?: string): (readonly [string, readonly string[]])[] {
  return groupRepositories(repositories, 'no project', language).map(
    (group) => [group.name, group.repositories.map(({ name }) => name)] as const,
  );
}

describe('Groups of repositories', () => {
  it('puts the repositories of a project together, whatever part of the list they came with', () => {
    const first = { projectId: project(1), projectName: 'Payments' };
    const second = { projectId: project(2), projectName: 'Docs' };
    assert.deepEqual(outline([repository('ledger', first), repository('site', second), repository('api', first)]), [
      ['Docs', ['site']],
      ['Payments', ['api', 'ledger']],
    ]);
  });

  it('orders numbers by their value and letters without regard to case', () => {
    const names = ['lib10', 'Lib2', 'lib1', 'Zebra', 'apple'];
    assert.deepEqual(
      outline(names.map((name) => repository(name))).map(([, members]) => members),
      [['apple', 'lib1', 'Lib2', 'lib10', 'Zebra']],
    );
    const groups = [10, 9, 1].map((n) => repository('r', { projectId: project(n), projectName: `Team ${n}` }));
    assert.deepEqual(
      outline(groups).map(([name]) => name),
      ['Team 1', 'Team 9', 'Team 10'],
    );
  });

  it('orders Chinese by its sound for people who read Chinese', () => {
    const names = ['支付', '北京', '上海', '安全'];
    assert.deepEqual(
      outline(
        names.map((name) => repository(name)),
        'zh-cn',
      ).map(([, members]) => members),
      [['安全', '北京', '上海', '支付']],
    );
  });

  it('keeps two projects of the same name apart, always in the same order', () => {
    const twins = [7, 3].map((n) => repository(`r${n}`, { projectId: project(n), projectName: 'Twin' }));
    const expected = [
      ['Twin', ['r3']],
      ['Twin', ['r7']],
    ];
    assert.deepEqual(outline(twins), expected);
    assert.deepEqual(outline([...twins].reverse()), expected);
    const keys = groupRepositories(twins, '').map(({ key }) => key);
    assert.equal(new Set(keys).size, 2);
  });

  it('orders repositories of the same name by their number', () => {
    const [a, b] = [repository('same'), repository('same')];
    const [group] = groupRepositories([b, a], '');
    assert.deepEqual(group?.repositories, [a, b]);
  });

  it('names a project for its group, then for its identifier, where its name is not known', () => {
    assert.deepEqual(
      outline([
        repository('a', { projectId: project(1), groupName: 'platform' }),
        repository('b', { projectId: project(2) }),
      ]).map(([name]) => name),
      [project(2), 'platform'],
    );
  });

  it('takes the name of the project from whichever of its repositories has it', () => {
    const id = { projectId: project(1) };
    assert.deepEqual(
      outline([repository('a', { ...id, groupName: 'group' }), repository('b', { ...id, projectName: 'Name' })]).map(
        ([name]) => name,
      ),
      ['Name'],
    );
  });

  it('gives repositories without a project a group of their own', () => {
    assert.deepEqual(outline([repository('b'), repository('a'), repository('c', { groupName: 'tools' })]), [
      ['no project', ['a', 'b']],
      ['tools', ['c']],
    ]);
  });

  it('keeps the key of a group when its project is renamed, so that it stays open', () => {
    const keyOf = (projectName: string) =>
      groupRepositories([repository('a', { projectId: project(1), projectName })], '')[0]?.key;
    assert.equal(keyOf('Before'), keyOf('After'));
  });

  it('makes nothing of nothing', () => {
    assert.deepEqual(outline([]), []);
  });
});
