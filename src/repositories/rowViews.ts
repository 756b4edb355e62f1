import type { RepositoryId } from '../api/index';
import type { Clock } from '../ui/session';
import type { Formats } from '../ui/time';
import type { MutedMirrors } from '../ui/watchedMirrors';
import type { RepositoriesModel } from './repositoriesModel';
import type { RepositoryView } from './repositoryItem';
import type { ShownGroups } from './shownGroups';

export interface ViewParts {
  readonly model: RepositoriesModel;
  readonly groups: ShownGroups;
  readonly clock: Clock;
  readonly formats: Formats;
  readonly muted: MutedMirrors;
}

/**
 * Everything that a row is drawn from; undefined for a repository that is gone.
 *
 * @param within see `RepositoryRow`
 */
export function viewOf(
  { model, groups, clock, formats, muted }: ViewParts,
  id: RepositoryId,
  within: string | undefined,
): RepositoryView | undefined {
  const repository = model.repository(id);
  if (!repository) {
    return undefined;
  }
  const isBelowProject = within === undefined && groups.rest[0]?.kind !== 'flat';
  const project = isBelowProject ? undefined : (repository.projectName ?? repository.groupName);
  return {
    repository,
    state: model.mirrorState(id),
    health: model.health(id),
    now: clock(),
    formats,
    project,
    isMuted: muted.isMuted(id),
  };
}
