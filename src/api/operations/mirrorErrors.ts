import { readRecord, readText } from '../contract/readers';
import type { MirrorError } from './records';
import type { Redactor } from './repositoryRecords';

const LONGEST_ERROR = 4_000;
/** Beyond this, parsing would only serve to throw the result away. */
const LONGEST_JSON = 256 * 1024;
const LONGEST_CODE = 100;
/** JSON inside JSON inside JSON. */
const MAX_PARSING = 3;
/** What lies deeper is an accident or an attack: reading on would end in a full stack. */
const MAX_DEPTH = 8;
const MAX_ITEMS = 50;
/** Where records of an error keep their text, the most telling first. */
const TEXT_FIELDS = ['msg', 'message', 'error_msg', 'error', 'errors', 'detail', 'details', 'reason'] as const;
const CODE_FIELDS = ['code', 'error_code'] as const;

/**
 * `last_error` is a string that holds JSON (`{"msg":"exit status 128","code":"7"}`), as a rule. Plain text, records,
 * lists and JSON inside JSON are taken too (NOTES.md section 6). It can quote an address with credentials.
 */
export function toMirrorError(value: unknown, http: Redactor): MirrorError | undefined {
  const parsed = withoutJson(value);
  const message = textOf(parsed, 0)?.trim();
  const code = codeOf(parsed);
  if ((message === undefined || message === '') && (code === undefined || Number(code) === 0)) {
    return saysNothing(parsed, 0)
      ? undefined
      : { message: http.redact(JSON.stringify(pruned(parsed, 0)), LONGEST_ERROR) };
  }
  return {
    message: http.redact(message ?? '', LONGEST_ERROR),
    code: code === undefined ? undefined : http.redact(code, LONGEST_CODE),
  };
}

/** The words in a value of any shape. Several make several lines. */
function textOf(value: unknown, depth: number): string | undefined {
  const own = readText(value);
  if (own !== undefined || depth >= MAX_DEPTH) {
    return own;
  }
  if (Array.isArray(value)) {
    const lines = value.slice(0, MAX_ITEMS).flatMap((item: unknown) => textOf(withoutJson(item), depth + 1) ?? []);
    return lines.length === 0 ? undefined : lines.join('\n');
  }
  const record = readRecord(value);
  for (const field of record === undefined ? [] : TEXT_FIELDS) {
    const text = textOf(withoutJson(record?.[field]), depth + 1);
    if (text !== undefined) {
      return text;
    }
  }
  return undefined;
}

function codeOf(value: unknown): string | undefined {
  const [first] = Array.isArray(value) ? (value as readonly unknown[]) : [value]; // nothing is claimed of its items
  const record = readRecord(first);
  const inner = readRecord(record?.error);
  return [record, inner]
    .flatMap((each) => CODE_FIELDS.map((field) => readText(each?.[field])))
    .find((code) => code !== undefined);
}

/** What is left when texts that hold JSON are read. What only looks like JSON (a number, `true`) is a text of its own. */
function withoutJson(value: unknown): unknown {
  let current = value;
  for (let times = 0; times < MAX_PARSING && typeof current === 'string'; times++) {
    if (current.trim() === 'null') {
      return undefined;
    }
    const parsed = parse(current);
    if (parsed === undefined) {
      break;
    }
    current = parsed;
  }
  return current;
}

function parse(text: string): unknown {
  if (text.length > LONGEST_JSON || !/^\s{0,20}["{[]/.test(text)) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return value ?? undefined;
  } catch {
    return undefined;
  }
}

/** `null`, `{}`, and a record whose fields are all like that: `{"msg":"","code":"0"}`. */
function saysNothing(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return depth === 0 || value === null || (typeof value === 'string' && value.trim() === '') || Number(value) === 0;
  }
  return depth < MAX_DEPTH && Object.values(value).every((item: unknown) => saysNothing(item, depth + 1));
}

/** A value of an unknown shape still says more than nothing; what is too deep or too long is left out. */
function pruned(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth >= MAX_DEPTH) {
    return '…';
  }
  return Array.isArray(value)
    ? value.slice(0, MAX_ITEMS).map((item: unknown) => pruned(item, depth + 1))
    : Object.fromEntries(
        Object.entries(value)
          .slice(0, MAX_ITEMS)
          .map(([name, item]: [string, unknown]) => [name, pruned(item, depth + 1)]),
      );
}
