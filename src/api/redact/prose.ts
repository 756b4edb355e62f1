import { MASK, type Span } from './spans';
import type { View } from './views';

/** What a sentence says of a secret rather than with it: `password is required`, `token: expired`, `SHA-256`. */
const REMARK = new RegExp(
  '^(?:a|an|the|is|it|its|in|on|of|at|by|for|from|to|as|and|or|if|when|was|has|are|be|been|being|not|no|none|null|undefined|nil|' +
    'true|false|yes|must|may|can|cannot|could|should|will|would|only|also|still|already|now|never|always|' +
    'expired?|expires|invalid|valid|missing|required|needed|denied|empty|blank|unset|set|unknown|malformed|bad|good|fail(?:ed|s|ure)?|' +
    'wrong|right|correct|incorrect|ok|okay|optional|mandatory|accepted|refused|rejected|revoked|reset|changed|unchanged|updated|' +
    'rotated|renewed|removed|deleted|hidden|masked|redacted|protected|encrypted|hashed|encoded|stored|saved|used|unused|enabled|' +
    'disabled|locked|active|inactive|too|long|short|weak|strong|different|same|unable|please|your|my|our|authentication|' +
    'authorization|access|bearer|basic|digest|string|str|text|number|int|integer|boolean|bool|bytes|object|any|unknown|' +
    String.raw`(?:base|sha|md|oauth|utf|aes|rsa|hs|rs|es|tls|http|v|\d+fa)[-_]?\d*(?:[-_/][a-z\d]+)*|\*+|…|<.*>|\$?\{.*\}?)$`,
  'i',
);
const ENGLISH =
  /\b(?:password|passwd|passphrase|passcode|token|secret|(?:secret|access|api|private)[ _-]key)s?["'`]?(?:[ \t]{1,4}(?:is|was)[ \t]{1,4}|[ \t]{0,4}[:：][ \t]{1,4})/gi;
const CHINESE =
  /(?:密码|口令|令牌|密钥|秘钥|私钥)["'」】]?(?:[ \t]{0,4}[（(][^（()）\r\n]{0,20}[)）])?[ \t]{0,4}(?:[:：=＝]|为|是)[ \t]{0,8}/g;
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '‘': '’',
  '「': '」',
  '『': '』',
};
/** Where a word of a sentence, or of what the sentence stands in, ends. */
const END = /\s|\\?["'`<>](?=[\s,.;:!?)\]}>，。；：、）]|$)|[,;.!?)\]}](?=\s|$)|[，。；！？、）】》」』”’]/;
/** A longer word is a value beyond doubt, if it is one at all. */
const DECIDES = 1024;
const ENDS_SENTENCE = /^(?:\\?["'`<>)\]}”’」』]*[,;.!?]?[ \t]*(?:[\r\n]|$)|[，。；！？])/;
/** `password: x, user: y`, `password: x user: y`. */
const ENDS_PART = /^(?:[,;]|[ \t]{1,4}[\w-]{1,40}[:=])/;
const HAN = /\p{Script=Han}/u;

/** Secrets that a sentence tells: `the password is x`, `password: x`, `密码：x`, `令牌为 x`. */
export function proseSpans(view: View): readonly Span[] {
  return [...toldAfter(view.text, ENGLISH), ...toldAfter(view.text, CHINESE)];
}

function* toldAfter(text: string, label: RegExp): Generator<Span, void, undefined> {
  let hiddenUpTo = 0;
  for (const { 0: said, index } of text.matchAll(label)) {
    const start = index + said.length;
    if (start < hiddenUpTo) {
      continue;
    }
    const value = quotedValue(text, start) ?? wordAt(text, start, !/\b(?:is|was)\s*$/.test(said));
    if (value !== undefined) {
      hiddenUpTo = value.end;
      yield { ...value, shown: MASK };
    }
  }
}

interface Value {
  readonly start: number;
  readonly end: number;
}

function quotedValue(text: string, start: number): Value | undefined {
  const closing = QUOTES[text.charAt(start)];
  if (closing === undefined) {
    return undefined;
  }
  const near = text.slice(start + 1, start + 1 + DECIDES);
  const line = near.slice(0, near.search(/[\r\n]|$/));
  const end = line.indexOf(closing);
  return end < 1 || REMARK.test(line.slice(0, end)) ? undefined : { start: start + 1, end: start + 1 + end };
}

/** @param labelled A colon stands before it, which a value follows more often than a remark. */
function wordAt(text: string, start: number, labelled: boolean): Value | undefined {
  const near = text.slice(start, start + DECIDES);
  const length = near.search(END);
  const word = length < 0 ? near : near.slice(0, length);
  const han = word.search(HAN);
  const plain = han < 0 ? word : word.slice(0, han);
  if (plain === '' || REMARK.test(plain)) {
    return undefined;
  }
  // `password: part 2` goes on; what stands alone is the value.
  const behind = near.slice(word.length);
  const alone = han < 0 && (ENDS_SENTENCE.test(behind) || (labelled && ENDS_PART.test(behind)));
  const told = looksSecret(plain) || (alone && (labelled ? plain.length >= 3 : /^\d{4,}$/.test(plain)));
  return told
    ? {
        start,
        end: length < 0 ? endFrom(text, start + word.length) : start + length,
      }
    : undefined;
}

function endFrom(text: string, from: number): number {
  const end = text.slice(from).search(END);
  return end < 0 ? text.length : from + end;
}

/** No word of a language: digits among letters, capitals inside, or signs that words do not have. */
function looksSecret(value: string): boolean {
  return (
    value.length >= 4 &&
    !/^[\d.,:/-]*$/.test(value) &&
    /\d|[a-z][A-Z]|[\p{L}\d][^\p{L}\d\s.,;:!?)'"/-]+[\p{L}\d]|^.{24,}$/u.test(value)
  );
}
