/**
 * Reads `Retry-After`: seconds, or an HTTP date.
 *
 * @returns Milliseconds from `now`, at least 0; `undefined` for a missing or unreadable header.
 */
export function readRetryAfter(header: string | null, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,10}(?:\.\d{1,6})?$/.test(text)) {
    return Math.ceil(Number(text) * 1000);
  }
  const date = readHttpDate(text);
  return date === undefined ? undefined : Math.max(0, date - now.getTime());
}

/** Epoch milliseconds of a date in a header; `undefined` for a missing or unreadable one. */
export function readHttpDate(header: string | null): number | undefined {
  const text = header?.trim() ?? '';
  // Every form of an HTTP date begins with the name of a day; Date.parse takes far more than that.
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}
