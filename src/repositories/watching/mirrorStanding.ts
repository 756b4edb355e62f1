import type { Repository, RepositoryId } from '../../api/index';
import { type ListStore, loadedOf } from '../../ui/listStore';
import type { MirrorStanding } from '../../ui/watchedMirrors';
import { type HealthSettings, mirrorHealth, needsAttention } from '../mirrorHealth';
import type { RepositoriesModel } from '../repositoriesModel';
import type { Readings } from '../readings';

export interface StandingParts {
  readonly list: ListStore<Repository>;
  readonly readings: Readings;
  readonly model: RepositoriesModel;
  readonly healthSettings: () => HealthSettings;
}

/**
 * How a mirror was doing at its last reading. That a reading has grown old is no trouble of the mirror: after a weekend
 * without a window, all of them would seem out of date.
 */
export function mirrorStanding(
  { list, readings, model, healthSettings }: StandingParts,
  id: RepositoryId,
): MirrorStanding {
  const repository = model.repository(id);
  if (!repository) {
    const isKnown = list.state.kind === 'ready' && list.state.loaded.rest === 'none';
    return { is: isKnown ? 'gone' : 'unsettled' };
  }
  const reading = readings.of(id);
  if (!reading) {
    return { is: 'unsettled' };
  }
  const health = mirrorHealth(reading.mirror, reading.asOf, healthSettings(), reading.times);
  if (needsAttention(health)) {
    return { is: 'troubled', trouble: health, name: repository.name };
  }
  return health === 'healthy'
    ? { is: 'well', name: repository.name }
    : { is: health === 'none' ? 'none' : 'unsettled' };
}

/** Whether the list is read to its end and each mirror has been read, or could not be. */
export function isSurveyed({ list, readings }: Pick<StandingParts, 'list' | 'readings'>): boolean {
  const loaded = loadedOf(list.state);
  return (
    loaded !== undefined &&
    loaded.rest !== 'coming' &&
    loaded.items.every(({ id }) => readings.of(id) !== undefined || readings.stateOf(id).kind === 'failed')
  );
}
