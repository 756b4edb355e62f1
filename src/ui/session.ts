import { type CloudApi, CloudError, type IamProjectId } from '../api/index';
import type { Event } from './emitter';

/** Account, region and project that requests are made for. Holds no secret: it is kept in `globalState`. */
export interface Profile {
  /** The same for the same account, user, region and project, so that what is on screen survives signing in again. */
  readonly id: string;
  readonly kind: 'cloud' | 'sandbox';
  readonly region: string;
  readonly iamProject: { readonly id: IamProjectId; readonly name: string };
  readonly accountName: string;
  readonly userName: string;
  /** When the token ends, epoch milliseconds. */
  readonly expiresAt: number;
  /** Base address of the sandbox; only for a sandbox. */
  readonly sandboxUrl?: string;
}

/** A client whose requests can be stopped for good. */
export type SessionClient = CloudApi & { dispose(): void };

/**
 * Who is signed in. One immutable value that is replaced, never changed. `dormant` means that a profile is stored and
 * its secret has not been read yet, because nothing is shown that would need it.
 */
export type Session =
  | { readonly state: 'signedOut' }
  | { readonly state: 'dormant'; readonly profile: Profile }
  | { readonly state: 'signedIn'; readonly profile: Profile; readonly client: SessionClient }
  | { readonly state: 'expired'; readonly profile: Profile; readonly reason: CloudError };

/** What a room sees of the session. */
export interface SessionSource {
  readonly current: Session;
  readonly onDidChange: Event<Session>;
  /** Reads the stored secret if that has not happened. Called when something becomes visible, never by activation. */
  wake(): Promise<void>;
}

export type Clock = () => Date;

/** Whose data is on screen; undefined when nobody is signed in. */
export function profileIdOf(session: Session): string | undefined {
  return session.state === 'signedOut' ? undefined : session.profile.id;
}

function copyOf(error: CloudError): CloudError {
  const { message, kind, reason, operation, status, code, vendorMessage, requestId, clockOffsetMs } = error;
  const vendor = { status, code, vendorMessage, requestId };
  return new CloudError(message, { kind, reason, operation, ...vendor, clockOffsetMs });
}

/**
 * The client of whoever is signed in.
 *
 * @throws CloudError (`unauthorized`), whose remedy is to sign in
 */
export async function signedInClient(sessions: SessionSource): Promise<SessionClient> {
  await sessions.wake();
  const session = sessions.current;
  switch (session.state) {
    case 'signedIn':
      return session.client;
    case 'expired':
      // Another object: that one has been told to the person already, this is an answer to what they ask for.
      throw copyOf(session.reason);
    case 'signedOut':
    case 'dormant':
      throw new CloudError('Nobody is signed in', { kind: 'unauthorized', operation: 'signIn' });
  }
}
