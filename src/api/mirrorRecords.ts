import { readBoolean, readCount, readDate, readRecord, readText, readWire } from './readers';
import type { MirrorError, RemoteMirror, RemoteMirrorSettings } from './records';
import { readAddress, readRepositoryId, type Redactor } from './repositoryRecords';

const LONGEST_ERROR = 4_000;
/** Beyond this, parsing would only serve to throw the result away. */
const LONGEST_JSON = 256 * 1024;
const MAX_NESTING = 3;

/** Record of a mirror; every field may be missing (vendor page 获取仓库镜像详情). */
export function toRemoteMirror(value: unknown, http: Redactor): RemoteMirror {
  const record = readWire<'RemoteMirror'>(value) ?? {};
  return {
    id: readCount(record.id),
    repositoryId: readRepositoryId(record.repository_id),
    status: readText(record.update_status),
    lastUpdateAt: readDate(record.last_update_at),
    lastSuccessfulUpdateAt: readDate(record.last_successful_update_at),
    sourceUrl: readAddress(record.url, http),
    failures: readCount(record.number_of_failures),
    scheduled: readBoolean(record.mirroring_enabled),
    isPrivate: readBoolean(record.is_private),
    endpointUuid: readText(record.endpoint_uuid),
    lastError: toMirrorError(record.last_error, http),
  };
}

/** Answer of an update. */
export function toMirrorSettings(value: unknown, http: Redactor): RemoteMirrorSettings {
  const record = readWire<'RemoteMirrorSettings'>(value) ?? {};
  return {
    sourceUrl: readAddress(record.url, http),
    scheduled: readBoolean(record.mirroring_enabled),
    endpointUuid: readText(record.endpoint_uuid),
    branches: readText(record.sync_branch_type),
  };
}

/**
 * `last_error` is a string that holds JSON (`{"msg":"exit status 128","code":"7"}`), as a rule. Plain text, an object and
 * JSON inside JSON are taken too (NOTES.md section 6). It can quote an address with credentials.
 */
export function toMirrorError(value: unknown, http: Redactor): MirrorError | undefined {
  let current = value;
  for (let depth = 0; depth < MAX_NESTING && typeof current === 'string'; depth++) {
    const parsed = parse(current);
    if (parsed === undefined) {
      break;
    }
    current = parsed;
  }
  const record = readRecord(current);
  const message =
    record === undefined
      ? readText(typeof current === 'object' ? undefined : current)
      : (readText(record.msg) ?? readText(record.message) ?? readText(record.error));
  const code = readText(record?.code);
  const text = message?.trim();
  if ((text === undefined || text === '') && code === undefined) {
    return record === undefined || Object.keys(record).length === 0 ? undefined : fallback(record, http);
  }
  return {
    message: shorten(http.redact(text ?? '')),
    code: code === undefined ? undefined : http.redact(code).slice(0, 100),
  };
}

/** A record of an unknown shape still says more than nothing. */
function fallback(record: object, http: Redactor): MirrorError {
  return { message: shorten(http.redact(JSON.stringify(record))) };
}

/** JSON that holds an object or text; what only looks like JSON (a number, `true`) is a message of its own. */
function parse(text: string): unknown {
  if (text.length > LONGEST_JSON || !/^\s{0,20}["{]/.test(text)) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return value ?? undefined;
  } catch {
    return undefined;
  }
}

function shorten(text: string): string {
  return text.length > LONGEST_ERROR ? `${text.slice(0, LONGEST_ERROR)}…` : text;
}
