import { linkSignals, cancelled } from './cancellation';
import { CloudError } from '../errors/cloudError';
import { errorFromNetwork } from '../errors/networkErrors';
import type { Redact } from '../redact/redact';

/** What goes over the wire. */
export interface WireRequest {
  readonly operation: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The request may change something. */
  readonly write: boolean;
  /** Milliseconds until the last byte of the answer must have arrived. */
  readonly timeoutMs: number;
  /** Aborted by the caller or by disposal. */
  readonly signal: AbortSignal;
  readonly redact: Redact;
}

export interface WireAnswer {
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | null;
}

/** Lists are the largest answers: 200 records of a few KiB. What is larger by far is no answer of this API. */
const LARGEST_ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * Sends one request and reads the whole answer. Redirects come back as answers.
 *
 * No agent is given: VS Code puts its own in place, which knows the proxy and the certificates that its user has set.
 *
 * @throws CloudError of kind `cancelled`, `timeout`, `offline`, `tls`, `proxy` or `malformed` (too large, not HTTP).
 */
export async function exchange(request: WireRequest): Promise<WireAnswer> {
  const { operation, method, url, headers, body, write } = request;
  const linked = linkSignals([request.signal], request.timeoutMs);
  try {
    // Loaded by the first request: what it pulls in from Node costs more than all else that activation does.
    const { default: fetch } = await import('node-fetch');
    const response = await fetch(url.href, {
      method,
      headers: { ...headers },
      body,
      redirect: 'manual',
      size: LARGEST_ANSWER_BYTES,
      signal: linked.signal,
    });
    const text = await response.text();
    return { status: response.status, text, header: (name) => response.headers.get(name) };
  } catch (thrown) {
    if (linked.timedOut) {
      throw new CloudError(`${operation}: no complete answer within ${request.timeoutMs} ms`, {
        kind: 'timeout',
        operation,
        mayHaveHappened: write ? true : undefined,
      });
    }
    if (request.signal.aborted) {
      throw cancelled(operation, write ? true : undefined);
    }
    throw errorFromNetwork(thrown, { operation, host: url.hostname, write, redact: request.redact });
  } finally {
    linked.release();
  }
}
