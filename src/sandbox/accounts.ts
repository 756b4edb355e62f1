import { randomBytes } from 'node:crypto';
import { Refusal } from './refusals';

/** The one account of the sandbox. Its secrets open nothing but the sandbox. */
export const ACCOUNT = {
  domain: { id: 'd78cbac186b744899480f25bd022f468', name: 'sandbox-account' },
  user: { id: '7116d09f88fa41908676fdd4b039e95b', name: 'sandbox-user', password: 'sandbox-password' },
  passcode: '123456',
  ak: 'SANDBOXACCESSKEY0001',
  sk: 'sandbox-secret-key-for-nothing-else-0001',
} as const;

export const REGION = 'cn-north-4';

export interface IamProjectRecord {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly description: string;
}

/** The first one is the project that the sandbox serves; the others exist to be the wrong ones. */
export const HOME_PROJECT: IamProjectRecord = {
  id: '05041fffa40025702f6dc009cc6f8f33',
  name: REGION,
  parentId: ACCOUNT.domain.id,
  description: '',
};
export const OTHER_REGION: IamProjectRecord = {
  id: '0756d59d4a80f4e32f4dc009cd1e2f3a',
  name: 'cn-east-3',
  parentId: ACCOUNT.domain.id,
  description: '',
};
export const IAM_PROJECTS: readonly IamProjectRecord[] = [
  HOME_PROJECT,
  OTHER_REGION,
  {
    id: '0756d59dfd00f4e32f4ec009cfb0b4c1',
    name: 'cn-east-3_team-a',
    parentId: OTHER_REGION.id,
    description: 'Sub-project of a region',
  },
];

export interface TokenRecord {
  readonly value: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly methods: readonly string[];
  /** Absent for a token that is scoped to the account. */
  readonly project?: IamProjectRecord;
}

export interface TokenRequest {
  readonly methods: readonly string[];
  readonly project?: IamProjectRecord;
  /** A token that was made from another token does not outlive it. */
  readonly notAfter?: Date;
}

/** Tokens that were issued. Asking for another one ends none. */
export class Tokens {
  private readonly records = new Map<string, TokenRecord>();
  private readonly ended = new Set<string>();

  constructor(
    private readonly clock: () => Date,
    private readonly lifetimeMs: number,
  ) {}

  issue({ methods, project, notAfter }: TokenRequest): TokenRecord {
    const issuedAt = this.clock();
    const full = new Date(issuedAt.getTime() + this.lifetimeMs);
    const expiresAt = notAfter !== undefined && notAfter < full ? notAfter : full;
    // Real tokens are long too, and start like this: it is the DER header in Base64.
    const value = `MII${randomBytes(600).toString('base64url')}`;
    const record = { value, issuedAt, expiresAt, methods, project };
    this.records.set(value, record);
    return record;
  }

  find(value: string): TokenRecord | undefined {
    return this.records.get(value);
  }

  isExpired(record: TokenRecord): boolean {
    return this.ended.has(record.value) || record.expiresAt <= this.clock();
  }

  /** Ends one token before its time. */
  end(value: string): void {
    this.ended.add(value);
  }

  /** Takes back what `end` did. */
  revive(): void {
    this.ended.clear();
  }
}

/** The project that a scope asks for, by ID or by name. */
export function findProject(wanted: { readonly id?: string; readonly name?: string }): IamProjectRecord {
  const found = IAM_PROJECTS.find((p) => (wanted.id === undefined ? p.name === wanted.name : p.id === wanted.id));
  if (found === undefined) {
    throw new Refusal(404, 'IAM.0004', `Could not find project: ${wanted.id ?? wanted.name ?? ''}.`);
  }
  return found;
}
