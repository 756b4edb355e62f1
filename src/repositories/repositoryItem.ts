import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { displayText } from '../ui/displayText';
import { stateIcon, type Tone } from '../ui/stateIcon';
import type { Formats } from '../ui/time';
import type { Repository } from '../api/index';
import { type MirrorHealth, needsAttention } from './mirrorHealth';
import { type MirrorState, readingOf } from './mirrorState';
import { mirrorWords } from './mirrorWords';
import { unreadWords } from './unreadWords';

/** Everything that a repository row is drawn from. */
export interface RepositoryView {
  readonly repository: Repository;
  readonly state: MirrorState;
  /** Undefined until the mirror has been read. */
  readonly health: MirrorHealth | undefined;
  readonly now: Date;
  readonly formats: Formats;
  /** Named where the row does not stand below its project. */
  readonly project?: string;
  /** No notice tells of it. */
  readonly isMuted?: boolean;
}

/** Shapes tell them apart without color, and none is the icon of a button. */
const ICONS: Readonly<Record<MirrorHealth, readonly [icon: string, tone?: Tone]>> = {
  failing: ['error', 'bad'],
  stuck: ['watch', 'warning'],
  stale: ['warning', 'warning'],
  healthy: ['check', 'good'],
  syncing: ['arrow-circle-down'],
  canceled: ['circle-slash'],
  paused: ['debug-pause'],
  none: ['repo'],
  unknown: ['question'],
};

export function repositoryItem(id: string, view: RepositoryView): vscode.TreeItem {
  const name = displayText(view.repository.name);
  const words = [
    rowWords(view),
    ...(view.project === undefined ? [] : [displayText(view.project)]),
    ...(view.isMuted === true ? [l10n.t('muted')] : []),
  ].join(' · ');
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.description = words;
  item.iconPath = icon(view);
  item.contextValue = contextWords(view).join(' ');
  item.accessibilityInformation = { label: l10n.t('{0}, mirror: {1}', name, words) };
  return item;
}

/** The state of the mirror in words, also while it is not known. */
export function rowWords({ state, health, now, formats }: RepositoryView): string {
  const reading = readingOf(state);
  const words = reading && health ? mirrorWords(reading, health, now, formats) : undefined;
  if (state.kind === 'failed' || state.kind === 'waiting') {
    const why = unreadWords(state.error);
    return words === undefined
      ? l10n.t('not read: {0}', why)
      : l10n.t('{0} (as of {1}, {2})', words, formats.moment(reading?.asOf ?? now, now), why);
  }
  return words ?? (state.kind === 'reading' ? l10n.t('checking…') : l10n.t('not checked'));
}

/** What has not been read must not look like a repository without a mirror. */
function icon({ health, state }: RepositoryView): vscode.ThemeIcon {
  const unread = state.kind === 'failed' ? 'question' : 'circle-outline';
  return health === undefined ? stateIcon(unread) : stateIcon(...ICONS[health]);
}

/** Words that `when` clauses of the manifest look for. */
function contextWords({ repository, state, health, isMuted }: RepositoryView): readonly string[] {
  const mirror = readingOf(state)?.mirror;
  return [
    'repository',
    ...(mirror ? ['mirror'] : []),
    ...(isMuted === true ? ['muted'] : []),
    ...(health === 'none' ? ['noMirror'] : []),
    ...(needsAttention(health) ? [health] : []),
    ...(repository.webUrl === undefined ? [] : ['web']),
    ...((repository.httpsUrl ?? repository.sshUrl) ? ['clone'] : []),
  ];
}
