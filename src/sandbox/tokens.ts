import { randomBytes } from 'node:crypto';
import type { IamProjectRecord } from './accounts';
import type { UserRecord } from './users';

export interface TokenRecord {
  readonly value: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly methods: readonly string[];
  readonly user: UserRecord;
  /** Absent for a token that is scoped to the account. */
  readonly project?: IamProjectRecord;
}

export interface TokenRequest {
  readonly methods: readonly string[];
  readonly user: UserRecord;
  readonly project?: IamProjectRecord;
  /** A token that was made from another token does not outlive it. */
  readonly notAfter?: Date;
}

/** Tokens that were issued. Asking for another one ends none. */
export class Tokens {
  private readonly records = new Map<string, TokenRecord>();
  private readonly ended = new Set<string>();
  private readonly endedForGood = new Set<string>();

  constructor(
    private readonly clock: () => Date,
    private readonly lifetimeMs: number,
  ) {}

  issue({ notAfter, ...request }: TokenRequest): TokenRecord {
    const issuedAt = this.clock();
    const full = new Date(issuedAt.getTime() + this.lifetimeMs);
    const expiresAt = notAfter !== undefined && notAfter < full ? notAfter : full;
    // Real tokens are long too, and start like this: it is the DER header in Base64.
    const value = `MII${randomBytes(600).toString('base64url')}`;
    const record = { ...request, value, issuedAt, expiresAt };
    this.records.set(value, record);
    return record;
  }

  find(value: string): TokenRecord | undefined {
    return this.records.get(value);
  }

  isExpired({ value, expiresAt }: TokenRecord): boolean {
    return this.ended.has(value) || this.endedForGood.has(value) || expiresAt <= this.clock();
  }

  /** Ends one token before its time. */
  end(value: string): void {
    this.ended.add(value);
  }

  /** Takes back what `end` did. */
  revive(): void {
    this.ended.clear();
  }

  /** Ends every token so far, as a changed password does. Nothing takes this back. */
  endAll(): void {
    for (const value of this.records.keys()) {
      this.endedForGood.add(value);
    }
  }
}
