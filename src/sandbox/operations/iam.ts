import { ACCOUNT, findProject, IAM_PROJECTS, type TokenRecord } from '../accounts';
import type { Schemas } from '../contract';
import { iamDate } from '../dates';
import { Refusal } from '../refusals';
import { handler, type Cloud } from './cloud';

type Identity = Schemas['TokenRequest']['auth']['identity'];

/** `POST /v3/auth/tokens`: by password, password and passcode, another token, or access key. */
const createToken = handler('createToken', ({ cloud, body }) => {
  if (body === undefined) {
    throw new Refusal(400, 'IAM.0011', 'Request body is invalid.');
  }
  const { identity, scope } = body.auth;
  const origin = proveIdentity(cloud, identity);
  const project = scope?.project === undefined ? undefined : findProject(reference(scope.project));
  if (scope?.domain !== undefined && !isOwnDomain(reference(scope.domain))) {
    throw authenticationFailed();
  }
  const token = cloud.tokens.issue({ methods: identity.methods, project, notAfter: origin?.expiresAt });
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

/** `GET /v3/auth/projects` */
const listAuthProjects = handler('listAuthProjects', ({ cloud }) => ({
  status: 200,
  body: {
    projects: IAM_PROJECTS.map((project) => ({
      id: project.id,
      name: project.name,
      domain_id: ACCOUNT.domain.id,
      parent_id: project.parentId,
      is_domain: false,
      enabled: true,
      description: project.description,
      links: { self: `${cloud.url}/v3/projects/${project.id}`, previous: null, next: null },
    })),
    links: { self: `${cloud.url}/v3/auth/projects`, previous: null, next: null },
  },
}));

export const iamOperations = [createToken, validateToken, listAuthProjects] as const;

/** Returns the token that the identity was proved with, if it was one. */
function proveIdentity(cloud: Cloud, identity: Identity): TokenRecord | undefined {
  if ('token' in identity) {
    const token = cloud.tokens.find(identity.token.id);
    if (token === undefined || cloud.tokens.isExpired(token)) {
      throw authenticationFailed();
    }
    return token;
  }
  if ('hw_ak_sk' in identity) {
    const { access, secret } = identity.hw_ak_sk;
    mustHold(access.key === ACCOUNT.ak && secret.key === ACCOUNT.sk);
    return undefined;
  }
  const { name, password, domain } = identity.password.user;
  mustHold(name === ACCOUNT.user.name && password === ACCOUNT.user.password && isOwnDomain(domain));
  if ('totp' in identity) {
    const { id, passcode } = identity.totp.user;
    mustHold(id === ACCOUNT.user.id && passcode === ACCOUNT.passcode);
  }
  return undefined;
}

function mustHold(proved: boolean): void {
  if (!proved) {
    throw authenticationFailed();
  }
}

function authenticationFailed(): Refusal {
  return new Refusal(401, 'IAM.0001', 'Authentication failed');
}

interface Reference {
  readonly id?: string;
  readonly name?: string;
}

/** The generated type of a scope is `unknown`, because the contract says "id or name" in a way that types cannot. */
function reference(value: unknown): Reference {
  const { id, name } = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return { id: typeof id === 'string' ? id : undefined, name: typeof name === 'string' ? name : undefined };
}

function isOwnDomain(domain: Reference): boolean {
  return domain.id === ACCOUNT.domain.id || domain.name === ACCOUNT.domain.name;
}

function describe(token: TokenRecord): Schemas['TokenResponse'] {
  const { project } = token;
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
      user: { id: ACCOUNT.user.id, name: ACCOUNT.user.name, password_expires_at: '', domain: ACCOUNT.domain },
    },
  };
}
