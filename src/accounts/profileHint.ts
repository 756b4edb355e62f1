import type { Memento } from 'vscode';
import type { Profile } from '../ui/session';
import { readProfile } from './profileRecord';

const KEY = 'codeartsMirrors.lastUsed';
const MOST = 30;

/**
 * What the last window of a workspace showed, so that the next one can say who it is for before anything is read from
 * disk. The memento is in memory when the extension is activated. It may be out of date: the files decide.
 */
export class ProfileHint {
  constructor(
    private readonly memento: Memento,
    private readonly workspace: string,
  ) {}

  read(): Profile | undefined {
    return readProfile(this.#all()[this.workspace]);
  }

  async write(profile: Profile | undefined): Promise<void> {
    const others = Object.entries(this.#all()).filter(([workspace]) => workspace !== this.workspace);
    const known = this.#all()[this.workspace];
    if (JSON.stringify(known) === JSON.stringify(profile)) {
      return;
    }
    const entries = profile === undefined ? others : [...others, [this.workspace, profile] as const];
    await this.memento.update(KEY, entries.length === 0 ? undefined : Object.fromEntries(entries.slice(-MOST)));
  }

  /** Everything that the extension has put into this memento, also in earlier versions. */
  async clear(): Promise<void> {
    await Promise.all(this.memento.keys().map((key) => this.memento.update(key, undefined)));
  }

  #all(): Readonly<Record<string, unknown>> {
    const stored: unknown = this.memento.get(KEY);
    return typeof stored === 'object' && stored !== null ? { ...stored } : {};
  }
}
