import { SessionStore } from '../../../src/accounts/sessionStore';
import {
  createCloudClient,
  CloudError,
  type CloudErrorKind,
  type IamProjectId,
  toIamProjectId,
} from '../../../src/api/index';
import type { Sandbox } from '../../../src/sandbox/index';
import type { Profile, Session, SessionClient } from '../../../src/ui/session';

/** A promise that the test settles. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

export function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Lets everything run that is ready to run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A clock that stands until the test moves it. */
export class TestClock {
  #now: number;

  constructor(start = '2025-03-10T08:00:00Z') {
    this.#now = Date.parse(start);
  }

  readonly now = (): Date => new Date(this.#now);

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  ago(milliseconds: number): Date {
    return new Date(this.#now - milliseconds);
  }
}

export function profileOf(id = 'alice'): Profile {
  return {
    id,
    kind: 'cloud',
    name: id,
    method: 'token',
    region: 'cn-north-4',
    iamProject: { id: toIamProjectId('05041fffa40025702f6dc009cc6f8f33', 'test'), name: 'cn-north-4' },
    accountName: id,
    userName: id,
  };
}

/** A client of which only some operations exist; any other call is a mistake in the test. */
export function clientWith(operations: Partial<SessionClient> = {}): SessionClient {
  const known: Partial<SessionClient> = {
    dispose: () => undefined,
    iamProjectId: 'test' as IamProjectId,
    clockOffsetMs: undefined,
    ...operations,
  };
  return new Proxy(known, {
    get: (target, name) => {
      if (!(name in target)) {
        throw new Error(`The client was asked for ${String(name)}`);
      }
      return Reflect.get(target, name) as unknown;
    },
  }) as SessionClient; // the proxy refuses what is missing
}

export function signedIn(client: SessionClient = clientWith(), id?: string): Session {
  return { state: 'signedIn', profile: profileOf(id), client };
}

export function expired(id?: string): Session {
  return { state: 'expired', profile: profileOf(id), reason: cloudError('unauthorized') };
}

/** The session of a window, in which somebody is signed in already. */
export function sessionsWith(client: SessionClient = clientWith(), id?: string): SessionStore {
  const sessions = new SessionStore(undefined, () => Promise.reject(new Error('nothing is stored')));
  sessions.replace(signedIn(client, id));
  return sessions;
}

export function cloudError(kind: CloudErrorKind): CloudError {
  return new CloudError(kind, { kind, operation: 'test' });
}

/** A signed-in session whose client talks to the sandbox, and which ends when the sandbox refuses the token. */
export function sandboxSession(sandbox: Sandbox): SessionStore {
  const sessions = sessionsWith();
  const { url, token, projectId } = sandbox;
  const client: SessionClient = createCloudClient({
    endpoints: { iam: url, repo: url, hss: url, projectman: url, pipeline: url },
    credential: { kind: 'token', token },
    iamProjectId: projectId,
    sleep: () => Promise.resolve(),
    onUnauthorized: (reason) => {
      sessions.expire(client, reason);
    },
  });
  sessions.replace(signedIn(client));
  return sessions;
}
