import { l10n } from 'vscode';
import { attentionWords, disconnectedWords, noProblemWords } from '../ui/attentionWords';
import type { HealthSummary } from '../ui/healthSummary';
import { pausedUntil, pausedUntilWords } from '../ui/pauseWords';
import { listOf, sentences } from '../ui/punctuation';
import type { RegistryHealth } from '../ui/registryHealth';
import type { Session } from '../ui/session';
import type { Formats } from '../ui/time';
import type { WatchState } from '../ui/watchState';

export type StatusBarMode = 'always' | 'problems' | 'never';

/** All that the item of the status bar is drawn from. */
export interface StatusFacts {
  readonly session: Session;
  readonly health: HealthSummary;
  readonly registries: RegistryHealth;
  readonly watch: WatchState;
  readonly mode: StatusBarMode;
  readonly formats: Formats;
}

export interface StatusAppearance {
  /** With an icon in front. */
  readonly text: string;
  /** The same in words, for a screen reader. */
  readonly label: string;
  readonly background?: 'statusBarItem.warningBackground';
}

/** What the status bar says; undefined when it should be hidden. No icon ever spins: nothing costs anything while idle. */
export function statusAppearance(facts: StatusFacts): StatusAppearance | undefined {
  const { session, health, mode, registries } = facts;
  if (mode === 'never' || session.state === 'signedOut') {
    return undefined;
  }
  if (session.state === 'expired') {
    const label = l10n.t('Mirrors: sign in again');
    return { text: `$(key) ${label}`, label, background: 'statusBarItem.warningBackground' };
  }
  if (health.problems.length > 0 || disconnected(registries) > 0) {
    return troubled(facts);
  }
  return mode === 'problems' ? undefined : quiet(facts);
}

export function disconnected({ registries }: RegistryHealth): number {
  return registries.filter(({ state }) => state === 'disconnected').length;
}

function troubled({ health, registries, watch, formats }: StatusFacts): StatusAppearance {
  const { problems, mirrors } = health;
  const lost = disconnected(registries);
  const failing = lost > 0 || problems.some(({ severity }) => severity === 'failing');
  const counts = [
    ...(problems.length > 0 ? [mirrorCount(problems.length, formats)] : []),
    ...(lost > 0 ? [registryCount(lost, formats)] : []),
  ];
  const words = [
    ...(problems.length > 0 ? [attentionWords(problems.length, formats, mirrors)] : []),
    ...(lost > 0 ? [disconnectedWords(lost, formats)] : []),
  ];
  const { pause } = watch;
  return {
    text: `${failing ? '$(error)' : '$(warning)'} ${listOf(counts)}${pause ? ' $(debug-pause)' : ''}`,
    label: pause ? sentences(`${listOf(words)}.`, pausedUntilWords(pause.until, pause.error.kind)) : listOf(words),
    // Red is for what the editor itself cannot go on with; an outdated mirror is told by icon and words alone.
    background: failing ? 'statusBarItem.warningBackground' : undefined,
  };
}

function quiet({ health, watch, formats }: StatusFacts): StatusAppearance {
  if (watch.pause) {
    const { until, error } = watch.pause;
    return { text: `$(debug-pause) ${pausedUntil(until)}`, label: pausedUntilWords(until, error.kind) };
  }
  const { mirrors, unread, listKnown, failed } = health;
  const nothingYet = unread > 0 || !listKnown;
  const label =
    mirrors > 0
      ? noProblemWords(mirrors, formats)
      : nothingYet
        ? l10n.t('Mirrors: not checked yet')
        : l10n.t('Mirrors: none');
  const icon = mirrors === 0 ? 'cloud' : failed > 0 ? 'question' : 'pass';
  return { text: `$(${icon}) ${label}`, label };
}

function mirrorCount(count: number, formats: Formats): string {
  return count === 1 ? l10n.t('1 mirror') : l10n.t('{0} mirrors', formats.count(count));
}

function registryCount(count: number, formats: Formats): string {
  return count === 1 ? l10n.t('1 registry') : l10n.t('{0} registries', formats.count(count));
}
