import type { Memento } from 'vscode';
import type { LegacySecrets } from './legacyProfile';
import type { Profiles } from './profiles';

/** Where version 0.1 kept its one profile. */
export const LEGACY_KEY = 'codeartsMirrors.profile';

/** Takes over the account of version 0.1, where there is one: that is loaded only for those who have come from it. */
export async function takeOverLegacyProfile(
  memento: Memento,
  secrets: LegacySecrets,
  profiles: Profiles,
  now: Date,
): Promise<void> {
  if (memento.get(LEGACY_KEY) !== undefined) {
    await (await import('./legacyProfile')).takeOverLegacyProfile(memento, secrets, profiles, now);
  }
}

/** @throws when the keyring refuses */
export async function removeLegacySecret(memento: Memento, secrets: LegacySecrets): Promise<void> {
  if (memento.get(LEGACY_KEY) !== undefined) {
    await (await import('./legacyProfile')).removeLegacySecret(memento, secrets);
  }
}
