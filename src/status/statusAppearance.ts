import { l10n } from 'vscode';
import { attentionWords, noProblemWords, uncheckedWords } from '../ui/attentionWords';
import type { HealthSummary } from '../ui/healthSummary';
import { escapeMarkdown } from '../ui/markdown';
import { labelled } from '../ui/punctuation';
import type { Session } from '../ui/session';
import type { Formats } from '../ui/time';

export type StatusBarMode = 'always' | 'problems' | 'never';

export interface StatusAppearance {
  /** With an icon in front. */
  readonly text: string;
  /** The same in words, for a screen reader. */
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly background?: 'statusBarItem.warningBackground';
}

const LISTED = 10;

/** What the status bar says; undefined when it should be hidden. No icon ever spins: nothing costs anything while idle. */
export function statusAppearance(
  session: Session,
  health: HealthSummary,
  mode: StatusBarMode,
  formats: Formats,
): StatusAppearance | undefined {
  if (mode === 'never' || session.state === 'signedOut') {
    return undefined;
  }
  if (session.state === 'expired') {
    const label = l10n.t('Mirrors: sign in again');
    const tooltip = escapeMarkdown(
      l10n.t('Your sign-in to Huawei Cloud has ended. What was read before stays on screen.'),
    );
    return { text: `$(key) ${label}`, label, tooltip, background: 'statusBarItem.warningBackground' };
  }
  const { problems } = health;
  if (problems.length > 0) {
    return troubled(health, formats);
  }
  if (mode === 'problems') {
    return undefined;
  }
  return health.mirrors === 0
    ? quiet(
        'cloud',
        health.unread > 0 || !health.listKnown ? l10n.t('Mirrors: not checked yet') : l10n.t('Mirrors: none'),
        health,
        formats,
      )
    : quiet(health.failed > 0 ? 'question' : 'pass', noProblemWords(health.mirrors, formats), health, formats);
}

function troubled(health: HealthSummary, formats: Formats): StatusAppearance {
  const { problems, mirrors } = health;
  const label = attentionWords(problems.length, formats, mirrors);
  const failing = problems.some(({ severity }) => severity === 'failing');
  const lines = problems
    .slice(0, LISTED)
    .map(({ name, words }) => `- ${labelled(`**${escapeMarkdown(name)}**`, escapeMarkdown(words))}`);
  const rest = problems.length - lines.length;
  const tooltip = [
    escapeMarkdown(label),
    lines.join('\n'),
    ...(rest > 0 ? [escapeMarkdown(l10n.t('and {0} more', formats.count(rest)))] : []),
    trustWords(health, formats),
  ];
  return {
    text: `${failing ? '$(error)' : '$(warning)'} ${label}`,
    label,
    tooltip: tooltip.filter((line) => line !== '').join('\n\n'),
    // Red is for what the editor itself cannot go on with; an outdated mirror is told by icon and words alone.
    background: failing ? 'statusBarItem.warningBackground' : undefined,
  };
}

function quiet(icon: string, label: string, health: HealthSummary, formats: Formats): StatusAppearance {
  const tooltip = [escapeMarkdown(label), trustWords(health, formats)].filter((line) => line !== '').join('\n\n');
  return { text: `$(${icon}) ${label}`, label, tooltip };
}

/** The number says how far it can be trusted. */
function trustWords({ unread, repositories, failed }: HealthSummary, formats: Formats): string {
  const unreadWords = [
    uncheckedWords(unread, repositories, formats),
    l10n.t('Open their project in the sidebar, or check all mirrors.'),
  ].join(' ');
  const failedWords = l10n.t('Mirrors that could not be read: {0}. Refresh to try again.', formats.count(failed));
  return [...(unread > 0 ? [unreadWords] : []), ...(failed > 0 ? [failedWords] : [])].map(escapeMarkdown).join('\n\n');
}
