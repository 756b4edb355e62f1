/** How one field of a record is written into a file, and read from one that anybody may have edited. */
export interface Field<T> {
  readonly write: (value: T) => unknown;
  /** `undefined` for what it cannot be. */
  readonly read: (value: unknown) => T | undefined;
}

/** Every field of a record: a record that grows does not compile until somebody has decided how it is kept. */
export type Fields<T> = { readonly [Name in keyof T]-?: Field<NonNullable<T[Name]>> };

/** More than the API module keeps of any text. */
const LONGEST_TEXT = 4_096;
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Text of 1 to 4,096 characters.
 *
 * @param redact takes out what must not be on a disk
 */
export function text(redact: (value: string) => string): Field<string> {
  return {
    write: redact,
    read: (value) =>
      typeof value === 'string' && value.length > 0 && value.length <= LONGEST_TEXT ? value : undefined,
  };
}

export const flag: Field<boolean> = {
  write: (value) => value,
  read: (value) => (typeof value === 'boolean' ? value : undefined),
};

export const finite: Field<number> = {
  write: (value) => value,
  read: (value) => (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined),
};

/** A whole number from 0. */
export const count: Field<number> = {
  write: (value) => value,
  read: (value) => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined),
};

/** Milliseconds since 1970, up to the year 9999. */
export const date: Field<Date> = {
  write: (value) => value.getTime(),
  read: (value) => {
    const time = count.read(value);
    return time === undefined || time > LATEST_MS ? undefined : new Date(time);
  },
};

/** @param check throws for what is no such identifier */
export function identifier<T>(check: (value: unknown) => T): Field<T> {
  return {
    write: (value) => value,
    read: (value) => {
      try {
        return check(value);
      } catch {
        return undefined;
      }
    },
  };
}

/** A record inside a record, or one of a list. One with a bad field is none. */
export function record<T extends object>(fields: Fields<T>, required: readonly (keyof T & string)[]): Field<T> {
  const names = Object.keys(fields) as (keyof T & string)[]; // the type names every field of T, and no other
  const all = names.map((name) => [name, fields[name] as Field<unknown>] as const); // each is given its own value only
  return {
    /** What could not be read again is left out. */
    write: (value) => {
      const written: Record<string, unknown> = {};
      for (const [name, field] of all) {
        const own = value[name];
        const kept = own === undefined ? undefined : field.write(own);
        if (kept !== undefined && field.read(kept) !== undefined) {
          written[name] = kept;
        }
      }
      return required.every((name) => Object.hasOwn(written, name)) ? written : undefined;
    },
    read: (value) => {
      const stored = plain(value);
      const found: Record<string, unknown> = {};
      for (const [name, field] of stored ? all : []) {
        if (stored && Object.hasOwn(stored, name)) {
          found[name] = field.read(stored[name]);
          if (found[name] === undefined) {
            return undefined;
          }
        }
      }
      // Each field is what its own reader says, and none that must be there is missing.
      return stored && required.every((name) => Object.hasOwn(found, name)) ? (found as T) : undefined;
    },
  };
}

/** An object with fields, which is no list. Nothing is claimed of its values. */
export function plain(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
