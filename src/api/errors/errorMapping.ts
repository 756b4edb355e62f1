import { type CodeContext, type Meaning, meaningOfCode, meaningOfSignIn, meaningOfStatus } from './errorCodes';
import { CloudError } from './cloudError';
import { offersOnlyUnsupported, proxySchemes } from './proxyChallenge';
import { readRecord, readText } from '../contract/readers';
import type { Redact } from '../redact/redact';
import type { Service } from '../contract/regions';
import { offsetOfText } from './signatureRefusal';

/** The answer of a service, as far as errors are concerned. */
export interface AnswerParts {
  readonly status: number;
  /** Parsed JSON; `undefined` when the body was empty or not JSON. */
  readonly body: unknown;
  /** The body as it arrived. */
  readonly text: string;
  readonly header: (name: string) => string | null;
}

/** The request that was answered. */
export interface AnswerContext extends CodeContext {
  readonly operation: string;
  readonly service: Service;
  /** The request may have changed something. */
  readonly write: boolean;
  readonly retryAfterMs?: number;
  readonly redact: Redact;
}

/** Code, text and request ID of an error body, wherever it keeps them. */
interface VendorError {
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
  readonly denialDetail?: string;
}

const LONGEST_MESSAGE = 1000;
const LONGEST_ID = 200;
/** More than is shown of a message, and enough to find the title of a page. */
const LONGEST_RAW_TEXT = 64 * 1024;
/** Half of what makes a difference to the gateway is worth telling a person. */
const CLOCK_IS_WORTH_TELLING_MS = 5 * 60_000;
const GATEWAY_STATUS = new Set([502, 503, 504]);
const FAILED = new Set(['failed', 'fail', 'error']);
/** `CH.004404`, `APIGW.0301`, `DEV.00000003`. */
const VENDOR_CODE = /^[A-Z]{2,10}\.\d{3,10}$/;

/**
 * Error of an answer that is no success (NOTES.md section 5): by the vendor's code, else by the status.
 *
 * @returns Kinds `unauthorized`, `forbidden`, `notFound`, `rateLimited`, `invalid`, `server`, `proxy`, `timeout`,
 * `malformed`. Vendor text is kept, at most 1,000 characters, without credentials.
 */
export function errorFromAnswer(answer: AnswerParts, context: AnswerContext): CloudError {
  const vendor = vendorErrorOf(answer, context.redact);
  const meaning = meaningOf(answer, vendor, context);
  const { message } = vendor;
  const { clockOffsetMs = 0 } = context;
  const clockIsOff = meaning.kind === 'unauthorized' && Math.abs(clockOffsetMs) > CLOCK_IS_WORTH_TELLING_MS;
  // A proxy may keep the date of the answer to itself, or answer with its own.
  const saidOffset = meaning.reason === 'clock' ? offsetOfText(message ?? '') : undefined;
  const words = [`${context.operation}:`, `HTTP ${answer.status}`, vendor.code, message];
  return new CloudError(words.filter((word) => word !== undefined).join(' '), {
    ...meaning,
    operation: context.operation,
    service: context.service,
    status: answer.status,
    code: vendor.code,
    vendorMessage: message,
    requestId: vendor.requestId,
    retryAfterMs: context.retryAfterMs,
    mayHaveHappened: context.write && leavesDoubt(answer.status) ? true : undefined,
    clockOffsetMs: clockIsOff ? clockOffsetMs : saidOffset,
  });
}

/**
 * Whether a body that came with a success status reports a failure all the same, as the v1/v2 envelope does.
 */
export function isFailureBody(body: unknown): boolean {
  const record = readRecord(body);
  if (record === undefined) {
    return false;
  }
  const nested = readRecord(record.error);
  if (nested !== undefined && reportsFailure(nested)) {
    return true;
  }
  const code = readText(record.error_code);
  const explained = record.error_msg !== undefined || record.error_description !== undefined;
  if (code !== undefined && Number(code) !== 0 && (explained || VENDOR_CODE.test(code))) {
    return true;
  }
  if (VENDOR_CODE.test(readText(record.code) ?? '') && readText(record.message) !== undefined) {
    return true;
  }
  const hasContent = record.id !== undefined || readRecord(record.result) !== undefined;
  const status = readText(record.status)?.toLowerCase();
  const failed = (status !== undefined && FAILED.has(status)) || Number(readText(record.error) ?? 0) !== 0;
  return failed && !hasContent;
}

