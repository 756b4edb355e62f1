import type { RepositoryRecord } from '../model';
import { refusals } from '../refusals';
import { handler, repositoryOf } from './cloud';
import { repositoryDetail, repositorySimplest, repositoryV2 } from './repositoryRecords';

/** `GET /v2/projects/repositories`: pages from 1, with a total. */
const listUserAllRepositories = handler('listUserAllRepositories', ({ cloud, query }) => {
  const size = query.page_size ?? 100;
  const start = ((query.page_index ?? 1) - 1) * size;
  const found = newestFirst(cloud.state.repositories().filter(named(query.search)));
  const repositories = found.slice(start, start + size).map(repositoryV2);
  return { status: 200, body: { result: { total: found.length, repositories }, status: 'success' } };
});

/** `GET /v4/user/repositories`: a bare array without a total. */
const listCurrentUserRepositories = handler('listCurrentUserRepositories', ({ cloud, query }) => {
  const start = query.offset ?? 0;
  const found = cloud.state
    .repositories()
    .filter(named(query.search))
    .filter((repository) => repository.archived === (query.archived ?? false))
    .filter((repository) => query.starred !== true || repository.starred === true)
    .filter((repository) => query.membership !== true || repository.role !== null)
    .filter((repository) => query.user_created !== true || repository.owned === true)
    .filter((repository) => query.include_abnormal === true || (repository.status ?? 0) === 0);
  const sorted = newestFirst(found, query.order_by);
  const ordered = query.sort === 'asc' ? sorted.reverse() : sorted;
  return { status: 200, body: ordered.slice(start, start + (query.limit ?? 20)).map(repositorySimplest) };
});

/** `GET /v2/repositories/{repository_uuid}`: a repository that is not there answers 401 (NOTES.md section 5). */
const showRepositoryByUuid = handler('showRepositoryByUuid', ({ cloud, path }) => {
  const repository = cloud.state.repositoryByUuid(path.repository_uuid);
  if (repository === undefined) {
    throw refusals.noRightsOrDeleted();
  }
  return { status: 200, body: { result: repositoryV2(repository), status: 'success' } };
});

/** `GET /v4/repositories/{repository_id}` */
const showRepository = handler('showRepository', ({ cloud, path }) => {
  const repository = repositoryOf(cloud, path.repository_id);
  return { status: 200, body: repositoryDetail(repository, cloud.state.mirror(repository.id)) };
});

export const repositoryOperations = [
  listUserAllRepositories,
  listCurrentUserRepositories,
  showRepositoryByUuid,
  showRepository,
] as const;

function named(search: string | undefined): (repository: RepositoryRecord) => boolean {
  const wanted = search?.toLowerCase();
  return ({ name }) => wanted === undefined || name.toLowerCase().includes(wanted);
}

/** By date, and by number where dates are equal, so that pages neither overlap nor miss one. */
function newestFirst(
  repositories: readonly RepositoryRecord[],
  by: 'created_at' | 'updated_at' = 'created_at',
): RepositoryRecord[] {
  const time = (repository: RepositoryRecord): number =>
    (by === 'updated_at' ? (repository.updatedAt ?? repository.createdAt) : repository.createdAt).getTime();
  return [...repositories].sort((a, b) => time(b) - time(a) || b.id - a.id);
}
