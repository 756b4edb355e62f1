import { redact, type Repository } from '../api/index';
import { type ListStore, loadedOf } from '../ui/listStore';
import type { MirrorRecord, MirrorRecords } from '../ui/mirrorRecords';
import type { Clock } from '../ui/session';
import type { Formats } from '../ui/time';
import { CAUSES, type MirrorCause } from './mirrorCause';
import { statusWords } from './mirrorWords';
import type { RepositoriesModel } from './repositoriesModel';
import { rowWords } from './repositoryItem';
import { SHOWN_HEALTHS, type ShownHealth } from './rowChoice';
import { causeName, healthName } from './rowChoiceWords';
import { causeOf, shownHealth } from './rowFilter';

export interface MirrorRecordParts {
  readonly list: ListStore<Repository>;
  readonly model: RepositoriesModel;
  readonly clock: Clock;
  readonly formats: Formats;
}

/** Everything that is known of all repositories: a bundle of its own, for what tells of all of them at once. */
export async function mirrorRecords({ list, model, clock, formats }: MirrorRecordParts): Promise<MirrorRecords> {
  const { adviceFor, mirrorAdvice } = await import('./mirrorCauseWords');
  const { state } = list;
  const loaded = loadedOf(state);
  const records = model.groups.flatMap(({ key, name, repositories }) =>
    repositories.map((repository) => ({ ...recordOf(repository, model), projectKey: key, project: name })),
  );
  const { current } = model;
  return {
    listAsOf: loaded?.asOf,
    listError: state.kind === 'failed' ? state.error : undefined,
    records,
    unlisted: Math.max(0, current.repositories - records.length),
    failedReads: current.failed,
    worst: current.problems.map(({ repositoryId }) => repositoryId),
    healths: SHOWN_HEALTHS,
    healthName: (health) => (isHealth(health) ? healthName(health) : health),
    causeName: (cause) => (isCause(cause) ? causeName(cause) : cause),
    causeAdvice: (cause) => (isCause(cause) ? adviceFor(cause).text : ''),
    statusWords,
    stateWords: (id) => {
      const repository = model.repository(id);
      const view = { state: model.mirrorState(id), health: model.health(id), now: clock(), formats };
      return repository ? rowWords({ repository, ...view }) : '';
    },
    sourceAddress: (id) => {
      const repository = model.repository(id);
      const address = repository && model.subject(repository).reading?.mirror?.sourceUrl;
      return address === undefined ? undefined : withoutSecrets(address);
    },
    advice: (id) => {
      const repository = model.repository(id);
      const mirror = repository && model.subject(repository).reading?.mirror;
      return mirror && mirrorAdvice(mirror, model.health(id));
    },
  };
}

function recordOf(repository: Repository, model: RepositoriesModel): Omit<MirrorRecord, 'project' | 'projectKey'> {
  const subject = model.subject(repository);
  const { reading } = subject;
  const mirror = reading?.mirror;
  return {
    id: repository.id,
    name: repository.name,
    webUrl: repository.webUrl,
    health: shownHealth(subject),
    readAt: reading?.asOf,
    status: mirror?.status,
    success: reading?.times?.success,
    failures: mirror?.failures,
    cause: causeOf(subject),
    scheduled: mirror?.scheduled,
  };
}

/** An address that somebody else has written may hold a name and a password. */
function withoutSecrets(address: string): string {
  return redact(address).replace(/^(\w+:\/\/)[^/?#]*@/u, '$1');
}

function isHealth(text: string): text is ShownHealth {
  return SHOWN_HEALTHS.some((each) => each === text);
}

function isCause(text: string): text is MirrorCause {
  return CAUSES.some((each) => each === text);
}
