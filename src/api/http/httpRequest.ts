import type { SignInWith } from '../errors/errorCodes';
import type { Service } from '../contract/regions';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type QueryValue = string | number | boolean | undefined;

/** One call of an operation, before it is authorised. */
export interface HttpRequest {
  /** Operation of the contract. */
  readonly operation: string;
  readonly service: Service;
  readonly method: Method;
  /** Begins with a slash; identifiers are already percent-encoded. */
  readonly path: string;
  /** Left-out values are not sent. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: object;
  /** Secrets of this request alone (a password in its body), to be kept out of errors. */
  readonly secrets?: readonly string[];
  /** The token is sent a second time, in `X-Subject-Token`, as IAM wants it to look one up. */
  readonly looksUpOwnToken?: true;
  /** What a token is asked for with. Such a request changes nothing that anybody would have to look at. */
  readonly signIn?: SignInWith;
  readonly signal?: AbortSignal;
  /** See `CallOptions`. */
  readonly background?: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  /** Parsed JSON. `undefined` when a write was answered without a body. */
  readonly body: unknown;
  readonly requestId?: string;
  readonly header: (name: string) => string | null;
}

/** What may be logged of one try: nothing that a person typed, and no header. */
export interface RequestLogEntry {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** HTTP status; undefined when no answer arrived. */
  readonly status: number | undefined;
  readonly durationMs: number;
  readonly requestId: string | undefined;
  /** From 1. */
  readonly attempt: number;
  readonly errorKind: string | undefined;
  /** Nobody waits for the answer. */
  readonly background: boolean;
}

/** Whether a request may change something that somebody would have to look at when its answer is lost. */
export function isWrite(request: Pick<HttpRequest, 'method' | 'signIn'>): boolean {
  return request.method !== 'GET' && request.signIn === undefined;
}

/** Address of a request. Values are percent-encoded as a signature needs them: a space is %20, a comma %2C. */
export function addressOf(base: string, request: Pick<HttpRequest, 'path' | 'query'>): URL {
  const pairs = Object.entries(request.query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeStrictly(name)}=${encodeStrictly(String(value))}`],
  );
  return new URL(base + request.path + (pairs.length === 0 ? '' : `?${pairs.join('&')}`));
}

/** Percent-encodes everything but letters, digits, `-`, `_`, `.` and `~`. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
