import type { IamProjectId } from '../api/index';
import type { Profile, SignInMethod } from '../ui/session';

/** Raised when a record changes in a way that earlier versions of the extension would misread. */
const VERSION = 1;
const METHODS: readonly SignInMethod[] = ['token', 'password', 'accessKey', 'environment', 'file'];

/** What a stored record is. `newer` was written by a later version of the extension and is left alone. */
export type ProfileRecord =
  { readonly kind: 'profile'; readonly profile: Profile } | { readonly kind: 'newer' } | { readonly kind: 'corrupt' };

export function writeProfileRecord(profile: Profile): unknown {
  return { version: VERSION, profile };
}

/**
 * Reads a record that anything may have written.
 *
 * @param id the identifier that its file is named for; a record that says otherwise is not what it seems
 */
export function readProfileRecord(value: unknown, id: string): ProfileRecord {
  if (!isRecord(value) || typeof value.version !== 'number') {
    return { kind: 'corrupt' };
  }
  if (value.version > VERSION) {
    return { kind: 'newer' };
  }
  const profile = readProfile(value.profile);
  return profile?.id === id ? { kind: 'profile', profile } : { kind: 'corrupt' };
}

/** A profile of an account. A sandbox is never stored, and neither is an address: a file must not decide where secrets go. */
export function readProfile(value: unknown): Profile | undefined {
  if (!isRecord(value) || !isRecord(value.iamProject) || value.kind !== 'cloud') {
    return undefined;
  }
  const { id, name, method, region, accountName, userName, accountId, userId, enterpriseProjectId } = value;
  const { id: projectId, name: projectName } = value.iamProject;
  const known = METHODS.find((candidate) => candidate === method);
  if (
    known === undefined ||
    typeof id !== 'string' ||
    typeof name !== 'string' ||
    typeof region !== 'string' ||
    typeof accountName !== 'string' ||
    typeof userName !== 'string' ||
    typeof projectId !== 'string' ||
    typeof projectName !== 'string'
  ) {
    return undefined;
  }
  return {
    id,
    kind: 'cloud',
    name,
    method: known,
    region,
    accountName,
    userName,
    // The brand is restored: the text came from IAM before it was stored.
    iamProject: { id: projectId as IamProjectId, name: projectName },
    ...optional('accountId', accountId),
    ...optional('userId', userId),
    ...optional('enterpriseProjectId', enterpriseProjectId),
  };
}

function optional(name: 'accountId' | 'userId' | 'enterpriseProjectId', value: unknown): Partial<Profile> {
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
