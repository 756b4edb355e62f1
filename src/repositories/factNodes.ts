import type { Repository } from '../api/index';
import type { Fact } from '../ui/markdown';
import { mirrorFacts, repositoryFacts } from './facts';
import { readingOf } from './mirrorState';
import type { FactNode } from './nodes';
import type { RepositoryView } from './repositoryItem';

export type FullRecord = (repository: Repository, signal: AbortSignal) => Promise<Repository>;

/** The rows below a repository: the facts about its mirror, then about itself. */
export async function factNodes(
  view: RepositoryView | undefined,
  prefix: string,
  fullRecord: FullRecord,
): Promise<FactNode[]> {
  if (!view) {
    return [];
  }
  const { health, now, formats } = view;
  const repository = await fullRecord(view.repository, new AbortController().signal);
  const reading = readingOf(view.state);
  const mirror = reading?.mirror ? await mirrorFacts(reading, health, now, formats) : [];
  const row = (record: string, fact: Fact): FactNode => ({
    type: 'fact',
    id: `${prefix}fact/${repository.id}/${record}/${fact.name}`,
    fact,
  });
  return [
    ...mirror.map((fact) => row('mirror', fact)),
    ...repositoryFacts(repository, now, formats).map((fact) => row('repository', fact)),
  ];
}
