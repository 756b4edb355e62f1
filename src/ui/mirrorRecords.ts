import type { RepositoryId } from '../api/index';
import type { Event } from './emitter';
import type { Advice } from './healthSummary';

/** What is known of one repository and its mirror, for whoever looks at all of them. */
export interface MirrorRecord {
  readonly id: RepositoryId;
  readonly name: string;
  readonly projectKey: string;
  /** Its name, or what stands in for one. */
  readonly project: string;
  readonly webUrl?: string;
  /** One of `MirrorRecords.healths`: `none` for one without a mirror, `unread` where nothing is known. */
  readonly health: string;
  /** When the mirror was read; undefined where it never was. */
  readonly readAt?: Date;
  /** Of the last run, as the server sent it. */
  readonly status?: string;
  /** By the clock of this computer. */
  readonly success?: Date;
  /** In a row. */
  readonly failures?: number;
  /** Why it needs attention; left out for one that does not. */
  readonly cause?: string;
  readonly scheduled?: boolean;
}

/** What is known of all repositories at one moment, and the words for it. */
export interface MirrorRecords {
  /** When the list was read; undefined while there is none. */
  readonly listAsOf: Date | undefined;
  readonly listError: unknown;
  readonly records: readonly MirrorRecord[];
  /** Repositories that the server counts and that are not in the list. */
  readonly unlisted: number;
  /** Mirrors that could not be read the last time. */
  readonly failedReads: number;
  /** Those that need attention, the worst first. */
  readonly worst: readonly RepositoryId[];
  /** In which order states are told. */
  readonly healths: readonly string[];
  healthName(health: string): string;
  causeName(cause: string): string;
  causeAdvice(cause: string): string;
  /** The vendor's status of a run. */
  statusWords(status: string | undefined): string;
  stateWords(id: RepositoryId): string;
  /** Where the mirror is pulled from, without a user name and password. */
  sourceAddress(id: RepositoryId): string | undefined;
  advice(id: RepositoryId): Advice | undefined;
}

export interface MirrorRecordSource {
  /** What is known, without asking anybody. */
  read(): Promise<MirrorRecords>;
  /** Reads the list, unless it is known. */
  load(): Promise<void>;
  readonly onDidChange: Event<unknown>;
}
