/**
 * The text of a credentials file. Editors of Windows write UTF-16, with a byte order mark or without.
 *
 * @returns undefined for bytes that are no text
 */
export function decodeText(bytes: Buffer): string | undefined {
  const text = decode(bytes);
  return text.includes('\0') ? undefined : text;
}

function decode(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return bytes.toString('utf16le', 2);
  }
  if (first === 0xfe && second === 0xff) {
    return bigEndian(bytes.subarray(2));
  }
  // What such a file begins with, a bracket, a comment or a name, is ASCII: one byte of the two is zero.
  if (first !== undefined && first !== 0 && second === 0) {
    return bytes.toString('utf16le');
  }
  if (first === 0 && second !== undefined && second !== 0) {
    return bigEndian(bytes);
  }
  return bytes.toString('utf8').replace(/^\ufeff/u, '');
}

function bigEndian(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
    .swap16()
    .toString('utf16le');
}

/**
 * `name = value` lines of one section of an INI file. Lines that begin with `#` or `;` are comments, and so is what
 * follows a value behind white space and one of these.
 *
 * @returns undefined when there is no such section; names in small letters
 */
export function readSection(text: string, wanted: string): ReadonlyMap<string, string> | undefined {
  let fields: Map<string, string> | undefined;
  let isWanted = false;
  for (const line of text.split(/\r\n|\r|\n/u).map((each) => each.trim())) {
    const heading = /^\[([^\]]*)\]\s*(?:[#;].*)?$/u.exec(line)?.[1];
    if (heading !== undefined) {
      isWanted = heading.trim() === wanted;
      fields = isWanted ? (fields ?? new Map()) : fields;
    } else if (isWanted && !/^[#;]/u.test(line)) {
      const [, name, value = ''] = /^([^=:]*)[=:](.*)$/u.exec(line) ?? [];
      if (name !== undefined) {
        fields?.set(name.trim().toLowerCase(), unquoted(withoutNote(value.trim())));
      }
    }
  }
  return fields;
}

/** Inside quotes, a `#` belongs to the value. */
function withoutNote(value: string): string {
  const quoted = /^(?:"[^"]*"|'[^']*')(?=\s*$|\s*[#;])/u.exec(value)?.[0];
  return quoted ?? (/^[#;]/u.test(value) ? '' : value.replace(/\s+[#;].*$/u, ''));
}

/** A value without the quotes around it, which no key has. */
export function unquoted(value: string): string {
  return /^(["'])(.*)\1$/su.exec(value)?.[2]?.trim() ?? value;
}
