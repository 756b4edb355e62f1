import type { Repository } from '../api/index';
import { Cancelled } from '../ui/commands';
import { type Disposable, Disposables, type Event } from '../ui/emitter';
import { ListRetry } from '../ui/listRetry';
import { ListStore } from '../ui/listStore';
import type { Clock, SessionSource } from '../ui/session';
import type { FoundRows } from './foundRows';
import type { RepositoriesModel } from './repositoriesModel';
import type { RepositoryReader } from './repositoryReader';
import type { RowChoice } from './rowChoice';
import type { ServerSearch } from './serverSearch';
import type { ShownGroups } from './shownGroups';

/** A value that is kept for the workspace. */
export interface KeptValue {
  get(): unknown;
  /** @param value undefined to forget it */
  set(value: unknown): Thenable<void>;
}

export interface RowArrangementParts {
  readonly kept: KeptValue;
  readonly groups: ShownGroups;
  readonly model: RepositoriesModel;
  readonly list: ListStore<Repository>;
  readonly listReader: RepositoryReader;
  readonly found: FoundRows;
  readonly sessions: SessionSource;
  readonly clock: Clock;
  readonly visible: () => boolean;
  readonly onDidChangeVisibility: Event<unknown>;
  readonly withoutProject: string;
  readonly language: string;
}

/** What a server finds is worth so many rows; whoever looks for one among more needs a better text. */
const MOST_FOUND = 1_000;

/** Arranges the rows as was chosen in this workspace. What that needs is loaded only where something was chosen. */
export class RowArrangement implements Disposable {
  readonly #owned = new Disposables();
  #search: ServerSearch | undefined;

  constructor(private readonly parts: RowArrangementParts) {
    const { found, groups } = parts;
    this.#owned.add(
      found.onDidChange(() => {
        groups.arrangeBy(groups.arrangement);
      }),
    );
    if (parts.kept.get() !== undefined) {
      void this.apply();
    }
  }

  filter(): Promise<void> {
    return this.#edit(async (choice) => (await import('./arranging')).editFilter(choice));
  }

  group(): Promise<void> {
    return this.#edit(async (choice) => (await import('./arranging')).editGrouping(choice));
  }

  /** Back to all repositories, by project and name. */
  async reset(): Promise<void> {
    await this.parts.kept.set(undefined);
    await this.apply();
  }

  async #edit(edit: (choice: RowChoice) => Promise<RowChoice | undefined>): Promise<void> {
    const { isUsual, readChoice } = await import('./arranging');
    const choice = await edit(readChoice(this.parts.kept.get()));
    if (!choice) {
      throw new Cancelled();
    }
    await this.parts.kept.set(isUsual(choice) ? undefined : choice);
    await this.apply();
  }

  dispose(): void {
    this.#search?.dispose();
    this.#owned.dispose();
  }

  /** Arranges the rows as the kept choice says. */
  async apply(): Promise<void> {
    const { kept, groups, model, list, found, withoutProject, language } = this.parts;
    if (kept.get() === undefined) {
      this.#search?.lookFor(undefined);
      groups.arrangeBy(undefined);
      return;
    }
    const { arrangement, readChoice, searchWord, ServerSearch: Search } = await import('./arranging');
    const choice = readChoice(kept.get());
    this.#search ??= new Search({ list, found, search: (word) => this.#listOf(word) });
    this.#search.lookFor(searchWord(choice.filter.text));
    const subjectOf = model.subject.bind(model);
    groups.arrangeBy(arrangement(choice, subjectOf, withoutProject, language, (id) => model.isBeside(id)));
  }

  /** What the server finds for a word, read again where that fails and somebody looks. */
  #listOf(word: string): Disposable & { readonly list: ListStore<Repository> } {
    const { sessions, listReader, clock, visible, onDidChangeVisibility } = this.parts;
    const owned = new Disposables();
    const read = listReader.searching(word);
    const list = owned.add(new ListStore<Repository>(sessions, read, ({ id }) => id, clock, undefined, MOST_FOUND));
    owned.add(new ListRetry({ list, clock, visible, onDidChangeVisibility }));
    return {
      list,
      dispose: () => {
        owned.dispose();
      },
    };
  }
}
