import type { Repository, RepositoryId } from '../api/index';
import type { Arrangement } from './shownGroups';
import { isFiltered, type RowChoice, type RowFilter } from './rowChoice';
import { choiceWords, groupTexts } from './rowChoiceWords';
import type { RowSubject } from './repositoriesModel';
import { besides, looksAtMirrors, mayPass, passes, searchWord } from './rowFilter';
import { groupRows } from './rowGroups';

export { isUsual, readChoice } from './rowChoice';
export { searchWord } from './rowFilter';
export { ServerSearch } from './serverSearch';
export { editFilter, editGrouping } from './rowChoicePicks';

/** Filter, grouping and sorting of the view: a bundle of its own, loaded only where somebody has chosen any. */
export function arrangement(
  choice: RowChoice,
  subjectOf: (repository: Repository) => RowSubject,
  withoutProject: string,
  language: string,
  /** Whether the server has found it by the text of the filter: then that is not judged here. */
  isBeside: (id: RepositoryId) => boolean = () => false,
): Arrangement {
  const { filter, groupBy, sortBy } = choice;
  const word = searchWord(filter.text);
  const filterBeside = word === undefined ? filter : besides(filter, word);
  const filterFor = ({ id }: Repository): RowFilter => (isBeside(id) ? filterBeside : filter);
  const texts = groupTexts(withoutProject);
  return {
    words: choiceWords(choice),
    isFiltered: isFiltered(filter),
    followsMirrors: looksAtMirrors(filter) || groupBy === 'health' || groupBy === 'source' || sortBy !== 'name',
    includes: (repository) => passes(filterFor(repository), subjectOf(repository)),
    mayInclude: (repository) => mayPass(filterFor(repository), subjectOf(repository)),
    group: (repositories) => {
      const subjects = repositories.map(subjectOf).filter((subject) => passes(filterFor(subject.repository), subject));
      return groupRows(subjects, { groupBy, sortBy }, texts, language);
    },
  };
}
