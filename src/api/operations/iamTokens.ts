import { unexpectedAnswer } from './answers';
import { badInput, checkText } from '../errors/inputChecks';
import { toIamProjectId } from './identifiers';
import type { CallOptions, IssuedToken, PasswordIdentity, TokenIdentity, TokenScope } from './queries';
import { checkIdentityName, checkPasscode, checkPassword, checkToken } from '../auth/credentialChecks';
import type { Http } from '../http/send';
import type { HttpAnswer } from '../http/httpRequest';
import { projectOf } from './iam';
import { readDate, readRecord, readText, readWire } from '../contract/readers';
import type { TokenInfo } from './records';

const LONGEST_NAME = 256;

/**
 * Asks IAM for a token. An older token of the user stays valid.
 *
 * @param identity An IAM user with programmatic access, or a token of one. Names and codes are sent without white space
 * around them.
 * @param scope The project that the token is to be good for.
 * @returns The token and what it says of itself.
 * @throws CloudError `unauthorized` with reason `passwordRefused` (also for a HUAWEI ID, which IAM answers in the same
 * way), `mfaNeeded` or `mfaRefused`; `notFound`/`projectNotFound` for a project that was never opened; `forbidden` for
 * a user without programmatic access; `malformed` when the answer has no token.
 * Source: api-iam/iam_30_0001; NOTES.md section 3.
 */
export async function createToken(
  http: Http,
  identity: PasswordIdentity | TokenIdentity,
  scope: TokenScope,
  options: CallOptions = {},
): Promise<IssuedToken> {
  const operation = 'createToken';
  const { body, secrets } = tokenRequest(identity, scope, operation);
  const answer = await http.send({
    operation,
    service: 'iam',
    method: 'POST',
    path: '/v3/auth/tokens',
    // Without the catalog: it is large and nobody needs it.
    query: { nocatalog: 'true' },
    body,
    secrets,
    signIn: 'token' in identity ? undefined : identity.mfa === undefined ? 'password' : 'passwordAndCode',
    signal: options.signal,
  });
  return { token: issuedToken(answer, operation), info: tokenInfo(answer, operation) };
}

/**
 * Asks IAM about the client's own token.
 *
 * @returns Its end, and the project, account and user it stands for.
 * @throws CloudError `unauthorized` when it has ended or is none; `invalid` when the client signs its requests and has
 * no token; `malformed` when the answer does not say when it ends.
 * Source: api-iam/iam_30_0004; a user may check its own token by sending it twice.
 */
export async function validateToken(http: Http, options: CallOptions = {}): Promise<TokenInfo> {
  const operation = 'validateToken';
  if (http.authorisation !== 'token') {
    throw badInput(operation, 'credential', 'empty', 'has no token');
  }
  const answer = await http.send({
    operation,
    service: 'iam',
    method: 'GET',
    path: '/v3/auth/tokens',
    query: { nocatalog: 'true' },
    looksUpOwnToken: true,
    signal: options.signal,
  });
  return tokenInfo(answer, operation);
}

function tokenRequest(
  identity: PasswordIdentity | TokenIdentity,
  scope: TokenScope,
  operation: string,
): { readonly body: object; readonly secrets: readonly string[] } {
  const project =
    'id' in scope.project
      ? { id: toIamProjectId(scope.project.id, operation) }
      : { name: checkText(scope.project.name, LONGEST_NAME, 'projectName', operation) };
  const proof = 'token' in identity ? proofByToken(identity.token, operation) : proofByPassword(identity, operation);
  return { body: { auth: { identity: proof.identity, scope: { project } } }, secrets: proof.secrets };
}

interface Proof {
  readonly identity: object;
  readonly secrets: readonly string[];
}

function proofByToken(token: string, operation: string): Proof {
  const id = checkToken(token, operation);
  return { identity: { methods: ['token'], token: { id } }, secrets: [id] };
}

function proofByPassword({ accountName, userName, password, mfa }: PasswordIdentity, operation: string): Proof {
  const user = {
    name: checkIdentityName(userName, 'userName', operation),
    password: checkPassword(password, operation),
    domain: { name: checkIdentityName(accountName, 'accountName', operation) },
  };
  if (mfa === undefined) {
    return { identity: { methods: ['password'], password: { user } }, secrets: [password] };
  }
  const id = checkText(mfa.userId.trim(), LONGEST_NAME, 'userId', operation);
  const passcode = checkPasscode(mfa.passcode, operation);
  const identity = { methods: ['password', 'totp'], password: { user }, totp: { user: { id, passcode } } };
  return { identity, secrets: [password, passcode] };
}

/** The token is in a header, never in the body. */
function issuedToken(answer: HttpAnswer, operation: string): string {
  try {
    return checkToken(answer.header('x-subject-token') ?? '', operation);
  } catch {
    throw unexpectedAnswer(operation, answer, 'usable token');
  }
}

function tokenInfo(answer: HttpAnswer, operation: string): TokenInfo {
  const record = readRecord(readWire<'TokenResponse'>(answer.body)?.token);
  const expiresAt = readDate(record?.expires_at);
  if (record === undefined || expiresAt === undefined) {
    throw unexpectedAnswer(operation, answer, 'end of the token');
  }
  const project = readRecord(record.project);
  const user = readRecord(record.user);
  const account = named(project?.domain) ?? named(record.domain) ?? named(user?.domain);
  return {
    expiresAt,
    issuedAt: readDate(record.issued_at),
    project: projectOf(project),
    account,
    user: named(user),
  };
}

function named(value: unknown): { readonly id?: string; readonly name: string } | undefined {
  const record = readRecord(value);
  const id = readText(record?.id);
  const name = readText(record?.name) ?? id;
  return name === undefined ? undefined : { id, name };
}
