import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { readJson, writeJson } from './jsonFiles';
import { isProfileId } from './profileId';

/** Where a choice of profile counts: in every window that has none of its own, or in windows of this workspace. */
export type ChoiceScope = 'default' | 'workspace';

/**
 * Which profile is used where. A file a choice, so that windows do not undo each other's. Choices are kept by a hash
 * of the workspace: what somebody works on is nobody's business.
 */
export class ProfileChoices {
  readonly #folder: string;
  readonly #workspace: string;

  /**
   * @param folder absolute
   * @param workspace what identifies the workspace of this window; windows without one share a choice
   */
  constructor(folder: string, workspace: string) {
    this.#folder = path.join(folder, 'choices');
    this.#workspace = workspace;
  }

  /** Identifier of the chosen profile; undefined when nothing was chosen or the choice cannot be read. */
  async read(scope: ChoiceScope): Promise<string | undefined> {
    const stored = await readJson(this.#file(scope)).catch(() => undefined);
    const value = stored?.kind === 'value' ? stored.value : undefined;
    const id = typeof value === 'object' && value !== null && 'profileId' in value ? value.profileId : undefined;
    // Another text names no file, or one that no system could open, and would keep the window from starting.
    return isProfileId(id) ? id : undefined;
  }

  async write(scope: ChoiceScope, profileId: string): Promise<void> {
    await writeJson(this.#file(scope), { profileId });
  }

  async clear(scope: ChoiceScope): Promise<void> {
    await rm(this.#file(scope), { force: true });
  }

  #file(scope: ChoiceScope): string {
    const name =
      scope === 'default' ? 'default' : createHash('sha256').update(this.#workspace).digest('hex').slice(0, 32);
    return path.join(this.#folder, `${name}.json`);
  }
}
