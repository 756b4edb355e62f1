import type { CloudError } from '../errors/cloudError';
import type { Redact } from '../redact/redact';
import type { HttpAnswer, HttpRequest } from './httpRequest';

/** A request on its way to an answer. */
export interface Call {
  readonly request: HttpRequest;
  /** Origin of the service. */
  readonly base: string;
  /** Aborted by the caller or when the client is disposed. */
  readonly signal: AbortSignal;
  /** Takes out the client's secrets and those of the request. */
  readonly redact: Redact;
  /** Counts how often it was sent, from 1. */
  readonly attempt: number;
}

export type Result =
  | { readonly kind: 'answered'; readonly answer: HttpAnswer }
  /** Nothing was done: with another token the request may be sent again, also a write. */
  | { readonly kind: 'tokenRefused'; readonly token: string; readonly failure: CloudError; readonly attempt: number };

export type Next = (call: Call) => Promise<Result>;

/** One step of sending. `next` is all steps behind it: a step may wait before it, go through it again, or fail instead. */
export type Step = (call: Call, next: Next) => Promise<Result>;

/** The steps as one, the first of them outermost. */
export function inOrder(steps: readonly Step[], last: Next): Next {
  return steps.reduceRight<Next>((next, step) => (call) => step(call, next), last);
}
