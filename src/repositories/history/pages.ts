import type { RepositoryId } from '../../api/index';
import { type HistoryEntry, tellsTheSame } from './entry';
import { readLine, writeLine } from './line';

const KEPT_MS = 90 * 24 * 3600 * 1000;
export const MOST_ENTRIES = 200;
/** Of all mirrors together: what 1,000 that run each day leave in 90 days. */
const MOST_LINES = 100_000;
/** What is dated later than this was not seen by any clock that is nearly right. */
const AHEAD_MS = 24 * 3600 * 1000;
/** A file with so many lines, and so many times as many as it should have, is written anew. */
const FEW_LINES = 3_000;
const TOO_MANY_TIMES = 2;

interface Kept {
  readonly at: number;
  /** An entry is a line until somebody asks for it: a text takes least memory. */
  readonly line: string;
}

/** The history of all mirrors of a profile, as far as it is kept. */
export class Pages {
  readonly #kept = new Map<RepositoryId, Kept[]>();
  /** Of later versions, as they are. */
  readonly #later: string[] = [];
  /** Lines of the file, also those that are good for nothing. */
  #lines = 0;
  /** It is not wasteful before it has so many. */
  #enough = FEW_LINES;

  constructor(private readonly now: () => Date) {}

  /** Takes in a whole file. What makes no sense is left out. */
  read(text: string): void {
    for (const line of text.split('\n')) {
      if (line.trim() !== '') {
        this.#lines += 1;
        const found = readLine(line);
        if (found?.kind === 'later') {
          this.#later.push(line);
        } else if (found) {
          this.#insert(found.entry, line);
        }
      }
    }
  }

  /** @returns the line to be appended; undefined when the mirror's last entry tells the same */
  add(entry: HistoryEntry): string | undefined {
    const line = writeLine(entry);
    if (line === undefined || !this.#insert(entry, line)) {
      return undefined;
    }
    this.#lines += 1;
    return line;
  }

  /** Mirrors of which anything is kept. */
  ids(): readonly RepositoryId[] {
    return [...this.#kept.keys()];
  }

  /** Oldest first. */
  of(id: RepositoryId): readonly HistoryEntry[] {
    return this.#live(id).flatMap(({ line }) => {
      const found = readLine(line);
      return found?.kind === 'entry' ? [found.entry] : [];
    });
  }

  /** Whether the file is a few times larger than what it should hold. */
  get isWasteful(): boolean {
    if (this.#lines < this.#enough) {
      return false;
    }
    this.#enough = Math.max(FEW_LINES, TOO_MANY_TIMES * this.#wanted().length);
    return this.#lines >= this.#enough;
  }

  /** What the file should hold: the latest entries of each mirror, and what later versions have written. */
  compact(): string {
    const lines = this.#wanted();
    this.#lines = lines.length;
    return lines.map((line) => `${line}\n`).join('');
  }

  #wanted(): readonly string[] {
    const kept = [...this.#kept.keys()].flatMap((id) => this.#live(id));
    const newest = kept.sort((a, b) => a.at - b.at).slice(-MOST_LINES);
    return [...this.#later.slice(-MOST_LINES), ...newest.map(({ line }) => line)];
  }

  #live(id: RepositoryId): readonly Kept[] {
    const oldest = this.now().getTime() - KEPT_MS;
    return (this.#kept.get(id) ?? []).filter(({ at }) => at >= oldest);
  }

  /** Sorted by time, as two windows may have written in another order. What tells nothing new is left out. */
  #insert(entry: HistoryEntry, line: string): boolean {
    const at = entry.at.getTime();
    const now = this.now().getTime();
    if (at < now - KEPT_MS || at > now + AHEAD_MS) {
      return false;
    }
    const kept = this.#kept.get(entry.id) ?? [];
    const index = kept.findLastIndex((each) => each.at <= at) + 1;
    const isTooOld = index === 0 && kept.length >= MOST_ENTRIES;
    if (isTooOld || [kept[index - 1], kept[index]].some((each) => each && isSame(each.line, line, entry))) {
      return false;
    }
    kept.splice(index, 0, { at, line });
    kept.splice(0, Math.max(0, kept.length - MOST_ENTRIES));
    this.#kept.set(entry.id, kept);
    return true;
  }
}

function isSame(kept: string, line: string, entry: HistoryEntry): boolean {
  const found = kept === line ? undefined : readLine(kept);
  return kept === line || (found?.kind === 'entry' && tellsTheSame(found.entry, entry));
}
