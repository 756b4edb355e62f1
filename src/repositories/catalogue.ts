import type { Repository, RepositoryId } from '../api/index';
import { type Disposable, Disposables, Emitter, type Event } from '../ui/emitter';
import { type ListStore, loadedOf } from '../ui/listStore';
import type { RepositoriesModel } from './repositoriesModel';

/** What other rooms may know of the repositories of whoever is signed in, as far as their list has been read. */
export interface RepositoryCatalogue {
  readonly all: readonly Repository[];
  /** The list was read again, was read on, or is that of another account. */
  readonly onDidChange: Event<undefined>;
  withId(id: RepositoryId): Repository | undefined;
  /**
   * Those that the address of a Git remote may mean. Usually one; several where only upper and lower case could tell them
   * apart and do not.
   */
  withCloneUrl(url: string): Promise<readonly Repository[]>;
}

/** The list of the view, for those who only look things up. It asks Huawei Cloud for nothing. */
export class Catalogue implements RepositoryCatalogue, Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<undefined>());
  readonly onDidChange = this.#changed.event;
  #known: readonly Repository[];

  constructor(
    private readonly list: ListStore<Repository>,
    private readonly model: Pick<RepositoriesModel, 'repository'>,
  ) {
    this.#known = this.all;
    this.#owned.add(
      list.onDidChange(() => {
        const { all } = this;
        if (all !== this.#known) {
          this.#known = all;
          this.#changed.fire(undefined);
        }
      }),
    );
  }

  get all(): readonly Repository[] {
    return loadedOf(this.list.state)?.items ?? NONE;
  }

  withId(id: RepositoryId): Repository | undefined {
    return this.model.repository(id);
  }

  async withCloneUrl(url: string): Promise<readonly Repository[]> {
    return (await import('./mirrorCommands')).withCloneUrl(this.all, url);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

const NONE: readonly Repository[] = [];
