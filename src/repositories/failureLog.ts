import { l10n } from 'vscode';
import type { RepositoryId } from '../api/index';
import { displayText } from '../ui/displayText';
import type { ErrorPresenter } from '../ui/errorPresenter';
import { type MirrorState, readingOf } from './mirrorState';
import type { ReadingChange } from './readings';
import type { RepositoriesModel } from './repositoriesModel';

/** Writes each failure to the log once: of a mirror that failed, and of a request that should have read one. */
export function failureLog(
  model: Pick<RepositoriesModel, 'repository' | 'health'>,
  errors: ErrorPresenter,
): (change: ReadingChange) => void {
  const told = new WeakSet<object>();
  const failures = new Map<RepositoryId, string>();
  return ({ id, after: state }) => {
    const name = displayText(model.repository(id)?.name ?? id.toString());
    if (state.kind === 'failed' && isNew(state.error, told)) {
      errors.record(state.error, l10n.t('The mirror of {0} could not be read', name));
    }
    const failure = model.health(id) === 'failing' ? failureOf(state) : undefined;
    if (failure !== undefined && failures.get(id) !== failure) {
      errors.note(l10n.t('The mirror of {0} failed: {1}', name, failure));
    }
    if (failure === undefined) {
      failures.delete(id);
    } else {
      failures.set(id, failure);
    }
  };
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
      mirror.lastError ? displayText(mirror.lastError.message, 500) : l10n.t('no reason given'),
      ...(mirror.lastError?.code === undefined ? [] : [l10n.t('code {0}', displayText(mirror.lastError.code))]),
      ...(mirror.failures === undefined ? [] : [l10n.t('{0} failures in a row', mirror.failures)]),
      ...(mirror.lastUpdateAt ? [mirror.lastUpdateAt.toISOString()] : []),
    ].join(' · ')
  );
}
