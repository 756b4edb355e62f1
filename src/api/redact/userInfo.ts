import { isSurelyHost, startsWithHost } from './hosts';
import { MASK, type Span } from './spans';
import type { View } from './views';

const SEPARATOR = /:\/\/+|(?<![:/\\\w.-])\/\/(?=[^/\s])/g;
/** Where an authority ends. Of what is behind it, a password with such a character in it is looked for. */
const END_OF_AUTHORITY = /[/?#\s"'`<>，。；：、）】》！？“”‘’（《【「」]|\\[nrt"'/]|&[\w.-]{1,64}=/;
const END_OF_WORD = /[\s"'`<>]|\\[nrt"']/;
const ENCODED_AT = /%(?:25){0,4}40(?=[\p{L}\p{N}[])/giu;
/** A quote is part of a word where letters or digits are on both sides of it. */
const WITH_QUOTES_INSIDE = /^(?:[^\s"'`<>]|(?<=[\p{L}\p{N}])["'`<>](?=[\p{L}\p{N}]))*/u;
const QUOTE_INSIDE = /^["'`<>](?:[^\s"'`<>,:;=)}\]]|(?<=[\p{L}\p{N}])["'`<>](?=[\p{L}\p{N}]))*/u;
const QUOTES = /["'`<>]/;
/** A port, and signs of the sentence that the address stands in. */
const PORT = /^(\d{0,5})[.,;:)\]}|!*_]*$/;
/** Ports in templates. */
const PLACEHOLDER = /^(?:port|\$?\{.{0,40}\}?|\$\w{1,40}|%[ds]|\*{1,3})[.,;:)\]}]*$/i;
/** Base64 has slashes, and no host has capitals and digits in a name without dots. */
const TOKEN_START = /^(?=[^.]*[A-Z])(?=[^.]*\d)(?=[^.]*[a-z])[\w+=~-]{4,}$/;
const LONGEST_PASSWORD = 256;
/** Behind the colon of these stands something else than a port. */
const TAGGED = /^(?:docker(?:-\w+)?|oci|containers-storage|docker-daemon)$/i;
const PATHS = /^(?:file|vscode[\w-]*|sqlite|data|untitled)$/i;

/** User names and passwords of addresses with `://` or `//`. */
export function userInfoSpans(view: View): readonly Span[] {
  const { text } = view;
  const separators = [...text.matchAll(SEPARATOR)];
  return separators.flatMap((separator, position) => {
    const start = separator.index + separator[0].length;
    const scheme =
      /[a-z0-9+.-]{1,20}$/i.exec(text.slice(Math.max(0, separator.index - 20), separator.index))?.[0] ?? '';
    const bare = !separator[0].startsWith(':');
    const next = separators.slice(position + 1, position + 9).find(({ 0: sign }) => bare || sign.startsWith(':'));
    const line = lineEnd(text, start, next?.index ?? text.length);
    const found = PATHS.test(scheme)
      ? undefined
      : secretPart(text.slice(start, line), { scheme, bare, cut: view.cut && line === text.length });
    return found === undefined ? [] : [{ start: start + found.from, end: start + found.to, shown: found.shown }];
  });
}

interface Part {
  readonly from: number;
  readonly to: number;
  readonly shown: string;
}

interface Kind {
  readonly scheme: string;
  /** Without `://`: may be a comment or a path. */
  readonly bare: boolean;
  readonly cut: boolean;
}

/** @param rest What follows `://`, to the end of the line or the next address. */
function secretPart(rest: string, kind: Kind): Part | undefined {
  const end = search(rest, END_OF_AUTHORITY);
  const authority = rest.slice(0, end);
  const at = authority.lastIndexOf('@');
  if (kind.bare) {
    return at > 0 && authority.slice(0, at).includes(':') ? removed(at) : undefined;
  }
  if (at >= 0) {
    // `ssh://git@host` is how every Git host is addressed by SSH; `git` is nobody's secret.
    if (/^(?:git\+)?ssh$/i.test(kind.scheme) && authority.startsWith('git@') && at === 3) {
      return undefined;
    }
    // `me@example.com:12/password@host`: the name has an `@` of its own; or the password has one.
    const host = authority.slice(at + 1);
    const behind = authority.slice(0, at).includes(':')
      ? isSurelyHost(host.replace(/:\d{0,5}$/, ''))
        ? undefined
        : wholeWord(rest, end)
      : behindColon(rest, at + 1, end, kind);
    return behind === undefined ? removed(at) : { ...behind, from: 0 };
  }
  if (kind.cut && end === rest.length && !isSurelyHost(authority.replace(/:\d{0,5}$/, ''))) {
    // The `@` may be in what was cut off.
    return { from: 0, to: end, shown: MASK };
  }
  if (authority.includes(':')) {
    return behindColon(rest, 0, end, kind);
  }
  return TOKEN_START.test(authority) ? wholeWord(rest, end) : (tokenWithSign(rest, end) ?? unexpectedQuote(rest, end));
}

