import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it is signed: the path and query of the request line, and the exact bytes of the body. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  /** Without the question mark; percent-encoded as it was sent. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Authorization {
  readonly accessKey: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const ALGORITHM = 'SDK-HMAC-SHA256';
const FORM = /^SDK-HMAC-SHA256 Access=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

export function parseAuthorization(header: string): Authorization | undefined {
  const parts = FORM.exec(header);
  const [, accessKey, list, signature] = parts ?? [];
  if (accessKey === undefined || list === undefined || signature === undefined) {
    return undefined;
  }
  return { accessKey, signedHeaders: list.split(';'), signature };
}

/** The SDK-HMAC-SHA256 signature of a request in lower-case hexadecimal (`x-request-signing` of the contract). */
export function signatureOf(request: SignedRequest, signedHeaders: readonly string[], secretKey: string): string {
  const stringToSign = [
    ALGORITHM,
    request.headers['x-sdk-date'] ?? '',
    sha256(canonicalRequest(request, signedHeaders)),
  ];
  return createHmac('sha256', secretKey).update(stringToSign.join('\n')).digest('hex');
}

export function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`).join('');
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    headers,
    signedHeaders.join(';'),
    payloadHash(request, signedHeaders),
  ].join('\n');
}

/** Compares two secrets without telling by its duration how much was right. */
export function sameSecret(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function payloadHash(request: SignedRequest, signedHeaders: readonly string[]): string {
  const declared = request.headers['x-sdk-content-sha256'];
  // Only a signed header may switch the check of the body off.
  return declared === 'UNSIGNED-PAYLOAD' && signedHeaders.includes('x-sdk-content-sha256')
    ? declared
    : sha256(request.body);
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => encode(safelyDecoded(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .sort(([nameA, valueA], [nameB, valueB]) => order(nameA, nameB) || order(valueA, valueB))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** By code unit: a sort that knows languages would put other names first than the signer does. */
function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function safelyDecoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
