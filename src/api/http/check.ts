import type { Endpoints } from '../contract/regions';
import { CloudError } from '../errors/cloudError';
import { followingRedactor, type Redact } from '../redact/redact';
import type { Authoriser } from './authoriser';
import type { Call } from './call';
import { cancelled, linkSignals } from './cancellation';
import type { HttpRequest } from './httpRequest';

export interface CheckParts {
  readonly endpoints: Endpoints;
  readonly authoriser: Authoriser;
  /** Aborted when the client is disposed. */
  readonly disposed: AbortSignal;
  /** Takes out the client's secrets. */
  readonly redact: Redact;
}

export interface CheckedCall {
  readonly call: Call;
  /** Takes listeners away when the call has ended. */
  readonly release: () => void;
}

/**
 * What a request needs on its way.
 *
 * @throws CloudError `notFound`/`serviceUnavailableInRegion` when the region has no such service, `cancelled` after disposal
 */
export function check(request: HttpRequest, { endpoints, authoriser, disposed, redact }: CheckParts): CheckedCall {
  const { operation, service, secrets = [] } = request;
  const base = endpoints[service];
  if (base === undefined) {
    throw disposed.aborted ? cancelled(operation) : notOffered(operation, service);
  }
  const linked = linkSignals([request.signal, disposed]);
  return {
    call: {
      request,
      base,
      signal: linked.signal,
      redact: secrets.length === 0 ? redact : followingRedactor(() => [...authoriser.secrets(), ...secrets]),
      attempt: 1,
    },
    release: () => {
      linked.release();
    },
  };
}

function notOffered(operation: string, service: string): CloudError {
  return new CloudError(`${operation}: the region has no host for ${service}`, {
    kind: 'notFound',
    reason: 'serviceUnavailableInRegion',
    operation,
  });
}
