import type { Caller } from '../authentication';
import type { RegistryWire } from '../model';
import { refusals } from '../refusals';
import { handler } from './cloud';

/** `GET /v5/{project_id}/image/registries`, with every filter of the page. */
const listRegistry = handler('listRegistry', ({ cloud, caller, path, query }) => {
  checkProject(caller, path.project_id);
  const found = cloud.state.registries
    .filter(ofTypes(query.registry_type))
    .filter(() => isKnownEnterprise(query.enterprise_project_id))
    .filter(({ registry_name: name }) => contains(name, query.registry_name))
    .filter(({ registry_addr: address }) => contains(address, query.registry_addr))
    .filter(({ id }) => query.registry_id === undefined || id === query.registry_id)
    .filter(({ status }) => query.status === undefined || status === query.status);
  const start = query.offset ?? 0;
  return { status: 200, body: { total_num: found.length, data_list: found.slice(start, start + (query.limit ?? 10)) } };
});

/** `GET /v5/{project_id}/image/registries/statistics`: registries that are being connected are in neither count. */
const listRegistryStatistics = handler('listRegistryStatistics', ({ cloud, caller, path, query }) => {
  checkProject(caller, path.project_id);
  const found = cloud.state.registries
    .filter(ofTypes(query.registry_type))
    .filter(() => isKnownEnterprise(query.enterprise_project_id));
  const count = (status: string): number => found.filter((registry) => registry.status === status).length;
  return { status: 200, body: { success_num: count('success'), fail_num: count('fail') } };
});

export const registryOperations = [listRegistry, listRegistryStatistics] as const;

/** A CodeArts project UUID here looks right, and is not: HSS answers that the caller has no rights. */
function checkProject(caller: Caller | undefined, projectId: string): void {
  if (caller?.project?.id !== projectId) {
    throw refusals.hssForbidden();
  }
}

/** All registries of the sample are in the default enterprise project. */
function isKnownEnterprise(id: string | undefined): boolean {
  return id === undefined || id === '0' || id === 'all_granted_eps';
}

function ofTypes(list: string | undefined): (registry: RegistryWire) => boolean {
  const types = list?.split(',');
  return ({ registry_type: type }) => types === undefined || types.includes(type ?? '');
}

function contains(text: string | null | undefined, part: string | undefined): boolean {
  return part === undefined || (text ?? '').toLowerCase().includes(part.toLowerCase());
}
