import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Page, Repository } from '../../../src/api/index';
import { FoundRows } from '../../../src/repositories/foundRows';
import { MirrorReader } from '../../../src/repositories/mirrorReader';
import { Readings } from '../../../src/repositories/readings';
import { RepositoriesModel } from '../../../src/repositories/repositoriesModel';
import { RepositoryReader } from '../../../src/repositories/repositoryReader';
import { RowArrangement } from '../../../src/repositories/rowArrangement';
import { ShownGroups } from '../../../src/repositories/shownGroups';
import { viewDescription, viewMessage } from '../../../src/repositories/viewHeading';
import { coalesce } from '../../../src/ui/coalesce';
import { Emitter } from '../../../src/ui/emitter';
import { ListStore } from '../../../src/ui/listStore';
import { NOT_WATCHED } from '../../../src/ui/watchState';
import { createFormats } from '../../../src/ui/time';
import { clientWith, cloudError, sessionsWith, settled, signedIn, TestClock } from '../ui/support';
import { repository } from './rowScene';

const CAP = 400;
const group = (name: string): Partial<Repository> => ({ groupName: name });

/** The rows of a list that is not read to its end, as somebody filters them. */
class View {
  readonly clock = new TestClock();
  /** Newest first: what lies behind the cap is not read. */
  readonly onServer: Repository[] = [
    ...Array.from({ length: CAP }, (_, index) => repository(`filler-${index}`, group('team'))),
    repository('payments-api', group('team')),
    repository('legacy-api', group('old')),
    repository('nothing', group('old')),
  ];
  readonly asked: string[] = [];
  fails = false;
  /** What the server finds for a word, where it looks at more than names. */
  readonly alsoFound = new Map<string, Repository>();
  readonly sessions = sessionsWith(this.#client());
  readonly listReader = new RepositoryReader(() => undefined);
  readonly list: ListStore<Repository>;
  readonly readings = new Readings();
  readonly reader = new MirrorReader(this.readings, this.sessions, this.clock.now);
  readonly found = new FoundRows();
  readonly model: RepositoriesModel;
  readonly groups: ShownGroups;
  readonly rows: RowArrangement;
  kept: unknown;

  constructor(cap = CAP) {
    const { sessions, listReader, readings, found } = this;
    const clock = this.clock.now;
    this.list = new ListStore<Repository>(sessions, listReader.read, ({ id }) => id, clock, undefined, cap);
    const words = { withoutProject: 'none', language: 'en' };
    this.model = new RepositoriesModel({
      ...{ list: this.list, found, readings, clock, ...words },
      healthSettings: () => ({ staleAfterHours: 48 }),
      wordsOf: () => '',
      coalesce: (work) => coalesce(work, 1),
    });
    this.groups = new ShownGroups(this.model, 'Needs Attention');
    this.rows = new RowArrangement({
      ...{ groups: this.groups, model: this.model, list: this.list, listReader, found, sessions, clock, ...words },
      kept: {
        get: () => this.kept,
        set: (value) => {
          this.kept = value;
          return Promise.resolve();
        },
      },
      visible: () => true,
      onDidChangeVisibility: new Emitter<unknown>().event,
    });
  }

  #client() {
    return clientWith({
      listCodeArtsProjects: () => Promise.resolve([]),
      listUserAllRepositories: ({ pageIndex = 1, pageSize = 100, search } = {}): Promise<Page<Repository>> => {
        if (search !== undefined && pageIndex === 1) {
          this.asked.push(search);
        }
        if (search !== undefined && this.fails) {
          return Promise.reject(cloudError('offline'));
        }
        const also = search === undefined ? undefined : this.alsoFound.get(search);
        const all = this.onServer.filter((each) => search === undefined || each === also || each.name.includes(search));
        const items = all.slice((pageIndex - 1) * pageSize, pageIndex * pageSize);
        return Promise.resolve({ items, total: all.length, skipped: 0 });
      },
    });
  }

  /** As a window that comes back with a filter: what the person types is another test's. */
  async filter(text: string | undefined): Promise<void> {
    this.kept = text === undefined ? undefined : { filter: { text } };
    await this.rows.apply();
    await this.quiet();
  }

  async quiet(): Promise<void> {
    for (let rounds = 0; rounds < 30; rounds += 1) {
      await settled();
    }
  }

  shown(): readonly string[] {
    return this.groups.rest.flatMap(({ name, repositories }) => repositories.map((each) => `${name}/${each.name}`));
  }

