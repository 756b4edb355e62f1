import assert from 'node:assert/strict';
import type { RowSubject } from '../../../src/repositories/repositoriesModel';
import type { RowChoice } from '../../../src/repositories/rowChoice';
import { groupRows } from '../../../src/repositories/rowGroups';
import { failing, healthy, hoursAgo, project, repository, stale, subject } from './rowScene';

const texts = {
  withoutProject: 'no project',
  healthName: (health: string) => `is ${health}`,
  noMirror: 'no mirror',
  unread: 'not checked',
  noSource: 'no source',
};

const payments = { projectId: project(1), projectName: 'Payments' };
const docs = { projectId: project(2), projectName: 'Docs' };
const subjects: readonly RowSubject[] = [
  subject(repository('api-10', payments), healthy),
  subject(repository('api-2', payments), failing('x', { lastSuccessfulUpdateAt: hoursAgo(200) })),
  subject(repository('site', docs), stale),
  subject(repository('plain', docs), 'none'),
  subject(repository('new', payments)),
  subject(repository('never', docs), failing('x', { lastSuccessfulUpdateAt: undefined })),
];

function outline(choice: Pick<RowChoice, 'groupBy' | 'sortBy'>, of = subjects) {
  return groupRows(of, choice, texts, 'en').map(
    (group) => [group.name, group.repositories.map(({ name }) => name)] as const,
  );
}

describe('Rows in groups', () => {
  it('of projects, by name as people order names', () => {
    assert.deepEqual(outline({ groupBy: 'project', sortBy: 'name' }), [
      ['Docs', ['never', 'plain', 'site']],
      ['Payments', ['api-2', 'api-10', 'new']],
    ]);
  });

  it('of projects, each sorted by health, the worst first', () => {
    assert.deepEqual(outline({ groupBy: 'project', sortBy: 'health' }), [
      ['Docs', ['never', 'site', 'plain']],
      ['Payments', ['api-2', 'api-10', 'new']],
    ]);
  });

  it('of health, the worst first, and none that is empty', () => {
    const groups = groupRows(subjects, { groupBy: 'health', sortBy: 'name' }, texts, 'en');
    assert.deepEqual(
      groups.map(({ name, key }) => [name, key]),
      [
        ['is failing', 'health:failing'],
        ['is stale', 'health:stale'],
        ['is healthy', 'health:healthy'],
        ['is none', 'health:none'],
        ['is unread', 'health:unread'],
      ],
    );
    assert.deepEqual(
      groups.filter(({ startsClosed }) => startsClosed === true).map(({ name }) => name),
      ['is unread'],
      'opening it would read the mirrors of all that nobody asked for',
    );
  });

  it('of the host that they are pulled from; those without one are last', () => {
    const odd = [
      subject(repository('gitee'), { ...healthy, sourceUrl: 'https://gitee.com/a/b.git' }),
      subject(repository('own'), { ...healthy, sourceUrl: 'https://git.example.com:8443/a.git' }),
      subject(repository('broken'), { ...healthy, sourceUrl: 'not an address' }),
      subject(repository('silent'), { ...healthy, sourceUrl: undefined }),
      subject(repository('hostile'), { ...healthy, sourceUrl: 'https://unread/a.git' }),
    ];
    const found = outline({ groupBy: 'source', sortBy: 'name' }, [...subjects, ...odd]);
    assert.deepEqual(found.slice(0, 4), [
      ['git.example.com:8443', ['own']],
      ['gitee.com', ['gitee']],
      ['github.com', ['api-2', 'api-10', 'never', 'site']],
      ['unread', ['hostile']],
    ]);
    assert.deepEqual(
      new Map(found.slice(4)),
      new Map([
        ['no source', ['broken', 'silent']],
        ['no mirror', ['plain']],
        ['not checked', ['new']],
      ]),
    );
  });

  it('of none at all, by last success: never first, then the oldest, at the end what has none to tell', () => {
    assert.deepEqual(outline({ groupBy: 'none', sortBy: 'success' }), [
      ['', ['never', 'api-2', 'site', 'api-10', 'new', 'plain']],
    ]);
  });

  it('is nothing when nothing is left', () => {
    for (const groupBy of ['project', 'health', 'source'] as const) {
      assert.deepEqual(outline({ groupBy, sortBy: 'name' }, []), []);
    }
  });
});
