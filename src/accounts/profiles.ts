import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Disposable, Emitter } from '../ui/emitter';
import type { Profile } from '../ui/session';
import { jsonNames, writeJson } from './jsonFiles';
import type { ChoiceScope, ProfileChoices } from './profileChoices';
import type { ProfileFiles, StoredProfiles } from './profileFiles';
import { readSecret, type Secret } from './secretRecord';
import type { SecretHome, SecretVault } from './secretVault';

/** The other windows, as far as profiles need them. */
export interface OtherWindows {
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
  /** The profile whose secret is another one, if it is one. */
  readonly secretOf?: string;
}

/** Folder of notes of secrets that the keyring refused to remove. */
const LEFT = 'left';

/** What windows say to each other. */
type Message =
  | { readonly type: 'changed' }
  | { readonly type: 'secret'; readonly id: string; readonly secret: Secret }
  | { readonly type: 'removed'; readonly id: string }
  | { readonly type: 'secretWanted'; readonly id: string };

/**
 * All profiles of the person, with their secrets, shared by the windows of an editor. Whatever is changed here is told
 * to the other windows at once: neither files nor the secret storage tell them everywhere (HOST.md).
 */
export class Profiles implements Disposable {
  readonly #changed = new Emitter<ProfilesChange>();
  readonly onDidChange = this.#changed.event;

  constructor(private readonly parts: ProfilesParts) {}

  all(): Promise<StoredProfiles> {
    return this.parts.files.all();
  }

  /** The profile that this window uses: that of its workspace, else the default one, else one that is left. */
  async current(): Promise<Profile | undefined> {
    for (const scope of ['workspace', 'default'] as const) {
      const id = await this.parts.choices.read(scope);
      const profile = id === undefined ? undefined : await this.parts.files.read(id);
      if (profile !== undefined) {
        return profile;
      }
    }
    // Whoever signs out of the default profile does not sign out of all others.
    return (await this.all()).profiles[0];
  }

  /** Stores a profile that somebody has signed in to. Without a secret, it is one that is read where it is needed. */
  async add(profile: Profile, secret: Secret | undefined): Promise<SecretHome> {
    const home = secret === undefined ? 'stored' : await this.parts.vault.put(profile.id, secret);
    await this.parts.files.write(profile);
    await this.#tellSecret(profile.id, secret);
    return home;
  }

  /** Replaces what the person can change of a profile: its name, its enterprise project. */
  async update(profile: Profile): Promise<void> {
    await this.parts.files.write(profile);
    await this.#tell({ type: 'changed' });
    this.#changed.fire({});
  }

  /** A token that replaces the one before, while the session goes on. */
  async renewed(id: string, secret: Secret): Promise<void> {
    await this.parts.vault.put(id, secret);
    await this.#tell({ type: 'secret', id, secret });
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

  hasDefault(): Promise<boolean> {
    return this.#known('default');
  }

  /** The newest secret that this window or another one knows. */
  async secretOf(id: string): Promise<Secret | undefined> {
    const answers = await this.parts.windows.ask({ type: 'secretWanted', id } satisfies Message);
    for (const secret of answers.map(readSecret)) {
      if (secret !== undefined) {
        await this.parts.vault.accept(id, secret);
      }
    }
    return this.parts.vault.get(id);
  }

  /** What this window knows by itself. */
  ownSecretOf(id: string): Promise<Secret | undefined> {
    return this.parts.vault.get(id);
  }

  /** Forgets a profile and its secret, in every window. @returns false when the secret could not be removed */
  async remove(id: string): Promise<boolean> {
    await this.parts.files.remove(id);
    const forgotten = await this.parts.vault.forget(id);
    if (!forgotten) {
      // Without a note, nothing would know of the secret that is left.
      await writeJson(path.join(this.parts.folder, LEFT, `${id}.json`), {});
    }
    await this.#tell({ type: 'removed', id });
    this.#changed.fire({});
    return forgotten;
  }

  /** Removes everything that was ever stored, also what cannot be read. @returns false when a secret is left */
  async removeAll(): Promise<boolean> {
    const { profiles, unusable } = await this.all();
    const left = await jsonNames(path.join(this.parts.folder, LEFT));
    const ids = [...profiles.map(({ id }) => id), ...unusable.map(({ id }) => id), ...left];
    let complete = true;
    for (const id of new Set(ids)) {
      complete = (await this.remove(id)) && complete;
    }
    for (const name of ['profiles', 'choices', 'leases', ...(complete ? [LEFT] : [])]) {
      await rm(path.join(this.parts.folder, name), { recursive: true, force: true });
    }
    await this.#tell({ type: 'changed' });
    this.#changed.fire({});
    return complete;
  }

  /** Answers another window. Whatever makes no sense is not answered. */
  async answer(value: unknown): Promise<unknown> {
    const message = readMessage(value);
    switch (message?.type) {
      case 'secretWanted':
        return this.parts.vault.get(message.id);
      case 'secret':
        await this.parts.vault.accept(message.id, message.secret);
        this.#changed.fire({ secretOf: message.id });
        return undefined;
      case 'removed':
        await this.parts.vault.forget(message.id);
        this.#changed.fire({});
        return undefined;
      case 'changed':
        this.#changed.fire({});
        return undefined;
      case undefined:
        return undefined;
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #tellSecret(id: string, secret: Secret | undefined): Promise<void> {
    await this.#tell(secret === undefined ? { type: 'changed' } : { type: 'secret', id, secret });
    this.#changed.fire({ secretOf: id });
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
  const id = 'id' in value && typeof value.id === 'string' ? value.id : undefined;
  const secret = 'secret' in value ? readSecret(value.secret) : undefined;
  if (type === 'changed') {
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
