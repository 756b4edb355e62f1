import { createHash } from 'node:crypto';
import type { IamProjectId } from '../api/index';

/** Who and where a profile is for. */
export interface ProfileIdentity {
  readonly accountName: string;
  /** IAM user ID, else user name, else the fingerprint of the access key. */
  readonly user: string;
  readonly region: string;
  readonly iamProjectId: IamProjectId;
}

/** The same for the same account, user, region and project: signing in again replaces a profile and adds none. */
export function profileId({ accountName, user, region, iamProjectId }: ProfileIdentity): string {
  return hash([accountName, user, region, iamProjectId].join('\n'));
}

/** Whether something that was stored can be an identifier: it becomes the name of a file. */
export function isProfileId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,64}$/u.test(value);
}

/** Tells whether a key is the same one, without holding it. */
export function keyFingerprint(accessKey: string): string {
  return `key-${hash(accessKey)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
