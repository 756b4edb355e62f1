import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { attentionWords, disconnectedWords, noProblemWords, uncheckedWords } from '../ui/attentionWords';
import { displayText, withoutIcons } from '../ui/displayText';
import type { Advice, HealthSummary, Problem } from '../ui/healthSummary';
import { listOf } from '../ui/punctuation';
import type { RegistryState } from '../ui/registryHealth';
import type { SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';
import type { StatusOptions } from './index';
import { isFailing, type Trouble, troublesOf } from './troubles';

interface MenuItem extends vscode.QuickPickItem {
  readonly command?: string;
  readonly trouble?: Trouble;
}

/** What can be done, then the mirrors and registries that need attention, the worst first, each with its remedies. */
export async function openStatusMenu({ sessions, health, registries, advice, formats }: StatusOptions): Promise<void> {
  const { current } = health;
  const troubles = troublesOf(current, registries.current);
  const picked = await vscode.window.showQuickPick(
    [
      ...actions(sessions, current.unread, formats),
      ...(troubles.length > 0 ? [separator(countWords(troubles, formats)), ...troubles.map(troubleItem)] : []),
    ],
    {
      title: l10n.t('CodeArts Mirrors'),
      placeHolder: troubles.length > 0 ? l10n.t('Select a problem or an action') : withoutProblems(current, formats),
      matchOnDescription: true,
    },
  );
  if (picked?.trouble?.kind === 'mirror') {
    const { problem } = picked.trouble;
    await openRemedies(problem, await advice(problem.repositoryId));
  } else if (picked?.trouble) {
    await openRegistryRemedies(picked.trouble.registry);
  } else if (picked?.command !== undefined) {
    await vscode.commands.executeCommand(picked.command);
  }
}

function countWords(troubles: readonly Trouble[], formats: Formats): string {
  const mirrors = troubles.filter(({ kind }) => kind === 'mirror').length;
  const registries = troubles.length - mirrors;
  return listOf([
    ...(mirrors > 0 ? [attentionWords(mirrors, formats)] : []),
    ...(registries > 0 ? [disconnectedWords(registries, formats)] : []),
  ]);
}

/** Nothing found is good news only of what has been looked at. */
function withoutProblems(
  { listKnown, repositories, unread, failed, mirrors }: HealthSummary,
  formats: Formats,
): string {
  if (!listKnown) {
    return l10n.t('Nothing has been checked yet');
  }
  if (unread > 0) {
    return uncheckedWords(unread, repositories, formats);
  }
  return failed > 0 ? l10n.t('No problems in the mirrors checked so far') : noProblemWords(mirrors, formats);
}

async function openRemedies({ repositoryId, name }: Problem, advice: Advice | undefined): Promise<void> {
  const advised: readonly MenuItem[] = advice
    ? [
        {
          label: `$(lightbulb) ${advice.remedy.label}`,
          detail: advice.text,
          command: `codeartsMirrors.${advice.remedy.command}`,
        },
      ]
    : [];
  const others: readonly MenuItem[] = [
    { label: l10n.t('$(sync) Sync now'), command: 'codeartsMirrors.mirror.sync' },
    { label: l10n.t('$(info) Show details and the last error'), command: 'codeartsMirrors.mirror.details' },
    { label: l10n.t('$(edit) Change the source address'), command: 'codeartsMirrors.mirror.edit' },
    { label: l10n.t('$(globe) Open in the browser'), command: 'codeartsMirrors.repository.openInBrowser' },
  ];
  const remedies = [...advised, ...others.filter(({ command }) => command !== advised[0]?.command)];
  await runRemedy(name, remedies, { repositoryId });
}

async function openRegistryRemedies({ registryId, name }: RegistryState): Promise<void> {
  const remedies: readonly MenuItem[] = [
    { label: l10n.t('$(info) Show details and what to do'), command: 'codeartsMirrors.registry.details' },
    { label: l10n.t('$(copy) Copy the address'), command: 'codeartsMirrors.registry.copyAddress' },
    { label: l10n.t('$(refresh) Refresh'), command: 'codeartsMirrors.refresh' },
  ];
  await runRemedy(name, remedies, { registryId });
}

async function runRemedy(name: string, remedies: readonly MenuItem[], argument: unknown): Promise<void> {
  const remedy = await vscode.window.showQuickPick(remedies, {
    // A title shows `$(error)` as it is written: the icon of the row before is left out.
    title: displayText(name),
    placeHolder: l10n.t('What do you want to do?'),
  });
  if (remedy?.command !== undefined) {
    await vscode.commands.executeCommand(remedy.command, argument);
  }
}

function troubleItem(trouble: Trouble): MenuItem {
  const icon = isFailing(trouble) ? '$(error)' : '$(warning)';
  const { name, words } = trouble.kind === 'mirror' ? trouble.problem : trouble.registry;
  const place = trouble.kind === 'mirror' ? trouble.problem.project : l10n.t('Image registry');
  const description = [...(place === undefined ? [] : [place]), words].join(' · ');
  return { label: `${icon} ${withoutIcons(name)}`, description: withoutIcons(description), trouble };
}

function actions({ current }: SessionSource, unread: number, formats: Formats): readonly MenuItem[] {
  if (current.state === 'signedOut' || current.state === 'expired') {
    return [
      { label: l10n.t('$(key) Sign in'), command: 'codeartsMirrors.signIn' },
      { label: l10n.t('$(beaker) Try it with sample data'), command: 'codeartsMirrors.openSandbox' },
      { label: l10n.t('$(pulse) Diagnose the connection'), command: 'codeartsMirrors.diagnose' },
      { label: l10n.t('$(output) Show the log'), command: 'codeartsMirrors.showLog' },
    ];
  }
  return [
    {
      label: l10n.t('$(checklist) Check all mirrors'),
      description: unread > 0 ? l10n.t('{0} not checked', formats.count(unread)) : undefined,
      command: 'codeartsMirrors.mirror.checkAll',
    },
    { label: l10n.t('$(graph) Show the overview'), command: 'codeartsMirrors.overview' },
    { label: l10n.t('$(refresh) Refresh'), command: 'codeartsMirrors.refresh' },
    { label: l10n.t('$(list-tree) Open the view'), command: 'codeartsMirrors.repositories.focus' },
    { label: l10n.t('$(pulse) Diagnose the connection'), command: 'codeartsMirrors.diagnose' },
    { label: l10n.t('$(output) Show the log'), command: 'codeartsMirrors.showLog' },
    { label: l10n.t('$(sign-out) Sign out'), command: 'codeartsMirrors.signOut' },
  ];
}

function separator(label: string): MenuItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
