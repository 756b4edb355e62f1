import {
  type CloudClient,
  type CloudClientOptions,
  CloudError,
  type CloudErrorKind,
  type HeldToken,
  RenewingToken,
  type RenewingTokenOptions,
} from '../../../src/api/index';
import { clientFor } from './client';
import { type Answer, type ReceivedRequest, serve, type TestServer } from './server';

export const START = Date.parse('2025-01-01T00:00:00Z');
export const MINUTE_MS = 60_000;
export const expired: Answer = { status: 401, json: { error_code: 'DEV.00000003', error_msg: '认证信息过期' } };
export const wrongRegion: Answer = {
  status: 401,
  json: { error_code: 'APIGW.0307', error_msg: 'The token must be updated.' },
};
export const tokenOf = ({ headers }: ReceivedRequest): string => String(headers['x-auth-token']);
export const renewalError = (kind: CloudErrorKind): CloudError =>
  new CloudError(kind, { kind, operation: 'createToken' });

/** A service, a clock, and renewals that end when the test says so. Tokens are called `token-1`, `token-2`, ... */
export class Scene {
  now = START;
  readonly renewals: { succeed(minutes?: number): void; fail(error: Error): void; readonly signal: AbortSignal }[] = [];
  readonly renewed: HeldToken[] = [];
  readonly told: CloudError[] = [];
  server!: TestServer;
  token!: RenewingToken;
  client!: CloudClient;

  /** @param minutes How long the first token is good for; undefined: it is not known. */
  async open(
    minutes: number | undefined,
    handler: (request: ReceivedRequest, count: number) => Answer,
    parts: Partial<RenewingTokenOptions & CloudClientOptions> = {},
  ): Promise<void> {
    this.server = await serve((request, count) => {
      const answer = handler(request, count);
      return { ...answer, headers: { Date: new Date(this.now).toUTCString(), ...answer.headers } };
    });
    this.token = new RenewingToken({
      initial: this.#held(1, minutes),
      renew: (signal) => this.#renew(signal),
      clock: () => new Date(this.now),
      onRenewed: (token) => this.renewed.push(token),
      ...parts,
    });
    this.client = clientFor(this.server.url, {
      credential: this.token,
      clock: () => new Date(this.now),
      onUnauthorized: (reason) => this.told.push(reason),
      ...parts,
    });
  }

  read(id = 7): Promise<unknown> {
    return this.client.showRepository(id);
  }

  get tokens(): readonly string[] {
    return this.server.requests.map(tokenOf);
  }

  /** Resolves once so many renewals have been started. */
  async started(count: number): Promise<void> {
    while (this.renewals.length < count) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Ends a renewal and waits until its token is the one in use. */
  async succeed(renewal: number): Promise<void> {
    const before = this.renewed.length;
    this.renewals[renewal - 1]!.succeed();
    while (this.renewed.length === before) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #renew(signal: AbortSignal): Promise<HeldToken> {
    const number = this.renewals.length + 2;
    return new Promise((resolve, reject) => {
      this.renewals.push({
        signal,
        succeed: (minutes = 24 * 60) => {
          resolve(this.#held(number, minutes));
        },
        fail: reject,
      });
    });
  }

  #held(number: number, minutes: number | undefined): HeldToken {
    const expiresAt = minutes === undefined ? undefined : new Date(this.now + minutes * MINUTE_MS);
    return { token: `token-${number}`, expiresAt };
  }
}

export const works = (): Answer => ({ json: repository });
export const repository = { id: 7, name: 'bar' };
