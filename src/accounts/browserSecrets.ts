import type { Memento } from 'vscode';
import type { Profile } from '../ui/session';

const KEY = 'codeartsMirrors.browserSecrets';

/**
 * Whether an editor in a browser keeps secrets over a reload. That depends on its server, and nothing tells it, so it is
 * seen from what has become of a secret that an earlier page has stored. What is noted is no secret.
 */
export class BrowserSecrets {
  constructor(
    private readonly memento: Memento,
    /** On the desktop, the operating system keeps secrets. */
    readonly isInBrowser: boolean,
  ) {}

  /**
   * Before this page has stored anything, or has heard anything of other pages.
   *
   * @param secretOf reads the secret that is stored for a profile
   */
  async look(profile: Profile | undefined, secretOf: (profileId: string) => Promise<unknown>): Promise<void> {
    const isKeptHere = profile?.method !== 'environment' && profile?.method !== 'file';
    if (this.isInBrowser && profile?.kind === 'cloud' && isKeptHere) {
      const seen = (await secretOf(profile.id)) === undefined ? 'lost' : 'kept';
      if (this.memento.get(KEY) !== seen) {
        await this.memento.update(KEY, seen);
      }
    }
  }

  /** What to expect of a secret that is stored here. */
  get outlook(): 'kept' | 'lost' | 'unknown' {
    if (!this.isInBrowser) {
      return 'kept';
    }
    const seen: unknown = this.memento.get(KEY);
    return seen === 'kept' || seen === 'lost' ? seen : 'unknown';
  }
}
