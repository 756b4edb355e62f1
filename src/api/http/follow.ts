import { CloudError } from '../errors/cloudError';
import { requestIdOf } from '../errors/errorMapping';
import type { AuthorisedRequest } from './authorise';
import type { Call } from './call';
import { addressOf, isWrite } from './httpRequest';
import type { WireAnswer } from './transport';

/** What arrived, and the token that it was asked for with. */
export interface Arrived {
  readonly answer: WireAnswer;
  readonly token?: string;
}

export interface FollowParts {
  readonly authorise: (url: URL) => Promise<AuthorisedRequest>;
  readonly exchange: (request: AuthorisedRequest) => Promise<WireAnswer>;
}

const MAX_REDIRECTS = 3;

/**
 * Sends a request and follows redirects of reads inside one origin. Nothing is ever sent to another.
 *
 * @throws CloudError `malformed` for a redirect that is not followed, and what the parts throw
 */
export async function follow(call: Call, { authorise, exchange }: FollowParts): Promise<Arrived> {
  const { request, base } = call;
  let url = addressOf(base, request);
  for (let hops = 0; ; hops++) {
    const outgoing = await authorise(url);
    const answer = await exchange(outgoing);
    const location = answer.header('location');
    if (answer.status < 300 || answer.status > 399 || location === null) {
      return { answer, token: outgoing.token };
    }
    const target = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
    const isElsewhere = target?.origin !== new URL(base).origin;
    if (isElsewhere || request.method !== 'GET' || hops >= MAX_REDIRECTS) {
      throw notFollowed(call, answer, isElsewhere);
    }
    url = target;
  }
}

function notFollowed({ request, redact }: Call, answer: WireAnswer, isElsewhere: boolean): CloudError {
  const { operation } = request;
  return new CloudError(`${operation}: HTTP ${answer.status}, a redirect that is not followed`, {
    kind: 'malformed',
    reason: isElsewhere ? 'crossOriginRedirect' : undefined,
    operation,
    status: answer.status,
    requestId: requestIdOf({ ...answer, body: undefined }, redact),
    // A server may redirect to the result of what it has just done.
    mayHaveHappened: isWrite(request) ? true : undefined,
  });
}
