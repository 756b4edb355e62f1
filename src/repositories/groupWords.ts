import { l10n } from 'vscode';
import type { Formats } from '../ui/time';
import type { RepositoryGroup } from './grouping';
import type { GroupCounts } from './repositoriesModel';

/** The state first: in a narrow side bar only the start is seen. */
export function groupWords(counts: GroupCounts, formats: Formats, kind?: RepositoryGroup['kind']): string {
  if (isOfOneState(kind)) {
    return formats.count(counts.size);
  }
  const [first, ...rest] = stateWords(counts, formats, true);
  return first === undefined ? formats.count(counts.size) : [first, ...rest].join(' · ');
}

/** The name of such a group says already how its mirrors are. */
function isOfOneState(kind: RepositoryGroup['kind']): boolean {
  return kind === 'attention' || kind === 'health';
}

/** What a screen reader says of a group. */
export function groupSpoken(
  name: string,
  counts: GroupCounts,
  formats: Formats,
  kind?: RepositoryGroup['kind'],
): string {
  if (kind !== undefined) {
    const group =
      counts.size === 1
        ? l10n.t('{0}, 1 repository', name)
        : l10n.t('{0}, {1} repositories', name, formats.count(counts.size));
    const said = isOfOneState(kind) ? [] : stateWords(counts, formats, false);
    return said.reduce((before, part) => l10n.t('{0}, {1}', before, part), group);
  }
  const project =
    counts.size === 1
      ? l10n.t('Project {0}, 1 repository', name)
      : l10n.t('Project {0}, {1} repositories', name, formats.count(counts.size));
  return stateWords(counts, formats, false).reduce((said, part) => l10n.t('{0}, {1}', said, part), project);
}

/**
 * What is known, and how much is not: a project of which nothing is known does not say that nothing needs attention.
 *
 * @param withSize says the number of all repositories in the first part
 */
function stateWords(
  { size, attention, unchecked }: GroupCounts,
  formats: Formats,
  withSize: boolean,
): readonly string[] {
  const all = formats.count(size);
  if (unchecked === size && size > 0) {
    return [withSize ? l10n.t('{0} not checked', all) : l10n.t('not checked')];
  }
  const troubled = formats.count(attention);
  const unknown = formats.count(unchecked);
  const problems =
    attention === 0
      ? []
      : withSize
        ? [
            attention === 1
              ? l10n.t('1 of {0} needs attention', all)
              : l10n.t('{0} of {1} need attention', troubled, all),
          ]
        : [attention === 1 ? l10n.t('1 needs attention') : l10n.t('{0} need attention', troubled)];
  const open =
    unchecked === 0
      ? []
      : [
          withSize && attention === 0
            ? l10n.t('{0} of {1} not checked', unknown, all)
            : l10n.t('{0} not checked', unknown),
        ];
  const fine = !withSize && attention === 0 && unchecked === 0 ? [l10n.t('none needs attention')] : [];
  return [...problems, ...open, ...fine];
}
