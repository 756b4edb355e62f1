import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { AccessKeyCredential } from '../api/index';
import { checkKey } from './accessKeys';
import { decodeText, readSection, unquoted } from './credentialsText';

/** Where a key was found, in words that name the place and not the key. */
export interface FoundKey {
  readonly credential: AccessKeyCredential;
  /** Names of variables, or the path of the file. */
  readonly place: string;
}

/** Why nothing could be made of what is there. */
export type KeyFault =
  'halfMissing' | 'notSendable' | 'noSection' | 'encoding' | 'tooLarge' | 'notAFile' | 'unreadable' | 'absent';

/** Somebody has put something where a key is looked for, and it cannot be used. */
export interface UnusableKey {
  readonly place: string;
  readonly fault: KeyFault;
}

/** What the search needs from outside. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Pairs that the vendor's SDKs, tools and examples read; the first that is complete counts. */
const VARIABLES = [
  { accessKey: 'HUAWEICLOUD_SDK_AK', secretKey: 'HUAWEICLOUD_SDK_SK', token: 'HUAWEICLOUD_SDK_SECURITY_TOKEN' },
  { accessKey: 'CLOUD_SDK_AK', secretKey: 'CLOUD_SDK_SK', token: undefined },
] as const;

const FILE_VARIABLE = 'HUAWEICLOUD_SDK_CREDENTIALS_FILE';
/** In bytes. */
const LARGEST_FILE = 64 * 1024;

export const surroundings = (): Surroundings => ({ environment: process.env, home: homedir() });

/** A key in the environment of the extension host; undefined when there is none, or none that could be sent. */
export function keyOfEnvironment(around: Surroundings): FoundKey | undefined {
  return asKey(lookInEnvironment(around));
}

/** What is in the environment; undefined when no variable is set. */
export function lookInEnvironment({ environment }: Surroundings): FoundKey | UnusableKey | undefined {
  const seen = VARIABLES.map((names) => {
    const place = `${names.accessKey}, ${names.secretKey}`;
    return lookAt(
      place,
      environment[names.accessKey],
      environment[names.secretKey],
      names.token === undefined ? undefined : environment[names.token],
    );
  });
  return seen.find((one) => asKey(one) !== undefined) ?? seen.find((one) => one !== undefined);
}

/**
 * The file that the official SDKs for Go, Java, Python and .NET read: `.huaweicloud/credentials` in the home folder, or
 * the one that `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names. The SDK for Node.js reads none.
 *
 * Source: section "Profile" of the SDKs' user manuals.
 */
export function credentialsFile({ environment, home }: Surroundings): string {
  return namedFile(environment) ?? path.join(home, '.huaweicloud', 'credentials');
}

/** The key of that file's section `[basic]`; undefined when there is no file, or no key in it that could be sent. */
export async function keyOfFile(around: Surroundings): Promise<FoundKey | undefined> {
  return asKey(await lookInFile(around));
}

/** What is in that file; undefined when nobody has made one. */
export async function lookInFile(around: Surroundings): Promise<FoundKey | UnusableKey | undefined> {
  const place = credentialsFile(around);
  let bytes: Buffer;
  try {
    const about = await stat(place);
    // The variable may name a device or a pipe, which would be read without end.
    if (!about.isFile()) {
      return { place, fault: 'notAFile' };
    }
    if (about.size > LARGEST_FILE) {
      return { place, fault: 'tooLarge' };
    }
    bytes = await readFile(place);
  } catch (error) {
    return unreadable(place, error, namedFile(around.environment) !== undefined);
  }
  const text = decodeText(bytes);
  if (text === undefined) {
    return { place, fault: 'encoding' };
  }
  const fields = readSection(text, 'basic');
  return fields === undefined
    ? { place, fault: 'noSection' }
    : (lookAt(place, fields.get('ak'), fields.get('sk'), fields.get('security_token')) ?? {
        place,
        fault: 'halfMissing',
      });
}

function namedFile(environment: Surroundings['environment']): string | undefined {
  const named = environment[FILE_VARIABLE];
  return named === undefined || named === '' ? undefined : named;
}

/** That the usual file is absent is nothing to speak of. */
function unreadable(place: string, error: unknown, isNamed: boolean): UnusableKey | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') {
    return { place, fault: 'unreadable' };
  }
  return isNamed ? { place, fault: 'absent' } : undefined;
}

function asKey(seen: FoundKey | UnusableKey | undefined): FoundKey | undefined {
  return seen !== undefined && 'credential' in seen ? seen : undefined;
}

function lookAt(
  place: string,
  accessKey: string | undefined,
  secretKey: string | undefined,
  securityToken: string | undefined,
): FoundKey | UnusableKey | undefined {
  const [ak, sk, token] = [accessKey, secretKey, securityToken].map((text = '') => unquoted(text.trim()));
  if (!ak && !sk) {
    return undefined;
  }
  if (!ak || !sk) {
    return { place, fault: 'halfMissing' };
  }
  try {
    return { place, credential: checkKey({ accessKey: ak, secretKey: sk, securityToken: token }) };
  } catch {
    return { place, fault: 'notSendable' };
  }
}
