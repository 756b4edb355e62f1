import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Profile } from '../ui/session';
import { jsonFile, jsonNames, keepBeside, readJson, writeJson } from './jsonFiles';
import { type ProfileRecord, readProfileRecord, writeProfileRecord } from './profileRecord';

/** A stored profile that cannot be used: kept as it is, for the person or a later version to look at. */
export interface UnusableProfile {
  readonly id: string;
  readonly kind: 'newer' | 'corrupt';
}

export interface StoredProfiles {
  /** By name. */
  readonly profiles: readonly Profile[];
  readonly unusable: readonly UnusableProfile[];
}

/**
 * A file a profile, in the extension's own folder. Windows share it: because each profile has a file of its own, no
 * window can undo what another has written of another profile. The files hold no secret.
 */
export class ProfileFiles {
  readonly #folder: string;

  /** @param folder absolute; made when something is written */
  constructor(folder: string) {
    this.#folder = path.join(folder, 'profiles');
  }

  /** One that cannot be read keeps nobody from the others. @throws when the folder itself cannot be read */
  async all(): Promise<StoredProfiles> {
    const ids = await jsonNames(this.#folder);
    const unreadable = { kind: 'corrupt' } as const;
    const records = await Promise.all(
      ids.map(async (id) => ({ id, record: await this.#read(id).catch(() => unreadable) })),
    );
    const profiles = records.flatMap(({ record }) => (record?.kind === 'profile' ? [record.profile] : []));
    const unusable = records.flatMap(({ id, record }) =>
      record === undefined || record.kind === 'profile' ? [] : [{ id, kind: record.kind }],
    );
    return { profiles: profiles.sort((a, b) => a.name.localeCompare(b.name)), unusable };
  }

  async read(id: string): Promise<Profile | undefined> {
    const record = await this.#read(id);
    return record?.kind === 'profile' ? record.profile : undefined;
  }

  /** Whether there is one, of whatever kind. */
  async exists(id: string): Promise<boolean> {
    return this.#read(id).then(
      (record) => record !== undefined,
      () => true,
    );
  }

  /** What was there and could not be read is kept beside it. */
  async write(profile: Profile): Promise<void> {
    const file = this.#file(profile.id);
    const before = await this.#read(profile.id);
    if (before !== undefined && before.kind !== 'profile') {
      await keepBeside(file);
    }
    await writeJson(file, writeProfileRecord(profile));
  }

  async remove(id: string): Promise<void> {
    await rm(this.#file(id), { force: true });
  }

  async #read(id: string): Promise<ProfileRecord | undefined> {
    const stored = await readJson(this.#file(id));
    switch (stored.kind) {
      case 'absent':
        return undefined;
      case 'corrupt':
        return { kind: 'corrupt' };
      case 'value':
        return readProfileRecord(stored.value, id);
    }
  }

  #file(id: string): string {
    return jsonFile(this.#folder, id);
  }
}
