import type { RepositoryId } from '../../api/index';
import type { Leads } from '../../ui/leads';
import type { WatchedMirrors } from '../../ui/watchedMirrors';
import { isSurveyed, mirrorStanding, type StandingParts } from './mirrorStanding';

/** What whoever tells of the mirrors needs of them. */
export function watchedMirrors(
  parts: StandingParts,
  watch: { readonly leads: Leads; isAwaited(id: RepositoryId): boolean },
  actions: Pick<WatchedMirrors, 'reveal' | 'choose'>,
): WatchedMirrors {
  return {
    ...actions,
    health: parts.model,
    surveyed: () => isSurveyed(parts),
    standing: (id) => mirrorStanding(parts, id),
    isAwaited: (id) => watch.isAwaited(id),
    watches: () => watch.leads.current,
  };
}
