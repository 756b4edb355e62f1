import { type CloudApi, CloudError, type IamProjectId } from '../api/index';
import type { Event } from './emitter';

/** How a person proves who they are. `environment` and `file` read a key where the vendor's SDKs read it. */
export type SignInMethod = 'token' | 'password' | 'accessKey' | 'environment' | 'file';

/** Account, region and project that requests are made for. Holds no secret: it is kept in a file. */
export interface Profile {
  /** The same for the same account, user, region and project, so that what is on screen survives signing in again. */
  readonly id: string;
  readonly kind: 'cloud' | 'sandbox';
  /** What the person calls it. */
  readonly name: string;
  readonly method: SignInMethod;
  readonly region: string;
  readonly iamProject: { readonly id: IamProjectId; readonly name: string };
  readonly accountName: string;
  /** Known for those who sign in with a key: global services want it. */
  readonly accountId?: string;
  /** Empty when only a key is known. */
  readonly userName: string;
  /** The virtual MFA code is asked for together with it. */
  readonly userId?: string;
  /** Whose registries HSS lists: one enterprise project, `all_granted_eps`, or the default one when left out. */
  readonly enterpriseProjectId?: string;
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

/** Whose data is on screen: another enterprise project has other data. Undefined when nobody is signed in. */
export function profileIdOf(session: Session): string | undefined {
  if (session.state === 'signedOut') {
    return undefined;
  }
  const { id, enterpriseProjectId } = session.profile;
  return enterpriseProjectId === undefined ? id : `${id}/${enterpriseProjectId}`;
}

function copyOf(error: CloudError): CloudError {
  const { message, kind, reason, operation, service, status, code, vendorMessage, requestId, clockOffsetMs } = error;
  const vendor = { service, status, code, vendorMessage, requestId };
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
