import type { Memento } from 'vscode';
import type { IamProjectId } from '../api/index';
import type { Profile } from '../ui/session';

const KEY = 'codeartsMirrors.profile';
const VERSION = 1;

/** Keeps the profile between windows and restarts. It holds no secret. */
export class ProfileStore {
  constructor(private readonly memento: Memento) {}

  /** The stored profile; undefined when there is none or when it was written by something that is not understood. */
  read(): Profile | undefined {
    const stored: unknown = this.memento.get(KEY);
    return isRecord(stored) && stored.version === VERSION ? readProfile(stored.profile) : undefined;
  }

  async write(profile: Profile): Promise<void> {
    await this.memento.update(KEY, { version: VERSION, profile });
  }

  async clear(): Promise<void> {
    await this.memento.update(KEY, undefined);
  }
}

function readProfile(value: unknown): Profile | undefined {
  if (!isRecord(value) || !isRecord(value.iamProject)) {
    return undefined;
  }
  // A sandbox is never stored, and neither is an address: what is stored must not decide where the token goes.
  const { id, kind, region, accountName, userName, expiresAt, iamProject } = value;
  const { id: projectId, name: projectName } = iamProject;
  if (
    typeof id !== 'string' ||
    kind !== 'cloud' ||
    typeof region !== 'string' ||
    typeof accountName !== 'string' ||
    typeof userName !== 'string' ||
    typeof expiresAt !== 'number' ||
    typeof projectId !== 'string' ||
    typeof projectName !== 'string'
  ) {
    return undefined;
  }
  // The brand is restored: the text was taken from a token before it was stored.
  const project = { id: projectId as IamProjectId, name: projectName };
  return { id, kind, region, accountName, userName, expiresAt, iamProject: project };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
