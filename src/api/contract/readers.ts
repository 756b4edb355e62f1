/**
 * Tolerant readers of JSON that came from outside. The vendor's answers are partly undocumented (NOTES.md sections 9
 * and 14), so whatever is missing, null or of another shape becomes `undefined`.
 */
import type { components } from './schema.gen';

type Schemas = components['schemas'];

/** A record of the contract whose field names are checked by the compiler and whose values are not trusted. */
export type Wire<Name extends keyof Schemas> = Readonly<Partial<Record<keyof Schemas[Name], unknown>>>;

/** Reads an object of the contract; arrays and anything else are `undefined`. */
export function readWire<Name extends keyof Schemas>(value: unknown): Wire<Name> | undefined {
  // Each value of Wire is `unknown`, so the assertion claims nothing but which names may be asked for.
  return readRecord(value) as Wire<Name> | undefined;
}

export function readRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  // An object that is not an array has string keys, and nothing is claimed of its values.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** Items of an array; anything else has none. */
export function readArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Text that is not empty. Numbers become text (`repoId` and codes come either way); a whole number too large to have
 * been read exactly does not: an identifier made of it would be that of something else.
 */
export function readText(value: unknown): string | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value) : undefined;
  }
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A finite number, or text that is a decimal number. */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : undefined;
  }
  if (typeof value === 'string' && /^\s{0,8}[+-]?\d{1,20}(?:\.\d{1,20})?\s{0,8}$/.test(value)) {
    return Number(value);
  }
  return undefined;
}

/** A whole number of at least `minimum`. */
export function readCount(value: unknown, minimum = 0): number | undefined {
  const number = readNumber(value);
  return number !== undefined && Number.isSafeInteger(number) && number >= minimum ? number : undefined;
}

/** `true`/`false` as a boolean, as text, or as 1/0 (`project_is_deleted`, `is_owner`). */
export function readBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') {
    return value;
  }
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim().toLowerCase() : '';
  return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined;
}

const DATE =
  /^(\d{4})-(\d{2})-(\d{2})([T ])(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?$/i;
const CHINA_OFFSET_MINUTES = 8 * 60;
/** What is dated before was never: 0, Go's `0001-01-01`, and what else stands for no date. No service here is so old. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
/** Seconds since 1970 of the year 5138; as milliseconds it would be 1973, long before the earliest date. */
const LARGEST_SECONDS = 1e11;
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * A date in any format of NOTES.md section 9: ISO 8601 with an offset (mirrors), with six fraction digits (IAM),
 * `YYYY-MM-DD HH:mm:ss` without a zone (CodeArts Repo v2: UTC+8), milliseconds since 1970 (HSS, ProjectMan: 0 = never)
 * or seconds, told apart by their size, also as text. A date that no calendar has, and any before 2000, is `undefined`.
 */
export function readDate(value: unknown): Date | undefined {
  const number = readNumber(value);
  const date =
    number === undefined ? readWrittenDate(value) : new Date(number < LARGEST_SECONDS ? number * 1000 : number);
  const time = date?.getTime() ?? Number.NaN;
  return time >= EARLIEST_MS && time <= LATEST_MS ? date : undefined;
}

function readWrittenDate(value: unknown): Date | undefined {
  if (typeof value !== 'string' || value.length > 40) {
    return undefined;
  }
  const match = DATE.exec(value.trim());
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, separator, hour, minute, second = '0', fraction = '', zone] = match;
  const fields = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = fields;
  const local = new Date(0);
  local.setUTCFullYear(y, mo - 1, d);
  local.setUTCHours(h, mi, s, Number(fraction.padEnd(3, '0').slice(0, 3)));
  const rolledOver = local.getUTCMonth() !== mo - 1 || local.getUTCDate() !== d || h > 23 || mi > 59 || s > 59;
  const offset = zone === undefined ? (separator === ' ' ? CHINA_OFFSET_MINUTES : 0) : minutesOf(zone);
  return rolledOver || offset === undefined ? undefined : new Date(local.getTime() - offset * 60_000);
}

function minutesOf(zone: string): number | undefined {
  if (/^(?:z|utc|gmt)$/i.test(zone)) {
    return 0;
  }
  const digits = zone.replace(':', '');
  const hours = Number(digits.slice(1, 3));
  const minutes = Number(digits.slice(3, 5)); // none is 0
  return hours > 14 || minutes > 59 ? undefined : (digits.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
