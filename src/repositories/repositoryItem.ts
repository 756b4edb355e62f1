import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { displayText } from '../ui/displayText';
import { errorText } from '../ui/errorText';
import { factLines } from '../ui/factLines';
import { escapeMarkdown } from '../ui/markdown';
import { stateIcon, type Tone } from '../ui/stateIcon';
import type { Formats } from '../ui/time';
import type { Repository } from '../api/index';
import { mirrorFacts, repositoryFacts } from './facts';
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
  const words = rowWords(view);
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

/** Both vendor records in full. Server text is escaped; nothing in it becomes a link or a command. */
export async function repositoryTooltip(view: RepositoryView): Promise<vscode.MarkdownString> {
  const { repository, state, health, now, formats } = view;
  const reading = readingOf(state);
  const sections = [`**${escapeMarkdown(repository.name)}**`];
  if (state.kind === 'failed' || state.kind === 'waiting') {
    sections.push(escapeMarkdown(l10n.t('The mirror could not be read. {0}', errorText(state.error).message)));
  }
  if (reading) {
    const heading = `${l10n.t('Remote mirror')} — ${mirrorWords(reading, health ?? 'none', now, formats)}`;
    const facts = reading.mirror ? await mirrorFacts(reading, health, now, formats) : [];
    sections.push(`**${escapeMarkdown(heading)}**\n\n${factLines(facts)}`);
  }
  sections.push(
    `**${escapeMarkdown(l10n.t('Repository'))}**\n\n${factLines(repositoryFacts(repository, now, formats))}`,
  );
  return new vscode.MarkdownString(sections.join('\n\n'));
}

/** What has not been read must not look like a repository without a mirror. */
function icon({ health, state }: RepositoryView): vscode.ThemeIcon {
  const unread = state.kind === 'failed' ? 'question' : 'circle-outline';
  return health === undefined ? stateIcon(unread) : stateIcon(...ICONS[health]);
}

/** Words that `when` clauses of the manifest look for. */
function contextWords({ repository, state, health }: RepositoryView): readonly string[] {
  const mirror = readingOf(state)?.mirror;
  return [
    'repository',
    ...(mirror ? ['mirror'] : []),
    ...(health === 'none' ? ['noMirror'] : []),
    ...(needsAttention(health) ? [health] : []),
    ...(repository.webUrl === undefined ? [] : ['web']),
    ...((repository.httpsUrl ?? repository.sshUrl) ? ['clone'] : []),
  ];
}
