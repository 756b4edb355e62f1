import { l10n } from 'vscode';
import { displayText } from '../ui/displayText';
import { listOf } from '../ui/punctuation';
import type { MirrorCause } from './mirrorCause';
import type { RowChoice, RowFilter, RowGrouping, RowSorting, ShownHealth } from './rowChoice';
import type { GroupTexts } from './rowGroups';

/** What filters the rows and how they are arranged, for the description of the view. */
export function choiceWords({ filter, groupBy, sortBy }: RowChoice): string {
  return [
    ...filterWords(filter),
    ...(groupBy === 'project' ? [] : [groupingWords(groupBy)]),
    ...(sortBy === 'name' ? [] : [sortingWords(sortBy)]),
  ].join(' · ');
}

function filterWords({ text, healths, causes, mirrorsOnly, mineOnly }: RowFilter): readonly string[] {
  return [
    ...(text === undefined ? [] : [l10n.t('“{0}”', displayText(text, 40))]),
    ...(healths === undefined ? [] : [listOf(healths.map(healthName))]),
    ...(causes === undefined ? [] : [listOf(causes.map(causeName))]),
    ...(mirrorsOnly === true ? [l10n.t('only mirrors')] : []),
    ...(mineOnly === true ? [l10n.t('only mine')] : []),
  ];
}

export function groupingWords(groupBy: RowGrouping): string {
  switch (groupBy) {
    case 'project':
      return l10n.t('by project');
    case 'health':
      return l10n.t('by health');
    case 'source':
      return l10n.t('by source host');
    case 'none':
      return l10n.t('ungrouped');
  }
}

export function sortingWords(sortBy: RowSorting): string {
  switch (sortBy) {
    case 'name':
      return l10n.t('sorted by name');
    case 'health':
      return l10n.t('sorted by health');
    case 'success':
      return l10n.t('sorted by last success');
  }
}

export function healthName(health: ShownHealth): string {
  switch (health) {
    case 'failing':
      return l10n.t('Failing');
    case 'stuck':
      return l10n.t('Stuck');
    case 'stale':
      return l10n.t('Out of date');
    case 'unknown':
      return l10n.t('Unknown status');
    case 'canceled':
      return l10n.t('Canceled');
    case 'paused':
      return l10n.t('Not scheduled');
    case 'syncing':
      return l10n.t('Syncing');
    case 'healthy':
      return l10n.t('Synced');
    case 'none':
      return l10n.t('No mirror');
    case 'unread':
      return l10n.t('Not checked');
  }
}

export function causeName(cause: MirrorCause): string {
  switch (cause) {
    case 'credentials':
      return l10n.t('Sign-in rejected');
    case 'forbidden':
      return l10n.t('Access denied');
    case 'notFound':
      return l10n.t('Source not found');
    case 'nameResolution':
      return l10n.t('Host name not resolved');
    case 'unreachable':
      return l10n.t('Source unreachable');
    case 'timeout':
      return l10n.t('Source timed out');
    case 'transferBroken':
      return l10n.t('Transfer broke off');
    case 'tls':
      return l10n.t('Certificate not trusted');
    case 'hostKey':
      return l10n.t('SSH host key not trusted');
    case 'loginPage':
      return l10n.t('Sign-in page instead of Git');
    case 'redirected':
      return l10n.t('Source moved');
    case 'malformedAddress':
      return l10n.t('Invalid source address');
    case 'rateLimited':
      return l10n.t('Too many requests to the source');
    case 'sourceServer':
      return l10n.t('Server error at the source');
    case 'diverged':
      return l10n.t('Branches diverged');
    case 'refused':
      return l10n.t('Update refused');
    case 'tooLarge':
      return l10n.t('Too large');
    case 'storage':
      return l10n.t('No storage left');
    case 'lfs':
      return l10n.t('Git LFS');
    case 'nameConflict':
      return l10n.t('Conflicting branch names');
    case 'shallowSource':
      return l10n.t('Source is shallow');
    case 'branchMissing':
      return l10n.t('Branch missing');
    case 'emptySource':
      return l10n.t('Source is empty');
    case 'unknown':
      return l10n.t('Unknown cause');
  }
}

export function groupTexts(withoutProject: string): GroupTexts {
  return {
    withoutProject,
    healthName,
    noMirror: healthName('none'),
    unread: healthName('unread'),
    noSource: l10n.t('Source not reported'),
  };
}
