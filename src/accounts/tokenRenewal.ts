import { CloudError, type TokenScope } from '../api/index';
import type { Clock, Profile } from '../ui/session';
import type { ClientFactory } from './clientFactory';
import type { Profiles } from './profiles';
import type { Secret } from './secretRecord';

/** Something that one window has at a time. */
export interface RenewalLeases {
  take(name: string, holdForMs: number): Promise<{ release(): Promise<void> } | undefined>;
}

export interface TokenRenewalParts {
  readonly clients: ClientFactory;
  readonly profiles: Profiles;
  readonly leases: RenewalLeases;
  readonly clock: Clock;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told when this window has got a token of its own. */
  readonly onRenewed: (changedAt: number) => void;
}

export interface RenewedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

type PasswordSecret = Extract<Secret, { kind: 'password' }>;

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
      const secret = await this.#passwordOf(profile);
      const lasts = secret.expiresAt - this.parts.clock().getTime() > WORTH_TAKING_MS;
      if (lasts && secret.token !== replaces) {
        return { token: secret.token, expiresAt: new Date(secret.expiresAt) };
      }
      const lease = await this.parts.leases.take(`renew-${profile.id}`, RENEWAL_HOLDS_MS);
      if (lease !== undefined) {
        try {
          return await this.#request(profile, secret, signal);
        } finally {
          await lease.release();
        }
      }
      // Another window is at it. Its lease ends by itself, should that window be gone.
      await this.parts.sleep(ASK_AGAIN_MS, signal);
    }
  }

  async #request(profile: Profile, { password }: PasswordSecret, signal: AbortSignal): Promise<RenewedToken> {
    const { clients, profiles, clock, onRenewed } = this.parts;
    const client = clients.create({ region: profile.region, credential: { kind: 'none' } });
    try {
      const scope: TokenScope = { project: { id: profile.iamProject.id } };
      const identity = { accountName: profile.accountName, userName: profile.userName, password: password ?? '' };
      const { token, info } = await client.createToken(identity, scope, { signal });
      const changedAt = clock().getTime();
      onRenewed(changedAt);
      await profiles.renewed(profile.id, {
        kind: 'password',
        changedAt,
        token,
        expiresAt: info.expiresAt.getTime(),
        password,
      });
      return { token, expiresAt: info.expiresAt };
    } finally {
      client.dispose();
    }
  }

  async #passwordOf(profile: Profile): Promise<PasswordSecret> {
    const secret = await this.parts.profiles.secretOf(profile.id);
    if (secret?.kind !== 'password' || secret.password === undefined) {
      throw new CloudError('There is no password to renew the token with', {
        kind: 'unauthorized',
        reason: 'tokenExpired',
        operation: 'createToken',
      });
    }
    return secret;
  }
}
