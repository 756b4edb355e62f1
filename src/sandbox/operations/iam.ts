import { ACCOUNT, findProject, isOwnDomain, type Reference } from '../accounts';
import type { Schemas } from '../contract';
import { iamDate } from '../dates';
import { Refusal } from '../refusals';
import type { TokenRecord } from '../tokens';
import type { UserRecord } from '../users';
import { handler, type Cloud } from './cloud';

type Identity = Schemas['TokenRequest']['auth']['identity'];

/** `POST /v3/auth/tokens`: by password, password and passcode, another token, or access key. */
const createToken = handler('createToken', ({ cloud, body }) => {
  if (body === undefined) {
    throw new Refusal(400, 'IAM.0011', 'Request body is invalid.');
  }
  const { identity, scope } = body.auth;
  const { user, notAfter } = proveIdentity(cloud, identity);
  const project = scope?.project === undefined ? undefined : findProject(reference(scope.project));
  if (scope?.domain !== undefined && !isOwnDomain(reference(scope.domain))) {
    throw authenticationFailed();
  }
  const token = cloud.tokens.issue({ methods: identity.methods, user, project, notAfter });
  return { status: 201, headers: { 'X-Subject-Token': token.value }, body: describe(token) };
});

/** `GET /v3/auth/tokens` */
const validateToken = handler('validateToken', ({ cloud, header }) => {
  const token = cloud.tokens.find(header['X-Subject-Token']);
  if (token === undefined || cloud.tokens.isExpired(token)) {
    throw new Refusal(404, 'IAM.0004', 'Could not find token.');
  }
  return { status: 200, headers: { 'X-Subject-Token': token.value }, body: describe(token) };
});

export const iamOperations = [createToken, validateToken] as const;

interface Proved {
  readonly user: UserRecord;
  /** The end of the token that the identity was proved with, if it was one. */
  readonly notAfter?: Date;
}

/** Finds out who is asking. @throws {Refusal} 401 */
function proveIdentity({ tokens, users, accessKeys }: Cloud, identity: Identity): Proved {
  if ('token' in identity) {
    const token = tokens.find(identity.token.id);
    if (token === undefined || tokens.isExpired(token)) {
      throw authenticationFailed();
    }
    return { user: token.user, notAfter: token.expiresAt };
  }
  if ('hw_ak_sk' in identity) {
    const { access, secret } = identity.hw_ak_sk;
    const user = accessKeys.ownerOf(access.key, secret.key);
    if (user === undefined) {
      throw authenticationFailed();
    }
    return { user };
  }
  const { name, password, domain: account } = identity.password.user;
  // A passcode counts only when the methods name it.
  if ('totp' in identity && identity.methods.includes('totp')) {
    const { id: userId, passcode } = identity.totp.user;
    return { user: users.prove({ account, name, password, totp: { userId, passcode } }) };
  }
  return { user: users.prove({ account, name, password }) };
}

function authenticationFailed(): Refusal {
  return new Refusal(401, 'IAM.0001', 'Authentication failed');
}

/** The generated type of a scope is `unknown`, because the contract says "id or name" in a way that types cannot. */
function reference(value: unknown): Reference {
  const { id, name } = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return { id: typeof id === 'string' ? id : undefined, name: typeof name === 'string' ? name : undefined };
}

function describe(token: TokenRecord): Schemas['TokenResponse'] {
  const { project, user } = token;
  return {
    token: {
      expires_at: iamDate(token.expiresAt),
      issued_at: iamDate(token.issuedAt),
      methods: [...token.methods],
      catalog: [],
      roles: [{ id: '0', name: 'te_admin' }],
      ...(project === undefined
        ? { domain: ACCOUNT.domain }
        : { project: { id: project.id, name: project.name, domain: ACCOUNT.domain } }),
      user: { id: user.id, name: user.name, password_expires_at: '', domain: ACCOUNT.domain },
    },
  };
}
