import { isIPv4, isIPv6 } from 'node:net';
import { domainToUnicode } from 'node:url';
import { badInput } from '../errors/inputChecks';
import { holdsSecret } from '../redact/redact';

export type MirrorUrlWarning =
  'mixedScripts' | 'privateHost' | 'query' | 'fragment' | 'noGitSuffix' | 'insecureHttp' | 'unusualPort';

const LONGEST_URL = 2048;
/** Control and invisible format characters, and every kind of white space. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Z}\s\u115f\u1160\u3164\uffa0\u2800]/u;
/**
 * Quotes and brackets that come along when an address is copied, and what an input method or a word processor puts in
 * place of a colon, a slash, a dot or a dash. Some of these a browser would take for the character they look like, and Git
 * would not.
 */
const LOOK_ALIKE =
  /["'`<>{}|^\u00b4\u02d0\u0589\u05c3\u2010-\u2015\u2018-\u201f\u2024-\u2026\u2032-\u2036\u2039\u203a\u2044\u2212\u2215\u2236\u29f8\u3001-\u3003\u3008-\u3011\u3014-\u301f\ua789\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u00ab\u00bb]/u;
/** `http://https://…`, also with the colon lost. */
const SECOND_SCHEME = /^(?:https?|ssh|git|ftp|file)(?::|\/\/)/i;
/** `https://github.com:acme/app.git`, as it is written for SSH. Nothing secret is in an address without an `@`. */
const PATH_AS_PORT = /^https?:\/\/[\w.-]+\.[a-z]{2,}:[a-z][\w.-]*\/[\w./-]*$/i;
/** Names that only a network of its own knows. */
const PRIVATE_NAME =
  /^(?:[^.]+|(?:.+\.)?(?:localhost|localdomain|local|internal|intranet|intra|lan|corp|home|private|home\.arpa))\.?$/;
const PRIVATE_IPV4 =
  /^(?:0|10|127|2(?:2[4-9]|[345]\d))\.|^198\.1[89]\.|^169\.254\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;
const PRIVATE_IPV6 = /^(?:::1?$|f[cdf][0-9a-f]{2}:|fe[89a-f][0-9a-f]:)/i;
/** An IPv4 address in an IPv6 one: mapped, compatible, or translated by NAT64. */
const IPV4_INSIDE = /^(?:::(?:ffff:)?|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i;
/** Scripts with letters that look like Latin ones. */
const LATIN_LIKE =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u;
/** Latin letters that no usual alphabet has but look like those of one: dotless, phonetic, small capitals. */
const ODD_LATIN = /[\u0131\u0138\u0237\u0250-\u02af\u1d00-\u1dbf\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f]/u;
/** Strokes of other scripts that look like a slash beside Latin letters: `github.com\u30ceacme.example`. */
const ODD_SLASH = /[a-z][\u3033\u30ce\u4e36\u4e3f]|[\u3033\u30ce\u4e36\u4e3f][a-z]/u;

/**
 * Source address of a mirror.
 *
 * @param url `http://` or `https://`, at most 2048 characters, without credentials, white space and quotes.
 * @returns The address as given (the scheme in lower case), and what is legal but unwise about it, the worst first: a host
 * whose letters are not what they look like, or that only a private network knows; `?` and `#`, which Git sends along or
 * loses; no `.git` at the end; no encryption; a port that the console refuses (it takes 80, 443 and those above 1024).
 * @throws CloudError `invalid`/`badInput` with problem `empty`, `tooLong`, `secondScheme`, `credentials`,
 * `controlCharacters`, `unexpectedCharacters`, `scheme` or `notAnAddress`; with `character` where one is to blame.
 * Source: NOTES.md sections 6 and 12.
 */
export function checkMirrorUrl(
  url: string,
  operation = 'checkMirrorUrl',
): { readonly url: string; readonly warnings: readonly MirrorUrlWarning[] } {
  const refuse = (...[problem, rule, character]: Refusal): Error =>
    badInput(operation, 'url', problem, rule, character);
  if (typeof url !== 'string' || url.trim() === '') {
    throw refuse('empty', 'is empty');
  }
  if (url.length > LONGEST_URL) {
    throw refuse('tooLong', `is longer than ${LONGEST_URL} characters`);
  }
  const scheme = /^https?:\/\//i.exec(url)?.[0];
  if (scheme !== undefined && SECOND_SCHEME.test(url.slice(scheme.length))) {
    throw refuse('secondScheme', 'starts with two schemes');
  }
  if (scheme !== undefined && PATH_AS_PORT.test(url)) {
    throw refuse('notAnAddress', 'has a colon behind the host and no port number');
  }
  if (!url.includes('\\') && holdsSecret(url)) {
    throw refuse('credentials', 'holds a user name, a password or a token');
  }
  checkCharacters(url, refuse);
  if (scheme === undefined) {
    throw refuse('scheme', 'does not start with http:// or https://');
  }
  checkHost(url, scheme, refuse);
  return { url: scheme.toLowerCase() + url.slice(scheme.length), warnings: warningsFor(url, scheme) };
}

type Refusal = [Parameters<typeof badInput>[2], string, string?];
type Refuse = (...refusal: Refusal) => Error;

function checkCharacters(url: string, refuse: Refuse): void {
  const invisible = INVISIBLE.exec(url)?.[0];
  if (invisible !== undefined) {
    throw refuse('controlCharacters', 'has white space or control characters', invisible);
  }
  const lookAlike = (LOOK_ALIKE.exec(url) ?? /\p{Cs}/u.exec(url))?.[0];
  if (lookAlike !== undefined) {
    // Half a surrogate pair has no encoding.
    throw refuse('unexpectedCharacters', `has the character ${codePoint(lookAlike)}`, lookAlike);
  }
}

/** Git splits an address its own way, `URL` another. What the two could read differently is refused. */
function checkHost(url: string, scheme: string, refuse: Refuse): void {
  const authority = /^[^/?#\\]*/.exec(url.slice(scheme.length))?.[0] ?? '';
  if (authority.includes('@') || /%(?:25)*40/.test(authority)) {
    throw refuse('credentials', 'holds a user name or a password');
  }
  if (authority === '' || /[%-]/.test(authority.charAt(0)) || /[%\\]/.test(authority) || url.includes('\\')) {
    throw refuse('notAnAddress', 'has no usable host');
  }
  if (!URL.canParse(url)) {
    throw refuse('notAnAddress', 'is not an address');
  }
  const parsed = new URL(url);
  if (parsed.username !== '' || parsed.password !== '') {
    throw refuse('credentials', 'holds a user name or password');
  }
}

function warningsFor(text: string, scheme: string): readonly MirrorUrlWarning[] {
  const url = new URL(text);
  const port = url.port === '' ? undefined : Number(url.port);
  const usualPort = port === undefined || port === 80 || port === 443 || port > 1024;
  const written = /^[^/?#]*/.exec(text.slice(scheme.length))?.[0].replace(/:\d*$/, '') ?? '';
  const found: Readonly<Record<MirrorUrlWarning, boolean>> = {
    mixedScripts: isMixed(written, url.hostname),
    privateHost: isPrivate(url.hostname),
    query: text.includes('?'),
    fragment: text.includes('#'),
    noGitSuffix: !url.pathname.endsWith('.git'),
    insecureHttp: url.protocol === 'http:',
    unusualPort: !usualPort,
  };
  return WARNINGS.filter((warning) => found[warning]);
}

const WARNINGS: readonly MirrorUrlWarning[] = [
  'mixedScripts',
  'privateHost',
  'query',
  'fragment',
  'noGitSuffix',
  'insecureHttp',
  'unusualPort',
];

/** Letters of several scripts, or letters that are read as others (`ⓖithub.com` is `github.com`). */
function isMixed(written: string, hostname: string): boolean {
  const read = domainToUnicode(hostname);
  const asWritten = written.toLowerCase().normalize('NFC');
  const substituted = /[^\x21-\x7e]/.test(written) && asWritten !== read;
  const several = LATIN_LIKE.test(read) && /\p{Script=Latin}/u.test(read);
  return substituted || several || ODD_LATIN.test(read) || ODD_SLASH.test(read);
}

function isPrivate(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIPv4(bare)) {
    return PRIVATE_IPV4.test(bare);
  }
  if (isIPv6(bare)) {
    const mapped = IPV4_INSIDE.exec(bare);
    return mapped === null
      ? PRIVATE_IPV6.test(bare)
      : PRIVATE_IPV4.test(
          [mapped[1], mapped[2]]
            .map((half = '') => Number.parseInt(half, 16))
            .map((half) => `${half >> 8}.${half & 255}`)
            .join('.'),
        );
  }
  return PRIVATE_NAME.test(bare.toLowerCase());
}

/** `U+FF1A` */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
