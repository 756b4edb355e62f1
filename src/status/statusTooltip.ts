import { l10n, MarkdownString } from 'vscode';
import { uncheckedWords } from '../ui/attentionWords';
import { displayText } from '../ui/displayText';
import type { HealthSummary } from '../ui/healthSummary';
import { escapeMarkdown } from '../ui/markdown';
import { pausedUntilWords } from '../ui/pauseWords';
import { labelled } from '../ui/punctuation';
import type { Formats } from '../ui/time';
import type { WatchState } from '../ui/watchState';
import type { StatusFacts } from './statusAppearance';
import { type Trouble, troublesOf } from './troubles';

const LISTED = 5;
const SYNC = 'codeartsMirrors.mirror.sync';
const MIRROR_DETAILS = 'codeartsMirrors.mirror.details';
const REGISTRY_DETAILS = 'codeartsMirrors.registry.details';

export interface TooltipFacts extends StatusFacts {
  /** What the item says, in words. */
  readonly label: string;
  /** What has happened while nobody was here. */
  readonly away: string | undefined;
  readonly now: Date;
}

/** What the item of the status bar says when somebody points at it, with links for the worst. */
export function statusTooltip(facts: TooltipFacts): MarkdownString {
  const { session, label, away } = facts;
  const text =
    session.state === 'expired'
      ? escapeMarkdown(l10n.t('Your sign-in to Huawei Cloud has ended. What was read before stays on screen.'))
      : [escapeMarkdown(label), escapeMarkdown(away ?? ''), ...known(facts)].filter((line) => line !== '').join('\n\n');
  const tooltip = new MarkdownString(text);
  // Names come from the server: they are escaped, and no other command could be run by one.
  tooltip.isTrusted = { enabledCommands: [SYNC, MIRROR_DETAILS, REGISTRY_DETAILS] };
  return tooltip;
}

function known({ health, registries, watch, formats, now }: TooltipFacts): readonly string[] {
  const troubles = troublesOf(health, registries);
  const rest = troubles.length - LISTED;
  return [
    troubles.slice(0, LISTED).map(line).join('\n'),
    rest > 0 ? escapeMarkdown(l10n.t('and {0} more', formats.count(rest))) : '',
    ...trustWords(health, formats).map(escapeMarkdown),
    ...watchWords(watch, formats, now).map(escapeMarkdown),
  ];
}

function line(trouble: Trouble): string {
  const [name, words, links] =
    trouble.kind === 'mirror'
      ? [trouble.problem.name, trouble.problem.words, mirrorLinks(trouble.problem.repositoryId)]
      : [trouble.registry.name, trouble.registry.words, registryLinks(trouble.registry.registryId)];
  const said = labelled(`**${escapeMarkdown(displayText(name))}**`, escapeMarkdown(words));
  return `- ${[said, ...links].join(' · ')}`;
}

function mirrorLinks(repositoryId: number): readonly string[] {
  return [link(l10n.t('Sync'), SYNC, { repositoryId }), link(l10n.t('Details'), MIRROR_DETAILS, { repositoryId })];
}

function registryLinks(registryId: string): readonly string[] {
  return [link(l10n.t('Details'), REGISTRY_DETAILS, { registryId })];
}

/** @param argument identifiers only; what they hold cannot end the link */
function link(text: string, command: string, argument: Readonly<Record<string, string | number>>): string {
  const encoded = encodeURIComponent(JSON.stringify([argument])).replace(
    /[!'()*~]/gu,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `[${escapeMarkdown(text)}](command:${command}?${encoded})`;
}

/** The number says how far it can be trusted. */
function trustWords({ unread, repositories, failed }: HealthSummary, formats: Formats): readonly string[] {
  const unreadWords = [
    uncheckedWords(unread, repositories, formats),
    l10n.t('Open their project in the sidebar, or check all mirrors.'),
  ].join(' ');
  const failedWords = l10n.t('Mirrors that could not be read: {0}. Refresh to try again.', formats.count(failed));
  return [...(unread > 0 ? [unreadWords] : []), ...(failed > 0 ? [failedWords] : [])];
}

/** When it was read, when it will be, and what keeps it from being read. */
function watchWords({ pause, asOf, checked, next }: WatchState, formats: Formats, now: Date): readonly string[] {
  const moment = (date: Date): string => formats.moment(date, now);
  const times =
    asOf !== undefined
      ? l10n.t('As of {0}. Not brought up to date yet.', moment(asOf))
      : checked === undefined
        ? undefined
        : next === undefined || pause
          ? l10n.t('Checked {0}.', moment(checked))
          : l10n.t('Checked {0}, next {1}.', moment(checked), moment(next < now ? now : next));
  return [times, pause && pausedUntilWords(pause.until, pause.error.kind)].filter((words) => words !== undefined);
}
