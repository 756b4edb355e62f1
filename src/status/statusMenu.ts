import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { displayText, withoutIcons } from '../ui/displayText';
import type { HealthSource, Problem } from '../ui/healthSummary';
import type { SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';

interface MenuItem extends vscode.QuickPickItem {
  readonly command?: string;
  readonly problem?: Problem;
}

/** What needs attention, each with its remedies, then what else can be done. */
export async function openStatusMenu(sessions: SessionSource, health: HealthSource, formats: Formats): Promise<void> {
  const { problems, unread } = health.current;
  const picked = await vscode.window.showQuickPick(
    [
      ...problems.map(problemItem),
      ...(problems.length > 0 ? [separator(l10n.t('Actions'))] : []),
      ...actions(sessions, unread, formats),
    ],
    {
      title: l10n.t('CodeArts Mirrors'),
      placeHolder:
        problems.length > 0
          ? l10n.t('Choose a mirror to see what can be done')
          : l10n.t('No mirror that was checked needs attention'),
      matchOnDescription: true,
    },
  );
  if (picked?.problem) {
    await openRemedies(picked.problem);
  } else if (picked?.command !== undefined) {
    await vscode.commands.executeCommand(picked.command);
  }
}

async function openRemedies({ repositoryId, name }: Problem): Promise<void> {
  const remedies: MenuItem[] = [
    { label: l10n.t('$(sync) Sync now'), command: 'codeartsMirrors.mirror.sync' },
    { label: l10n.t('$(info) Show details and the last error'), command: 'codeartsMirrors.mirror.details' },
    { label: l10n.t('$(edit) Change the source address'), command: 'codeartsMirrors.mirror.edit' },
    { label: l10n.t('$(globe) Open in the browser'), command: 'codeartsMirrors.repository.openInBrowser' },
  ];
  const remedy = await vscode.window.showQuickPick(remedies, {
    // A title shows `$(error)` as it is written: the icon of the row before is left out.
    title: displayText(name),
    placeHolder: l10n.t('What do you want to do?'),
  });
  if (remedy?.command !== undefined) {
    await vscode.commands.executeCommand(remedy.command, { repositoryId });
  }
}

function problemItem(problem: Problem): MenuItem {
  const icon = problem.severity === 'failing' ? '$(error)' : '$(warning)';
  return { label: `${icon} ${withoutIcons(problem.name)}`, description: withoutIcons(problem.words), problem };
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
