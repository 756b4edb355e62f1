import type { WatchedMirrors } from '../../ui/watchedMirrors';
import { isSurveyed, mirrorStanding, type StandingParts } from './mirrorStanding';
import type { Watching } from './index';

/** What whoever tells of the mirrors needs of them. */
export function watchedMirrors(
  parts: StandingParts,
  watch: Pick<Watching, 'isAwaited' | 'leads'>,
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
