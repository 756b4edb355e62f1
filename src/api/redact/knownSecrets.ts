import { MASK, type Span } from './spans';
import { plain, type View } from './views';

/** Shorter values are too likely to be ordinary words of a message. */
const SHORTEST_SECRET = 4;
const BASE64 = /[A-Za-z0-9+/_=-]/;

/** What known secrets look like in a text. */
export interface KnownSecrets {
  /** As such. The longest first, so that a secret that is part of another leaves nothing of that behind. */
  readonly spellings: readonly string[];
  /** What Base64 makes of them, whatever stands before and behind: `user:secret` of an `Authorization: Basic`. */
  readonly base64: readonly string[];
}

/** @param secrets Those of fewer than 4 characters are left out. */
export function knownSecrets(secrets: readonly string[]): KnownSecrets {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  return { spellings: longestFirst(long.flatMap(spellingsOf)), base64: longestFirst(long.flatMap(base64Of)) };
}

export function knownSpans(view: View, { spellings, base64 }: KnownSecrets): readonly Span[] {
  const spans: Span[] = [];
  for (const spelling of spellings) {
    for (const start of placesOf(view.text, spelling)) {
      spans.push({ start, end: start + spelling.length, shown: MASK });
    }
  }
  for (const core of base64) {
    let hiddenUpTo = 0;
    for (const found of placesOf(view.text, core)) {
      if (found < hiddenUpTo) {
        continue;
      }
      let start = found;
      let end = found + core.length;
      while (start > hiddenUpTo && BASE64.test(view.text.charAt(start - 1))) {
        start--;
      }
      while (end < view.text.length && BASE64.test(view.text.charAt(end))) {
        end++;
      }
      spans.push({ start, end, shown: MASK });
      hiddenUpTo = end;
    }
  }
  return spans;
}

function* placesOf(text: string, wanted: string): Generator<number, void, undefined> {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    yield at;
  }
}

/** Views undo most escapes; these are what is left: the secret holds what looks like an escape, or a form wrote it. */
function spellingsOf(secret: string): readonly string[] {
  const hex = Buffer.from(secret, 'utf8').toString('hex');
  const json = JSON.stringify(secret).slice(1, -1);
  const encoded = percentEncoded(secret);
  const once = [secret, plain(secret), json, encoded, strictly(encoded)];
  return [...once, ...once.map((text) => text.replaceAll('%20', '+').replaceAll(' ', '+')), hex, hex.toUpperCase()];
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a surrogate pair has no encoding; then there is no encoded form to look for either.
    return text;
  }
}

function strictly(encoded: string): string {
  return encoded.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * Base64 writes three bytes as four characters, so that a text has three forms, by what stands before it. The characters
 * that its neighbours have a part in are left out.
 */
function base64Of(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const cores = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return cores.flatMap((core) => [core, core.replaceAll('+', '-').replaceAll('/', '_')]);
}

function longestFirst(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '').sort((a, b) => b.length - a.length);
}
