import { codeOf } from './files';

/** Why something could not be done with a file. Whoever gets one goes on without the file. */
export interface FileFailure {
  readonly kind: 'failed';
  /** `name`: no file may have such a name. */
  readonly why: 'full' | 'readOnly' | 'name' | 'other';
  /** The system's name of it, such as `ENOSPC`. */
  readonly code?: string;
}

export type FileOutcome = { readonly kind: 'done' } | FileFailure;

export const done: FileOutcome = { kind: 'done' };

/** Why a file that may be there gives nothing. It is left as it is. */
export type NotRead =
  | { readonly kind: 'absent' }
  /** It makes no sense: half of it is missing, or somebody has edited it. */
  | { readonly kind: 'damaged' }
  /** It, or its folder, cannot be read. */
  | { readonly kind: 'unreadable'; readonly code?: string }
  /** It was looked at no further. */
  | { readonly kind: 'tooLarge'; readonly bytes: number }
  /** A later version of the extension has written it, in another window or before this one was downgraded. */
  | { readonly kind: 'later'; readonly version: number };

export type JsonRead = { readonly kind: 'value'; readonly value: unknown; readonly version: number } | NotRead;
export type TextRead =
  { readonly kind: 'text'; readonly text: string } | Exclude<NotRead, { kind: 'damaged' | 'later' }>;

export function failureOf(error: unknown): FileFailure {
  const code = codeOf(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return { kind: 'failed', why: 'full', code };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { kind: 'failed', why: 'readOnly', code };
    case undefined:
      return { kind: 'failed', why: 'other' };
    default:
      return { kind: 'failed', why: 'other', code };
  }
}

/** Devices that Windows finds in every folder. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Whether every file system can keep a file of this name, and keeps it in the folder that it is meant for. */
export function isFileName(name: string): boolean {
  return /^[\w-][\w.-]{0,99}$/.test(name) && !/(?:\.|\.tmp)$/.test(name) && !DEVICE.test(name);
}

/** What `write` of a shared folder has written. Never throws. */
export function readStored(text: string, version: number): JsonRead {
  let stored: unknown;
  try {
    stored = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { kind: 'damaged' };
  }
  if (typeof stored !== 'object' || stored === null || !('version' in stored)) {
    return { kind: 'damaged' };
  }
  if (typeof stored.version !== 'number' || !Number.isSafeInteger(stored.version) || stored.version < 1) {
    return { kind: 'damaged' };
  }
  if (stored.version > version) {
    return { kind: 'later', version: stored.version };
  }
  return 'value' in stored ? { kind: 'value', value: stored.value, version: stored.version } : { kind: 'damaged' };
}
