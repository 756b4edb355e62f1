import { DEFAULT_ENTERPRISE } from '../accounts';
import type { Caller } from '../authentication';
import type { RegistryWire } from '../model';
import { refusals } from '../refusals';
import { handler, type Cloud } from './cloud';

/** `GET /v5/{project_id}/image/registries`, with every filter of the page. */
const listRegistry = handler('listRegistry', ({ cloud, caller, path, query }) => {
  const found = granted({ cloud, caller, projectId: path.project_id, enterprise: query.enterprise_project_id })
    .filter(ofTypes(query.registry_type))
    .filter(({ registry_name: name }) => contains(name, query.registry_name))
    .filter(({ registry_addr: address }) => contains(address, query.registry_addr))
    .filter(({ id }) => query.registry_id === undefined || id === query.registry_id)
    .filter(({ status }) => query.status === undefined || status === query.status);
  const start = query.offset ?? 0;
  return { status: 200, body: { total_num: found.length, data_list: found.slice(start, start + (query.limit ?? 10)) } };
});

/** `GET /v5/{project_id}/image/registries/statistics`: registries that are being connected are in neither count. */
const listRegistryStatistics = handler('listRegistryStatistics', ({ cloud, caller, path, query }) => {
  const found = granted({ cloud, caller, projectId: path.project_id, enterprise: query.enterprise_project_id }).filter(
    ofTypes(query.registry_type),
  );
  const count = (status: string): number => found.filter((registry) => registry.status === status).length;
  return { status: 200, body: { success_num: count('success'), fail_num: count('fail') } };
});

export const registryOperations = [listRegistry, listRegistryStatistics] as const;

interface Asked {
  readonly cloud: Cloud;
  readonly caller: Caller | undefined;
  /** Of the path. */
  readonly projectId: string;
  readonly enterprise: string | undefined;
}

/** Registries of the project, as far as the enterprise project that is asked for goes. */
function granted({ cloud, caller, projectId, enterprise = DEFAULT_ENTERPRISE.id }: Asked): RegistryWire[] {
  // A CodeArts project UUID here looks right, and is not: HSS answers that the caller has no rights.
  if (caller?.project?.id !== projectId) {
    throw refusals.hssForbidden();
  }
  return cloud.state.registries
    .filter(({ iamProjectId }) => iamProjectId === projectId)
    .filter(({ enterpriseProjectId: id }) => enterprise === 'all_granted_eps' || enterprise === id)
    .map(({ wire }) => wire);
}

function ofTypes(list: string | undefined): (registry: RegistryWire) => boolean {
  const types = list?.split(',');
  return ({ registry_type: type }) => types === undefined || types.includes(type ?? '');
}

function contains(text: string | null | undefined, part: string | undefined): boolean {
  return part === undefined || (text ?? '').toLowerCase().includes(part.toLowerCase());
}
