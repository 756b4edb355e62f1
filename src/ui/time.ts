const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['week', 7 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
];

/** How dates and numbers are written in one language. */
export interface Formats {
  /** `3 days ago`, `in 2 hours`, `now`. */
  relative(date: Date, now: Date): string;
  /** Date and time of day in the person's time zone. */
  absolute(date: Date): string;
  /** Date without the time of day. */
  day(date: Date): string;
  /** Time of day, with the date when it is not today. */
  moment(date: Date, now: Date): string;
  count(number: number): string;
}

/**
 * Formatters are made when they are first used: together they would take longest of all that activation does.
 *
 * @param language BCP 47 tag; one that the platform refuses falls back to English
 */
export function createFormats(language: string): Formats {
  const locale = supported(language);
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'always' }));
  const now = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second'));
  const absolute = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }));
  const day = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }));
  const time = once(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
  const numbers = once(() => new Intl.NumberFormat(locale));
  return {
    relative: (date, from) => {
      const seconds = (date.getTime() - from.getTime()) / 1000;
      const unit = UNITS.find(([, length]) => Math.abs(seconds) >= length);
      return unit ? relative().format(Math.trunc(seconds / unit[1]), unit[0]) : now();
    },
    absolute: (date) => absolute().format(date),
    day: (date) => day().format(date),
    moment: (date, from) => (date.toDateString() === from.toDateString() ? time() : absolute()).format(date),
    count: (number) => numbers().format(number),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function supported(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
