import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Disposable, Emitter } from '../ui/emitter';
import type { Profile } from '../ui/session';
import { jsonFile, jsonNames, writeJson } from './jsonFiles';
import type { ChoiceScope, ProfileChoices } from './profileChoices';
import type { ProfileFiles, StoredProfiles } from './profileFiles';
import { isProfileId } from './profileId';
import { readSecret, type Secret } from './secretRecord';
import type { Forgotten, SecretHome, SecretVault } from './secretVault';
import { inTurnOfWindows, type WindowLeases } from './windowTurn';

/** The other windows, as far as profiles need them. */
export interface OtherWindows extends WindowLeases {
  ask(message: unknown): Promise<readonly unknown[]>;
  tell(message: unknown): Promise<void>;
}

export interface ProfilesParts {
  /** The extension's own folder. */
  readonly folder: string;
  readonly files: ProfileFiles;
  readonly choices: ProfileChoices;
  readonly vault: SecretVault;
  readonly windows: OtherWindows;
}

/** Somebody, here or in another window, has changed a profile, its secret, or which one is used. */
export interface ProfilesChange {
  /** The profile that was signed in to again. */
  readonly secretOf?: string;
  /** All data was removed: what a window keeps beside the profiles is to go too. */
  readonly everything?: true;
}

/** What the person can change of a profile. Everything else is another profile. */
export type ProfileEdit = Partial<Pick<Profile, 'name' | 'enterpriseProjectId'>>;

/** Folder of notes of secrets that the keyring refused to remove. */
const LEFT = 'left';

/** What windows say to each other. */
type Message =
  | { readonly type: 'changed'; readonly id?: string }
  | { readonly type: 'secret'; readonly id: string; readonly secret: Secret }
  | { readonly type: 'removed'; readonly id: string }
  | { readonly type: 'removedAll' }
  | { readonly type: 'secretWanted'; readonly id: string };

/**
 * All profiles of the person, with their secrets, shared by the windows of an editor. Whatever is changed here is told
 * to the other windows at once: neither files nor the secret storage tell them everywhere (HOST.md).
 */
export class Profiles implements Disposable {
  readonly #changed = new Emitter<ProfilesChange>();
  readonly onDidChange = this.#changed.event;
  readonly #forgotten = new Emitter<string | undefined>();
  /** A profile is gone, by its identifier, or all are: what is kept of it is to go too. */
  readonly onDidForget = this.#forgotten.event;

  constructor(private readonly parts: ProfilesParts) {}

  all(): Promise<StoredProfiles> {
    return this.parts.files.all();
  }

  /**
   * The profile that this window uses: that of its workspace, else the default one, else one that is left.
   *
   * @param unreadable what becomes of a chosen one whose file cannot be read at all: `skip` takes the next one, as if
   * the file were damaged (`all` tells of it), `throw` lets the caller keep what it has
   */
  async current(unreadable: 'skip' | 'throw' = 'throw'): Promise<Profile | undefined> {
    const { choices, files } = this.parts;
    const read = (id: string): Promise<Profile | undefined> =>
      files.read(id).catch((error: unknown) => {
        if (unreadable === 'throw') {
          throw error;
        }
        return undefined;
      });
    for (const scope of ['workspace', 'default'] as const) {
      const id = await choices.read(scope);
      const profile = id === undefined ? undefined : await read(id);
      if (profile !== undefined) {
        return profile;
      }
    }
    // Whoever signs out of the default profile does not sign out of all others.
    return (await this.all()).profiles[0];
  }

  /** Stores a profile that somebody has signed in to. Without a secret, it is one that is read where it is needed. */
  async add(profile: Profile, secret: Secret | undefined): Promise<SecretHome> {
    const { files, vault } = this.parts;
    const { id } = profile;
    // First the file: nobody would know of a secret that has none.
    const write = (): Promise<void> => this.#alone(id, () => files.write(profile));
    if (secret === undefined) {
      await write();
      if ((await vault.get(id)) !== undefined) {
        // Somebody who had stored the key before is told now that it is copied nowhere.
        await this.#forget(id);
        await this.#tell({ type: 'removed', id });
      }
      await this.#tell({ type: 'changed', id });
      this.#changed.fire({ secretOf: id });
      return 'stored';
    }
    // A clock that was set back must not make this sign-in older than the one that it replaces.
    const before = await vault.get(id);
    const newest = { ...secret, changedAt: Math.max(secret.changedAt, (before?.changedAt ?? 0) + 1) };
    const home = await vault.put(id, newest, write);
    await this.#tell({ type: 'secret', id, secret: newest });
    this.#changed.fire({ secretOf: id });
    return home;
  }

