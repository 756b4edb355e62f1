import { ACCOUNT, HOME_PROJECT, type IamProjectRecord, type TokenRecord, type Tokens } from './accounts';
import type { Service } from './contract';
import { Refusal } from './refusals';
import { parseAuthorization, sameSecret, signatureOf, type SignedRequest } from './signatures';

/** Who is calling. Without a project, the token is scoped to the account. */
export interface Caller {
  readonly project?: IamProjectRecord;
  readonly token?: TokenRecord;
}

const CLOCK_SKEW_MS = 15 * 60 * 1000;
const FAILURES_BEFORE_LOCK = 5;
const LOCK_MS = 5 * 60 * 1000;

/** Decides who calls, by token or by signature, and refuses in the words of the service that was called. */
export class Authentication {
  private failures = 0;
  private lockedUntil = 0;

  constructor(
    private readonly tokens: Tokens,
    private readonly clock: () => Date,
  ) {}

  authenticate(request: SignedRequest, service: Service, operationId: string): Caller {
    const token = request.headers['x-auth-token'];
    const signature = request.headers.authorization;
    const caller =
      token === undefined && signature !== undefined
        ? this.bySignature(request, signature)
        : this.byToken(token, service, operationId);
    if (service !== 'iam') {
      refuseForeignScope(caller, service);
    }
    return caller;
  }

  private byToken(value: string | undefined, service: Service, operationId: string): Caller {
    if (value === undefined || value === '') {
      throw unauthorized(service, operationId, 'missing');
    }
    const token = this.tokens.find(value);
    if (token === undefined) {
      throw unauthorized(service, operationId, 'unknown');
    }
    if (this.tokens.isExpired(token)) {
      throw unauthorized(service, operationId, 'expired');
    }
    return { token, project: token.project };
  }

  private bySignature(request: SignedRequest, header: string): Caller {
    const now = this.clock().getTime();
    if (now < this.lockedUntil) {
      throw signatureRefused('APIGW.0301', 'aksk is locked, try again in 5 minutes');
    }
    const authorization = parseAuthorization(header);
    if (!authorization?.signedHeaders.includes('x-sdk-date')) {
      throw signatureRefused('APIGW.0303', 'signature format is wrong');
    }
    const signedAt = parseSdkDate(request.headers['x-sdk-date'] ?? '');
    if (Number.isNaN(signedAt) || Math.abs(now - signedAt) > CLOCK_SKEW_MS) {
      throw signatureRefused('APIGW.0303', 'signature expired, check the clock');
    }
    const expected = signatureOf(request, authorization.signedHeaders, ACCOUNT.sk);
    if (authorization.accessKey !== ACCOUNT.ak || !sameSecret(expected, authorization.signature)) {
      this.failures += 1;
      if (this.failures >= FAILURES_BEFORE_LOCK) {
        this.failures = 0;
        this.lockedUntil = now + LOCK_MS;
      }
      throw signatureRefused('APIGW.0301', 'verify aksk signature fail');
    }
    this.failures = 0;
    return callerOfKey(request.headers['x-project-id']);
  }
}

function callerOfKey(projectId: string | undefined): Caller {
  if (projectId !== undefined && projectId !== HOME_PROJECT.id) {
    throw new Refusal(401, 'APIGW.0307', 'The token must be updated.');
  }
  return { project: HOME_PROJECT };
}

/** CodeArts and HSS want a token of this region's project. */
function refuseForeignScope(caller: Caller, service: Service): void {
  if (caller.project === undefined) {
    throw service === 'hss'
      ? new Refusal(403, 'APIGW.0302', 'The IAM user is not authorized to access the API.')
      : new Refusal(401, 'CH.00000002', 'Recognize authentication information failed.');
  }
  if (caller.project.id !== HOME_PROJECT.id) {
    throw new Refusal(401, 'APIGW.0307', 'The token must be updated.');
  }
}

type TokenProblem = 'missing' | 'unknown' | 'expired';

function unauthorized(service: Service, operationId: string, problem: TokenProblem): Refusal {
  if (service === 'iam') {
    return new Refusal(401, 'IAM.0001', 'The request you have made requires authentication.');
  }
  if (service === 'hss') {
    return problem === 'expired'
      ? new Refusal(401, 'APIGW.0307', 'The token must be updated.')
      : new Refusal(401, 'APIGW.0301', 'Incorrect IAM authentication information: decrypt token fail');
  }
  switch (problem) {
    case 'missing':
      return new Refusal(401, 'DEV.00000001', '认证信息不能为空');
    case 'unknown':
      // The page of this one operation shows another code for the same sentence.
      return operationId === 'associateRemoteMirror'
        ? new Refusal(401, 'CH.00000002', 'Recognize authentication information failed.')
        : new Refusal(401, 'DEV.00000002', 'Recognize authentication information failed.');
    case 'expired':
      return new Refusal(401, 'DEV.00000003', '认证信息过期');
  }
}

function signatureRefused(code: string, reason: string): Refusal {
  return new Refusal(401, code, `Incorrect IAM authentication information: ${reason}`);
}

/** Milliseconds of `20060102T150405Z`; NaN for anything else. */
function parseSdkDate(text: string): number {
  const [, year, month, day, hours, minutes, seconds] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return Date.parse(`${year ?? ''}-${month ?? ''}-${day ?? ''}T${hours ?? ''}:${minutes ?? ''}:${seconds ?? ''}Z`);
}
