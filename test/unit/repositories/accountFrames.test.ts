import '../../../bench/shared/editorStub';
import assert from 'node:assert/strict';
import { type Repository, toRepositoryId } from '../../../src/api/index';
import { mirrorWords } from '../../../src/repositories/mirrorWords';
import type { RepositoryNode } from '../../../src/repositories/nodes';
import { RepositoriesModel } from '../../../src/repositories/repositoriesModel';
import { RepositoriesTree } from '../../../src/repositories/repositoriesTree';
import { ShownGroups } from '../../../src/repositories/shownGroups';
import { coalesce } from '../../../src/ui/coalesce';
import { Disposables } from '../../../src/ui/emitter';
import { createFormats } from '../../../src/ui/time';
import type { EditorWindow } from '../../support/world/editorWindow';
import { START, World } from '../../support/world/world';
import { profileOf } from '../ui/support';

const MINUTE = 60_000;

/** The view over a window, and everything that it has shown, in each moment in which the editor might look. */
class Film {
  readonly #owned = new Disposables();
  readonly #tree: RepositoriesTree;
  readonly #model: RepositoriesModel;
  readonly #groups: ShownGroups;
  /** What was seen, with whose session it was. */
  readonly frames: { readonly who: string; readonly shown: readonly string[] }[] = [];

  /** Nobody has read a mirror for who is signed in before this: there is no picture of theirs on the disk. */
  nothingBefore: number | undefined;

  constructor(
    world: World,
    private readonly window: EditorWindow,
  ) {
    const { list, readings, reader } = window;
    const { clock } = world.time;
    const formats = createFormats('en');
    this.#model = this.#owned.add(
      new RepositoriesModel({
        ...{ list, readings, clock, withoutProject: 'none', language: 'en' },
        healthSettings: () => ({ staleAfterHours: 48 }),
        wordsOf: (reading, health) => mirrorWords(reading, health, clock(), formats),
        coalesce: (work) => coalesce(work, 100),
      }),
    );
    this.#groups = this.#owned.add(new ShownGroups(this.#model, 'Needs Attention'));
    this.#tree = this.#owned.add(
      new RepositoriesTree({
        ...{ model: this.#model, groups: this.#groups, list, readings, reader, clock, formats },
        away: { current: undefined, since: undefined, onDidChange: () => ({ dispose: () => undefined }) },
        muted: { isMuted: () => false, onDidChange: () => ({ dispose: () => undefined }) },
        fullRecord: (known) => Promise.resolve(known),
      }),
    );
    const look = (): void => {
      this.#look();
    };
    for (const event of [
      this.#tree.onDidChangeTreeData,
      this.#groups.onDidChange,
      this.#model.onDidChange,
      list.onDidChange,
      readings.onDidChange,
      window.sessions.onDidChange,
    ]) {
      this.#owned.add((event as (listener: () => void) => { dispose(): void })(look));
    }
  }

  /** As the editor does when it draws the view: all groups, and the rows in them. */
  async draw(): Promise<void> {
    const rows = await this.#tree.getChildren();
    const members = await Promise.all(rows.map((row) => this.#tree.getChildren(row)));
    this.#note([...rows, ...members.flat()].map((row) => this.#labelOf(row)));
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #look(): void {
    const repositories = this.#groups.all.flatMap((group) => group.repositories);
    const { problems } = this.#model.current;
    this.#note([...repositories, ...problems].map(({ name }) => name));
    const { nothingBefore = 0 } = this;
    for (const [id] of this.window.readings.entries()) {
      const asOf = this.window.readings.of(id)?.asOf.getTime();
      if (asOf !== undefined && asOf < nothingBefore) {
        this.#note([`alice-${id} as it was read before`]);
      }
    }
    void this.draw();
  }

  #labelOf(row: RepositoryNode): string {
    const { label } = this.#tree.getTreeItem(row);
    return typeof label === 'string' ? label : '';
  }

  #note(shown: readonly string[]): void {
    const { current } = this.window.sessions;
    this.frames.push({ who: current.state === 'signedOut' ? 'nobody' : current.profile.id, shown });
  }

  /** Names of repositories that somebody saw whose they are not. */
  strangers(): readonly string[] {
    return this.frames.flatMap(({ who, shown }) =>
      shown
        .filter((name) => /^(?:alice|bob)-/.test(name) && !name.startsWith(`${who}-`))
        .map((name) => `${who}: ${name}`),
    );
  }

  sawOwn(who: string): boolean {
    return this.frames.some((frame) => frame.who === who && frame.shown.some((name) => name.startsWith(`${who}-`)));
  }
}

describe('What one account sees of another', function () {
  this.timeout(60_000);
  let world: World;
  let window: EditorWindow;
  let film: Film;
  beforeEach(async () => {
    world = new World({ repositories: 250, mirrors: 50, days: 2, failing: 0.5 });
    serve('alice');
    window = world.open('window');
    window.focused = true;
    film = new Film(world, window);
    void film.draw();
    await world.time.run(START + 5 * MINUTE);
  });
  afterEach(async () => {
    film.dispose();
    await world.close();
    world.end();
  });

  /** The repositories of that account, some with the same identifiers as those of the other. */
  function serve(who: string): void {
    world.cloud.repositories = Array.from({ length: 250 }, (_, index): Repository => {
      const id = toRepositoryId(index + (who === 'alice' ? 1 : 50), 'test');
      return { id, name: `${who}-${id}`, projectName: `Project ${index % 7}` };
    });
  }
  function signIn(who: string): void {
    serve(who);
    const { current } = window.sessions;
    assert.ok(current.state === 'signedIn');
    film.nothingBefore = who === 'bob' && !film.sawOwn('bob') ? world.time.now : undefined;
    window.sessions.replace({ ...current, profile: profileOf(who) });
  }
  const pass = (milliseconds: number): Promise<void> => world.time.run(world.time.now + milliseconds);

  it('is nothing, whenever the editor looks, while lists and mirrors are under way', async () => {
    assert.ok(film.sawOwn('alice'));
    for (const who of ['bob', 'alice', 'bob', 'alice']) {
      void window.list.refresh();
      window.show(world.cloud.mirrors.slice(0, 12));
      window.reader.refresh(world.cloud.mirrors.slice(0, 12));
      await pass(200);
      signIn(who);
      void film.draw();
      await pass(2 * MINUTE);
    }
    assert.ok(film.sawOwn('bob'));
    assert.deepEqual(film.strangers(), []);
  });

  it('is nothing where the account before has a picture on the disk, and the other has none or its own', async () => {
    for (const who of ['bob', 'alice', 'bob']) {
      world.cloud.fault = undefined;
      await pass(2 * MINUTE);
      signIn(who);
      void film.draw();
      await pass(100);
    }
    await pass(2 * MINUTE);
    assert.deepEqual(film.strangers(), []);
  });

  it('is nothing after somebody has signed out', async () => {
    const before = film.frames.length;
    window.sessions.replace({ state: 'signedOut' });
    void film.draw();
    await pass(2 * MINUTE);
    const after = film.frames.slice(before).filter(({ who }) => who === 'nobody');
    assert.ok(after.length > 0);
    assert.deepEqual(
      after.flatMap(({ shown }) => shown.filter((name) => name.startsWith('alice-'))),
      [],
    );
  });
});
