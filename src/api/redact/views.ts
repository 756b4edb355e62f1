/**
 * A text as somebody reads it who undoes its escapes. What is found in it is hidden in the original, however that is
 * written.
 */
export interface View {
  readonly text: string;
  /** Where a position of this text is in the original. */
  readonly original: (position: number) => number;
  /** The original goes on behind this text. */
  readonly cut: boolean;
}

/** More than any chain of proxies, documents and logs is known to do. */
const MOST_LAYERS = 10;
/**
 * Undone one kind at a time: `\u0026sig=a%23b` is a parameter whose value holds an escape, and undone at once that value
 * would seem to end at the `#`.
 */
const JSON_ESCAPE = /\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[^\sux&%])/gi;
const HTML_ESCAPE = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,6}(?=;));?/gi;
const PERCENT_ESCAPE = /%u[0-9a-f]{4}|%[0-9a-f]{2}/gi;
/** JSON may hold HTML, and HTML JSON. */
const ORDERS: readonly (readonly RegExp[])[] = [
  [JSON_ESCAPE, HTML_ESCAPE, PERCENT_ESCAPE],
  [HTML_ESCAPE, JSON_ESCAPE, PERCENT_ESCAPE],
];
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  sol: '/',
  bsol: '\\',
  colon: ':',
  commat: '@',
  num: '#',
  quest: '?',
  equals: '=',
  plus: '+',
  percnt: '%',
  excl: '!',
  dollar: '$',
  grave: '`',
  lowbar: '_',
};
const JSON_BLANKS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: ' ' };

/** The text itself, and what is left of it each time that one layer of JSON, HTML or percent escapes is undone. */
export function viewsOf(text: string, cut: boolean): readonly View[] {
  const whole: View = { text, original: (position) => position, cut };
  const orders = text.includes('\\') && text.includes('&') ? ORDERS : ORDERS.slice(0, 1);
  return [whole, ...orders.flatMap((order) => layersOf(whole, order))];
}

function layersOf(whole: View, order: readonly RegExp[]): readonly View[] {
  const layers: View[] = [];
  for (let last: View | undefined = whole; last !== undefined && layers.length < MOST_LAYERS;) {
    last = firstUndone(last, order);
    layers.push(...(last === undefined ? [] : [last]));
  }
  return layers;
}

/** The text with all layers undone, for comparing two texts that may be escaped differently. */
export function plain(text: string): string {
  return viewsOf(text, false).at(-1)?.text ?? text;
}

function firstUndone(view: View, order: readonly RegExp[]): View | undefined {
  for (const kind of order) {
    const next = undone(view, kind);
    if (next !== undefined) {
      return next;
    }
  }
  return undefined;
}

function undone(view: View, kind: RegExp): View | undefined {
  if (view.text.search(kind) < 0) {
    return undefined;
  }
  const parts: string[] = [];
  /** Original position of each character. */
  const positions = new Int32Array(view.text.length + 1);
  let length = 0;
  let readUpTo = 0;
  const copy = (end: number): void => {
    parts.push(view.text.slice(readUpTo, end));
    for (; readUpTo < end; readUpTo++) {
      positions[length++] = view.original(readUpTo);
    }
  };
  let changed = false;
  for (const match of view.text.matchAll(kind)) {
    if (match.index < readUpTo) {
      continue; // part of a character of several bytes
    }
    const read = meaning(view.text, match[0], match.index);
    if (read !== undefined) {
      changed = true;
      copy(match.index);
      parts.push(read.text);
      positions.fill(view.original(match.index), length, length + read.text.length);
      length += read.text.length;
      readUpTo = match.index + read.length;
    }
  }
  if (!changed) {
    return undefined;
  }
  copy(view.text.length);
  positions[length] = view.original(view.text.length);
  return { text: parts.join(''), original: (position) => positions[position] ?? 0, cut: view.cut };
}

interface Meaning {
  readonly text: string;
  /** How many characters say it. */
  readonly length: number;
}

function meaning(text: string, escape: string, at: number): Meaning | undefined {
  const said = (read: string | undefined): Meaning | undefined =>
    read === undefined ? undefined : { text: read, length: escape.length };
  if (escape.startsWith('%')) {
    return escape[1] === 'u' || escape[1] === 'U' ? said(unit(escape.slice(2), 16)) : percent(text, at);
  }
  if (escape.startsWith('\\')) {
    const kind = escape[1] ?? '';
    return said(escape.length > 2 ? unit(escape.slice(2), 16) : (JSON_BLANKS[kind] ?? kind));
  }
  const name = escape.replace(/[&;]/g, '').toLowerCase();
  return said(
    name.startsWith('#x') ? unit(name.slice(2), 16) : name.startsWith('#') ? unit(name.slice(1), 10) : NAMED[name],
  );
}

function unit(digits: string, base: number): string | undefined {
  const code = Number.parseInt(digits, base);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** One character of UTF-8. Bytes that are none are taken for Latin-1, as old servers write them. */
function percent(text: string, at: number): Meaning {
  const lead = Number.parseInt(text.slice(at + 1, at + 3), 16);
  const length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
  const escape = text.slice(at, at + 3 * length);
  try {
    if (length > 1 && new RegExp(`^(?:%[0-9a-f]{2}){${length}}$`, 'i').test(escape)) {
      return { text: decodeURIComponent(escape), length: escape.length };
    }
  } catch {
    // Not UTF-8.
  }
  return { text: String.fromCharCode(lead), length: 3 };
}
