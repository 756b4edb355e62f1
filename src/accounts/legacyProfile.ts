import type { Memento, SecretStorage } from 'vscode';
import type { IamProjectId } from '../api/index';
import type { Profile } from '../ui/session';
import { LEGACY_KEY } from './legacyDoor';
import { profileId } from './profileId';
import { defaultName } from './profileName';
import type { Profiles } from './profiles';

/** Below which name version 0.1 kept its token. */
const secretKey = (id: string): string => `codeartsMirrors.token/${id}`;

export type LegacySecrets = Pick<SecretStorage, 'get' | 'delete'>;

/** Takes over the account of version 0.1, which knew one profile, and removes what it left. */
export async function takeOverLegacyProfile(
  memento: Memento,
  secrets: LegacySecrets,
  profiles: Profiles,
  now: Date,
): Promise<void> {
  const stored = readLegacy(memento.get(LEGACY_KEY));
  if (stored === undefined) {
    return;
  }
  const { oldId, profile, expiresAt } = stored;
  const token = await secrets.get(secretKey(oldId));
  if (token !== undefined && !(await profiles.hasDefault())) {
    await profiles.add(profile, { kind: 'token', changedAt: now.getTime(), token, expiresAt });
    await profiles.choose(profile, 'default');
  }
  await secrets.delete(secretKey(oldId));
  await memento.update(LEGACY_KEY, undefined);
}

/** For a window that nobody has looked at yet, and where the keyring did not answer then. @throws when it refuses */
export async function removeLegacySecret(memento: Memento, secrets: LegacySecrets): Promise<void> {
  const stored = readLegacy(memento.get(LEGACY_KEY));
  if (stored !== undefined) {
    await secrets.delete(secretKey(stored.oldId));
  }
}

interface Legacy {
  readonly oldId: string;
  readonly profile: Profile;
  readonly expiresAt: number;
}

function readLegacy(stored: unknown): Legacy | undefined {
  const { id, region, iamProject, accountName, userName, expiresAt } = fields(fields(stored).profile);
  const { id: projectId, name: projectName } = fields(iamProject);
  if (
    typeof id !== 'string' ||
    typeof region !== 'string' ||
    typeof accountName !== 'string' ||
    typeof userName !== 'string' ||
    typeof expiresAt !== 'number' ||
    typeof projectId !== 'string' ||
    typeof projectName !== 'string'
  ) {
    return undefined;
  }
  // It was made of the account, the user, the region and the project.
  const userId = id.split('/')[1] ?? userName;
  // The brand is restored: the text came from IAM before it was stored.
  const project = { id: projectId as IamProjectId, name: projectName };
  const profile: Profile = {
    id: profileId({ accountName, user: userId, region, iamProjectId: project.id }),
    kind: 'cloud',
    name: defaultName({ accountName, userName, projectName }),
    method: 'token',
    region,
    iamProject: project,
    accountName,
    userName,
    userId,
  };
  return { oldId: id, profile, expiresAt };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
