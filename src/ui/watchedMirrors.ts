import type { RepositoryId } from '../api/index';
import type { Event } from './emitter';
import type { HealthSource, Problem } from './healthSummary';

/**
 * How a mirror was doing when it was last read.
 *
 * - `unsettled`: not known, or neither in order nor in trouble
 * - `none`: the repository has no mirror
 * - `gone`: there is no such repository
 */
export type MirrorStanding =
  | { readonly is: 'troubled'; readonly trouble: Problem['severity']; readonly name: string }
  | { readonly is: 'well'; readonly name: string }
  | { readonly is: 'unsettled' | 'none' | 'gone' };

/** What is needed of the mirrors by whoever tells of them. */
export interface WatchedMirrors {
  readonly health: HealthSource;
  /** The list is read to its end, and each mirror has been read or could not be. */
  surveyed(): boolean;
  standing(id: RepositoryId): MirrorStanding;
  /** A person has just had it synced from this window, and is told by the command what has come of it. */
  isAwaited(id: RepositoryId): boolean;
  /** Whether this window is the one that has everything read again. */
  watches(): boolean;
  /** Shows the row of one, or what needs attention when there are several. */
  reveal(ids: readonly RepositoryId[]): Promise<void>;
  /** Those that a command is about: the rows that it was called on, or the one that the person picks. */
  choose(args: readonly unknown[], placeHolder: string): Promise<readonly RepositoryId[]>;
}

/** What rows of mirrors say besides what was read. */
export interface MutedMirrors {
  isMuted(id: RepositoryId): boolean;
  /** Names those that are muted, or not any more. */
  readonly onDidChange: Event<readonly RepositoryId[]>;
}
