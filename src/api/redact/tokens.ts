import { MASK, type Span } from './spans';
import type { View } from './views';

/** What is a secret by its own look. One group each: what stands before it and is shown. */
const PATTERNS: readonly RegExp[] = [
  // Tokens of Git hosts, of registries and of clouds name themselves.
  /()(?<![A-Za-z0-9])(?:gh[oprsu]_|github_pat_|gl(?:pat|dt|rt|rtr|cbt|ptt|ft|soat|agent|imt|ffct|oas)-|gloas-|xox[abeoprs]-|npm_|dckr_pat_|pypi-|hf_|ATBB|ATCTT|ATATT|AIza|ya29\.)[A-Za-z0-9_.=-]{4,}/g,
  /()\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g,
  /()(?<![\w-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g,
  // Huawei Cloud's own tokens are signed messages in Base64.
  /()\bMII[A-Za-z0-9+/=_-]{60,}/g,
  // Tokens of other services, which people paste in the wrong place. All have digits.
  /()(?<![A-Za-z0-9])(?:sk-|[sr]k_live_|dop_v1_|shpat_|SG\.|LTAI)(?=[A-Za-z0-9_.-]*\d)(?=[A-Za-z0-9_.-]*[A-Za-z])[A-Za-z0-9_.-]{16,}/g,
  /()-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:(?!-----)[\s\S]){0,20000}/g,
  /(\b(?:Bearer|BEARER)[ \t]+["']?)(?!(?:tokens?|auth\w*|realm|scheme|errors?|headers?|credentials?|is|was|has|must|not|in|of|and|or|for|from)\b)(?:[^\s"'`<>\\]|'(?![\s,.;:)\]}>]|$)){3,}/gi,
  // Base64 and digests have digits or capitals inside; words do not.
  /(\b(?:Basic|Digest|Token|Negotiate|NTLM)[ \t]+)(?=[A-Za-z0-9._~+/=-]*(?:\d|[a-z][A-Z]|[A-Z]{2}[a-z]|=))[A-Za-z0-9._~+/-]{6,}={0,2}(?![\w=])/g,
  /(\b(?:SDK|AWS4)-HMAC-SHA256[ \t]+Access=)[^\s,;"']+/g,
  /((?:^|\s)--?(?:[a-z]{1,20}-){0,3}(?:password|passwd|passphrase|token|secret|api-?key|access-?key|secret-?key)[ \t]+["']?)[^\s"'-][^\s"']*/g,
  /(\blogin[ \t]+\S{1,200}[ \t]+password[ \t]+)\S+/g,
  /(\bmachine\s+\S{1,200}\s+login\s+\S{1,200}\s+password\s+)\S+/g,
  // A name and its value as two fields: variables of a pipeline, headers of a log, settings in XML.
  /(["']?\b(?:name|key|header)["']?\s{0,4}[:=]\s{0,4}["'](?:[\w-]{1,40}[_-])?(?:password|passwd|token|secret|authorization|cookie|(?:api|access|secret|private)[_-]?key)["']\s{0,4},?\s{0,4}["']?value["']?\s{0,4}[:=]\s{0,4}["'])(?:(?<=")(?:\\.|[^"\\])+|(?<=')(?:\\.|[^'\\])+)/gi,
  /(<(?:\w{1,30}:)?(?:\w{0,40}(?:password|passwd|token|secret|secretkey|accesskey|signature))>)[^<]+(?=<\/)/gi,
];

/** Tokens that are recognised by how they look or by the word before them. */
export function tokenSpans({ text }: View): readonly Span[] {
  return PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      start: match.index + (match[1]?.length ?? 0),
      end: match.index + match[0].length,
      shown: MASK,
    })),
  );
}
