import assert from 'node:assert/strict';
import { type RemoteMirror, type Repository, toCodeArtsProjectId, toRepositoryId } from '../../../src/api/index';
import { MirrorReader } from '../../../src/repositories/mirrorReader';
import { Readings } from '../../../src/repositories/readings';
import { RepositoriesModel } from '../../../src/repositories/repositoriesModel';
import type { HealthSummary } from '../../../src/ui/healthSummary';
import { ListStore } from '../../../src/ui/listStore';
import { clientWith, cloudError, sessionsWith, settled, signedIn, TestClock } from '../ui/support';

const HOUR = 3600 * 1000;
const project = (number: number) => toCodeArtsProjectId(String(number).padStart(32, '0'), 'test');
const id = (number: number) => toRepositoryId(number, 'test');
const repositories: Repository[] = [
  { id: id(1), name: 'api', projectId: project(1), projectName: 'Payments' },
  { id: id(2), name: 'ledger', projectId: project(1), projectName: 'Payments' },
  { id: id(3), name: 'site', projectId: project(2), projectName: 'Docs' },
];

/** The model over real stores. Nothing is read by itself; a burst of changes ends when the test says so. */
async function scene() {
  const clock = new TestClock();
  const sessions = sessionsWith(clientWith({ showRemoteMirror: () => Promise.reject(cloudError('server')) }));
  const served = { repositories };
  const list = new ListStore<Repository>(
    sessions,
    () => Promise.resolve({ items: served.repositories }),
    (repository) => repository.id,
    clock.now,
  );
  const readings = new Readings();
  const reader = new MirrorReader(readings, sessions, clock.now);
  const settings = { staleAfterHours: 48 };
  const burst = { requested: false, end: () => undefined as unknown };
  const model = new RepositoriesModel({
    list,
    readings,
    clock: clock.now,
    healthSettings: () => settings,
    wordsOf: ({ mirror }, health) => `${health}/${mirror?.failures ?? 0}`,
    withoutProject: 'no project',
    language: 'en',
    coalesce: (work) => {
      burst.end = () => {
        if (burst.requested) {
          burst.requested = false;
          work();
        }
      };
      return { request: () => void (burst.requested = true), dispose: () => undefined };
    },
  });
  const summaries: HealthSummary[] = [];
  const groups: (readonly string[])[] = [];
  model.onDidChange((summary) => summaries.push(summary));
  model.onDidChangeGroups((keys) => groups.push(keys));
  await list.load();
  burst.end();
  const healthy: RemoteMirror = { status: 'finished', lastSuccessfulUpdateAt: clock.ago(HOUR) };
  const failing: RemoteMirror = { ...healthy, status: 'failed', failures: 4 };
  const stale: RemoteMirror = { status: 'finished', lastSuccessfulUpdateAt: clock.ago(100 * HOUR) };
  return { model, list, reader, sessions, settings, served, burst, summaries, groups, clock, healthy, failing, stale };
}

