import type { Repository, RepositoryId } from '../api/index';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import type { HealthSummary } from '../ui/healthSummary';
import type { RepositoryGroup } from './grouping';
import type { RepositoriesModel } from './repositoriesModel';

/** A choice of rows other than all of them by project and name. */
export interface Arrangement {
  /** What is chosen, for the description of the view. */
  readonly words: string;
  /** Filters some out. */
  readonly isFiltered: boolean;
  /** Another reading of a mirror may put its row elsewhere. */
  readonly followsMirrors: boolean;
  includes(repository: Repository): boolean;
  /** Whether it is left out only because its mirror has not been read. */
  mayInclude(repository: Repository): boolean;
  group(repositories: readonly Repository[]): readonly RepositoryGroup[];
}

/** The group of what needs attention, whatever its project. */
export const ATTENTION_KEY = 'attention';

/** The groups that the view shows: what needs attention, the worst first, then the rows as they were chosen. */
export class ShownGroups implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<void>());
  /** Told when rows are in other groups or in another order although the list is the same. */
  readonly onDidChange = this.#changed.event;
  #arrangement: Arrangement | undefined;
  #projects: readonly RepositoryGroup[] = [];
  #arranged: readonly RepositoryGroup[] = [];
  #attention: RepositoryGroup | undefined;

  constructor(
    private readonly model: RepositoriesModel,
    private readonly attentionName: string,
  ) {
    this.#owned.add(
      model.onDidChange((summary) => {
        this.#follow(summary);
      }),
    );
  }

  get arrangement(): Arrangement | undefined {
    return this.#arrangement;
  }

  get all(): readonly RepositoryGroup[] {
    return this.#attention ? [this.#attention, ...this.rest] : this.rest;
  }

  /** Without the group of what needs attention: each row once. */
  get rest(): readonly RepositoryGroup[] {
    const { groups } = this.model;
    if (!this.#arrangement) {
      return groups;
    }
    if (groups !== this.#projects) {
      this.#projects = groups;
      this.#arranged = this.#arrangement.group(groups.flatMap(({ repositories }) => repositories));
    }
    return this.#arranged;
  }

  withKey(key: string): RepositoryGroup | undefined {
    return this.all.find((group) => group.key === key);
  }

  /** The group, other than that of what needs attention, which has the row of a repository. */
  of(id: RepositoryId): RepositoryGroup | undefined {
    return this.rest.find(({ repositories }) => repositories.some((repository) => repository.id === id));
  }

  arrangeBy(arrangement: Arrangement | undefined): void {
    this.#arrangement = arrangement;
    this.#projects = [];
    this.#attention = this.#attentionOf(this.model.current);
    this.#changed.fire();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #follow(summary: HealthSummary): void {
    const followsMirrors = this.#arrangement?.followsMirrors === true;
    const before = membersOf(followsMirrors ? this.all : [this.#attention]);
    this.#attention = this.#attentionOf(summary);
    if (followsMirrors) {
      this.#projects = [];
    }
    if (membersOf(followsMirrors ? this.all : [this.#attention]) !== before) {
      this.#changed.fire();
    }
  }

  #attentionOf({ problems }: HealthSummary): RepositoryGroup | undefined {
    const repositories = problems
      .flatMap(({ repositoryId }) => this.model.repository(repositoryId) ?? [])
      .filter((repository) => this.#arrangement?.includes(repository) ?? true);
    return repositories.length === 0
      ? undefined
      : { key: ATTENTION_KEY, name: this.attentionName, kind: 'attention', repositories };
  }
}

function membersOf(groups: readonly (RepositoryGroup | undefined)[]): string {
  return JSON.stringify(groups.map((group) => group && [group.key, group.repositories.map(({ id }) => id)]));
}
