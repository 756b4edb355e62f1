import type { RepositoryId } from '../api/index';
import type { Event } from './emitter';

/** A mirror that a person should look at. */
export interface Problem {
  readonly repositoryId: RepositoryId;
  readonly name: string;
  readonly severity: 'failing' | 'stuck' | 'stale';
  readonly project?: string;
  /** State in words, as on the row. */
  readonly words: string;
}

/** How the mirrors are doing, as far as they have been read. */
export interface HealthSummary {
  /** The list of repositories has been read: without it, no number means anything. */
  readonly listKnown: boolean;
  /** As many as the server counts, also while the list is being read. */
  readonly repositories: number;
  /** Mirrors that have been read. */
  readonly mirrors: number;
  /** Repositories whose mirror has not been read, those included that are not in the list yet. */
  readonly unread: number;
  /** Repositories whose mirror could not be read the last time. */
  readonly failed: number;
  /** Failing first, then stuck, then out of date; of each, the one without a success for longest, then by failures. */
  readonly problems: readonly Problem[];
}

/** Why a mirror needs attention, and the command that helps, without `codeartsMirrors.` in front. */
export interface Advice {
  readonly text: string;
  readonly remedy: { readonly label: string; readonly command: string };
}

export interface HealthSource {
  readonly current: HealthSummary;
  readonly onDidChange: Event<HealthSummary>;
}

export const NOTHING_KNOWN: HealthSummary = {
  listKnown: false,
  repositories: 0,
  mirrors: 0,
  unread: 0,
  failed: 0,
  problems: [],
};
