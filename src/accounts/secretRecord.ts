/** What proves who somebody is. `changedAt` (epoch milliseconds) tells which of two windows knows the newer one. */
export type Secret = Proof & {
  /** `changedAt` of the sign-in that a renewed token goes back to; left out by a sign-in itself. */
  readonly signedInAt?: number;
};

type Proof =
  | {
      readonly kind: 'token';
      readonly changedAt: number;
      readonly token: string;
      /** Epoch milliseconds. */
      readonly expiresAt: number;
    }
  | {
      readonly kind: 'password';
      readonly changedAt: number;
      readonly token: string;
      readonly expiresAt: number;
      /** Only when the person agreed to keeping it. */
      readonly password?: string;
    }
  | {
      readonly kind: 'accessKey';
      readonly changedAt: number;
      readonly accessKey: string;
      readonly secretKey: string;
      /** Of a temporary key. */
      readonly securityToken?: string;
    };

const VERSION = 1;

/** When somebody signed in with it: a token that renewed itself says nothing new about who may come in. */
export function signInOf({ changedAt, signedInAt }: Secret): number {
  return signedInAt ?? changedAt;
}

/**
 * Whether one is newer than another of the same profile. The sign-in counts first: a renewal that was under way while
 * somebody signed in again ends after it, with the password of before.
 */
export function isNewer(one: Secret, other: Secret): boolean {
  const later = signInOf(one) - signInOf(other);
  return later === 0 ? one.changedAt > other.changedAt : later > 0;
}

export function writeSecret(secret: Secret): string {
  return JSON.stringify({ version: VERSION, ...secret });
}

/** Reads what is stored or what another window has sent; undefined for anything that is no secret. */
export function readSecret(value: unknown): Secret | undefined {
  const record = typeof value === 'string' ? parsed(value) : value;
  if (!isRecord(record) || typeof record.changedAt !== 'number' || (record.version ?? VERSION) !== VERSION) {
    return undefined;
  }
  const proof = readProof(record, record.changedAt);
  return proof && { ...proof, ...(typeof record.signedInAt === 'number' ? { signedInAt: record.signedInAt } : {}) };
}

function readProof(record: Readonly<Record<string, unknown>>, changedAt: number): Proof | undefined {
  const { kind, token, expiresAt, password, accessKey, secretKey, securityToken } = record;
  if (kind === 'accessKey' && typeof accessKey === 'string' && typeof secretKey === 'string') {
    const temporary = typeof securityToken === 'string' ? { securityToken } : {};
    return { kind, changedAt, accessKey, secretKey, ...temporary };
  }
  if (typeof token !== 'string' || typeof expiresAt !== 'number') {
    return undefined;
  }
  if (kind === 'password') {
    return { kind, changedAt, token, expiresAt, ...(typeof password === 'string' ? { password } : {}) };
  }
  return kind === 'token' ? { kind, changedAt, token, expiresAt } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
