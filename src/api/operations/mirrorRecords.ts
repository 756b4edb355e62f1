import { unwrapped } from './answers';
import { toMirrorError } from './mirrorErrors';
import { readBoolean, readCount, readDate, readRecord, readText, readWire } from '../contract/readers';
import type { RemoteMirror, RemoteMirrorSettings } from './records';
import { readAddress, readRepositoryId, type Redactor } from './repositoryRecords';

/** What tells a record of a mirror from any other. */
const MIRROR_FIELDS = ['url', 'update_status'] as const;
const SETTINGS_FIELDS = ['url', 'mirroring_enabled', 'endpoint_uuid', 'sync_branch_type'] as const;

/** What an answer says of a mirror. `unreadable`: it is none of the shapes that have a meaning. */
export type MirrorAnswer = RemoteMirror | 'noMirror' | 'unreadable';

/**
 * Reads the answer to a question for a mirror. "No mirror" is `null`, an empty record, or one whose address and status
 * are both empty (NOTES.md section 6); everything else that is no mirror says nothing at all.
 */
export function readMirror(body: unknown, http: Redactor): MirrorAnswer {
  const value = unwrapped(body, MIRROR_FIELDS);
  if (value === null) {
    return 'noMirror';
  }
  const record = readRecord(value);
  if (record === undefined) {
    return 'unreadable';
  }
  const names = Object.keys(record);
  if (names.length === 0) {
    return 'noMirror';
  }
  const known = MIRROR_FIELDS.filter((field) => Object.hasOwn(record, field));
  if (known.length === 0 || known.some((field) => !isTextOrNothing(record[field]))) {
    return 'unreadable';
  }
  const mirror = toRemoteMirror(record, http);
  return hasNothing(mirror) ? 'noMirror' : mirror;
}

/** A status of `none` means that nothing ever ran: without an address, and without a trace of a run, that is nothing. */
function hasNothing({ sourceUrl, status, failures, lastError, lastUpdateAt }: RemoteMirror): boolean {
  const neverRan = (failures ?? 0) === 0 && lastError === undefined && lastUpdateAt === undefined;
  return sourceUrl === undefined && (status === undefined || (status.toLowerCase() === 'none' && neverRan));
}

function isTextOrNothing(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'string' || typeof value === 'number';
}

/** Record of a mirror; every field may be missing (vendor page 获取仓库镜像详情). */
function toRemoteMirror(value: unknown, http: Redactor): RemoteMirror {
  const record = readWire<'RemoteMirror'>(value) ?? {};
  return {
    id: readCount(record.id),
    repositoryId: readRepositoryId(record.repository_id),
    status: readText(readText(record.update_status)?.trim()),
    lastUpdateAt: readDate(record.last_update_at),
    lastSuccessfulUpdateAt: readDate(record.last_successful_update_at),
    sourceUrl: readText(readAddress(record.url, http)?.trim()),
    failures: readCount(record.number_of_failures),
    scheduled: readBoolean(record.mirroring_enabled),
    isPrivate: readBoolean(record.is_private),
    endpointUuid: readText(record.endpoint_uuid),
    lastError: toMirrorError(record.last_error, http),
  };
}

/**
 * Answer of an update.
 *
 * @returns `undefined` when it is none of the shapes that have a meaning; no settings when it says nothing.
 */
export function readMirrorSettings(body: unknown, http: Redactor): RemoteMirrorSettings | undefined {
  const value = unwrapped(body ?? {}, SETTINGS_FIELDS);
  const record = readRecord(value);
  const wire = readWire<'RemoteMirrorSettings'>(value);
  if (record === undefined || wire === undefined) {
    return undefined;
  }
  const names = Object.keys(record);
  if (names.length > 0 && !SETTINGS_FIELDS.some((field) => Object.hasOwn(record, field))) {
    return undefined;
  }
  return {
    sourceUrl: readAddress(wire.url, http),
    scheduled: readBoolean(wire.mirroring_enabled),
    endpointUuid: readText(wire.endpoint_uuid),
    branches: readText(wire.sync_branch_type),
  };
}
