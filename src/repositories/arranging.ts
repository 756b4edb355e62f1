import type { Repository } from '../api/index';
import type { Arrangement } from './shownGroups';
import { isFiltered, type RowChoice } from './rowChoice';
import { choiceWords, groupTexts } from './rowChoiceWords';
import type { RowSubject } from './repositoriesModel';
import { looksAtMirrors, mayPass, passes } from './rowFilter';
import { groupRows } from './rowGroups';

export { isUsual, readChoice } from './rowChoice';
export { editFilter, editGrouping } from './rowChoicePicks';

/** Filter, grouping and sorting of the view: a bundle of its own, loaded only where somebody has chosen any. */
export function arrangement(
  choice: RowChoice,
  subjectOf: (repository: Repository) => RowSubject,
  withoutProject: string,
  language: string,
): Arrangement {
  const { filter, groupBy, sortBy } = choice;
  const texts = groupTexts(withoutProject);
  return {
    words: choiceWords(choice),
    isFiltered: isFiltered(filter),
    followsMirrors: looksAtMirrors(filter) || groupBy === 'health' || groupBy === 'source' || sortBy !== 'name',
    includes: (repository) => passes(filter, subjectOf(repository)),
    mayInclude: (repository) => mayPass(filter, subjectOf(repository)),
    group: (repositories) => {
      const subjects = repositories.map(subjectOf).filter((subject) => passes(filter, subject));
      return groupRows(subjects, { groupBy, sortBy }, texts, language);
    },
  };
}
