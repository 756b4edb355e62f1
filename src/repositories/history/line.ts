import { redact } from '../../api/index';
import { CAUSES, type MirrorCause } from '../mirrorCause';
import { count, date, type Field, flag, plain, record, text } from '../../ui/storedFields';
import { storedId } from '../storedRecords';
import type { HistoryEntry } from './entry';

const VERSION = 1;
/** Longer than any entry. */
const LONGEST_LINE = 10_000;
const LONGEST_STATUS = 100;

/** What a line of the file holds. `later`: a later version of the extension has written it. */
export type Line = { readonly kind: 'entry'; readonly entry: HistoryEntry } | { readonly kind: 'later' };

const storedCause: Field<MirrorCause> = {
  write: (cause) => cause,
  read: (value) => CAUSES.find((cause) => cause === value),
};

const storedEntry = record<HistoryEntry>(
  {
    id: storedId,
    at: date,
    gone: flag,
    status: text((value) => redact(value).slice(0, LONGEST_STATUS)),
    success: date,
    failures: count,
    cause: storedCause,
  },
  ['id', 'at'],
);

/** One line of ASCII, without the line break; undefined for an entry that could not be read again. */
export function writeLine(entry: HistoryEntry): string | undefined {
  const written = storedEntry.write(entry);
  return written === undefined
    ? undefined
    : // One character of another script would make a text of millions take twice the memory.
      JSON.stringify({ v: VERSION, ...(written as object) }).replace(
        /[\u007f-\uffff]/gu,
        (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
}

/** @returns undefined for what is no line of any version, such as one that a crash has cut off */
export function readLine(line: string): Line | undefined {
  const stored = line.length > LONGEST_LINE ? undefined : plain(parsed(line));
  if (typeof stored?.v === 'number' && stored.v > VERSION) {
    return { kind: 'later' };
  }
  const entry = stored?.v === VERSION ? storedEntry.read(stored) : undefined;
  return entry && { kind: 'entry', entry };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
