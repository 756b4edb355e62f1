/** Longer texts are cut in the middle: Git says what it was doing first and why it stopped last. */
const LONGEST = 8000;
const LONGEST_NAME = 500;
const ESCAPE_LEVELS = 3;

/** What may be part of a name or an address, outside quotation marks. */
const NAME = String.raw`[^\s'"\x60<>()（），。：；！“”‘’\p{Script=Han}]`;
/** Words joined by a slash that are no path and no ref. Letters beside a slash are read as a name otherwise. */
const NO_NAMES =
  /^(?:and\/or|i\/o|input\/output|ssl\/tls|tls\/ssl|tcp\/ip|n\/a|(?:user(?:name)?|account|password|token|key)\/.*)$/u;
const ANCHORS = /^(?:error|code|status|http|https|exit|signal|line|stderr|stdout|rpc)$/u;

/**
 * The words of an error without everything that only says *which* repository, ref, object or port it is about: names
 * are chosen by people, and `error-404-pages.git` or `feature/permission-check` say nothing about a cause. Names vanish
 * without a trace, so that the words around them stand next to each other. What is left is in lower case, on one line,
 * without quotation marks, with ASCII punctuation, and without spaces beside Chinese characters.
 *
 * @param text as Git or a server wrote it; also escaped as JSON or HTML, or a whole web page
 */
