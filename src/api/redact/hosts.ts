/** Ends of names that belong to a computer rather than to a person: `dev.user` is nobody's host. */
const TOP_LEVEL = new Set(
  (
    'com net org edu gov io cn dev app cloud ai co eu de fr uk nl es it pl se ch at be ru ua jp kr tw hk sg in au nz br ' +
    'mx ca us za tr me test example invalid local localhost internal intranet lan corp home arpa'
  ).split(' '),
);
const LABELS = /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,62})\.){0,20}[\p{L}\p{N}_][\p{L}\p{N}_-]{0,62}/u;
/** A name that is longer than any host is cut before it is looked at. */
const LONGEST_HOST = 260;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** Behind an `@` these are the size of a picture, not a host: `icon@2x.png`. */
const PICTURE = /\.(?:png|jpe?g|gif|svg|webp|git)$/i;

/** Whether a name is that of a host, beyond doubt. */
export function isSurelyHost(name: string): boolean {
  if (name.length > LONGEST_HOST) {
    return false;
  }
  const lower = name.toLowerCase();
  const dot = lower.lastIndexOf('.');
  return (
    lower === 'localhost' ||
    IPV4.test(lower) ||
    lower.startsWith('[') ||
    (dot > 0 && /^[\w.-]+$/.test(lower) && TOP_LEVEL.has(lower.slice(dot + 1)))
  );
}

/**
 * Whether a text starts as an address goes on behind its `@`.
 *
 * @param strict A single word is a host only with a port: in prose `a:b@c` is something else.
 */
export function startsWithHost(text: string, strict: boolean): boolean {
  const start = text.slice(0, LONGEST_HOST);
  if (/^\[[0-9a-f:.]{2,45}\]/i.test(start)) {
    return true;
  }
  const name = LABELS.exec(start)?.[0] ?? '';
  const rest = start.slice(name.length);
  if (name === '' || PICTURE.test(name) || /^sha\d+:/i.test(start)) {
    return false;
  }
  if (!/\p{L}/u.test(name)) {
    return IPV4.test(name);
  }
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (name.includes('.') || name.toLowerCase() === 'localhost') {
    // `app@1.0.0-beta` is a version.
    return /^\p{L}[\p{L}\p{N}-]*$/u.test(last);
  }
  return !strict || /^:\d{1,5}(?!\d)/.test(rest);
}
