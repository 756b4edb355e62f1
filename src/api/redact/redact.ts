/**
 * Takes secrets out of text that will be shown or logged. What a server sends must not be able to stall the editor: only
 * the start of a text is read, and the work on it grows with its length alone.
 */
import { assignmentSpans } from './assignments';
import { bareUserInfoSpans } from './bareUserInfo';
import { commandLineSpans } from './commandLine';
import { knownSecrets, type KnownSecrets, knownSpans } from './knownSecrets';
import { proseSpans } from './prose';
import { hide, type Span } from './spans';
import { tokenSpans } from './tokens';
import { userInfoSpans } from './userInfo';
import { viewsOf } from './views';

/** @param longest Characters of the text that are wanted; the rest becomes `…`. At most `LONGEST_TEXT`. */
export type Redact = (text: string, longest?: number) => string;

/** More than anybody reads of a message. */
export const LONGEST_TEXT = 64 * 1024;
/** What is read beyond the wanted part, so that a secret at its end is seen whole. */
const LOOK_AHEAD = 4 * 1024;
/** Nothing is found in a text without one of these, and most texts have none. */
const TELLTALE =
  /[:=%@\\&："]|[A-Za-z0-9]_|[a-z]{2}-|\b(?:AKIA|ASIA|LTAI|SG\.|AIza|ATBB|AT[AC]TT|MII|eyJ|ya29)|Bearer|Basic|Token|PRIVATE|passw|passphrase|passcode|secret|key|密码|口令|令牌|密钥|秘钥|私钥|<\w/i;

/**
 * @param text Any text, of any length. Of more than 65,536 characters the rest is left out.
 * @param secrets Values that are known to be secret (a token, a password). They are also found Base64 (with a user name
 * before them, too), percent-, HTML- and JSON-escaped, as hex, and in any mixture of escapes. Values shorter than
 * 4 characters are left alone.
 * @returns The text without user names and passwords of addresses, without values of authentication headers and of
 * parameters and fields with secret-looking names, without tokens that look like one, and without the given secrets.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  return redactorFor(secrets)(text);
}

/** `redact` for many texts: the spellings of the secrets are worked out once. */
export function redactorFor(secrets: readonly string[]): Redact {
  const known = knownSecrets(secrets);
  const longestKnown = known.spellings[0]?.length ?? 0;
  return (text, longest = LONGEST_TEXT) => {
    const wanted = Math.min(longest, LONGEST_TEXT);
    const read = text.length <= wanted ? text : text.slice(0, wanted + LOOK_AHEAD + longestKnown);
    return hide(text.length <= wanted ? text : `${read} `, spansIn(read, read.length < text.length, known), wanted);
  };
}

/** `redactorFor` for secrets that change: they are asked for with each text, and worked out again when they differ. */
export function followingRedactor(secretsNow: () => readonly string[]): Redact {
  let known: readonly string[] = [];
  let redactNow = redactorFor(known);
  return (text, longest) => {
    const secrets = secretsNow();
    if (secrets.length !== known.length || secrets.some((secret, position) => secret !== known[position])) {
      known = [...secrets];
      redactNow = redactorFor(known);
    }
    return redactNow(text, longest);
  };
}

/** Whether an address holds anything that `redact` would take out. */
export function holdsSecret(text: string): boolean {
  return spansIn(text, false, knownSecrets([])).length > 0;
}

function spansIn(text: string, cut: boolean, known: KnownSecrets): readonly Span[] {
  const suspicious = TELLTALE.test(text);
  if (!suspicious && known.spellings.length === 0) {
    return [];
  }
  return viewsOf(text, cut).flatMap((view) => {
    const patterns = suspicious
      ? [
          ...userInfoSpans(view),
          ...bareUserInfoSpans(view),
          ...assignmentSpans(view),
          ...tokenSpans(view),
          ...commandLineSpans(view),
          ...proseSpans(view),
        ]
      : [];
    return [...patterns, ...knownSpans(view, known)].map(({ start, end, shown }) => ({
      start: view.original(start),
      end: view.original(end),
      shown,
    }));
  });
}