  get heading() {
    const { sessions, list, groups, model, found, reader } = this;
    const watch = { current: NOT_WATCHED };
    return { sessions, list, groups, model, found, reader, watch, clock: this.clock.now, formats: createFormats('en') };
  }

  dispose(): void {
    for (const each of [this.rows, this.groups, this.model, this.reader, this.list, this.found]) {
      each.dispose();
    }
  }
}

describe('A filter of a list that is not read to its end', () => {
  let view: View;
  beforeEach(async () => {
    view = new View();
    await view.list.load();
    await view.quiet();
  });
  afterEach(() => {
    view.dispose();
    mock.timers.reset();
  });

  it('shows what the server finds behind the end, in its place, until the filter goes', async () => {
    assert.equal(view.shown().length, CAP);
    await view.filter('api');
    assert.deepEqual(view.asked, ['api']);
    assert.deepEqual(view.shown(), ['old/legacy-api', 'team/payments-api']);
    assert.equal(viewDescription(view.heading), '2 of 403 · “api” · alice');
    assert.equal(
      viewMessage(view.heading),
      'Not all are listed: 400 of 403 read. What Huawei Cloud finds for “api” is listed too.',
    );
    const [id] = view.groups.rest.flatMap(({ repositories }) => repositories.map((each) => each.id));
    assert.ok(id && view.model.repository(id), 'its mirror is read as any other');
    await view.filter(undefined);
    assert.equal(view.shown().length, CAP);
    assert.equal(view.model.repository(id), undefined);
    assert.equal(viewMessage(view.heading), 'Not all are listed: 400 of 403 read.');
  });

  it('asks for the longest word, and lets the others count', async () => {
    await view.filter('old api legacy');
    assert.deepEqual(view.asked, ['legacy']);
    assert.deepEqual(view.shown(), ['old/legacy-api']);
    await view.filter('team legacy');
    assert.deepEqual(view.shown(), []);
  });

  it('believes the server, which may look at more than is known here', async () => {
    const [other] = view.onServer.slice(-1);
    assert.ok(other);
    view.alsoFound.set('alice', other);
    await view.filter('alice');
    assert.deepEqual(view.shown(), ['old/nothing']);
  });

  it('shows once what is in the list too', async () => {
    await view.filter('filler-7');
    assert.equal(view.shown().filter((each) => each === 'team/filler-7').length, 1);
  });

  it('counts nothing twice', async () => {
    await view.filter('api');
    assert.equal(view.model.recount().repositories, 403);
  });

  it('asks nothing without a text, or where the list holds everything', async () => {
    view.kept = { filter: { mirrorsOnly: true } };
    await view.rows.apply();
    await view.quiet();
    view.dispose();
    view = new View(1000);
    await view.list.load();
    await view.quiet();
    await view.filter('api');
    assert.deepEqual(view.shown(), ['old/legacy-api', 'team/payments-api']);
    assert.deepEqual(view.asked, []);
    assert.equal(viewMessage(view.heading), undefined);
  });

  it('says that the server could not be searched, and tries again', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    view.fails = true;
    await view.filter('api');
    assert.deepEqual(view.shown(), []);
    assert.match(
      viewMessage(view.heading) ?? '',
      /400 of 403 read\. Huawei Cloud could not be searched for “api”\. Huawei Cloud could not be reached/,
    );
    view.fails = false;
    view.clock.pass(60_000);
    mock.timers.tick(60_000);
    await view.quiet();
    assert.equal(view.shown().length, 2);
  });

  it('says when the server finds more than is worth listing', async () => {
    view.onServer.push(...Array.from({ length: 1500 }, (_, index) => repository(`many-${index}`, group('team'))));
    await view.filter('many');
    assert.equal(view.shown().length, 1000);
    assert.match(viewMessage(view.heading) ?? '', /finds more for “many” than can be listed/);
  });

  it('is answered anew when the list is read again', async () => {
    await view.filter('api');
    view.onServer.push(repository('new-api', group('team')));
    view.clock.pass(1000);
    await view.list.refresh();
    await view.quiet();
    assert.deepEqual(view.shown(), ['old/legacy-api', 'team/new-api', 'team/payments-api']);
  });

  it('leaves nothing to another account, in no moment', async () => {
    await view.filter('api');
    const seen: string[] = [];
    view.list.onDidChange(() => seen.push(...view.shown()));
    view.groups.onDidChange(() => seen.push(...view.shown()));
    view.onServer.length = 0;
    view.sessions.replace(signedIn(clientWith(), 'bob'));
    await view.quiet();
    assert.deepEqual([seen, view.shown(), view.found.current], [[], [], undefined]);
  });
});
