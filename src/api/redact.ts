/**
 * Takes secrets out of text that will be shown or logged. Everything works in one pass over runs that do not overlap,
 * so the time grows with the length of the text only: what a server sends must not be able to stall the editor.
 */

const MASK = '***';
/** Runs without white space and quotes: an address does not reach beyond one. */
const RUN = /[^\s"'<>`]+/g;
/** `://`, also with JSON's escaped slashes and percent-encoded up to four times over. */
const SEPARATOR = /:\\{0,4}\/\\{0,4}\/|%(?:25){0,3}3A%(?:25){0,3}2F%(?:25){0,3}2F/gi;
const END_OF_AUTHORITY = /[/?#\\&]|%(?:25){0,3}(?:2F|3F|23|26)/i;
const AT = /@|%(?:25){0,3}40/gi;
const COLON = /:|%(?:25){0,3}3A/i;

const SECRET_HEADER =
  /\b(x-auth-token|x-subject-token|x-security-token|authorization)(\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?)[^\r\n"'\\]+/gi;
const SECRET_PARAMETER =
  /([?&;](?:[a-z]{1,16}[_-]){0,3}(?:token|password|passwd|pwd|secret|signature|ak|sk)=)[^\s&;#"'<>`]+/gi;

/** Nothing below finds anything in a text without one of these, and most texts have none. */
const TELLTALE = /[:=%]/;

/** Shorter values are too likely to be ordinary words of a message. */
const SHORTEST_SECRET = 4;

/**
 * @param text Any text, of any length.
 * @param secrets Values that are known to be secret (a token, a password). They are also found Base64, percent-encoded or
 * as in JSON. Values shorter than 4 characters are left alone.
 * @returns The text without user names and passwords inside addresses, without values of authentication headers and
 * secret-looking query parameters, and without the given secrets.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  return redactorFor(secrets)(text);
}

/** `redact` for many texts: the spellings of the secrets are worked out once. */
export function redactorFor(secrets: readonly string[]): (text: string) => string {
  const hidden = spellings(secrets);
  return (text) => {
    let result = text;
    for (const secret of hidden) {
      result = result.replaceAll(secret, MASK);
    }
    if (!TELLTALE.test(result)) {
      return result;
    }
    return result
      .replace(SECRET_HEADER, (_, name: string, separator: string) => `${name}${separator}${MASK}`)
      .replace(SECRET_PARAMETER, (_, start: string) => `${start}${MASK}`)
      .replace(RUN, redactRun);
  };
}

/** `redactorFor` for secrets that change: they are asked for with each text, and worked out again when they differ. */
export function followingRedactor(secretsNow: () => readonly string[]): (text: string) => string {
  let known: readonly string[] = [];
  let hide = redactorFor(known);
  return (text) => {
    const secrets = secretsNow();
    if (secrets.length !== known.length || secrets.some((secret, position) => secret !== known[position])) {
      known = [...secrets];
      hide = redactorFor(known);
    }
    return hide(text);
  };
}

/** The longest first, so that a secret that is part of another does not leave the rest of it behind. */
function spellings(secrets: readonly string[]): readonly string[] {
  const all = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [
      secret,
      percentEncoded(secret),
      Buffer.from(secret, 'utf8').toString('base64'),
      // As it stands in JSON, which a server may send back unread.
      JSON.stringify(secret).slice(1, -1),
    ]);
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a surrogate pair has no encoding; then there is no encoded form to look for either.
    return text;
  }
}

function redactRun(run: string): string {
  const separators = [...run.matchAll(SEPARATOR)];
  if (separators.length === 0) {
    return run;
  }
  const parts = [run.slice(0, separators[0]?.index)];
  separators.forEach((separator, position) => {
    const start = separator.index + separator[0].length;
    const end = separators[position + 1]?.index ?? run.length;
    const scheme = /[a-z+.-]{1,12}$/i.exec(run.slice(Math.max(0, separator.index - 12), separator.index))?.[0] ?? '';
    parts.push(separator[0], withoutUserInfo(run.slice(start, end), scheme));
  });
  return parts.join('');
}

/**
 * @param rest What follows `://`.
 * A colon that no port number follows cannot stand in an authority: it is a user name whose password holds a slash, or
 * whose address was cut off in the middle. What follows the colon is hidden then.
 */
function withoutUserInfo(rest: string, scheme: string): string {
  const authorityEnd = rest.search(END_OF_AUTHORITY);
  const authority = authorityEnd < 0 ? rest : rest.slice(0, authorityEnd);
  const path = rest.slice(authority.length);
  const host = afterLastAt(authority);
  if (host !== undefined) {
    // `ssh://git@host` is how every Git host is addressed by SSH; `git` is nobody's secret.
    return /^(?:git\+)?ssh$/i.test(scheme) && authority.startsWith('git@') ? rest : host + path;
  }
  const colon = COLON.exec(authority);
  if (colon === null || authority.startsWith('[')) {
    return rest;
  }
  const port = authority.slice(colon.index + colon[0].length);
  if (/^\d{0,5}[.,;:)\]}|]*$/.test(port)) {
    return rest;
  }
  return afterLastAt(path) ?? authority.slice(0, colon.index + colon[0].length) + MASK + path;
}

function afterLastAt(text: string): string | undefined {
  const last = [...text.matchAll(AT)].at(-1);
  return last === undefined ? undefined : text.slice(last.index + last[0].length);
}
