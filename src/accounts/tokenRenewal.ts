import { CloudError, type CloudErrorReason, isCloudError, type IssuedToken, type TokenScope } from '../api/index';
import type { Clock, Profile } from '../ui/session';
import type { ClientFactory } from './clientFactory';
import type { Profiles } from './profiles';
import { type Secret, signInOf } from './secretRecord';
import type { WindowLease, WindowLeases } from './windowTurn';

export interface TokenRenewalParts {
  readonly clients: ClientFactory;
  readonly profiles: Profiles;
  readonly leases: WindowLeases;
  readonly clock: Clock;
  /** Why a stored secret cannot be had. */
  readonly whyMissing: () => CloudErrorReason;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface RenewedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

type PasswordSecret = Extract<Secret, { kind: 'password' }> & { readonly password: string };

/** A token that another window got is taken when it lasts at least so long. */
const WORTH_TAKING_MS = 15 * 60_000;
const RENEWAL_HOLDS_MS = 60_000;
const ASK_AGAIN_MS = 500;

/** Gets another token with the stored password: one window does it, the others take what it got. */
export class TokenRenewal {
  constructor(private readonly parts: TokenRenewalParts) {}

  /**
   * @param replaces the token that has ended or was refused
   * @throws CloudError: `unauthorized` when the password is not kept or is refused; after any other kind it can be tried
   * again
   */
  async renew(profile: Profile, replaces: string | undefined, signal: AbortSignal): Promise<RenewedToken> {
    for (;;) {
      const taken = this.#taken(await this.#passwordOf(profile), replaces);
      if (taken !== undefined) {
        return taken;
      }
      const lease = await this.#turn(profile);
      if (lease !== undefined) {
        try {
          // Another window may have finished since.
          const secret = await this.#passwordOf(profile);
          return this.#taken(secret, replaces) ?? (await this.#request(profile, secret, signal));
        } finally {
          await lease.release();
        }
      }
      // Another window is at it. Its lease ends by itself, should that window be gone.
      await this.parts.sleep(ASK_AGAIN_MS, signal);
    }
  }

  /** The token that another window got, when it is worth taking. */
  #taken({ token, expiresAt }: PasswordSecret, replaces: string | undefined): RenewedToken | undefined {
    const lasts = expiresAt - this.parts.clock().getTime() > WORTH_TAKING_MS;
    return lasts && token !== replaces ? { token, expiresAt: new Date(expiresAt) } : undefined;
  }

  /** Where the windows cannot agree, because the disk is full or locked, each asks for itself. */
  async #turn(profile: Profile): Promise<WindowLease | undefined> {
    try {
      return await this.parts.leases.take(`renew-${profile.id}`, RENEWAL_HOLDS_MS);
    } catch {
      return { release: () => Promise.resolve() };
    }
  }

  async #request(profile: Profile, secret: PasswordSecret, signal: AbortSignal): Promise<RenewedToken> {
    const client = this.parts.clients.create({ region: profile.region, credential: { kind: 'none' } });
    try {
      const scope: TokenScope = { project: { id: profile.iamProject.id } };
      const { accountName, userName } = profile;
      const identity = { accountName, userName, password: secret.password };
      const { token, info } = await client
        .createToken(identity, scope, { signal })
        .catch((error: unknown) => this.#refused(profile, secret, error));
      const { expiresAt } = info;
      // A clock that was set back must not make this token older than the one that it replaces.
      const changedAt = Math.max(this.parts.clock().getTime(), secret.changedAt + 1);
      await this.parts.profiles.renewed(profile.id, {
        ...secret,
        changedAt,
        signedInAt: signInOf(secret),
        token,
        expiresAt: expiresAt.getTime(),
      });
      return { token, expiresAt };
    } finally {
      client.dispose();
    }
  }

  /** A password that IAM has refused is dropped in all windows: each would send it once, and five times lock the user. */
  async #refused(profile: Profile, secret: PasswordSecret, error: unknown): Promise<IssuedToken> {
    if (isCloudError(error) && error.reason === 'passwordRefused') {
      // Hardly newer than what it replaces: a sign-in of just now is to win.
      await this.parts.profiles.renewed(profile.id, {
        ...secret,
        changedAt: secret.changedAt + 1,
        signedInAt: signInOf(secret),
        password: undefined,
      });
    }
    throw error;
  }

  async #passwordOf(profile: Profile): Promise<PasswordSecret> {
    const secret = await this.parts.profiles.secretOf(profile.id);
    const password = secret?.kind === 'password' ? secret.password : undefined;
    if (secret?.kind !== 'password' || password === undefined) {
      throw new CloudError('There is no password to renew the token with', {
        kind: 'unauthorized',
        // Nothing at all: the keyring may be locked, which passes.
        reason: secret === undefined ? this.parts.whyMissing() : 'tokenExpired',
        operation: 'createToken',
      });
    }
    return { ...secret, password };
  }
}
