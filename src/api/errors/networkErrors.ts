import { CloudError, type CloudErrorKind } from './cloudError';
import { readRecord, readText } from '../contract/readers';
import type { Redact } from '../redact/redact';

/** The request that got no usable answer. */
export interface FailedRequest {
  readonly operation: string;
  /** Host that the request was for, without the port. */
  readonly host: string;
  /** The request may have changed something. */
  readonly write: boolean;
  readonly redact: Redact;
}

const LONGEST_REASON = 500;

/** How VS Code names a proxy that it could not use; VS Code 1.100 writes its user and password too. */
const PROXY_CREDENTIALS = /\b(PROXY|HTTPS?|SOCKS\d?)(\s+)\S*@/g;

/** The connection was never made, so that nothing can have been carried out. */
const NOT_SENT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|EADDR)/;
const OFFLINE = /^(?:ECONN|ENOTFOUND|EAI_|EPIPE|ENET|EHOST|EADDR|ERR_STREAM_PREMATURE_CLOSE)/;
const TIMEOUT = /^(?:ETIMEDOUT|ESOCKETTIMEDOUT)$/;
const TLS =
  /^(?:CERT_|CRL_|EPROTO|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|ERROR_IN_CERT)/;
/** The headers of an answer are larger than Node reads: 16 KiB, unless the process was started with another limit. */
const HEADER_OVERFLOW = 'HPE_HEADER_OVERFLOW';
/** The HTTP parser or a decompressor gave up on what arrived. */
const GARBAGE = /^(?:HPE_|Z_|ERR_HTTP_|ERR_BROTLI|ERR__ERROR_FORMAT|ERR_ENCODING)/;
const TRANSIENT = /^(?:ECONNRESET|ECONNABORTED|EPIPE|EAI_AGAIN|ERR_STREAM_PREMATURE_CLOSE|ENETUNREACH)$/;

/**
 * Error of a request that failed below HTTP.
 *
 * @param thrown What node-fetch threw. It is not kept: a copy of its code and its text without credentials becomes the
 * cause.
 * @returns Kinds `offline`, `timeout`, `tls`, `proxy`, `malformed`.
 */
export function errorFromNetwork(thrown: unknown, request: FailedRequest): CloudError {
  const fields = readRecord(thrown) ?? {};
  const code = readText(fields.code);
  const type = readText(fields.type);
  const reason = reasonOf(thrown);
  // A host may well be called "proxy": its own name says nothing about the cause.
  const kind = kindOf(code, type, reason.replaceAll(request.host, ''));
  const unsent = (code !== undefined && (NOT_SENT.test(code) || TLS.test(code))) || kind === 'proxy';
  const text = request.redact(reason, LONGEST_REASON);
  return new CloudError(`${request.operation}: ${kind}${code === undefined ? '' : ` ${code}`} ${text}`, {
    kind,
    reason: code === HEADER_OVERFLOW ? 'headersTooLarge' : undefined,
    operation: request.operation,
    mayHaveHappened: request.write && !unsent ? true : undefined,
    cause: new NetworkCause(text, code),
  });
}

/** Whether trying again soon has a chance: the connection broke, it was not refused. */
export function isTransient(error: CloudError): boolean {
  return error.cause instanceof NetworkCause && error.cause.code !== undefined && TRANSIENT.test(error.cause.code);
}

/** What is left of a low-level error: nothing of the request. */
class NetworkCause extends Error {
  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message);
    this.name = 'NetworkCause';
  }
}

function kindOf(code: string | undefined, type: string | undefined, reason: string): CloudErrorKind {
  if (
    /\bprox(?:y|ies)\b|tunnel(?:l?ing)? socket|\bstatus ?code[= ]?407\b/i.test(reason) ||
    code?.includes('PROXY') === true
  ) {
    return 'proxy';
  }
  if (code !== undefined && TIMEOUT.test(code)) {
    return 'timeout';
  }
  if (code !== undefined && TLS.test(code)) {
    return 'tls';
  }
  if (type === 'max-size' || (code !== undefined && GARBAGE.test(code))) {
    return 'malformed';
  }
  if (code !== undefined && OFFLINE.test(code)) {
    return 'offline';
  }
  return type === 'system' || /premature close/i.test(reason) ? 'offline' : 'malformed';
}

/** node-fetch puts the address in front of the reason. Nothing that is known to be secret is left in it. */
function reasonOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const reason = /^(?:request to .*? failed, reason: |Invalid response body while trying to fetch .*?: )(.*)$/s.exec(
    message,
  );
  return (reason?.[1] ?? message).replaceAll(PROXY_CREDENTIALS, '$1$2');
}