  /**
   * Changes a profile as it is now, which may be another than the person has seen: of two windows that change it at the
   * same time, neither undoes what the other did. One that is gone stays away.
   */
  async update(id: string, edit: ProfileEdit): Promise<void> {
    const { files } = this.parts;
    await this.#alone(id, async () => {
      const profile = await files.read(id);
      if (profile !== undefined) {
        await files.write({ ...profile, ...edit });
      }
    });
    await this.#tell({ type: 'changed' });
    this.#changed.fire({});
  }

  /**
   * A token that replaces the one before, while the session goes on. It is dropped when somebody has signed out, or in
   * again, meanwhile.
   */
  async renewed(id: string, secret: Secret): Promise<void> {
    if (await this.#keep(id, () => this.parts.vault.accept(id, secret))) {
      await this.#tell({ type: 'secret', id, secret });
    }
  }

  async choose(profile: Profile, scope: ChoiceScope): Promise<void> {
    await this.parts.choices.write(scope, profile.id);
    if (scope === 'default') {
      // Otherwise this window would go on with the choice of its workspace.
      await this.parts.choices.clear('workspace');
    }
    await this.#tell({ type: 'changed' });
    this.#changed.fire({});
  }

  /** Identifier of the profile that was chosen for the workspace of this window only, and is still there. */
  async chosenForWorkspace(): Promise<string | undefined> {
    return (await this.#known('workspace')) ? this.parts.choices.read('workspace') : undefined;
  }

  hasDefault(): Promise<boolean> {
    return this.#known('default');
  }

  /** The newest secret that this window or another one knows. */
  async secretOf(id: string): Promise<Secret | undefined> {
    const answers = await this.parts.windows.ask({ type: 'secretWanted', id } satisfies Message);
    for (const secret of answers.map(readSecret)) {
      if (secret !== undefined) {
        await this.#keep(id, () => this.parts.vault.accept(id, secret));
      }
    }
    return this.parts.vault.get(id);
  }

  /** What this window knows by itself. */
  ownSecretOf(id: string): Promise<Secret | undefined> {
    return this.parts.vault.get(id);
  }

  /** Forgets a profile and its secret, in every window. */
  async remove(id: string): Promise<Forgotten> {
    let forgotten: Forgotten;
    try {
      await this.#alone(id, () => this.parts.files.remove(id));
    } finally {
      // A file that cannot be removed is no reason to keep the secret.
      forgotten = await this.#forget(id);
      await this.#tell({ type: 'removed', id });
      this.#changed.fire({});
      this.#forgotten.fire(id);
    }
    return forgotten;
  }

  /** Removes everything that was ever stored, also what cannot be read. @returns false when a secret is left */
  async removeAll(): Promise<boolean> {
    const { profiles, unusable } = await this.all();
    const left = await jsonNames(path.join(this.parts.folder, LEFT));
    const ids = [...profiles.map(({ id }) => id), ...unusable.map(({ id }) => id), ...left];
    let complete = true;
    for (const id of new Set(ids)) {
      complete = (await this.remove(id).catch(() => 'left')) === 'removed' && complete;
    }
    for (const name of ['profiles', 'choices', 'leases', ...(complete ? [LEFT] : [])]) {
      await rm(path.join(this.parts.folder, name), { recursive: true, force: true });
    }
    await this.#tell({ type: 'removedAll' });
    this.#changed.fire({ everything: true });
    this.#forgotten.fire(undefined);
    return complete;
  }

  /** Answers another window. Whatever makes no sense is not answered. */
  async answer(value: unknown): Promise<unknown> {
    const message = readMessage(value);
    switch (message?.type) {
      case 'secretWanted':
        return this.parts.vault.get(message.id);
      case 'secret':
        if (await this.#keep(message.id, () => this.parts.vault.accept(message.id, message.secret))) {
          this.#changed.fire(message.secret.signedInAt === undefined ? { secretOf: message.id } : {});
        }
        return undefined;
      case 'removed':
        await this.#forget(message.id);
        this.#changed.fire({});
        this.#forgotten.fire(message.id);
        return undefined;
      case 'removedAll':
        this.#changed.fire({ everything: true });
        this.#forgotten.fire(undefined);
        return undefined;
      case 'changed':
        this.#changed.fire(message.id === undefined ? {} : { secretOf: message.id });
        return undefined;
      case undefined:
        return undefined;
    }
  }

  dispose(): void {
    this.#changed.dispose();
    this.#forgotten.dispose();
  }

  /**
   * Keeps a secret only as long as its profile is there: signing out removes the file first, so that a secret that was
   * under way meanwhile is removed either there or here.
   */
  async #keep(id: string, keep: () => Promise<unknown>): Promise<boolean> {
    const { files } = this.parts;
    if (!(await files.exists(id))) {
      return false;
    }
    await keep();
    if (await files.exists(id)) {
      return true;
    }
    await this.#forget(id);
    return false;
  }

  async #forget(id: string): Promise<Forgotten> {
    const forgotten = await this.parts.vault.forget(id);
    if (forgotten !== 'removed') {
      // Without a note, nothing would know of the secret that is left.
      await writeJson(jsonFile(path.join(this.parts.folder, LEFT), id), {});
    }
    return forgotten;
  }

  /** No other window changes the file meanwhile. */
  #alone(id: string, work: () => Promise<void>): Promise<void> {
    return inTurnOfWindows(this.parts.windows, `profile-${id}`, work);
  }

  async #tell(message: Message): Promise<void> {
    await this.parts.windows.tell(message);
  }

  async #known(scope: ChoiceScope): Promise<boolean> {
    const id = await this.parts.choices.read(scope);
    return id !== undefined && (await this.parts.files.read(id)) !== undefined;
  }
}

function readMessage(value: unknown): Message | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value)) {
    return undefined;
  }
  const { type } = value;
  const id = 'id' in value && isProfileId(value.id) ? value.id : undefined;
  const secret = 'secret' in value ? readSecret(value.secret) : undefined;
  if (type === 'changed') {
    return { type, id };
  }
  if (type === 'removedAll') {
    return { type };
  }
  if (id === undefined) {
    return undefined;
  }
  if (type === 'secret') {
    return secret && { type, id, secret };
  }
  return type === 'removed' || type === 'secretWanted' ? { type, id } : undefined;
}
