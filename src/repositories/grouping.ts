import type { CodeArtsProjectId, Repository, RepositoryId } from '../api/index';

/** Repositories of one CodeArts project. */
export interface RepositoryGroup {
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

/** Repositories by identifier. */
export function byId(repositories: readonly Repository[]): ReadonlyMap<RepositoryId, Repository> {
  return new Map(repositories.map((repository) => [repository.id, repository]));
}