/** An error record inside another one. A code of 0 is a success. */
function reportsFailure(record: Readonly<Record<string, unknown>>): boolean {
  const code = readText(record.code) ?? readText(record.error_code);
  const message = readText(record.message) ?? readText(record.error_msg);
  return code === undefined ? message !== undefined : Number(code) !== 0;
}

/** Request ID of an answer, from its headers or its body. */
export function requestIdOf(answer: AnswerParts, redact: Redact): string | undefined {
  const body = readRecord(answer.body);
  const id =
    answer.header('x-request-id') ??
    answer.header('x-iam-trace-id') ??
    readText(body?.request_id) ??
    readText(readRecord(body?.error)?.request_id);
  return id === undefined || id === '' ? undefined : redact(id, LONGEST_ID);
}

function meaningOf(answer: AnswerParts, vendor: VendorError, context: AnswerContext): Meaning {
  const byCode = meaningOfCode(vendor.code, vendor.message, context);
  const bySignIn = meaningOfSignIn(answer.status, vendor.message, context.signIn);
  if (bySignIn !== undefined && (byCode === undefined || bySignIn.kind === 'unauthorized')) {
    return bySignIn;
  }
  if (byCode !== undefined) {
    return byCode;
  }
  if (answer.status === 403 && vendor.denialDetail !== undefined) {
    return { kind: 'forbidden', reason: 'deniedByPolicy' };
  }
  if (answer.status >= 200 && answer.status < 300) {
    // A failure envelope whose code is in no table.
    return { kind: 'server' };
  }
  if (answer.status === 403 && answer.body === undefined && vendor.requestId === undefined) {
    // Huawei Cloud refuses with a code and a request ID: whoever answered stands in between.
    return { kind: 'malformed' };
  }
  if (GATEWAY_STATUS.has(answer.status) && vendor.code === undefined && vendor.requestId === undefined) {
    // A proxy that cannot reach Huawei Cloud answers so in its place, and a gateway without its marks may as well.
    return { kind: 'server', reason: 'badGateway' };
  }
  if (answer.status === 407 && offersOnlyUnsupported(proxySchemes(answer.header('proxy-authenticate')))) {
    return { kind: 'proxy', reason: 'proxySchemeUnsupported' };
  }
  const byStatus = meaningOfStatus(answer.status, context);
  // The operation looks a token up, so that "not found" is what IAM says of a token that has ended (NOTES.md 14).
  return context.operation === 'validateToken' && byStatus.kind === 'notFound'
    ? meaningOfStatus(401, context)
    : byStatus;
}

/** In the order that the vendor's SDK looks: flat, `code` and `message`, nested, else the raw text. */
function vendorErrorOf(answer: AnswerParts, redact: Redact): VendorError {
  const record = readRecord(answer.body) ?? {};
  const nested = readRecord(record.error) ?? {};
  const code =
    readText(record.error_code) ?? readText(record.code) ?? readText(nested.code) ?? readText(nested.error_code);
  const message =
    readText(record.error_msg) ??
    readText(record.error_description) ??
    readText(record.message) ??
    readText(nested.message) ??
    readText(nested.error_msg) ??
    readText(record.error) ??
    (code === undefined ? rawMessage(answer.text) : undefined);
  return {
    code: code === undefined ? undefined : redact(code, LONGEST_ID),
    message: message === undefined ? undefined : redact(message, LONGEST_MESSAGE),
    requestId: requestIdOf(answer, redact),
    denialDetail: readText(record.encoded_authorization_message),
  };
}

/** Something to read from a body that is no error record: the title of a page, or the text itself. */
function rawMessage(text: string): string | undefined {
  const start = text.slice(0, LONGEST_RAW_TEXT).trim();
  if (!start.startsWith('<')) {
    return start === '' ? undefined : start;
  }
  const title = /<title>([^<]{1,500})</i.exec(start)?.[1]?.trim();
  return title === '' ? undefined : title;
}

/** A gateway that gave up on the service does not know how far the service came. */
function leavesDoubt(status: number): boolean {
  return status === 500 || status === 502 || status === 504 || status === 408;
}
