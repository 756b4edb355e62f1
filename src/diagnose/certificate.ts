import { type DetailedPeerCertificate, TLSSocket } from 'node:tls';

/** What a server says of itself. All of it is text from outside. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** Who signed the topmost certificate that the server sent; the same as `issuer` when it sent one only. */
  readonly root: string;
  readonly validFrom: Date | undefined;
  readonly validTo: Date | undefined;
  /** Names that it is for, as `DNS:example.com, IP Address:10.0.0.1`. */
  readonly names: string | undefined;
}

/** Why a certificate is not trusted, as far as a person can do something about it. */
export type TrustProblem =
  'expired' | 'notYetValid' | 'wrongName' | 'selfSigned' | 'unknownIssuer' | 'revoked' | 'other';

const PROBLEMS: readonly (readonly [RegExp, TrustProblem])[] = [
  [/^CERT_HAS_EXPIRED$/, 'expired'],
  [/^CERT_NOT_YET_VALID$/, 'notYetValid'],
  [/^(?:ERR_TLS_CERT_ALTNAME_|HOSTNAME_MISMATCH)/, 'wrongName'],
  [/^DEPTH_ZERO_SELF_SIGNED_CERT$/, 'selfSigned'],
  [/^(?:SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_UNTRUSTED|INVALID_CA)/, 'unknownIssuer'],
  [/^CERT_REVOKED$/, 'revoked'],
];

export function trustProblem(code: string): TrustProblem {
  return PROBLEMS.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
}

/** The certificate that came with an answer; undefined when the socket is none of TLS or keeps it to itself. */
export function certificateOf(socket: unknown): Certificate | undefined {
  if (!(socket instanceof TLSSocket)) {
    return undefined;
  }
  const leaf = socket.getPeerCertificate(true);
  // An empty object when there is none, whatever the types say.
  if (!('subject' in leaf)) {
    return undefined;
  }
  const top = topOf(leaf);
  return {
    subject: nameOf(leaf.subject),
    issuer: nameOf(leaf.issuer),
    root: nameOf(top.issuer),
    validFrom: dateOf(leaf.valid_from),
    validTo: dateOf(leaf.valid_to),
    names: typeof leaf.subjectaltname === 'string' ? leaf.subjectaltname : undefined,
  };
}

/** Climbs from issuer to issuer: the topmost one that was sent has none, and a root is its own. */
function topOf(leaf: DetailedPeerCertificate): DetailedPeerCertificate {
  const seen = new Set<DetailedPeerCertificate>();
  let top = leaf;
  let above: DetailedPeerCertificate | undefined = leaf;
  while (above !== undefined && !seen.has(above)) {
    seen.add(above);
    top = above;
    above = 'issuerCertificate' in above ? above.issuerCertificate : undefined;
  }
  return top;
}

/** Common name and organisation: `Example CA (Example Ltd)`. Each can be missing, or be there several times. */
function nameOf(fields: unknown): string {
  const record: Readonly<Record<string, unknown>> = typeof fields === 'object' && fields !== null ? { ...fields } : {};
  const text = (value: unknown): string =>
    (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string').join(', ');
  const [common, organisation] = [text(record.CN), text(record.O)];
  return common === '' || organisation === '' ? common + organisation : `${common} (${organisation})`;
}

function dateOf(text: unknown): Date | undefined {
  const date = new Date(typeof text === 'string' ? text : '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}
