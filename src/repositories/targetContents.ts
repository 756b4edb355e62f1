import { type CloudApi, type Repository, type RepositoryDetail } from '../api/index';

/** What a repository holds before it becomes a mirror: a source cannot be pulled on top of other commits. */
export type TargetContents =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'full'; readonly branches?: number; readonly defaultBranch?: string };

/** A count of branches is believed before the flag: the flag is written when a repository is created. */
export function contentsOf({ empty, branchCount, tagCount, defaultBranch }: RepositoryDetail): TargetContents {
  if ((branchCount ?? 0) > 0 || (tagCount ?? 0) > 0 || (empty === false && branchCount !== 0)) {
    return { kind: 'full', branches: branchCount, defaultBranch };
  }
  return empty === true || branchCount === 0 ? { kind: 'empty' } : { kind: 'unknown' };
}

/** Reads what a repository holds. A failure is told, and leaves it unknown: nothing depends on it but a warning. */
export async function readContents(
  client: Pick<CloudApi, 'showRepository'>,
  { id }: Repository,
  onError: (error: unknown) => void,
): Promise<TargetContents> {
  try {
    return contentsOf(await client.showRepository(id));
  } catch (error) {
    onError(error);
    return { kind: 'unknown' };
  }
}
