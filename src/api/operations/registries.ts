import { listOf, unexpectedAnswer } from './answers';
import { badInput, checkInteger, checkOneOf, checkText } from '../errors/inputChecks';
import { toIamProjectId } from './identifiers';
import type { CallOptions } from './queries';
import type { Http } from '../http/send';
import { encodeStrictly, type QueryValue } from '../http/httpRequest';
import type { IamProjectId, RegistryId } from '../contract/ids';
import { type Chunk, readPages, toPage } from './paging';
import { readAddress, type Redactor } from './repositoryRecords';
import { readCount, readDate, readRecord, readText, readWire } from '../contract/readers';
import {
  type Page,
  type Registry,
  REGISTRY_STATUSES,
  REGISTRY_TYPES,
  type RegistryQuery,
  type RegistryStatistics,
  type RegistryType,
} from './records';

/** What a call to HSS is sent with. */
export interface Hss {
  readonly http: Http;
  readonly iamProjectId: IamProjectId | undefined;
  /** Used where the call itself names none. */
  readonly enterpriseProjectId: string | undefined;
}

/** A limit up to 200 is allowed, while an answer is documented to hold at most 100 records. */
const LARGEST_ANSWER = 100;

/**
 * One page of the container image registries that HSS watches.
 *
 * @param query `offset` 0-2000000, `limit` 10-200 (10 when left out), filters as in `RegistryQuery`.
 * @returns The page. With `id`, only that registry, and no total: the server filters inaccurately.
 * @throws CloudError of any kind; `invalid` without an IAM project.
 * Source: vendor page 获取镜像仓列表.
 */
export async function listRegistry(
  hss: Hss,
  query: RegistryQuery = {},
  options: CallOptions = {},
): Promise<Page<Registry>> {
  return filtered((await fetchRegistries(hss, query, options)).page, query.id);
}

/** All pages of `listRegistry`, at most 100 records each. */
export async function* allRegistries(
  hss: Hss,
  query: Omit<RegistryQuery, 'offset'> = {},
  options: CallOptions = {},
): AsyncGenerator<Page<Registry>, void, undefined> {
  const limit = Math.min(query.limit ?? LARGEST_ANSWER, LARGEST_ANSWER);
  const pages = readPages<Registry>({
    fetch: ({ offset }) => fetchRegistries(hss, { ...query, limit, offset }, options),
    idOf: (registry) => registry.id,
    pageSize: limit,
  });
  for await (const page of pages) {
    yield filtered(page, query.id);
  }
}

/**
 * How many registries are connected and how many failed. Those being connected are in neither count.
 *
 * @throws CloudError of any kind; `invalid` without an IAM project.
 * Source: ListRegistryStatistics.
 */
export async function listRegistryStatistics(
  hss: Hss,
  query: { readonly enterpriseProjectId?: string; readonly types?: readonly RegistryType[] } = {},
  options: CallOptions = {},
): Promise<RegistryStatistics> {
  const operation = 'listRegistryStatistics';
  const answer = await hss.http.send({
    operation,
    service: 'hss',
    method: 'GET',
    path: `${registriesPath(hss, operation)}/statistics`,
    query: commonParameters(hss, query, operation),
    signal: options.signal,
    background: options.background,
  });
  const record = readRecord(answer.body);
  if (record === undefined) {
    throw unexpectedAnswer(operation, answer, 'counts');
  }
  return { succeeded: readCount(record.success_num), failed: readCount(record.fail_num) };
}

async function fetchRegistries(hss: Hss, query: RegistryQuery, options: CallOptions): Promise<Chunk<Registry>> {
  const operation = 'listRegistry';
  const { offset, limit, name, id, address, status } = query;
  const answer = await hss.http.send({
    operation,
    service: 'hss',
    method: 'GET',
    path: registriesPath(hss, operation),
    query: {
      ...commonParameters(hss, query, operation),
      offset: offset === undefined ? undefined : checkInteger(offset, 0, 2_000_000, 'offset', operation),
      limit: limit === undefined ? undefined : checkInteger(limit, 10, 200, 'limit', operation),
      registry_name: name === undefined ? undefined : checkText(name, 128, 'name', operation),
      registry_id: id === undefined ? undefined : checkText(id, 64, 'id', operation),
      registry_addr: address === undefined ? undefined : checkText(address, 256, 'address', operation),
      status: status === undefined ? undefined : checkOneOf(status, REGISTRY_STATUSES, 'status', operation),
    },
    signal: options.signal,
    background: options.background,
  });
  const wire = readWire<'RegistryList'>(answer.body);
  const total = readCount(wire?.total_num);
  const records = listOf(wire?.data_list ?? (total === 0 ? null : undefined), operation, answer, 'registries');
  return {
    page: toPage(records, (record) => toRegistry(record, hss.http), total),
    received: records.length,
    // The total is documented to stop at 100, so that 100 can mean more.
    total: total === 100 ? undefined : total,
  };
}

function commonParameters(
  hss: Hss,
  query: { readonly enterpriseProjectId?: string; readonly types?: readonly RegistryType[] },
  operation: string,
): Record<string, QueryValue> {
  const enterprise = query.enterpriseProjectId ?? hss.enterpriseProjectId;
  const types = query.types?.map((type) => checkOneOf(type, REGISTRY_TYPES, 'types', operation)) ?? [];
  return {
    enterprise_project_id:
      enterprise === undefined ? undefined : checkText(enterprise, 256, 'enterpriseProjectId', operation),
    registry_type: types.length === 0 ? undefined : types.join(','),
  };
}

function registriesPath(hss: Hss, operation: string): string {
  if (hss.iamProjectId === undefined) {
    throw badInput(operation, 'iamProjectId', 'empty', 'is not known');
  }
  return `/v5/${encodeStrictly(toIamProjectId(hss.iamProjectId, operation))}/image/registries`;
}

/** The `registry_id` filter of the service is inaccurate (NOTES.md section 7). */
function filtered(page: Page<Registry>, id: string | undefined): Page<Registry> {
  if (id === undefined) {
    return page;
  }
  const items = page.items.filter((registry) => registry.id === id);
  return { items, skipped: page.skipped + page.items.length - items.length };
}

function toRegistry(value: unknown, http: Redactor): Registry | undefined {
  const record = readWire<'RegistryInfo'>(value);
  const id = readText(record?.id);
  if (record === undefined || id === undefined) {
    return undefined;
  }
  return {
    id: id as RegistryId, // HSS is who gives these identifiers out
    name: readText(record.registry_name) ?? id,
    type: readText(record.registry_type),
    apiVersion: readText(record.api_version),
    protocol: readText(record.protocol),
    address: readAddress(record.registry_addr, http),
    username: readText(record.registry_username),
    namespace: readText(record.namespace),
    clusterId: readText(record.connect_cluster_id),
    scanChannel: readText(record.get_scan_image_channel),
    status: readText(record.status),
    failReason: readAddress(record.fail_reason, http),
    imageCount: readCount(record.images_num),
    lastSyncAt: readDate(record.latest_sync_time),
  };
}
