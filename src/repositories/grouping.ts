import type { CodeArtsProjectId, Repository, RepositoryId } from '../api/index';

/** Repositories of one CodeArts project, or of what `kind` says. */
export interface RepositoryGroup {
  /** Left out for a project. A `flat` group has no row of its own. */
  readonly kind?: 'attention' | 'health' | 'source' | 'flat';
  /** Nobody has looked at its mirrors: opening it would read them all. */
  readonly startsClosed?: boolean;
  /** Stable while the project exists. */
  readonly key: string;
  readonly name: string;
  /** Undefined for repositories that tell of no project. */
  readonly projectId?: CodeArtsProjectId;
  readonly repositories: readonly Repository[];
}

/**
 * Groups repositories by CodeArts project, groups and members ordered by name as people of that language expect.
 * Where the project has no known name, the group of the clone address stands in, then the project's identifier.
 *
 * @param withoutProject name of the group for repositories that belong to no project
 */
export function groupRepositories(
  repositories: readonly Repository[],
  withoutProject: string,
  language?: string,
): readonly RepositoryGroup[] {
  const order = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  const members = new Map<string, Repository[]>();
  for (const repository of repositories) {
    const key = repository.projectId ?? `group:${repository.groupName ?? ''}`;
    const group = members.get(key);
    if (group) {
      group.push(repository);
    } else {
      members.set(key, [repository]);
    }
  }
  return [...members]
    .map(([key, own]) => ({
      key,
      name: nameOf(own, withoutProject),
      projectId: own[0]?.projectId,
      repositories: own.sort((a, b) => order.compare(a.name, b.name) || a.id - b.id),
    }))
    .sort((a, b) => order.compare(a.name, b.name) || (a.key < b.key ? -1 : 1));
}

function nameOf(repositories: readonly Repository[], withoutProject: string): string {
  const texts = repositories.flatMap(({ projectName }) => projectName ?? []);
  const groups = repositories.flatMap(({ groupName }) => groupName ?? []);
  return texts[0] ?? groups[0] ?? repositories[0]?.projectId ?? withoutProject;
}

/** Whether the rows of the group are its own: their repositories have others elsewhere, or leave it when they change. */
export function withinOf({ kind, key }: RepositoryGroup): string | undefined {
  return kind === undefined || kind === 'flat' ? undefined : key;
}

/** Repositories by identifier. */
export function byId(repositories: readonly Repository[]): ReadonlyMap<RepositoryId, Repository> {
  return new Map(repositories.map((repository) => [repository.id, repository]));
}
