import type { IncomingMessage } from 'node:http';
import { basicCredentials } from './basicCredentials';
import type { Tokens } from './tokens';
import type { Users } from './users';

/**
 * Whether a request of Git comes from a user of the account: with name and password, which Git asks a person for, or with
 * a token in `X-Auth-Token`, which a program sends. Clone addresses hold neither.
 */
export function gitAccess(users: Users, tokens: Tokens): (request: IncomingMessage) => boolean {
  return (request) => {
    const sent = basicCredentials(request);
    if (sent !== undefined && users.mayReadGit(sent.name, sent.password)) {
      return true;
    }
    const header = request.headers['x-auth-token'];
    const token = typeof header === 'string' ? tokens.find(header) : undefined;
    return token !== undefined && !tokens.isExpired(token);
  };
}