/** A secret with a slash, `?` or `#` in it, up to the last `@` of the word. */
function wholeWord(rest: string, end: number): Part | undefined {
  const at = lastHostIn(rest, end, end + search(rest.slice(end), END_OF_WORD), false);
  return at === undefined ? undefined : removed(at);
}

/**
 * A colon that no port number follows cannot stand in an authority: it is a user name whose password holds a slash, or
 * whose address was cut off in the middle. With a number it may still be one: `alice:2024/Secret@host`.
 *
 * @param from Where the name before the colon starts.
 * @param end Where the authority ends.
 */
function behindColon(rest: string, from: number, end: number, kind: Kind): Part | undefined {
  const authority = rest.slice(from, end);
  const colon = authority.indexOf(':');
  if (authority.startsWith('[') || colon < 0) {
    return undefined;
  }
  const name = authority.slice(0, colon);
  const port = authority.slice(colon + 1);
  const number = PORT.exec(port)?.[1];
  if (number !== undefined && (Number(number) <= 65_535 || isSurelyHost(name))) {
    return behindPort(rest, end, from > 0 ? '' : name);
  }
  if (PLACEHOLDER.test(port) || TAGGED.test(kind.scheme)) {
    return undefined;
  }
  const word = end + search(rest.slice(end), END_OF_WORD);
  const at = lastHostIn(rest, end, word, false) ?? firstHostIn(rest, word);
  if (at !== undefined) {
    return removed(at);
  }
  const encoded = [...rest.slice(0, end).matchAll(ENCODED_AT)].at(-1);
  return encoded === undefined
    ? { from: from + colon + 1, to: word, shown: MASK }
    : { from: 0, to: encoded.index + encoded[0].length, shown: '' };
}

function behindPort(rest: string, end: number, name: string): Part | undefined {
  const next = rest.charAt(end);
  if (/[/?#]/.test(next)) {
    const word = end + search(rest.slice(end), END_OF_WORD);
    const at = lastHostIn(rest, end + 1, word, false);
    return at === undefined || (isSurelyHost(name) && next !== '#') ? undefined : removed(at);
  }
  if (isSurelyHost(name)) {
    return undefined;
  }
  if (next === ' ') {
    const word = end + 1 + search(rest.slice(end + 1), END_OF_WORD);
    const at = lastHostIn(rest, end + 1, word, false);
    return at === undefined || rest.slice(end + 1, at).includes(':') ? undefined : removed(at);
  }
  return unexpectedQuote(rest, end, rest.charAt(end - 1) === ':');
}

/** `https://to?ken@host/a.git`: a token alone that holds what ends an authority. `https://host?mail=me@host` is a query. */
function tokenWithSign(rest: string, end: number): Part | undefined {
  if (!/[?#&]/.test(rest.charAt(end)) || isSurelyHost(rest.slice(0, end))) {
    return undefined;
  }
  const word = WITH_QUOTES_INSIDE.exec(rest.slice(end))?.[0] ?? '';
  const at = lastHostIn(rest, end + 1, end + word.length, false);
  if (at === undefined) {
    return undefined;
  }
  const isQuery = rest.slice(end, at).includes('=') && !/^[^/?#]{1,260}\//.test(rest.slice(at + 1, at + 300));
  return isQuery ? undefined : removed(at);
}

/**
 * A quote inside a password, rather than one around the address: what it ends would be followed by a sign or a blank.
 *
 * @param begins The password begins with it, so that it may be in quotes as a whole.
 */
function unexpectedQuote(rest: string, end: number, begins = false): Part | undefined {
  if (!QUOTES.test(rest.charAt(end))) {
    return undefined;
  }
  const near = rest.slice(end, end + LONGEST_PASSWORD);
  const word = (begins ? /^["'`<>]\S*/ : QUOTE_INSIDE).exec(near)?.[0] ?? '';
  const at = lastHostIn(rest, end + 1, end + word.length, false);
  return at === undefined ? undefined : removed(at);
}

function removed(at: number): Part {
  return { from: 0, to: at + 1, shown: '' };
}

/** The last `@` that a host follows and no slash precedes (`/@scope/package`). */
function lastHostIn(text: string, from: number, to: number, strict: boolean): number | undefined {
  for (let at = text.lastIndexOf('@', to - 1), tries = 0; at >= from && tries < 8; tries++) {
    if (text.charAt(at - 1) !== '/' && startsWithHost(text.slice(at + 1, at + 300), strict)) {
      return at;
    }
    at = at === 0 ? -1 : text.lastIndexOf('@', at - 1);
  }
  return undefined;
}

/** For a password with blanks and quotes: the word that the next `@` is in. */
function firstHostIn(text: string, from: number): number | undefined {
  const near = text.slice(from, from + LONGEST_PASSWORD);
  const at = near.indexOf('@');
  return at < 0 ? undefined : lastHostIn(text, from, from + at + search(near.slice(at), END_OF_WORD), false);
}

function search(text: string, pattern: RegExp): number {
  const found = text.search(pattern);
  return found < 0 ? text.length : found;
}

function lineEnd(text: string, from: number, to: number): number {
  const found = text.slice(from, to).search(/[\r\n]/);
  return found < 0 ? to : from + found;
}
