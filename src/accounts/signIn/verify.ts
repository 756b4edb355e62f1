import {
  type AccessKeyCredential,
  checkToken,
  type CloudClient,
  CloudError,
  type Credential,
  isCloudError,
  type PasswordIdentity,
  type TokenInfo,
} from '../../api/index';
import type { ClientFactory } from '../clientFactory';
import { keyFingerprint } from '../profileId';
import type { Verified } from './draft';
import { SignInRefused } from './signInRefused';

type Projects = Verified['projects'];

/**
 * Asks IAM about a pasted token.
 *
 * @throws CloudError when the text is no token, or IAM refuses it or cannot be reached
 * @throws SignInRefused when it is scoped to an account, or to a project of another region
 */
export async function verifyToken(
  text: string,
  region: string,
  clients: ClientFactory,
  signal: AbortSignal,
): Promise<Verified> {
  const token = checkToken(text);
  return withClient(clients, region, { kind: 'token', token }, async (client) =>
    verifiedToken(token, checkEnd(await client.validateToken({ signal }), client, clients), region),
  );
}

/**
 * Gets a token for an IAM user.
 *
 * @throws CloudError `passwordRefused`, `mfaNeeded`, `mfaRefused`, `projectNotFound`, or of any other kind
 * @throws SignInRefused when IAM gave a token of another region
 */
export async function verifyPassword(
  identity: PasswordIdentity,
  region: string,
  clients: ClientFactory,
  signal: AbortSignal,
): Promise<Verified> {
  const { token, info } = await withClient(clients, region, { kind: 'none' }, async (client) => {
    const issued = await client.createToken(identity, { project: { name: region } }, { signal });
    checkEnd(issued.info, client, clients);
    return issued;
  });
  const verified = verifiedToken(token, info, region);
  const listed = await withClient(clients, region, { kind: 'token', token }, (client) =>
    projectsOf(client, region, signal),
  );
  // The token is good for its own project, whatever the list says.
  const own = verified.projects.filter(({ id }) => !listed.some((project) => project.id === id));
  return { ...verified, projects: [...own, ...listed] };
}

/**
 * Asks whose key this is. One request decides: five that are refused lock a key.
 *
 * @throws CloudError `signature`, `clock`, `keyLocked`, or of any other kind
 * @throws SignInRefused when the account has no project in the region
 */
export async function verifyKey(
  credential: AccessKeyCredential,
  region: string,
  clients: ClientFactory,
  signal: AbortSignal,
): Promise<Verified> {
  return withClient(clients, region, credential, async (client) => {
    const [account] = await client.listAuthDomains({ signal });
    const projects = await projectsOf(client, region, signal);
    if (projects.length === 0) {
      throw new SignInRefused({ kind: 'noProject', region });
    }
    const name = account?.name ?? '';
    return {
      account: { id: account?.id, name },
      user: { id: keyFingerprint(credential.accessKey), name: '' },
      projects,
    };
  });
}

/** A token of another project of the region, made from the one that there is: no password or code is sent twice. */
export async function tokenForProject(
  verified: Verified,
  project: Verified['projects'][number],
  region: string,
  clients: ClientFactory,
  signal: AbortSignal,
): Promise<Verified> {
  if (verified.token === undefined || verified.token.project.id === project.id) {
    return verified;
  }
  const identity = { token: verified.token.value };
  const { token, info } = await withClient(clients, region, { kind: 'none' }, (client) =>
    client.createToken(identity, { project: { id: project.id } }, { signal }),
  );
  return { ...verified, token: { value: token, expiresAt: info.expiresAt, project } };
}

/** A token that works and has ended by this computer's clock would be taken for an ended one at once. */
function checkEnd(info: TokenInfo, { clockOffsetMs }: CloudClient, { clock }: ClientFactory): TokenInfo {
  if (info.expiresAt > clock()) {
    return info;
  }
  throw new CloudError('The token is valid, and has ended by the clock of this computer', {
    kind: 'unauthorized',
    reason: 'clock',
    operation: 'validateToken',
    clockOffsetMs,
  });
}

function verifiedToken(token: string, info: TokenInfo, region: string): Verified {
  const { project } = info;
  if (!project) {
    throw new SignInRefused({ kind: 'accountScope' });
  }
  if (regionOf(project.name) !== region) {
    throw new SignInRefused({ kind: 'otherRegion', region: regionOf(project.name) });
  }
  return {
    account: info.account ?? { name: '' },
    user: info.user ?? { name: '' },
    projects: [project],
    token: { value: token, expiresAt: info.expiresAt, project },
  };
}

/** Where the list of one's own projects is refused, the project of the region is looked up as the SDKs do. */
async function projectsOf(client: CloudClient, region: string, signal: AbortSignal): Promise<Projects> {
  try {
    const all = await client.listAuthProjects({ signal });
    return all.filter(({ name, enabled }) => enabled !== false && regionOf(name) === region);
  } catch (error) {
    if (isCloudError(error) && (error.kind === 'forbidden' || error.kind === 'notFound')) {
      return client.listIamProjects({ name: region }, { signal });
    }
    throw error;
  }
}

/** A project is named for its region, or `region_subname` inside one (NOTES.md section 3). */
function regionOf(projectName: string): string {
  return projectName.split('_')[0] ?? projectName;
}

async function withClient<T>(
  clients: ClientFactory,
  region: string,
  credential: Credential,
  work: (client: CloudClient) => Promise<T>,
): Promise<T> {
  const client = clients.create({ region, credential });
  try {
    return await work(client);
  } finally {
    client.dispose();
  }
}
