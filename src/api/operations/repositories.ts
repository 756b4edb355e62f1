import { listOf, succeeded, unexpectedAnswer, unwrapped } from './answers';
import { checkInteger, checkOneOf, checkText } from '../errors/inputChecks';
import { toRepositoryId, toRepositoryUuid } from './identifiers';
import type { CallOptions, CurrentUserRepositoriesQuery, UserRepositoriesQuery } from './queries';
import type { Http } from '../http/send';
import { encodeStrictly, type QueryValue } from '../http/httpRequest';
import type { RepositoryId, RepositoryUuid } from '../contract/ids';
import { type Chunk, readPages, toPage } from './paging';
import { readCount, readRecord, readWire } from '../contract/readers';
import type { Page, Repository, RepositoryDetail } from './records';
import { fromV2, fromV4, fromV4Detail } from './repositoryRecords';

const LARGEST_INTEGER = 2_147_483_647;
const LARGEST_PAGE = 100;

/**
 * One page of the user's repositories, the operation that the mirror pages name as the source of the repository ID.
 *
 * @param query `pageIndex` from 1, `pageSize` 1-100 (100 when left out), `search` up to 512 characters.
 * @throws CloudError of any kind.
 * Source: ListUserAllRepositories (v2).
 */
export async function listUserAllRepositories(
  http: Http,
  query: UserRepositoriesQuery = {},
  options: CallOptions = {},
): Promise<Page<Repository>> {
  return (await fetchUserPage(http, query, options)).page;
}

/** All pages of `listUserAllRepositories`. Input is checked when the iteration begins. */
export function allUserRepositories(
  http: Http,
  query: Omit<UserRepositoriesQuery, 'pageIndex'> = {},
  options: CallOptions = {},
): AsyncIterable<Page<Repository>> {
  const pageSize = query.pageSize ?? LARGEST_PAGE;
  return readPages<Repository>({
    fetch: ({ index }) => fetchUserPage(http, { ...query, pageSize, pageIndex: index + 1 }, options),
    idOf: (repository) => repository.id,
    pageSize,
  });
}

/**
 * One page of the user's repositories with sorting and filters. The server tells no total.
 *
 * @param query `offset` from 0, `limit` 1-100 (20 when left out), `search` up to 512 characters.
 * @throws CloudError of any kind.
 * Source: ListCurrentUserRepositories (v4).
 */
export async function listCurrentUserRepositories(
  http: Http,
  query: CurrentUserRepositoriesQuery = {},
  options: CallOptions = {},
): Promise<Page<Repository>> {
  return (await fetchCurrentUserPage(http, query, options)).page;
}

/** All pages of `listCurrentUserRepositories`, 100 records each unless `limit` says otherwise. */
export function allCurrentUserRepositories(
  http: Http,
  query: Omit<CurrentUserRepositoriesQuery, 'offset'> = {},
  options: CallOptions = {},
): AsyncIterable<Page<Repository>> {
  const limit = query.limit ?? LARGEST_PAGE;
  return readPages<Repository>({
    fetch: ({ offset }) => fetchCurrentUserPage(http, { ...query, limit, offset }, options),
    idOf: (repository) => repository.id,
    pageSize: limit,
  });
}

/**
 * Repository by UUID.
 *
 * @throws CloudError; `forbidden`/`noPermissionOrDeleted` when it was deleted or the caller removed from it.
 * Source: vendor page "Querying Details About a Repository" (v2).
 */
export async function showRepositoryByUuid(
  http: Http,
  uuid: RepositoryUuid | string,
  options: CallOptions = {},
): Promise<Repository> {
  const operation = 'showRepositoryByUuid';
  const checked = toRepositoryUuid(uuid, operation);
  const answer = await http.send({
    operation,
    service: 'repo',
    method: 'GET',
    path: `/v2/repositories/${encodeStrictly(checked)}`,
    signal: options.signal,
    background: options.background,
  });
  const repository = fromV2(readWire<'RepoInfoV2Envelope'>(answer.body)?.result, http);
  if (repository === undefined) {
    throw unexpectedAnswer(operation, answer, 'repository');
  }
  return repository;
}

