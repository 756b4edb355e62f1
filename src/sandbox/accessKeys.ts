import { Lockout } from './lockout';
import { Refusal } from './refusals';
import { randomCapitals, randomLetters } from './secrets';
import { parseAuthorization, sameSecret, signatureOf, type Authorization, type SignedRequest } from './signatures';
import { SANDBOX_USER, SECOND_USER, type UserRecord } from './users';

export interface AccessKeyRecord {
  readonly ak: string;
  readonly sk: string;
  readonly user: UserRecord;
  /** Of a temporary key, which is worth nothing without it. */
  readonly securityToken?: string;
}

const CLOCK_SKEW_MS = 15 * 60 * 1000;
const LOCK_MS = 5 * 60 * 1000;
const SECURITY_TOKEN = 'x-security-token';

/** A permanent key. */
function drawKey(user: UserRecord): AccessKeyRecord {
  return { ak: randomCapitals(20), sk: randomLetters(40), user };
}

/** Real security tokens are long too, and start like this: it is the region in Base64. */
function drawTemporaryKey(user: UserRecord): AccessKeyRecord & { readonly securityToken: string } {
  return { ...drawKey(user), securityToken: `gQpjbi1ub3J0aC00${randomLetters(800)}` };
}

/** Draws the keys of a sandbox, verifies signatures, and locks keys that fail: each on its own, and also those that nobody has. */
export class AccessKeys {
  /** Of the person whose token the sandbox hands out. */
  readonly own = drawKey(SANDBOX_USER);
  readonly second = drawKey(SECOND_USER);
  readonly temporary = drawTemporaryKey(SANDBOX_USER);
  private readonly all: readonly AccessKeyRecord[] = [this.own, this.second, this.temporary];
  private readonly lockout: Lockout;

  /** @param serverTime What the cloud takes for the present when it looks at `X-Sdk-Date`. */
  constructor(
    clock: () => Date,
    private readonly serverTime: () => Date,
  ) {
    this.lockout = new Lockout({ clock, lockMs: LOCK_MS });
  }

  /** Accepts a request that is signed with a key of the account. @throws {Refusal} 401, in the words of the gateway. */
  verify(request: SignedRequest, header: string): void {
    const authorization = parseAuthorization(header);
    if (!authorization?.signedHeaders.includes('x-sdk-date')) {
      throw refused('APIGW.0303', 'signature format is wrong');
    }
    const { accessKey } = authorization;
    if (this.lockout.isLocked(accessKey)) {
      throw refused('APIGW.0301', 'aksk is locked, try again in 5 minutes');
    }
    const age = this.serverTime().getTime() - parseSdkDate(request.headers['x-sdk-date'] ?? '');
    // A date that cannot be read gives NaN, which is not within any time.
    if (!(Math.abs(age) <= CLOCK_SKEW_MS)) {
      throw refused('APIGW.0303', 'signature expired, check the clock');
    }
    const key = this.all.find(({ ak }) => ak === accessKey);
    if (key === undefined || !isSignedWith(key, request, authorization)) {
      this.lockout.failed(accessKey);
      throw refused('APIGW.0301', 'verify aksk signature fail');
    }
    this.lockout.succeeded(accessKey);
  }

  /** Whose key this is, when it is sent as it is; there is no place for a security token then. */
  ownerOf(ak: string, sk: string): UserRecord | undefined {
    if (this.lockout.isLocked(ak)) {
      return undefined;
    }
    const key = this.all.find((one) => one.ak === ak && one.securityToken === undefined && sameSecret(one.sk, sk));
    if (key === undefined) {
      this.lockout.failed(ak);
      return undefined;
    }
    this.lockout.succeeded(ak);
    return key.user;
  }
}

function isSignedWith(key: AccessKeyRecord, request: SignedRequest, authorization: Authorization): boolean {
  const { signedHeaders, signature } = authorization;
  return (
    hasSecurityToken(key, request.headers[SECURITY_TOKEN], signedHeaders) &&
    sameSecret(signatureOf(request, signedHeaders, key.sk), signature)
  );
}

/** A security token that is not signed could be another one than the signer had, and a permanent key has none. */
function hasSecurityToken(
  { securityToken }: AccessKeyRecord,
  sent: string | undefined,
  signedHeaders: readonly string[],
): boolean {
  return securityToken === undefined || sent === undefined
    ? securityToken === sent
    : sameSecret(securityToken, sent) && signedHeaders.includes(SECURITY_TOKEN);
}

function refused(code: string, reason: string): Refusal {
  return new Refusal(401, code, `Incorrect IAM authentication information: ${reason}`);
}

/** Milliseconds of `20060102T150405Z`; NaN for anything else. */
function parseSdkDate(text: string): number {
  const [, year, month, day, hours, minutes, seconds] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return Date.parse(`${year ?? ''}-${month ?? ''}-${day ?? ''}T${hours ?? ''}:${minutes ?? ''}:${seconds ?? ''}Z`);
}
