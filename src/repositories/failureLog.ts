import type { RepositoryId } from '../api/index';
import { displayText } from '../ui/displayText';
import { type Disposable, Disposables } from '../ui/emitter';
import type { ErrorPresenter } from '../ui/errorPresenter';
import { type MirrorState, readingOf } from './mirrorState';
import type { Readings } from './readings';
import type { RepositoriesModel } from './repositoriesModel';

/** Writes each failure to the log once: of a mirror that failed, and of a request that should have read one. */
export function logFailures(
  readings: Readings,
  model: Pick<RepositoriesModel, 'repository' | 'health'>,
  errors: ErrorPresenter,
): Disposable {
  const owned = new Disposables();
  const told = new WeakSet<object>();
  const failures = new Map<RepositoryId, string>();
  owned.add(
    readings.onDidChange(({ id, after: state }) => {
      const name = displayText(model.repository(id)?.name ?? id.toString());
      if (state.kind === 'failed' && isNew(state.error, told)) {
        errors.record(state.error, `The mirror of ${name} could not be read`);
      }
      const failure = model.health(id) === 'failing' ? failureOf(state) : undefined;
      if (failure !== undefined && failures.get(id) !== failure) {
        errors.note(`The mirror ${name} failed: ${failure}`);
      }
      if (failure === undefined) {
        failures.delete(id);
      } else {
        failures.set(id, failure);
      }
    }),
  );
  return owned;
}

/** One error can be that of many rows. */
function isNew(error: unknown, told: WeakSet<object>): boolean {
  if (typeof error !== 'object' || error === null) {
    return true;
  }
  const known = told.has(error);
  told.add(error);
  return !known;
}

function failureOf(state: MirrorState): string | undefined {
  const mirror = readingOf(state)?.mirror;
  return (
    mirror &&
    [
      mirror.lastError ? displayText(mirror.lastError.message, 500) : 'no reason given',
      ...(mirror.lastError?.code === undefined ? [] : [`code ${mirror.lastError.code}`]),
      ...(mirror.failures === undefined ? [] : [`${mirror.failures} in a row`]),
      ...(mirror.lastUpdateAt ? [mirror.lastUpdateAt.toISOString()] : []),
    ].join(' · ')
  );
}