export function mirrorErrorWords(text: string): string {
  const plain = unescape(cut(text)).normalize('NFKC');
  return tidy(withoutNames(isPage(plain) ? pageWords(plain) : plain));
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)}\n${text.slice(-LONGEST / 2)}`;
}

const JSON_ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\n', t: ' ', '"': '"', '/': '/', '\\': '\\' };
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&', nbsp: ' ' };

/** JSON inside JSON is escaped more than once. */
function unescape(text: string): string {
  let current = text;
  for (let level = 0; level < ESCAPE_LEVELS && current.includes('\\'); level++) {
    current = current.replace(/\\(?:u([0-9a-f]{4})|([nrt"/\\]))/giu, (_, code?: string, letter?: string) =>
      code === undefined ? (JSON_ESCAPES[letter ?? ''] ?? ' ') : String.fromCharCode(parseInt(code, 16)),
    );
  }
  return current.replace(/&(?:#(x?)([0-9a-f]{1,6})|(lt|gt|quot|apos|amp|nbsp));/giu, (_, hex, digits, name) =>
    typeof name === 'string' ? (ENTITIES[name.toLowerCase()] ?? ' ') : character(String(digits), hex === '' ? 10 : 16),
  );
}

function character(digits: string, base: number): string {
  const code = parseInt(digits, base);
  return code >= 0x20 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

function isPage(text: string): boolean {
  return /<(?:!doctype\s+html|html|head|body)[\s>]/iu.test(text);
}

/** A page speaks of everything in its menus and scripts: only its headings count, and whether it asks for a sign-in. */
function pageWords(text: string): string {
  const start = text.search(/<(?:!doctype\s+html|html|head|body)[\s>]/iu);
  const page = text.slice(start);
  const headings = [...page.matchAll(/<(title|h[1-3])\b[^<>]{0,200}>([^<]{0,300})/giu)].map(([, , words]) => words);
  const signIn = /<input[^<>]{0,300}\btype=["']?password/iu.test(page) ? 'sign-in-page' : '';
  return [text.slice(0, start), ...headings, signIn, 'web-page'].join(' \n ');
}

function withoutNames(text: string): string {
  const name = (pattern: string): RegExp => new RegExp(pattern, 'giu');
  return (
    text
      // eslint-disable-next-line no-control-regex -- colours and cursor movements of a terminal
      .replace(/\u001b\[[\d;]{0,20}[A-Za-z]|[\u0000-\u0008\u000b\u000c\u000e-\u001f]/gu, ' ')
      // Chinese needs no space behind its punctuation, a name needs one before it.
      .replace(/(?<=\p{Script=Han})[:,;]/gu, '$& ')
      .replace(/\bhttp\/\d(?:\.\d)?/giu, 'http')
      .replace(/\btext\/html\b/giu, 'text html')
      // The target of a redirect is the one address that tells a cause: whether it is a page to sign in at.
      .replace(/(?:redirect|重定向)\s*:\s*(\S{1,500})/giu, (all, to: string) =>
        SIGN_IN_ADDRESS.test(to) ? `${all} sign-in-page ` : all,
      )
      // Quoted: an address may contain spaces there, a single word is a name. `expected 'packfile'` is none.
      .replace(/(?<![\w'])'(?:[a-z][a-z\d+.-]{0,15}:)?\/[^'\n]{0,500}'/giu, ' ')
      .replace(/(?<!expected |预期 ?|[\w'])['`‘][^\s'`‘’<]{1,500}['`’](?!\w)/giu, ' ')
      .replace(/\b(branch|tag|ref|reference|repository|remote|host|user|organization) "[^"\s]{1,500}"/giu, '$1')
      .replace(name(String.raw`(?<!${NAME})[a-z][a-z\d+.-]{1,15}:\/\/(?:${NAME}|(?<=[/._-])\p{Script=Han}+)*`), ' ')
      .replace(/(?<!\S)\S{1,500}[ \t]{1,20}->[ \t]{1,20}\S{1,500}/gu, ' ')
      .replace(name(String.raw`(?<![\p{Script=Han}/]|${NAME})${NAME}*\/(?:${NAME}|(?<=[/._-])\p{Script=Han}+)*`), path)
      .replace(name(`${NAME}+`), word)
      .replace(/\bports?[ :]*\d{1,5}\b|端口(?:号)?[ :]*\d{1,5}/giu, ' ')
      .replace(DURATION, ' ')
  );
}

const SIGN_IN_ADDRESS = /sign[_-]?in|log[_-]?[io]n|\bauth|\bsso\b|\bcas\b|oauth|saml|adfs|passport/iu;
const DURATION =
  /\b\d+(?:\.\d+)? ?(?:ms|milliseconds?|s|secs?|seconds?|minutes?|hours?|bytes?|[kmg]i?b)\b|\d+ ?(?:毫秒|秒|分钟|小时|字节)/giu;

function path(text: string): string {
  return NO_NAMES.test(text.toLowerCase()) || text === '/' ? text : ending(text);
}

/** Hosts, addresses with a port, files, object names and UUIDs. What ends the sentence stays. */
function word(text: string): string {
  const core = text.replace(/[.,:;!?\]]{1,9}$/u, '').replace(/^\[/u, '');
  return core.length > LONGEST_NAME || NAMES.some((pattern) => pattern.test(core)) || isHostPort(core)
    ? ending(text)
    : text;
}

const NAMES: readonly RegExp[] = [
  /@[\w.-]+\.[a-z]+/iu,
  /^(?:[\w-]{1,63}\.){1,20}(?:[a-z]{2,24}|[A-Z]{2,24})(?::\d{1,5})?$/u,
  /^\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?$/u,
  /^(?=.*\d)[\da-f]{0,4}(?::[\da-f]{0,4}){2,8}(?:\]:\d{1,5})?$/iu,
  /^[\da-f]{7,64}(?:\.{2,3}[\da-f]{7,64})?$/iu,
  /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu,
];

function isHostPort(text: string): boolean {
  const [, host] = /^([a-z][\w-]{0,62}):\d{2,5}$/iu.exec(text) ?? [];
  return host !== undefined && !ANCHORS.test(host.toLowerCase());
}

function ending(text: string): string {
  return ` ${/[:.]?$/u.exec(text)?.[0] ?? ''}`;
}

const HAN = String.raw`\p{Script=Han}`;

function tidy(text: string): string {
  return text
    .toLowerCase()
    .replace(/^[ \t]{0,20}(?:remote|远程):/gmu, ' ')
    .replace(/['"`´‘’“”]/gu, '')
    .replace(/\(\s{0,20}\)/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/ (?=[:.,;)])/gu, '')
    .replace(new RegExp(`(?<=${HAN}) | (?=${HAN})`, 'gu'), '')
    .trim();
}
