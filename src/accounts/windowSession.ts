import type { CloudError, CloudErrorReason } from '../api/index';
import type { Profile, Session, SessionClient } from '../ui/session';
import type { ProfileHint } from './profileHint';
import type { Profiles, ProfilesChange } from './profiles';
import { signInOf } from './secretRecord';
import type { SessionStore } from './sessionStore';

export interface OpenedSession {
  readonly session: Session;
  /** When somebody signed in with the secret that it was made with; 0 when there is none. */
  readonly signedInAt: number;
}

export interface WindowSessionParts {
  readonly sessions: SessionStore;
  readonly profiles: Profiles;
  readonly hint: ProfileHint;
  /** Makes the client of a profile, or says why it cannot. */
  readonly open: (profile: Profile) => Promise<OpenedSession>;
}

/** What a person may have put right without signing in again. A wrong key is not tried again: that would lock it. */
const PASSING: ReadonlySet<CloudErrorReason | undefined> = new Set([
  'clock',
  'keyLocked',
  // A keyring may have been locked.
  'tokenMissing',
  'keyringSilent',
  'browserForgot',
  'credentialGone',
  'credentialChanged',
]);

type SignedInSession = Extract<Session, { state: 'signedIn' }>;
type ExpiredSession = Extract<Session, { state: 'expired' }>;

/**
 * Keeps the session of this window in step with the profiles that all windows share: which profile is used, what is
 * known of it, and whether somebody has signed in again meanwhile. Sample data is left alone.
 */
export class WindowSession {
  /** Changes are followed one after the other, in the order in which they were heard of. */
  #queue: Promise<unknown> = Promise.resolve();
  /** When somebody signed in with the secret that the last session of each profile was made with. */
  readonly #signIns = new Map<string, number>();

  constructor(private readonly parts: WindowSessionParts) {}

  /** The profile that this window uses; noted for the next window of this workspace. */
  find(): Promise<Profile | undefined> {
    // A file that cannot be read is no reason not to start with another profile.
    return this.#find('skip');
  }

  /** The session of a profile, for `SessionStore`. */
  async open(profile: Profile): Promise<Session> {
    const { session, signedInAt } = await this.parts.open(profile);
    this.#signIns.set(profile.id, signedInAt);
    return session;
  }

  /** Looks what others have changed. Nothing is read before this window has looked for the first time. */
  follow(change: ProfilesChange = {}): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#follow(change);
      } finally {
        if (change.everything) {
          // Each window has a copy of the memento, and would write what it still holds with its next hint.
          await this.parts.hint.clear();
        }
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
      try {
        if (await this.#knowsNewerSignIn(current.profile)) {
          await this.#reopen(current, current.profile);
        }
      } finally {
        // Also when it could not be opened again: a client that was refused is not used any more.
        this.parts.sessions.expire(client, error);
      }
    });
  }

  async #follow(change: ProfilesChange): Promise<void> {
    const { sessions } = this.parts;
    const before = sessions.current;
    const isShown = before.state === 'signedIn' || before.state === 'expired';
    if (!(sessions.isAwake || isShown) || (before.state !== 'signedOut' && before.profile.kind === 'sandbox')) {
      return;
    }
    // What cannot be read is no reason to give up the profile that is on screen.
    const profile = await this.#find('throw');
    if (sessions.current === before) {
      await this.#step(before, profile, change);
    }
  }

  async #find(unreadable: 'skip' | 'throw'): Promise<Profile | undefined> {
    const profile = await this.parts.profiles.current(unreadable);
    await this.parts.hint.write(profile);
    return profile;
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
    } else if (before.state === 'expired') {
      await this.#stepFromExpired(before, profile, change);
    } else if (before.state === 'dormant' && !same(before.profile, profile)) {
      sessions.replace({ state: 'dormant', profile });
    } else if (before.state === 'signedIn' && !same(before.profile, profile)) {
      await this.#stepFromSignedIn(before, profile);
    }
  }

  async #stepFromSignedIn(before: SignedInSession, profile: Profile): Promise<void> {
    if (same({ ...before.profile, name: profile.name }, profile)) {
      // A name is no reason to stop what is under way.
      this.parts.sessions.replace({ ...before, profile });
    } else {
      await this.#reopen(before, profile);
    }
  }

  async #stepFromExpired(before: ExpiredSession, profile: Profile, { secretOf }: ProfilesChange): Promise<void> {
    const { reason } = before.reason;
    if (secretOf === profile.id || (await this.#knowsNewerSignIn(profile))) {
      await this.#reopen(before, profile);
    } else if (reason === 'credentialGone' || reason === 'credentialChanged') {
      // Looking for a key where it was costs no request. One that the cloud has refused is not tried again: that locks it.
      await this.#reopen(before, profile, (session) => session.state === 'signedIn');
    } else if (!same(before.profile, profile)) {
      this.parts.sessions.replace({ ...before, profile });
    }
  }

  /**
   * Whether somebody has signed in again. A token that another window renewed does not count: a client that may renew
   * has had it already, and where every token is refused, two windows would wake each other without end.
   */
  async #knowsNewerSignIn({ id }: Profile): Promise<boolean> {
    const known = await this.parts.profiles.ownSecretOf(id);
    return known !== undefined && signInOf(known) > (this.#signIns.get(id) ?? 0);
  }

  async #reopen(
    before: Session,
    profile: Profile,
    isWanted: (session: Session) => boolean = () => true,
  ): Promise<void> {
    const session = await this.open(profile);
    if (this.parts.sessions.current === before && isWanted(session)) {
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

/** A part that is undefined is the same as one that is left out, which is what a file gives back. */
function same(a: Profile, b: Profile): boolean {
  const textOf = (profile: Profile): string =>
    JSON.stringify(
      Object.entries(profile)
        .filter(([, value]) => value !== undefined)
        .sort(),
    );
  return textOf(a) === textOf(b);
}
