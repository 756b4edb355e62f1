import type { CloudError } from '../api/index';
import { Emitter, type Disposable } from '../ui/emitter';
import type { Profile, Session, SessionClient, SessionSource } from '../ui/session';

/** Holds the one session of this window. Replacing it stops every request of the one before. */
export class SessionStore implements SessionSource, Disposable {
  readonly #changed = new Emitter<Session>();
  readonly onDidChange = this.#changed.event;
  #current: Session;
  #waking: Promise<void> | undefined;
  #find: (() => Promise<Profile | undefined>) | undefined;

  /**
   * @param remembered profile of an earlier window, whose secret is not read before `wake`
   * @param restore makes the client for a stored profile, or says why it cannot
   * @param find looks up which profile is really used; asked once, by the first `wake`
   */
  constructor(
    remembered: Profile | undefined,
    private readonly restore: (profile: Profile) => Promise<Session>,
    find?: () => Promise<Profile | undefined>,
  ) {
    this.#current = remembered ? { state: 'dormant', profile: remembered } : { state: 'signedOut' };
    this.#find = find;
  }

  get current(): Session {
    return this.#current;
  }

  /** Whether somebody has looked: before that, nothing has been read from disk. */
  get isAwake(): boolean {
    return this.#find === undefined;
  }

  wake(): Promise<void> {
    const before = this.#current;
    if (before.state !== 'dormant' && (before.state !== 'signedOut' || this.#find === undefined)) {
      return Promise.resolve();
    }
    const waking = (this.#waking ??= this.#restore(before).finally(() => {
      if (this.#waking === waking) {
        this.#waking = undefined;
      }
    }));
    return waking;
  }

  /** Makes another session the current one. The client of the one before is stopped, unless it goes on with another name. */
  replace(next: Session): void {
    const before = this.#current;
    if (!(before.state === 'signedIn' && next.state === 'signedIn' && next.client === before.client)) {
      this.#stopClient();
    }
    this.#waking = undefined;
    this.#current = next;
    this.#changed.fire(next);
  }

  /** Ends the session whose client met the error. An error of a client that is no longer in use changes nothing. */
  expire(client: SessionClient, reason: CloudError): void {
    if (this.#current.state === 'signedIn' && this.#current.client === client) {
      this.replace({ state: 'expired', profile: this.#current.profile, reason });
    }
  }

  dispose(): void {
    this.#stopClient();
    this.#changed.dispose();
  }

  async #restore(expected: Session): Promise<void> {
    const known = expected.state === 'dormant' ? expected.profile : undefined;
    const profile = this.#find === undefined || known?.kind === 'sandbox' ? known : await this.#look(this.#find);
    if (this.#current !== expected) {
      return;
    }
    if (profile === undefined) {
      if (expected.state !== 'signedOut') {
        this.replace({ state: 'signedOut' });
      }
      return;
    }
    const restored = await this.restore(profile).catch((error: unknown) => {
      if (this.#current === expected && profile !== known) {
        // The next `wake` tries this one again, and not the one that was remembered.
        this.replace({ state: 'dormant', profile });
      }
      throw error;
    });
    if (this.#current === expected) {
      this.replace(restored);
    } else if (restored.state === 'signedIn') {
      restored.client.dispose();
    }
  }

  /** What cannot be read now is looked for again by the next `wake`. */
  async #look(find: () => Promise<Profile | undefined>): Promise<Profile | undefined> {
    const found = await find();
    this.#find = undefined;
    return found;
  }

  #stopClient(): void {
    if (this.#current.state === 'signedIn') {
      this.#current.client.dispose();
    }
  }
}
