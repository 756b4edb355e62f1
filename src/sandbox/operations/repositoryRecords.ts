import type { Schemas } from '../contract';
import { isoInChina, plainInChina } from '../dates';
import type { MirrorEntry, NoMirror, RepositoryRecord, Visibility } from '../model';

const VISIBILITY_LEVELS: Readonly<Record<Visibility, number>> = { private: 0, internal: 10, public: 20 };

/** The v2 record. */
export function repositoryV2(repository: RepositoryRecord): Schemas['RepoInfoV2'] {
  return {
    repository_uuid: repository.uuid,
    repository_id: repository.id,
    repository_name: repository.name,
    ssh_url: repository.sshUrl,
    https_url: repository.httpsUrl,
    group_name: repository.group,
    web_url: repository.webUrl,
    visibility_level: VISIBILITY_LEVELS[repository.visibility],
    created_at: plainInChina(repository.createdAt),
    updated_at: repository.updatedAt && plainInChina(repository.updatedAt),
    repository_size: size(repository.sizeMb),
    lfs_size: size(repository.lfsMb),
    creator_name: repository.creatorName,
    domain_name: repository.accountName,
    star: repository.starred,
    status: repository.status,
    is_owner: repository.owned === null ? null : Number(repository.owned),
    iam_user_uuid: repository.creatorUuid,
    project_uuid: repository.project.id,
    project_is_deleted: String(repository.projectDeleted),
    userRole: repository.role,
  };
}

/** The record of the v4 list. */
export function repositorySimplest(repository: RepositoryRecord): Schemas['RepositorySimplest'] {
  const touched = isoInChina(repository.updatedAt ?? repository.createdAt);
  return {
    id: repository.id,
    uuid: repository.uuid,
    name: repository.name,
    namespace: repository.group,
    path: repository.name,
    name_with_namespace: `${repository.group} / ${repository.name}`,
    description: repository.description,
    develop_mode: 'normal',
    visibility: repository.visibility,
    security: 'product_internal',
    star_count: Number(repository.starred),
    forks_count: 0,
    open_issues_count: 0,
    open_merge_requests_count: 0,
    starred: repository.starred,
    last_activity_at: touched,
    last_repository_updated_at: touched,
    forked_from_repository: null,
    permissions: repository.role,
    archived: repository.archived,
    member_count: repository.memberCount,
    ssh_url_to_repo: repository.sshUrl,
    http_url_to_repo: repository.httpsUrl,
    status: repository.status === null ? null : String(repository.status),
    active_statistic: [0, 0, 1],
    project_name: repository.project.name,
    project_id: repository.project.id,
    project_is_delete: repository.projectDeleted,
    creator_id: 4097,
  };
}

/** The v4 record of one repository. */
export function repositoryDetail(
  repository: RepositoryRecord,
  mirror: MirrorEntry | NoMirror,
): Schemas['RepositoryDetail'] {
  const { branches, tags, defaultBranch } = repository.contents;
  const imported = mirror.kind === 'mirror' ? (mirror.record.url ?? null) : null;
  return {
    id: repository.id,
    uuid: repository.uuid,
    name: repository.name,
    name_with_namespace: `${repository.group} / ${repository.name}`,
    path: repository.name,
    path_with_namespace: `${repository.group}/${repository.name}`,
    description: repository.description,
    created_at: isoInChina(repository.createdAt),
    updated_at: isoInChina(repository.updatedAt ?? repository.createdAt),
    archived: repository.archived,
    ssh_url_to_repo: repository.sshUrl,
    http_url_to_repo: repository.httpsUrl,
    project_id: repository.project.id,
    project_name: repository.project.name,
    develop_mode: 'normal',
    default_branch: defaultBranch,
    visibility: repository.visibility,
    empty_repo: branches === 0,
    starred: repository.starred,
    import_url: imported,
    import_status: imported === null ? null : 'finished',
    import_error: null,
    branch_count: branches,
    tag_count: tags,
    member_count: repository.memberCount,
  };
}

/** Text with its unit: M, or G from 1024 M on. */
function size(megabytes: number | null): string | null {
  if (megabytes === null) {
    return null;
  }
  return megabytes < 1024 ? `${megabytes.toFixed(2)}M` : `${(megabytes / 1024).toFixed(2)}G`;
}