describe('Repositories with their mirrors', () => {
  it('counts nothing as well before it has been read', async () => {
    const { model } = await scene();
    assert.deepEqual(model.current, {
      listKnown: true,
      repositories: 3,
      mirrors: 0,
      unread: 3,
      failed: 0,
      problems: [],
    });
    assert.equal(model.health(id(1)), undefined);
  });

  it('knows at once what the first list is worth, and forgets it at once with the account', async () => {
    const { model, reader, sessions, list, failing, burst } = await scene();
    sessions.replace({ state: 'signedOut' });
    assert.deepEqual([model.current.listKnown, model.current.problems], [false, []]);
    sessions.replace(signedIn(clientWith({})));
    reader.put(id(1), failing);
    await list.load();
    assert.deepEqual(
      model.current.problems.map(({ name }) => name),
      ['api'],
    );
    burst.end();
    assert.equal(model.current.repositories, 3);
  });

  it('has the mirror without a success for longest first, then the one with most failures, with their projects', async () => {
    const { model, reader, failing, clock, served, list, burst } = await scene();
    served.repositories = [...repositories, { id: id(4), name: 'attic' }];
    await list.refresh();
    reader.put(id(1), failing);
    reader.put(id(2), { ...failing, failures: 9 });
    reader.put(id(3), { ...failing, lastSuccessfulUpdateAt: clock.ago(100 * HOUR) });
    reader.put(id(4), { status: 'failed', failures: 1 });
    burst.end();
    assert.deepEqual(
      model.current.problems.map(({ name, project }) => [name, project]),
      [
        ['attic', undefined],
        ['site', 'Docs'],
        ['ledger', 'Payments'],
        ['api', 'Payments'],
      ],
    );
  });

  it('counts mirrors, repositories without one, and problems: the failing first, then by name', async () => {
    const { model, reader, stale, failing, healthy, served, list, burst } = await scene();
    served.repositories = [...repositories, { id: id(4), name: 'attic' }, { id: id(5), name: 'none' }];
    await list.refresh();
    reader.put(id(1), stale);
    reader.put(id(2), failing);
    reader.put(id(3), failing);
    reader.put(id(4), stale);
    reader.put(id(5), undefined);
    burst.end();
    assert.equal(model.current.mirrors, 4);
    assert.equal(model.current.unread, 0);
    assert.deepEqual(
      model.current.problems.map(({ name, severity }) => [name, severity]),
      [
        ['ledger', 'failing'],
        ['site', 'failing'],
        ['api', 'stale'],
        ['attic', 'stale'],
      ],
    );
    assert.equal(model.current.problems[0]?.words, 'failing/4');
    reader.put(id(2), healthy);
    burst.end();
    assert.equal(model.current.problems.length, 3);
  });

  it('tells of a burst of arrivals once', async () => {
    const { reader, burst, summaries, failing } = await scene();
    const before = summaries.length;
    for (const each of [1, 2, 3]) {
      reader.put(id(each), failing);
    }
    assert.equal(summaries.length, before);
    burst.end();
    assert.equal(summaries.length, before + 1);
    assert.equal(summaries.at(-1)?.problems.length, 3);
  });

  it('names the groups whose counts changed, and only those', async () => {
    const { reader, burst, groups, failing, healthy } = await scene();
    reader.put(id(1), failing);
    burst.end();
    assert.deepEqual(groups, [[project(1)]]);
    reader.put(id(1), { ...failing, failures: 5 });
    burst.end();
    assert.equal(groups.length, 1, 'the counts are the same');
    reader.put(id(2), healthy);
    reader.put(id(3), healthy);
    burst.end();
    assert.deepEqual(groups.at(-1)?.toSorted(), [project(1), project(2)]);
    reader.put(id(1), healthy);
    burst.end();
    assert.deepEqual(groups.at(-1), [project(1)]);
  });

  it('counts what needs attention in a group, and what is not known of it', async () => {
    const { model, reader, failing, healthy } = await scene();
    const counts = () => model.groups.map((group) => model.countsOf(group));
    const docs = { size: 1, attention: 0, unchecked: 1 };
    assert.deepEqual(counts(), [docs, { size: 2, attention: 0, unchecked: 2 }]);
    reader.put(id(1), failing);
    assert.deepEqual(counts(), [docs, { size: 2, attention: 1, unchecked: 1 }]);
    reader.put(id(2), undefined);
    reader.put(id(1), healthy);
    assert.deepEqual(counts(), [docs, { size: 2, attention: 0, unchecked: 0 }]);
  });

  it('leaves a group alone while its mirrors are being read, but for one that needs attention', async () => {
    const { reader, burst, groups, failing, healthy } = await scene();
    reader.refresh([id(1), id(2)]);
    reader.put(id(1), healthy);
    burst.end();
    assert.equal(groups.length, 0);
    reader.put(id(1), failing);
    burst.end();
    assert.deepEqual(groups, [[project(1)]]);
    reader.put(id(2), healthy);
    burst.end();
    assert.deepEqual(groups.at(-1), [project(1)]);
    assert.equal(groups.length, 2);
  });

  it('counts a mirror that could not be read again as it was', async () => {
    const { model, reader, burst, failing } = await scene();
    reader.put(id(1), failing);
    reader.refresh([id(1)]);
    await settled();
    burst.end();
    assert.equal(model.mirrorState(id(1)).kind, 'failed');
    assert.equal(model.current.problems.length, 1);
    assert.equal(model.current.unread, 2);
    assert.equal(model.current.failed, 1);
  });

  it('judges by the clock and the setting of the moment', async () => {
    const { model, reader, settings, clock, healthy } = await scene();
    reader.put(id(1), healthy);
    assert.equal(model.recount().problems.length, 0);
    clock.pass(48 * HOUR);
    assert.equal(model.recount().problems.length, 1);
    settings.staleAfterHours = 100;
    assert.equal(model.recount().problems.length, 0);
  });

  it('names each row that has aged, once, and knows when the next one will', async () => {
    const { model, reader, clock, healthy, failing } = await scene();
    const aged: number[] = [];
    model.onDidAge((each) => aged.push(each));
    reader.put(id(1), healthy);
    reader.put(id(2), failing);
    reader.put(id(3), { status: 'started', lastUpdateAt: clock.now() });
    model.recount();
    assert.deepEqual([aged, model.nextChange], [[], new Date(clock.now().getTime() + 2 * HOUR + 1)]);
    clock.pass(2 * HOUR + 1);
    model.recount();
    model.recount();
    assert.deepEqual([aged, model.health(id(3))], [[3], 'stuck']);
    assert.deepEqual(model.nextChange, new Date(clock.now().getTime() + 45 * HOUR));
    clock.pass(45 * HOUR);
    const { problems } = model.recount();
    assert.deepEqual(aged, [3, 1]);
    assert.deepEqual(
      problems.map(({ severity }) => severity),
      ['failing', 'stuck', 'stale'],
    );
    assert.equal(model.nextChange, undefined);
    reader.put(id(1), healthy);
    model.recount();
    assert.deepEqual(aged, [3, 1]);
  });

  it('takes a repository to another project with what is known of it, and asks nothing', async () => {
    const { model, reader, failing, served, list, burst } = await scene();
    reader.put(id(1), failing);
    served.repositories = repositories.map((each) =>
      each.id === id(1) ? { ...each, projectId: project(2), projectName: 'Docs' } : each,
    );
    await list.refresh();
    burst.end();
    assert.deepEqual(
      model.groups.map(({ name, repositories: own }) => [name, ...own.map((each) => each.name)]),
      [
        ['Docs', 'api', 'site'],
        ['Payments', 'ledger'],
      ],
    );
    assert.equal(model.mirrorState(id(1)).kind, 'read');
    assert.deepEqual(
      model.current.problems.map(({ name, project: where }) => [name, where]),
      [['api', 'Docs']],
    );
  });

  it('keeps two repositories of the same name in two projects apart', async () => {
    const { model, reader, failing, healthy, served, list, burst } = await scene();
    served.repositories = [...repositories, { id: id(4), name: 'api', projectId: project(2), projectName: 'Docs' }];
    await list.refresh();
    reader.put(id(1), healthy);
    reader.put(id(4), failing);
    burst.end();
    assert.deepEqual(
      model.current.problems.map(({ repositoryId, project: where }) => [repositoryId, where]),
      [[id(4), 'Docs']],
    );
    const [docs, payments] = model.groups;
    assert.ok(docs && payments);
    assert.deepEqual([model.countsOf(docs).attention, model.countsOf(payments).attention], [1, 0]);
  });

  it('forgets everything of an account that signed out', async () => {
    const { model, reader, sessions, burst, failing, groups } = await scene();
    reader.put(id(1), failing);
    burst.end();
    sessions.replace(signedIn(clientWith(), 'bob'));
    burst.end();
    assert.deepEqual(model.current, {
      listKnown: false,
      repositories: 0,
      mirrors: 0,
      unread: 0,
      failed: 0,
      problems: [],
    });
    assert.deepEqual(model.groups, []);
    assert.equal(model.repository(id(1)), undefined);
    assert.equal(groups.length, 1);
  });

  it('does not count the mirror of a repository that is no longer in the list', async () => {
    const { model, reader, served, list, failing } = await scene();
    reader.put(id(3), failing);
    served.repositories = repositories.slice(0, 2);
    await list.refresh();
    assert.deepEqual(model.recount(), {
      listKnown: true,
      repositories: 2,
      mirrors: 0,
      unread: 2,
      failed: 0,
      problems: [],
    });
  });
});
