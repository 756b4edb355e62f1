import type { CloudErrorKind, CloudErrorReason } from './cloudError';
import { signatureReason } from './signatureRefusal';

/** What an error means to a caller. */
export interface Meaning {
  readonly kind: CloudErrorKind;
  readonly reason?: CloudErrorReason;
}

/** What is known when an error code is looked up. */
export interface CodeContext {
  /** How the request was authorised: the same gateway code is a bad token or a bad signature. */
  readonly authorisation: 'token' | 'signature' | 'none';
  /** The token's known end has passed. */
  readonly expired: boolean;
  /** Clock of the server minus that of this computer, in milliseconds, as far as it is known. */
  readonly clockOffsetMs?: number;
  /** What the request asked a token for, if it did. */
  readonly signIn?: SignInWith;
}

/** What a token was asked for: a password alone, or with the code of a virtual MFA device. */
export type SignInWith = 'password' | 'passwordAndCode';

const MULTI_FACTOR = /(?<![a-z])(?:mfa|totp)(?![a-z])|multi-?factor|verification code|多因素|多因子|验证码/i;

/**
 * The vendor's codes, in the order of the table in NOTES.md section 5. They decide before the status does: HSS answers
 * nearly everything with 400, CodeArts v1/v2 answers a missing right with 401, and envelopes come with 200.
 */
const MEANINGS: readonly (readonly [RegExp, Meaning])[] = [
  [/^DEV\.00000001$/, { kind: 'unauthorized', reason: 'tokenMissing' }],
  [/^(?:DEV|CH)\.00000002$/, { kind: 'unauthorized', reason: 'tokenNotRecognised' }],
  [/^DEV\.00000003$/, { kind: 'unauthorized', reason: 'tokenExpired' }],
  [/^CH\.080401$/, { kind: 'forbidden', reason: 'noPermissionOrDeleted' }],
  [/^CH\.(?:004403|00401001|080403)$/, { kind: 'forbidden', reason: 'noPermission' }],
  [/^APIGW?\.0(?:302|306|802)$/, { kind: 'forbidden', reason: 'deniedByPolicy' }],
  [/^CH\.(?:004404|00402000|000404|010117)$/, { kind: 'notFound', reason: 'repositoryNotFound' }],
  [/^APIGW?\.0101$/, { kind: 'notFound', reason: 'notServedHere' }],
  [/^CH\.(?:010001|080002)$/, { kind: 'invalid' }],
  [/^HSS\.000[12]$/, { kind: 'invalid' }],
  [/^HSS\.001[03]$/, { kind: 'forbidden', reason: 'noPermission' }],
  [/^HSS\.0011$/, { kind: 'notFound' }],
  [/^HSS\.1002$/, { kind: 'forbidden', reason: 'quota' }],
  [/^APIGW?\.0308$/, { kind: 'rateLimited' }],
  [/^APIGW?\.0(?:310|801)$/, { kind: 'forbidden', reason: 'serviceUnavailableInRegion' }],
  [/^APIGW?\.0[26]\d\d$/, { kind: 'server' }],
  [/^CH\.(?:000001|080504)$/, { kind: 'server' }],
];

/**
 * Meaning of a vendor's code, or `undefined` when only the status can tell.
 *
 * @param message The vendor's text: one code covers several states of an access key.
 */
export function meaningOfCode(
  code: string | undefined,
  message: string | undefined,
  context: CodeContext,
): Meaning | undefined {
  if (code === undefined) {
    return undefined;
  }
  if (/^APIGW?\.0301$/.test(code)) {
    return { kind: 'unauthorized', reason: unreadable(context, message ?? '') };
  }
  if (/^APIGW?\.030[35]$/.test(code)) {
    return { kind: 'unauthorized', reason: refusedSignature(context, message ?? '') };
  }
  if (/^APIGW?\.0307$/.test(code)) {
    // One code for two causes; the token's own end tells them apart.
    return { kind: 'unauthorized', reason: context.expired ? 'tokenExpired' : 'wrongRegion' };
  }
  return MEANINGS.find(([pattern]) => pattern.test(code))?.[1];
}

/** Meaning of an HTTP status whose code says nothing. */
export function meaningOfStatus(status: number, context: CodeContext): Meaning {
  switch (status) {
    case 401:
      return { kind: 'unauthorized', reason: unrecognised(context) };
    case 403:
      return { kind: 'forbidden', reason: 'noPermission' };
    case 404:
    case 410:
      return { kind: 'notFound' };
    case 407:
      return { kind: 'proxy', reason: 'proxyAuthentication' };
    case 408:
      return { kind: 'timeout' };
    case 429:
      return { kind: 'rateLimited' };
    case 431:
      return { kind: 'invalid', reason: 'headersTooLarge' };
    default:
      break;
  }
  if (status >= 500) {
    return { kind: 'server' };
  }
  return { kind: status >= 400 ? 'invalid' : 'malformed' };
}

/**
 * Meaning of an answer to somebody who asked for a token, or `undefined` when it is nothing special. IAM does not say
 * which of the account, the user, the password and the code was wrong (NOTES.md section 3).
 */
export function meaningOfSignIn(
  status: number,
  message: string | undefined,
  signIn: SignInWith | undefined,
): Meaning | undefined {
  if (signIn === undefined) {
    return undefined;
  }
  if (status === 404) {
    return { kind: 'notFound', reason: 'projectNotFound' };
  }
  const wantsCode = MULTI_FACTOR.test(message ?? '');
  if (status !== 401 && !((status === 400 || status === 403) && wantsCode)) {
    return undefined;
  }
  const withoutCode = wantsCode ? 'mfaNeeded' : 'passwordRefused';
  return { kind: 'unauthorized', reason: signIn === 'password' ? withoutCode : 'mfaRefused' };
}

/** A token is encrypted for one site: nobody else can read it, nor what is left of a damaged one. */
function unreadable(context: CodeContext, message: string): CloudErrorReason {
  switch (context.authorisation) {
    case 'token':
      return 'wrongSite';
    case 'none':
      return 'tokenMissing';
    case 'signature':
      return refusedSignature(context, message);
  }
}

function refusedSignature({ authorisation, clockOffsetMs }: CodeContext, message: string): CloudErrorReason {
  return authorisation === 'signature' ? signatureReason({ message, clockOffsetMs }) : 'signature';
}

/** A refusal without a telling code. */
function unrecognised(context: CodeContext): CloudErrorReason {
  switch (context.authorisation) {
    case 'signature':
      return refusedSignature(context, '');
    case 'none':
      return 'tokenMissing';
    case 'token':
      return context.expired ? 'tokenExpired' : 'tokenNotRecognised';
  }
}
