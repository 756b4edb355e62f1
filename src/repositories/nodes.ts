import type { RepositoryId } from '../api/index';
import type { Fact } from '../ui/markdown';

/** Rows of the Repositories view. They hold identifiers; what they show is looked up when they are drawn. */
export type RepositoryNode = GroupNode | RepositoryRow | FactNode | MoreNode | ProblemNode | AwayNode;

export interface GroupNode {
  readonly type: 'group';
  readonly key: string;
}

export interface RepositoryRow {
  readonly type: 'repository';
  readonly repositoryId: RepositoryId;
  /** Key of the group of which this is the row. Left out for the one row that stays the same wherever it is. */
  readonly within?: string;
}

/** Rows have an identifier of their own in each group that does not own its repositories. */
export function prefixOf({ within }: RepositoryRow): string {
  return within === undefined ? '' : `${within}/`;
}

export interface FactNode {
  readonly type: 'fact';
  readonly id: string;
  readonly fact: Fact;
}

/** Loads the next part of the list when it is clicked. */
export interface MoreNode {
  readonly type: 'more';
}

/** Says why the list could not be read, and what helps. */
export interface ProblemNode {
  readonly type: 'problem';
  readonly error: unknown;
}

/** Says what has happened while the person was away. */
export interface AwayNode {
  readonly type: 'away';
}

/** What commands take as their argument: a row, or anything that names a repository. It may come from anyone. */
export interface RepositoryArgument {
  readonly repositoryId: unknown;
}

export function isRepositoryArgument(value: unknown): value is RepositoryArgument {
  return typeof value === 'object' && value !== null && 'repositoryId' in value;
}

export function isGroupArgument(value: unknown): value is { readonly key: unknown } {
  return typeof value === 'object' && value !== null && 'key' in value;
}
