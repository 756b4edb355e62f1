import type { CloudError } from '../errors/cloudError';
import { isCloudError } from '../errors/cloudError';
import { badInput } from '../errors/inputChecks';
import type { Authoriser, OutgoingRequest } from './authoriser';
import type { Call } from './call';
import { untilAborted } from './cancellation';
import type { ServerClock } from './serverClock';

/** There is no credential to send the request with. That says nothing about the request or its service. */
export class NoCredential extends Error {
  constructor(readonly failure: CloudError) {
    super(failure.message);
  }
}

export interface AuthorisedRequest extends OutgoingRequest {
  /** What it is sent with, unless it is signed. */
  readonly token?: string;
}

/** The request as it is sent to an address. @throws NoCredential; CloudError `cancelled` */
export async function authorise(
  { request, signal, redact }: Call,
  url: URL,
  { authoriser, serverClock }: { readonly authoriser: Authoriser; readonly serverClock: ServerClock },
): Promise<AuthorisedRequest> {
  const { operation, service, method } = request;
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'User-Agent': 'codearts-mirrors',
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...request.headers,
  };
  const outgoing = { operation, service, method, url, headers, body, now: serverClock.now() };
  const credential = async (): Promise<Readonly<Record<string, string>>> => {
    try {
      return await authoriser.headersFor(outgoing);
    } catch (error) {
      throw new NoCredential(isCloudError(error) ? error : unusable(operation, error, redact));
    }
  };
  const added = await untilAborted(credential(), signal, operation);
  const token = added['X-Auth-Token'];
  const subject: Readonly<Record<string, string>> =
    request.looksUpOwnToken === true && token !== undefined ? { 'X-Subject-Token': token } : {};
  return { ...outgoing, headers: { ...headers, ...added, ...subject }, token };
}

/** What an authoriser throws that is no CloudError, and a header that cannot be sent. */
function unusable(operation: string, error: unknown, redact: Call['redact']): CloudError {
  const message = error instanceof Error ? redact(error.message) : 'not an error';
  return badInput(operation, 'credential', 'unexpectedCharacters', `cannot be used: ${message}`);
}
