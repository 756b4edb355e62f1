import type { CloudError } from '../api/index';
import { Emitter, type Disposable } from '../ui/emitter';
import type { Profile, Session, SessionClient, SessionSource } from '../ui/session';

/** Holds the one session of this window. Replacing it stops every request of the one before. */
export class SessionStore implements SessionSource, Disposable {
  readonly #changed = new Emitter<Session>();
  readonly onDidChange = this.#changed.event;
  #current: Session;
  #waking: Promise<void> | undefined;
  #account: Profile | undefined;

  /**
   * @param stored profile of an earlier window, whose secret is not read before `wake`
   * @param restore makes the client for a stored profile, or says why it cannot
   */
  constructor(
    stored: Profile | undefined,
    private readonly restore: (profile: Profile) => Promise<Session>,
  ) {
    this.#current = stored ? { state: 'dormant', profile: stored } : { state: 'signedOut' };
  }

  get current(): Session {
    return this.#current;
  }

  /** The account that was in use last, also while sample data is looked at and when nothing could be stored. */
  get account(): Profile | undefined {
    return this.#account;
  }

  wake(): Promise<void> {
    const dormant = this.#current;
    if (dormant.state !== 'dormant') {
      return Promise.resolve();
    }
    const waking = (this.#waking ??= this.#restore(dormant.profile, dormant).finally(() => {
      if (this.#waking === waking) {
        this.#waking = undefined;
      }
    }));
    return waking;
  }

  /** Makes another session the current one. The client of the one before is stopped. */
  replace(next: Session): void {
    this.#stopClient();
    this.#waking = undefined;
    if (next.state === 'signedOut' || next.profile.kind === 'cloud') {
      this.#account = next.state === 'signedOut' ? undefined : next.profile;
    }
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

  async #restore(profile: Profile, expected: Session): Promise<void> {
    const restored = await this.restore(profile);
    if (this.#current === expected) {
      this.replace(restored);
    } else if (restored.state === 'signedIn') {
      restored.client.dispose();
    }
  }

  #stopClient(): void {
    if (this.#current.state === 'signedIn') {
      this.#current.client.dispose();
    }
  }
}
