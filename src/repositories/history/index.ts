/** What was seen of mirrors over time: a bundle of its own, loaded with the first mirror that is read. */
import { createHash } from 'node:crypto';
import type { RepositoryId } from '../../api/index';
import type { Clock } from '../../ui/session';
import type { MirrorReading } from '../mirrorState';
import { entryFor, type HistoryEntry } from './entry';
import { type HistoryFolder, HistoryStore } from './historyStore';
import { memoryFolder } from './memoryFolder';

export interface HistoriesOptions {
  readonly folder: HistoryFolder;
  readonly clock: Clock;
  /** Told, once until it works again, what is wrong with the disk. In words for the log. */
  readonly onProblem: (problem: string) => void;
}

/** Whose history it is. */
export interface Owner {
  readonly profileId: string;
  /** Its cloud begins anew with each start, and so does its history. */
  readonly isSandbox: boolean;
}

/** The histories of all profiles that are in use. */
export class Histories {
  readonly #stores = new Map<string, HistoryStore>();

  constructor(private readonly options: HistoriesOptions) {}

  async record(owner: Owner, id: RepositoryId, before: MirrorReading | undefined, after: MirrorReading): Promise<void> {
    const entry = entryFor(id, before, after, after.asOf);
    if (entry) {
      await this.#storeOf(owner).record(entry);
    }
  }

  of(owner: Owner, id: RepositoryId): Promise<readonly HistoryEntry[]> {
    return this.#storeOf(owner).of(id);
  }

  dispose(): void {
    for (const store of this.#stores.values()) {
      store.dispose();
    }
    this.#stores.clear();
  }

  #storeOf({ profileId, isSandbox }: Owner): HistoryStore {
    const { folder, clock, onProblem } = this.options;
    const store =
      this.#stores.get(profileId) ??
      new HistoryStore({ folder: isSandbox ? memoryFolder() : folder, name: historyFile(profileId), clock, onProblem });
    this.#stores.set(profileId, store);
    return store;
  }
}

/** Name of the file with the history of a profile. */
export function historyFile(profileId: string): string {
  return `${createHash('sha256').update(profileId).digest('hex').slice(0, 32)}.jsonl`;
}
