import { checkToken, type CloudError, type TokenInfo } from '../api/index';
import type { Profile, SessionClient } from '../ui/session';
import type { ClientFactory } from './clientFactory';

/** A token that works, and what it says of itself. */
export interface CheckedToken {
  readonly token: string;
  readonly profile: Profile;
}

/** Why a valid token still cannot be used, with what the person needs to know about it. */
export type TokenProblem =
  { readonly kind: 'accountScope' } | { readonly kind: 'otherRegion'; readonly region: string };

export class TokenRefused extends Error {
  constructor(readonly problem: TokenProblem) {
    super(`The token cannot be used: ${problem.kind}`);
  }
}

/**
 * Asks IAM about a pasted token.
 *
 * @throws CloudError when the text is no token, or IAM refuses it or cannot be reached
 * @throws TokenRefused when it is scoped to an account, or to a project of another region
 */
export async function checkPastedToken(
  text: string,
  region: string,
  clients: ClientFactory,
  signal: AbortSignal,
): Promise<CheckedToken> {
  const token = checkToken(text);
  const client = clients.create({ region, token });
  try {
    const info = await client.validateToken({ signal });
    return { token, profile: profileOf(info, region) };
  } finally {
    client.dispose();
  }
}

function profileOf(info: TokenInfo, region: string): Profile {
  if (!info.project) {
    throw new TokenRefused({ kind: 'accountScope' });
  }
  const tokenRegion = regionOf(info.project.name);
  if (tokenRegion !== region) {
    throw new TokenRefused({ kind: 'otherRegion', region: tokenRegion });
  }
  const accountName = info.account?.name ?? '';
  return {
    id: [accountName, info.user?.id ?? info.user?.name ?? '', region, info.project.id].join('/'),
    kind: 'cloud',
    region,
    iamProject: info.project,
    accountName,
    userName: info.user?.name ?? '',
    expiresAt: info.expiresAt.getTime(),
  };
}

/** A project is named for its region, or `region_subname` inside one (NOTES.md section 3). */
function regionOf(projectName: string): string {
  return projectName.split('_')[0] ?? projectName;
}

/** Makes the client that a profile works with from then on. */
export function connect(
  { profile, token }: CheckedToken,
  clients: ClientFactory,
  onUnauthorized: (client: SessionClient, error: CloudError) => void,
): SessionClient {
  return clients.create({
    region: profile.region,
    token,
    expiresAt: new Date(profile.expiresAt),
    iamProjectId: profile.iamProject.id,
    sandboxUrl: profile.sandboxUrl,
    onUnauthorized,
  });
}
