import type { RepositoryId } from '../api/index';
import type { Event } from './emitter';

/** A mirror that a person should look at. */
export interface Problem {
  readonly repositoryId: RepositoryId;
  readonly name: string;
  readonly severity: 'failing' | 'stuck' | 'stale';
  /** State in words, as on the row. */
  readonly words: string;
}

/** How the mirrors are doing, as far as they have been read. */
export interface HealthSummary {
  /** The list of repositories has been read: without it, no number means anything. */
  readonly listKnown: boolean;
  /** Mirrors that have been read. */
  readonly mirrors: number;
  /** Repositories on screen whose mirror has not been read. */
  readonly unread: number;
  /** Repositories whose mirror could not be read the last time. */
  readonly failed: number;
  /** Failing first, then stuck, then out of date; each by name. */
  readonly problems: readonly Problem[];
}

export interface HealthSource {
  readonly current: HealthSummary;
  readonly onDidChange: Event<HealthSummary>;
}

export const NOTHING_KNOWN: HealthSummary = { listKnown: false, mirrors: 0, unread: 0, failed: 0, problems: [] };
