import type { Http } from '../http/send';
import type { CodeArtsProjectId, RepositoryId, RepositoryUuid } from '../contract/ids';
import { readBoolean, readCount, readDate, readNumber, readRecord, readText, readWire } from '../contract/readers';
import type { OrOther, Repository, RepositoryDetail, Visibility } from './records';

/** An address is at most 2,048 characters long, and more of an error than this is not read. */
const LONGEST_TEXT = 4_096;

/** Takes the secrets of this client out of a text. */
export type Redactor = Pick<Http, 'redact'>;

/** Record of the v2 look-ups. Every field may be null (vendor page "Querying Details About a Repository"). */
export function fromV2(value: unknown, http: Redactor): Repository | undefined {
  const record = readWire<'RepoInfoV2'>(value);
  const id = readRepositoryId(record?.repository_id);
  if (record === undefined || id === undefined) {
    return undefined;
  }
  return {
    id,
    uuid: readUuid(record.repository_uuid),
    name: readText(record.repository_name) ?? String(id),
    groupName: readText(record.group_name),
    projectId: readProjectId(record.project_uuid),
    projectDeleted: readBoolean(record.project_is_deleted),
    sshUrl: readAddress(record.ssh_url, http),
    httpsUrl: readAddress(record.https_url, http),
    webUrl: readAddress(record.web_url, http),
    visibility: visibilityOf(record.visibility_level),
    createdAt: readDate(record.created_at),
    updatedAt: readDate(record.updated_at),
    size: readText(record.repository_size),
    lfsSize: readText(record.lfs_size),
    creatorName: readText(record.creator_name),
    creatorUserId: readText(record.iam_user_uuid),
    accountName: readText(record.domain_name),
    starred: readBoolean(record.star),
    isOwner: readBoolean(record.is_owner),
    status: readNumber(record.status),
    role: readNumber(record.userRole),
  };
}

/** Record of the v4 list. */
export function fromV4(value: unknown, http: Redactor): Repository | undefined {
  const record = readWire<'RepositorySimplest'>(value);
  const id = readRepositoryId(record?.id);
  if (record === undefined || id === undefined) {
    return undefined;
  }
  return {
    id,
    uuid: readUuid(record.uuid),
    name: readText(record.name) ?? readText(record.path) ?? String(id),
    groupName: readText(record.namespace),
    projectId: readProjectId(record.project_id),
    projectName: readText(record.project_name),
    projectDeleted: readBoolean(record.project_is_delete),
    sshUrl: readAddress(record.ssh_url_to_repo, http),
    httpsUrl: readAddress(record.http_url_to_repo, http),
    visibility: visibilityOf(record.visibility),
    updatedAt: readDate(record.last_repository_updated_at) ?? readDate(record.last_activity_at),
    starred: readBoolean(record.starred),
    status: readNumber(record.status),
    role: readNumber(record.permissions),
    archived: readBoolean(record.archived),
  };
}

/** Record of the v4 look-up. */
export function fromV4Detail(value: unknown, http: Redactor): RepositoryDetail | undefined {
  const record = readWire<'RepositoryDetail'>(value);
  const id = readRepositoryId(record?.id);
  if (record === undefined || id === undefined) {
    return undefined;
  }
  const permissions = readRecord(record.permissions);
  const access = readRecord(permissions?.repository_access) ?? readRecord(permissions?.group_access);
  const importError = readText(record.import_error);
  return {
    id,
    uuid: readUuid(record.uuid),
    name: readText(record.name) ?? readText(record.path) ?? String(id),
    groupName: groupOf(record.namespace, record.path_with_namespace),
    projectId: readProjectId(record.project_id),
    projectName: readText(record.project_name),
    sshUrl: readAddress(record.ssh_url_to_repo, http),
    httpsUrl: readAddress(record.http_url_to_repo, http),
    visibility: visibilityOf(record.visibility),
    createdAt: readDate(record.created_at),
    updatedAt: readDate(record.updated_at) ?? readDate(record.last_activity_at),
    starred: readBoolean(record.starred),
    role: readNumber(access?.access_level),
    archived: readBoolean(record.archived),
    description: readText(record.description),
    defaultBranch: readText(record.default_branch),
    empty: readBoolean(record.empty_repo),
    importUrl: readAddress(record.import_url, http),
    importStatus: readText(record.import_status),
    importError: importError === undefined ? undefined : http.redact(importError, LONGEST_TEXT),
    branchCount: readCount(record.branch_count),
    tagCount: readCount(record.tag_count),
    memberCount: readCount(record.member_count),
  };
}

/** A repository ID of an answer; v1 sends it as text (NOTES.md section 4). */
export function readRepositoryId(value: unknown): RepositoryId | undefined {
  const id = readCount(value, 1);
  return id === undefined || id > 2_147_483_647 ? undefined : (id as RepositoryId); // its range is what makes it one
}

/** An address of an answer, without credentials. */
export function readAddress(value: unknown, http: Redactor): string | undefined {
  const text = readText(value);
  return text === undefined ? undefined : http.redact(text, LONGEST_TEXT);
}

function readUuid(value: unknown): RepositoryUuid | undefined {
  return readText(value) as RepositoryUuid | undefined; // checked when it is sent back
}

function readProjectId(value: unknown): CodeArtsProjectId | undefined {
  return readText(value) as CodeArtsProjectId | undefined; // checked when it is sent back
}

/** v2 numbers (0 private, 20 public), v4 words. What is neither is kept. */
function visibilityOf(value: unknown): OrOther<Visibility> | undefined {
  const text = readText(value);
  return text === '0' ? 'private' : text === '20' ? 'public' : text;
}

/** The namespace is a record here and text in lists. */
function groupOf(namespace: unknown, pathWithNamespace: unknown): string | undefined {
  const record = readRecord(namespace);
  const path = readText(pathWithNamespace);
  const lastSlash = path?.lastIndexOf('/') ?? -1;
  return (
    readText(namespace) ??
    readText(record?.full_path) ??
    readText(record?.path) ??
    (lastSlash > 0 ? path?.slice(0, lastSlash) : undefined)
  );
}
