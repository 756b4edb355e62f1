import type { CloudError, CloudErrorReason } from '../api/index';
import type { Profile, Session, SessionClient } from '../ui/session';
import type { ProfileHint } from './profileHint';
import type { Profiles, ProfilesChange } from './profiles';
import type { SessionStore } from './sessionStore';

export interface WindowSessionParts {
  readonly sessions: SessionStore;
  readonly profiles: Profiles;
  readonly hint: ProfileHint;
  /** Makes the client of a profile, or says why it cannot. */
  readonly open: (profile: Profile) => Promise<Session>;
}

/** What a person may have put right without signing in again. A wrong key is not tried again: that would lock it. */
const PASSING: ReadonlySet<CloudErrorReason | undefined> = new Set([
  'clock',
  'keyLocked',
  'credentialGone',
  'credentialChanged',
]);

/**
 * Keeps the session of this window in step with the profiles that all windows share: which profile is used, what is
 * known of it, and whether somebody has signed in again meanwhile. Sample data is left alone.
 */
export class WindowSession {
  /** Changes are followed one after the other, in the order in which they were heard of. */
  #queue: Promise<unknown> = Promise.resolve();
  /** `changedAt` of the secret that the session works with. */
  #secretOfSession = 0;

  constructor(private readonly parts: WindowSessionParts) {}

  /** The profile that this window uses; noted for the next window of this workspace. */
  async find(): Promise<Profile | undefined> {
    const profile = await this.parts.profiles.current();
    await this.parts.hint.write(profile);
    return profile;
  }

  /** The session of a profile, for `SessionStore`. */
  async open(profile: Profile): Promise<Session> {
    const session = await this.parts.open(profile);
    this.#secretOfSession = (await this.parts.profiles.ownSecretOf(profile.id))?.changedAt ?? 0;
    return session;
  }

  /** This window has renewed the token of its session: what is newer than that is somebody else's. */
  renewed(changedAt: number): void {
    this.#secretOfSession = Math.max(this.#secretOfSession, changedAt);
  }

  /** Looks what others have changed. Nothing happens before this window has looked for the first time. */
  follow(change: ProfilesChange = {}): Promise<void> {
    return this.#inTurn(async () => {
      const { sessions } = this.parts;
      const before = sessions.current;
      if (!sessions.isAwake || (before.state !== 'signedOut' && before.profile.kind === 'sandbox')) {
        return;
      }
      const profile = await this.find();
      if (sessions.current === before) {
        await this.#step(before, profile, change);
      }
    });
  }

  /** Makes a profile that somebody has just signed in to the session of this window. */
  use(profile: Profile): Promise<void> {
    return this.#inTurn(async () => {
      const session = await this.open(profile);
      this.parts.sessions.replace(session);
      await this.parts.hint.write(profile);
    });
  }

  /** Leaves the sample data, or whatever was shown, for the profile that this window uses. */
  leave(): Promise<void> {
    return this.#inTurn(async () => {
      const profile = await this.find();
      this.parts.sessions.replace(profile ? { state: 'dormant', profile } : { state: 'signedOut' });
    });
  }

  /** Opens a session again that has ended for something that may have passed by itself. */
  retry(): Promise<void> {
    return this.#inTurn(async () => {
      const { current } = this.parts.sessions;
      if (current.state === 'expired' && PASSING.has(current.reason.reason)) {
        await this.#reopen(current, current.profile);
      }
    });
  }

  /**
   * A client was refused. Somebody may have signed in again in another window while its last request was under way;
   * otherwise the session has ended.
   */
  refused(client: SessionClient, error: CloudError): Promise<void> {
    return this.#inTurn(async () => {
      const { current } = this.parts.sessions;
      if (current.state !== 'signedIn' || current.client !== client) {
        return;
      }
      const known = await this.parts.profiles.ownSecretOf(current.profile.id);
      if (known !== undefined && known.changedAt > this.#secretOfSession) {
        await this.#reopen(current, current.profile);
      } else {
        this.parts.sessions.expire(client, error);
      }
    });
  }

  async #step(before: Session, profile: Profile | undefined, change: ProfilesChange): Promise<void> {
    const { sessions } = this.parts;
    if (profile === undefined) {
      if (before.state !== 'signedOut') {
        sessions.replace({ state: 'signedOut' });
      }
    } else if (before.state === 'signedOut' || before.profile.id !== profile.id) {
      // Read when it is shown, which is at once where a view is on screen.
      sessions.replace({ state: 'dormant', profile });
    } else if (before.state === 'expired' && (await this.#isNewer(profile, change))) {
      await this.#reopen(before, profile);
    } else if (before.state === 'dormant' && !same(before.profile, profile)) {
      sessions.replace({ state: 'dormant', profile });
    } else if (before.state === 'signedIn' && !same(before.profile, profile)) {
      await this.#reopen(before, profile);
    }
  }

  async #isNewer(profile: Profile, { secretOf }: ProfilesChange): Promise<boolean> {
    const known = await this.parts.profiles.ownSecretOf(profile.id);
    return secretOf === profile.id || (known?.changedAt ?? 0) > this.#secretOfSession;
  }

  async #reopen(before: Session, profile: Profile): Promise<void> {
    const session = await this.open(profile);
    if (this.parts.sessions.current === before) {
      this.parts.sessions.replace(session);
    } else if (session.state === 'signedIn') {
      session.client.dispose();
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

function same(a: Profile, b: Profile): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
