import { MASK, type Span } from './spans';
import type { View } from './views';

/** curl, and its options that a user name and a password follow, also in a list of arguments: `-u`, `-sSu`, `--user`. */
const PARTS =
  /\bcurl\b|(?<=[\s"'`,[])(?:-[A-Za-z]{0,8}?[uU]|(--proxy-user|--user))(?:["'`],[ \t]{0,4}|[ \t]{0,8}=[ \t]{0,8}|[ \t]{1,8})?/g;
const END = /\s|\\?["'`](?=[\s,.;:)\]}>]|$)/;
/** More arguments than anybody writes before them. */
const LONGEST_COMMAND = 8192;
/** More than a user name, and than a password in quotes. */
const DECIDES = 512;

/** `user:password` among the arguments of curl. To other programs `-u` is something else: `docker run -u 1000:1000`. */
export function commandLineSpans({ text }: View): readonly Span[] {
  const spans: Span[] = [];
  let hiddenUpTo = 0;
  let curl = Number.NEGATIVE_INFINITY;
  for (const { 0: part, 1: long, index } of text.matchAll(PARTS)) {
    if (part === 'curl') {
      curl = index;
      continue;
    }
    const start = index + part.length;
    if (start < hiddenUpTo) {
      continue;
    }
    const attached = long !== undefined && part === long;
    if (attached || (index - curl > LONGEST_COMMAND && long !== '--proxy-user')) {
      continue;
    }
    const value = valueAt(text, start);
    if (text.slice(value.start, value.end).includes(':')) {
      spans.push({ ...value, shown: MASK });
      hiddenUpTo = value.end;
    }
  }
  return spans;
}

/** An argument in quotes, which may hold blanks, or up to the next blank. */
function valueAt(text: string, start: number): { readonly start: number; readonly end: number } {
  const near = text.slice(start, start + DECIDES);
  const quoted = /^(\\?["'`])([^\r\n]*?)\1(?=[\s,.;:)\]}"'`]|$)/.exec(near);
  if (quoted !== null) {
    const [, quote = '', value = ''] = quoted;
    return {
      start: start + quote.length,
      end: start + quote.length + value.length,
    };
  }
  const end = near.search(END);
  if (end >= 0 || !near.includes(':')) {
    return { start, end: start + (end < 0 ? near.length : end) };
  }
  const rest = text.slice(start + near.length).search(END);
  return { start, end: rest < 0 ? text.length : start + near.length + rest };
}
