import type { CloudErrorReason } from './cloudError';

/** What the gateway said when it refused a signature. */
export interface SignatureRefusal {
  readonly message: string;
  /** Clock of the server minus that of this computer, in milliseconds, as far as it is known. */
  readonly clockOffsetMs?: number;
}

/** The gateway allows for 15 minutes; a clock that is nearly that far off is not trusted to be the innocent part. */
const CLOCK_IS_THE_CAUSE_MS = 10 * 60_000;

/** The gateway may quote what it has signed, to the end of its text: that is the request's own path and headers. */
const ECHO = /\b(?:canonical[ _]?request|string[ _]?to[ _]?sign)\b.*$/is;
const NO_SUCH_KEY = /\bak\b.{0,200}?\bnot (?:exist|found)|(?:\bak\b|访问密钥).{0,200}?不存在/is;
const EXPIRED = /\bsignature (?:has )?expired\b|签名.{0,10}过期/i;
/** "Failed to reach the limit" is how the gateway says that too many signatures in a row were wrong. */
const LOCKED = /\block(?:ed)?\b|access failed to reach the limit|锁/i;
const TIMES = /\bsignature time:\s*(\d{8}T\d{6}Z),\s*server time:\s*(\d{8}T\d{6}Z)/i;

/**
 * Why a signature was refused. A key that does not exist is that, whatever the clock says; else the clock comes before a
 * lock: it is what makes the signatures fail that lock a key.
 */
export function signatureReason({ message, clockOffsetMs = 0 }: SignatureRefusal): CloudErrorReason {
  const said = message.replace(ECHO, '');
  if (NO_SUCH_KEY.test(said)) {
    return 'noSuchKey';
  }
  if (Math.abs(clockOffsetMs) > CLOCK_IS_THE_CAUSE_MS || EXPIRED.test(said)) {
    return 'clock';
  }
  return LOCKED.test(said) ? 'keyLocked' : 'signature';
}

/** Server minus computer in milliseconds, from the two times that the gateway names; undefined when it names none. */
export function offsetOfText(message: string): number | undefined {
  const [, signed, server] = TIMES.exec(message.replace(ECHO, '')) ?? [];
  const offset = parseTime(server) - parseTime(signed);
  return Number.isNaN(offset) ? undefined : offset;
}

/** Milliseconds of `20211217T064303Z`; NaN for anything else. */
function parseTime(text = ''): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
