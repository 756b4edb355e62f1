import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { AccessKeyCredential } from '../api/index';
import { checkKey } from './accessKeys';

/** Where a key was found, in words that name the place and not the key. */
export interface FoundKey {
  readonly credential: AccessKeyCredential;
  /** Names of variables, or the path of the file. */
  readonly place: string;
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

/** A key in the environment of the editor; undefined when there is none, or none that could be sent. */
export function keyOfEnvironment({ environment }: Surroundings): FoundKey | undefined {
  for (const names of VARIABLES) {
    const credential = checked(
      environment[names.accessKey],
      environment[names.secretKey],
      names.token === undefined ? undefined : environment[names.token],
    );
    if (credential !== undefined) {
      return { credential, place: `${names.accessKey}, ${names.secretKey}` };
    }
  }
  return undefined;
}

/**
 * The file that the official SDKs for Go, Java, Python and .NET read: `.huaweicloud/credentials` in the home folder, or
 * the one that `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names. The SDK for Node.js reads none.
 *
 * Source: section "Profile" of the SDKs' user manuals.
 */
export function credentialsFile({ environment, home }: Surroundings): string {
  const named = environment[FILE_VARIABLE];
  return named === undefined || named === '' ? path.join(home, '.huaweicloud', 'credentials') : named;
}

/** The key of that file's section `[basic]`; undefined when there is no file, or no key in it that could be sent. */
export async function keyOfFile(around: Surroundings): Promise<FoundKey | undefined> {
  const place = credentialsFile(around);
  let text: string;
  try {
    const about = await stat(place);
    // The variable may name a device or a pipe, which would be read without end.
    if (!about.isFile() || about.size > LARGEST_FILE) {
      return undefined;
    }
    text = await readFile(place, 'utf8');
  } catch {
    // Absent, or not for this user: either way it is not offered.
    return undefined;
  }
  const fields = readSection(text, 'basic');
  const credential = checked(fields.get('ak'), fields.get('sk'), fields.get('security_token'));
  return credential && { credential, place };
}

/** `name = value` lines of one section of an INI file. Lines that begin with `#` or `;` are comments. */
function readSection(text: string, wanted: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let section = '';
  for (const line of text.split(/\r?\n/u).map((each) => each.trim())) {
    const heading = /^\[([^\]]*)\]$/u.exec(line)?.[1];
    if (heading !== undefined) {
      section = heading.trim();
    } else if (section === wanted && !/^[#;]/u.test(line)) {
      const [name = '', ...value] = line.split('=');
      fields.set(name.trim(), value.join('=').trim());
    }
  }
  return fields;
}

function checked(
  accessKey: string | undefined,
  secretKey: string | undefined,
  securityToken: string | undefined,
): AccessKeyCredential | undefined {
  if (accessKey === undefined || secretKey === undefined) {
    return undefined;
  }
  try {
    return checkKey({ accessKey, secretKey, securityToken });
  } catch {
    return undefined;
  }
}
