import type { Service } from '../contract/regions';

/** What went wrong, in kinds that a caller can act on. */
export type CloudErrorKind =
  | 'offline'
  | 'timeout'
  | 'tls'
  | 'proxy'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'rateLimited'
  | 'invalid'
  | 'server'
  | 'malformed'
  | 'cancelled';

/**
 * The finer cause inside a kind, where NOTES.md section 5 tells several apart. A person needs a different
 * remedy for each.
 */
export type CloudErrorReason =
  | 'tokenMissing'
  | 'tokenExpired'
  | 'tokenNotRecognised'
  | 'signature'
  | 'clock'
  | 'keyLocked'
  | 'noSuchKey'
  | 'wrongRegion'
  | 'wrongSite'
  | 'passwordRefused'
  | 'mfaNeeded'
  | 'mfaRefused'
  | 'projectNotFound'
  | 'keyringSilent'
  | 'browserForgot'
  | 'credentialGone'
  | 'credentialChanged'
  | 'noPermission'
  | 'noPermissionOrDeleted'
  | 'deniedByPolicy'
  | 'repositoryNotFound'
  | 'notServedHere'
  | 'serviceUnavailableInRegion'
  | 'quota'
  | 'crossOriginRedirect'
  | 'proxyAuthentication'
  | 'proxySchemeUnsupported'
  | 'badGateway'
  | 'headersTooLarge'
  | 'badInput';

/** Which rule an input broke, so that a person can be told in their own language. */
export type InputProblem =
  | 'empty'
  | 'tooLong'
  | 'scheme'
  | 'credentials'
  | 'secondScheme'
  | 'controlCharacters'
  | 'unexpectedCharacters'
  | 'notAnAddress'
  | 'notAnOrigin'
  | 'notInteger'
  | 'outOfRange'
  | 'unknownValue'
  | 'notText';

export interface CloudErrorDetails {
  readonly kind: CloudErrorKind;
  readonly reason?: CloudErrorReason;
  /** Operation of the contract (`showRemoteMirror`). */
  readonly operation: string;
  /** The service that was asked, where it answered: each has rights of its own. */
  readonly service?: Service;
  /** HTTP status; undefined when no answer arrived. */
  readonly status?: number;
  /** The vendor's error code (`CH.004404`). */
  readonly code?: string;
  /** The vendor's text, credentials removed. */
  readonly vendorMessage?: string;
  /** The vendor's request ID, to quote in a support ticket. */
  readonly requestId?: string;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Until then no request is sent to the service: it has answered 429. */
  readonly pausedUntil?: Date;
  /** A write was sent and no answer arrived: it may have been carried out. */
  readonly mayHaveHappened?: boolean;
  /** A refusal while the clock of this computer is minutes off: server minus computer, in milliseconds. */
  readonly clockOffsetMs?: number;
  /** For bad input: the name of the parameter. */
  readonly parameter?: string;
  /** For bad input: the rule it broke. */
  readonly problem?: InputProblem;
  /** For bad input: the character that broke it. */
  readonly character?: string;
  readonly cause?: unknown;
}

/** Every failure of `src/api`. The message is English, for the log; what a person reads is made from the fields. */
export class CloudError extends Error implements CloudErrorDetails {
  readonly kind: CloudErrorKind;
  readonly reason?: CloudErrorReason;
  readonly operation: string;
  readonly service?: Service;
  readonly status?: number;
  readonly code?: string;
  readonly vendorMessage?: string;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  readonly pausedUntil?: Date;
  readonly mayHaveHappened?: boolean;
  readonly clockOffsetMs?: number;
  readonly parameter?: string;
  readonly problem?: InputProblem;
  readonly character?: string;

  constructor(message: string, details: CloudErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CloudError';
    this.kind = details.kind;
    this.reason = details.reason;
    this.operation = details.operation;
    this.service = details.service;
    this.status = details.status;
    this.code = details.code;
    this.vendorMessage = details.vendorMessage;
    this.requestId = details.requestId;
    this.retryAfterMs = details.retryAfterMs;
    this.pausedUntil = details.pausedUntil;
    this.mayHaveHappened = details.mayHaveHappened;
    this.clockOffsetMs = details.clockOffsetMs;
    this.parameter = details.parameter;
    this.problem = details.problem;
    this.character = details.character;
  }
}

export function isCloudError(value: unknown): value is CloudError {
  return value instanceof CloudError;
}
