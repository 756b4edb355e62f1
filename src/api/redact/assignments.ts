import { type SecretName, secretName } from './secretNames';
import { MASK, type Span } from './spans';
import type { View } from './views';

const LONGEST_NAME = 80;
const NAME_CHARACTER = /[A-Za-z0-9_.[\]-]/;
const QUOTE = /["'`]/;
/** What says that there is no value is no value. */
const NOT_SET = /^(?:null|undefined|none|true|false|nil|\*{3,}|…)$/i;
/** A sentence about the name, not a value of it: `Authorization: is missing`. */
const SENTENCE =
  /^(?:the|is|was|has|are|not|no|must|may|can|cannot|could|should|expired|invalid|missing|required|denied|empty|too|unknown|malformed|bad|failed|failure|wrong|authentication|authorization|access|unable|please|your)(?=[\s.,;:!)"}\\]|$)/i;
const MOST_LIST_ITEMS = 64;

/** Values of secret names: parameters of an address, headers, fields of JSON, lines of a configuration. */
export function assignmentSpans({ text }: View): readonly Span[] {
  const spans: Span[] = [];
  let hiddenUpTo = 0;
  for (const sign of text.matchAll(/[=:,：]/g)) {
    if (sign.index < hiddenUpTo) {
      continue;
    }
    const name = nameBefore(text, sign.index);
    const meaning = name === undefined ? undefined : secretName(name.text);
    if (name !== undefined && meaning !== undefined) {
      spans.push(...valueAfter(text, sign.index, name, meaning));
      hiddenUpTo = spans.at(-1)?.end ?? 0;
    }
  }
  return spans;
}

interface Name {
  readonly text: string;
  /** Quote that ends directly behind the name. */
  readonly quoted: boolean;
  /** Quote that begins directly before the name. */
  readonly opening: string | undefined;
  /** What else stands directly before the name. */
  readonly before: string;
}

function nameBefore(text: string, sign: number): Name | undefined {
  let end = sign;
  for (let blanks = 0; blanks < 4 && /[ \t]/.test(text.charAt(end - 1)); blanks++) {
    end--;
  }
  const quoted = QUOTE.test(text.charAt(end - 1));
  if (quoted) {
    end--;
  }
  let start = end;
  while (start > 0 && end - start < LONGEST_NAME && NAME_CHARACTER.test(text.charAt(start - 1))) {
    start--;
  }
  // `[Cookie` begins a list and `]Cookie` follows one; `user[password]` is a name.
  const name = text.slice(start, end);
  start += Math.max(name.endsWith(']') ? -1 : name.lastIndexOf('['), name.lastIndexOf(']', name.length - 2)) + 1;
  const before = text.charAt(start - 1);
  if (start === end || (quoted && !QUOTE.test(before))) {
    return undefined;
  }
  return { text: text.slice(start, end), quoted, opening: QUOTE.exec(before)?.[0], before };
}

function valueAfter(text: string, sign: number, name: Name, meaning: SecretName): readonly Span[] {
  const separator = text.charAt(sign);
  if (separator === ',' && !(name.quoted && meaning.header)) {
    return [];
  }
  let start = sign + 1;
  if (text.charAt(start) === '>' || text.charAt(start) === '=') {
    start++;
  }
  for (let blanks = 0; blanks < 8 && /\s/.test(text.charAt(start)); blanks++) {
    start++;
  }
  const list = /[[(]/.test(text.charAt(start)) && (name.quoted || meaning.header);
  if (list) {
    start++;
  }
  while (list && /\s/.test(text.charAt(start))) {
    start++;
  }
  if (QUOTE.test(text.charAt(start))) {
    return quotedValues(text, start, list);
  }
  if (separator === ',' || (separator !== '=' && !name.quoted && SENTENCE.test(text.slice(start, start + 20)))) {
    return [];
  }
  const end = list
    ? endOf(text, start, /[\]\r\n]/)
    : separator === '='
      ? endOfParameter(text, start, name)
      : meaning.header && !name.quoted
        ? endOfHeader(text, start, name)
        : endOf(text, start, /[\s,}\]]/);
  const value = text.slice(start, end);
  return isValue(value, separator, name, meaning) ? [{ start, end, shown: MASK }] : [];
}

function isValue(value: string, separator: string, name: Name, meaning: SecretName): boolean {
  if (value.trim() === '' || NOT_SET.test(value)) {
    return false;
  }
  if (separator === '=') {
    const parameter = /[?&;#]/.test(name.before);
    return (meaning.strong || parameter || looksSecret(value)) && !(/^pwd$/i.test(name.text) && value.startsWith('/'));
  }
  return name.quoted || meaning.header || looksSecret(value);
}

/** Behind a colon in prose only what is no word: digits, or capitals and small letters mixed, or very long. */
function looksSecret(value: string): boolean {
  return (
    value.length >= 4 &&
    !SENTENCE.test(value) &&
    !/^[\d.,:/-]*$/.test(value) &&
    /\d|[a-z][A-Z]|[A-Za-z][^A-Za-z.,;:!?)'"-]+[A-Za-z]|^.{24,}$/.test(value)
  );
}

/** Text in quotes, and the rest of a list of such texts. */
function quotedValues(text: string, first: number, list: boolean): readonly Span[] {
  const spans: Span[] = [];
  let start = first;
  for (let item = 0; item < MOST_LIST_ITEMS; item++) {
    const end = endOfQuoted(text, start);
    const value = text.slice(start + 1, end);
    if (value !== '' && !NOT_SET.test(value)) {
      spans.push({ start: start + 1, end, shown: MASK });
    }
    const next = /^["'`]\s{0,8},\s{0,8}(?=["'`])/.exec(text.slice(end, end + 20))?.[0];
    if (!list || next === undefined) {
      break;
    }
    start = end + next.length;
  }
  return spans;
}

function endOfQuoted(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let position = start + 1; position < text.length; position++) {
    const character = text.charAt(position);
    if (character === '\\') {
      // A backslash before the quote that opened with one is that quote's own: JSON inside JSON.
      if (text.charAt(start - 1) === '\\' && text.charAt(position + 1) === quote) {
        return position;
      }
      position++;
    } else if (character === quote) {
      return position;
    }
  }
  return text.length;
}

/** The name may stand in quotes together with its value: `-H 'PRIVATE-TOKEN: abc'`. */
function endOfHeader(text: string, start: number, { opening }: Name): number {
  return endOf(text, start, opening === undefined ? /[\r\n]/ : /[\r\n]|\\?["'`](?=[\s,.;:)\]}]|$)/);
}

/** A quote is the end only where a sentence, JSON or a tag would go on. */
function endOfParameter(text: string, start: number, { before }: Name): number {
  const inAddress = /[?&;#]/.test(before);
  const end = endOf(
    text,
    start,
    inAddress
      ? /[\s&#]|\\?["'`<>](?=[\s,.;:)\]}>]|$)|[;,](?=\s|$|[\w.-]{1,40}=)/
      : /[\s&]|\\?["'`<>](?=[\s,.;:)\]}>]|$)|[;,](?=\s|$|[\w.-]{1,40}=)|[)\]}](?=\s|$)/,
  );
  return end;
}

function endOf(text: string, start: number, pattern: RegExp): number {
  const search = new RegExp(pattern, 'g');
  search.lastIndex = start;
  return search.exec(text)?.index ?? text.length;
}
