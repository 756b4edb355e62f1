import { isSurelyHost, startsWithHost } from './hosts';
import { MASK, type Span } from './spans';
import type { View } from './views';

const WORD = /[^\s"'`<>]+/g;
const USER = /[A-Za-z0-9._%+~-]{1,64}$/;
/** What stands before the colon of an e-mail address, and of other addresses that have no password. */
const NO_USER = /^(?:mailto|from|to|cc|bcc|author|committer|e?-?mail|reply-to|[\w-]*by|sips?|xmpp|acct|npm|https?)$/i;
const TIME = /^\d{1,2}:\d{2}(?!\d)/;
const PORT_AND_PATH = /^\d{1,5}\//;
/** Enough for any user name and password in a word. */
const MOST_COLONS = 32;

/** `user:password@host` without a scheme before it, also in the path of an address. */
export function bareUserInfoSpans(view: View): readonly Span[] {
  const spans: Span[] = [];
  for (const word of view.text.matchAll(WORD)) {
    const found = word[0].includes('@') ? passwordIn(word[0]) : undefined;
    if (found !== undefined) {
      spans.push({ start: word.index + found.start, end: word.index + found.end, shown: MASK });
    }
  }
  return spans;
}

function passwordIn(word: string): { readonly start: number; readonly end: number } | undefined {
  let tries = 0;
  for (let colon = word.indexOf(':'); colon >= 0 && tries < MOST_COLONS; colon = word.indexOf(':', colon + 1)) {
    tries++;
    if (word.startsWith('://', colon)) {
      continue;
    }
    const user = USER.exec(word.slice(Math.max(0, colon - 64), colon))?.[0];
    const scheme = word.lastIndexOf('://', colon);
    const inAddress = scheme >= 0;
    // Before the path it is the authority, which is read elsewhere.
    const inAuthority = inAddress && !/[/?#&]/.test(word.slice(scheme + 3, colon));
    if (user === undefined || inAuthority || NO_USER.test(user) || word.charAt(colon - user.length - 1) === '@') {
      continue;
    }
    const next = word.indexOf('://', colon);
    const at = lastHost(next < 0 ? word : word.slice(0, next), colon + 2, !inAddress);
    if (at === undefined) {
      continue;
    }
    const password = word.slice(colon + 1, at);
    const drive = user.length === 1 && /^[\\/]/.test(password);
    const hostAndPort = PORT_AND_PATH.test(password) && isSurelyHost(user);
    if (!drive && !hostAndPort && !TIME.test(word.slice(colon - user.length))) {
      return { start: colon - user.length, end: at };
    }
  }
  return undefined;
}

function lastHost(word: string, from: number, strict: boolean): number | undefined {
  let at = word.lastIndexOf('@');
  for (let tries = 0; at >= from && tries < 8; tries++) {
    if (word.charAt(at - 1) !== '/' && startsWithHost(word.slice(at + 1, at + 300), strict)) {
      return at;
    }
    at = word.lastIndexOf('@', at - 1);
  }
  return undefined;
}