/**
 * Repository by its numeric ID.
 *
 * @param id 1-2147483647.
 * @throws CloudError; `notFound`/`repositoryNotFound` when there is none.
 * Source: ShowRepository (v4).
 */
export async function showRepository(
  http: Http,
  id: RepositoryId | number,
  options: CallOptions = {},
): Promise<RepositoryDetail> {
  const operation = 'showRepository';
  const answer = await http.send({
    operation,
    service: 'repo',
    method: 'GET',
    path: `/v4/repositories/${toRepositoryId(id, operation)}`,
    signal: options.signal,
    background: options.background,
  });
  const repository = fromV4Detail(unwrapped(answer.body, ['id']), http);
  if (repository === undefined) {
    throw unexpectedAnswer(operation, answer, 'repository');
  }
  return repository;
}

async function fetchUserPage(
  http: Http,
  query: UserRepositoriesQuery,
  options: CallOptions,
): Promise<Chunk<Repository>> {
  const operation = 'listUserAllRepositories';
  const { pageIndex, pageSize, search } = query;
  const answer = await http.send({
    operation,
    service: 'repo',
    method: 'GET',
    path: '/v2/projects/repositories',
    query: {
      page_index: integer(pageIndex, 1, LARGEST_INTEGER, 'pageIndex', operation),
      page_size: integer(pageSize, 1, LARGEST_PAGE, 'pageSize', operation),
      search: searchText(search, operation),
    },
    signal: options.signal,
    background: options.background,
  });
  const envelope = readWire<'RepoListV2Envelope'>(answer.body);
  const page = readRecord(envelope?.result);
  const total = readCount(page?.total);
  // An empty list may be left out, by an answer that otherwise says that there is nothing to list.
  const saysSuccess = envelope?.status !== undefined && succeeded(envelope.status);
  const nothing = total === 0 || (envelope?.result === null && saysSuccess) ? null : undefined;
  const records = listOf(page?.repositories ?? nothing, operation, answer, 'repositories');
  return { page: toPage(records, (record) => fromV2(record, http), total), received: records.length, total };
}

async function fetchCurrentUserPage(
  http: Http,
  query: CurrentUserRepositoriesQuery,
  options: CallOptions,
): Promise<Chunk<Repository>> {
  const operation = 'listCurrentUserRepositories';
  const { orderBy, sort } = query;
  const parameters: Record<string, QueryValue> = {
    offset: integer(query.offset, 0, LARGEST_INTEGER, 'offset', operation),
    limit: integer(query.limit, 1, LARGEST_PAGE, 'limit', operation),
    order_by: orderBy && checkOneOf(orderBy, ['created_at', 'updated_at'], 'orderBy', operation),
    sort: sort && checkOneOf(sort, ['asc', 'desc'], 'sort', operation),
    search: searchText(query.search, operation),
    archived: query.archived,
    starred: query.starred,
    membership: query.membership,
    user_created: query.userCreated,
    include_abnormal: query.includeAbnormal,
  };
  const answer = await http.send({
    operation,
    service: 'repo',
    method: 'GET',
    path: '/v4/user/repositories',
    query: parameters,
    signal: options.signal,
    background: options.background,
  });
  const records = listOf(unwrapped(answer.body, []), operation, answer, 'repositories');
  return { page: toPage(records, (record) => fromV4(record, http)), received: records.length };
}

function integer(
  value: number | undefined,
  minimum: number,
  maximum: number,
  parameter: string,
  operation: string,
): number | undefined {
  return value === undefined ? undefined : checkInteger(value, minimum, maximum, parameter, operation);
}

function searchText(search: string | undefined, operation: string): string | undefined {
  const text = search?.trim();
  return text === undefined || text === '' ? undefined : checkText(text, 512, 'search', operation);
}
