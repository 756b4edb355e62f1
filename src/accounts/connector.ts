import { CloudError, type CloudErrorReason, type Credential, RenewingToken } from '../api/index';
import type { Clock, Profile, SessionClient } from '../ui/session';
import type { ClientFactory } from './clientFactory';
import type { Profiles } from './profiles';
import { keyFingerprint } from './profileId';
import { type FoundKey, keyOfEnvironment, keyOfFile, type Surroundings } from './sdkCredentials';
import { type Secret, signInOf } from './secretRecord';
import type { SharedKeyTrial } from './sharedKeyTrial';
import type { TokenRenewal } from './tokenRenewal';
import type { OpenedSession } from './windowSession';

export interface ConnectorParts {
  readonly clients: ClientFactory;
  readonly profiles: Profiles;
  readonly renewal: TokenRenewal;
  readonly keys: SharedKeyTrial;
  readonly clock: Clock;
  readonly surroundings: () => Surroundings;
  /** Why a stored secret cannot be had. */
  readonly whyMissing: () => CloudErrorReason;
  readonly onUnauthorized: (client: SessionClient, error: CloudError) => void;
  /** A new token already looks expired. */
  readonly onClockConflict: (apartMs: number) => void;
}

/** Makes the session of a stored profile: reads its secret, and says so when there is none that can be used. */
export class Connector {
  constructor(private readonly parts: ConnectorParts) {}

  async open(profile: Profile): Promise<OpenedSession> {
    const isElsewhere = profile.method === 'environment' || profile.method === 'file';
    const secret = isElsewhere ? undefined : await this.#secretOf(profile);
    const signedInAt = secret === undefined ? 0 : signInOf(secret);
    const found = isElsewhere ? await this.#keyOf(profile) : this.#credentialOf(profile, secret);
    if (found instanceof CloudError) {
      return { session: { state: 'expired', profile, reason: found }, signedInAt };
    }
    const { keys, onUnauthorized } = this.parts;
    const client = this.parts.clients.create({
      region: profile.region,
      credential: found,
      keyGate: found.kind === 'accessKey' ? keys.gateFor(profile.id, found) : undefined,
      iamProjectId: profile.iamProject.id,
      enterpriseProjectId: profile.enterpriseProjectId,
      onUnauthorized: (refused, error) => {
        if (found.kind === 'accessKey') {
          keys.refused(profile.id, found, error);
        }
        onUnauthorized(refused, error);
      },
    });
    return { session: { state: 'signedIn', profile, client }, signedInAt };
  }

  /** A key that is read each time where the vendor's tools read it, and kept nowhere. */
  async #keyOf(profile: Profile): Promise<Credential | CloudError> {
    const around = this.parts.surroundings();
    const key: FoundKey | undefined =
      profile.method === 'environment' ? keyOfEnvironment(around) : await keyOfFile(around);
    if (key === undefined) {
      return ended('credentialGone');
    }
    const { credential } = key;
    // Another key may belong to somebody else: whoever signed in must not become them unawares.
    return keyFingerprint(credential.accessKey) === profile.userId
      ? { ...credential, accountId: profile.accountId }
      : ended('credentialChanged');
  }

  async #secretOf({ id }: Profile): Promise<Secret | undefined> {
    const { profiles } = this.parts;
    const own = await profiles.ownSecretOf(id);
    // Another window may know a newer one.
    return own === undefined || this.#hasEnded(own) ? profiles.secretOf(id) : own;
  }

  #credentialOf(profile: Profile, secret: Secret | undefined): Credential | CloudError {
    switch (secret?.kind) {
      case undefined:
        return ended(this.parts.whyMissing());
      case 'accessKey': {
        const { accessKey, secretKey, securityToken } = secret;
        return { kind: 'accessKey', accessKey, secretKey, securityToken, accountId: profile.accountId };
      }
      case 'password':
        return secret.password === undefined ? this.#token(secret) : this.#renewing(profile, secret);
      case 'token':
        return this.#token(secret);
    }
  }

  #token(secret: Extract<Secret, { kind: 'token' | 'password' }>): Credential | CloudError {
    return this.#hasEnded(secret)
      ? ended('tokenExpired')
      : { kind: 'token', token: secret.token, expiresAt: new Date(secret.expiresAt) };
  }

  #renewing(profile: Profile, secret: Extract<Secret, { kind: 'password' }>): Credential {
    return new RenewingToken({
      initial: { token: secret.token, expiresAt: new Date(secret.expiresAt) },
      renew: (signal, replaces) => this.parts.renewal.renew(profile, replaces, signal),
      clock: this.parts.clock,
      onClockConflict: this.parts.onClockConflict,
    });
  }

  #hasEnded(secret: Secret): boolean {
    return secret.kind !== 'accessKey' && secret.expiresAt <= this.parts.clock().getTime();
  }
}

function ended(reason: CloudErrorReason): CloudError {
  return new CloudError(`The stored sign-in cannot be used: ${reason}`, {
    kind: 'unauthorized',
    reason,
    operation: 'restore',
  });
}
