import { contentsOf } from '../git/history';
import type { History, MirrorEntry, MirrorWire, ProjectRecord, RegistryWire, RepositoryRecord } from '../model';
import type { State } from '../state';
import { pageUrl } from './repositories';

/**
 * The examples of the vendor's pages, word for word but for their web pages: nobody is to land in the true console, which
 * knows nothing of them. Their dates are not relative to the clock.
 */

const MIRROR_DETAILS: MirrorWire = {
  id: 11887,
  repository_id: 2111985337,
  update_status: 'failed',
  last_update_at: '2024-12-27T18:52:21.000+08:00',
  url: 'https://example.com/foo/bar.git',
  last_successful_update_at: '2024-12-27T04:15:00.000+08:00',
  number_of_failures: 1,
  mirroring_enabled: false,
  is_private: false,
  endpoint_uuid: null,
  last_error: '{"msg":"exit status 128","code":"7"}',
};

const MIRROR_ASSOCIATED: MirrorWire = {
  id: 12439,
  repository_id: 2112029391,
  update_status: 'finished',
  last_update_at: '2025-04-24T20:04:44.000+08:00',
  url: 'https://example.com/0379d2da2bae4c38b3d2fbbdb6f2a3f2/test.git',
  last_successful_update_at: '2025-04-24T20:04:44.000+08:00',
  number_of_failures: null,
  mirroring_enabled: false,
  is_private: false,
  endpoint_uuid: null,
  last_error: null,
};

export const REGISTRY: RegistryWire = {
  id: 'ad7552e3-1eb7-475a-b5a4-3d28262b855e',
  registry_name: '0109test',
  registry_type: 'Jfrog',
  api_version: 'V1',
  protocol: 'http',
  registry_addr: '100.85.219.197:8082',
  registry_username: 'admin',
  connect_cluster_id: 'db69f3e6-887f-11ef-9825-0255ac1001b6',
  get_scan_image_channel: 'Swr',
  status: 'fail',
  fail_reason: 'REQUEST_API_ERROR',
  images_num: 0,
  latest_sync_time: 1736925890944,
};

export function addVendorExamples(state: State, project: ProjectRecord, pages: string): void {
  const example = repositoryDetails(project, pages);
  state.addRepository(example);
  state.setMirror(example.id, { kind: 'none', form: 'notFound' });

  state.addRepository(mirrored(example, pages, 2111985337, 'bar', 'foo', '2024-12-01T10:00:00+08:00'));
  state.setMirror(2111985337, entry(MIRROR_DETAILS));
  const group = '0379d2da2bae4c38b3d2fbbdb6f2a3f2';
  state.addRepository(mirrored(example, pages, 2112029391, 'test', group, '2025-04-24T20:00:00+08:00'));
  state.setMirror(2112029391, entry(MIRROR_ASSOCIATED));
}

function entry(record: MirrorWire): MirrorEntry {
  return { kind: 'mirror', record, branches: 'all', setBy: 'sample' };
}

/** "Querying Details About a Repository": much of it is null. */
function repositoryDetails(project: ProjectRecord, pages: string): RepositoryRecord {
  const createdAt = new Date('2019-10-15T09:40:27+08:00');
  const history: History = { seed: 'CreatRepository_MI9Af', commits: 3, until: createdAt };
  return {
    id: 468485,
    uuid: '045ceabb9aea40579d5a759e84fa7f0a',
    name: 'CreatRepository_MI9Af',
    group: 'Demo00228',
    project,
    projectDeleted: false,
    description: '',
    visibility: 'private',
    createdAt,
    updatedAt: null,
    sizeMb: null,
    lfsMb: null,
    creatorName: null,
    accountName: null,
    creatorUuid: null,
    starred: null,
    status: null,
    owned: null,
    role: null,
    archived: false,
    memberCount: 1,
    sshUrl: 'git@repo.alpha.devcloud.intest.com:Demo00228/CreatRepository_MI9Af.git',
    httpsUrl: 'https://repo.alpha.devcloud.intest.com/Demo00228/CreatRepository_MI9Af.git',
    webUrl: pageUrl(pages, 468485),
    history,
    contents: contentsOf(history),
  };
}

/** The mirror pages show no repository, only its number: the rest is made up around the other example. */
function mirrored(
  example: RepositoryRecord,
  pages: string,
  id: number,
  name: string,
  group: string,
  created: string,
): RepositoryRecord {
  const createdAt = new Date(created);
  return {
    ...example,
    id,
    uuid: id.toString(16).padStart(32, '0'),
    name,
    group,
    createdAt,
    updatedAt: createdAt,
    sizeMb: 0.13,
    lfsMb: 0,
    creatorName: 'modile_user',
    accountName: 'modile_user',
    creatorUuid: 'c4bd39f0573a436589714bedbcca8536',
    starred: false,
    status: 0,
    owned: true,
    role: 40,
    memberCount: 3,
    sshUrl: `git@codehub.devcloud.cn-north-4.huaweicloud.com:${group}/${name}.git`,
    httpsUrl: `https://codehub.devcloud.cn-north-4.huaweicloud.com/${group}/${name}.git`,
    webUrl: pageUrl(pages, id),
    history: { seed: name, commits: 3, until: createdAt },
  };
}
