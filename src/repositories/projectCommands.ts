import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { RepositoryId } from '../api/index';
import { copyText } from '../ui/clipboard';
import { Cancelled } from '../ui/commands';
import { messageText, withoutIcons } from '../ui/displayText';
import { pausedUntilWords } from '../ui/pauseWords';
import { signedInClient } from '../ui/session';
import type { RepositoryCommandParts } from './context';
import type { RepositoryGroup } from './grouping';
import { groupWords } from './groupWords';
import { checkMirrors } from './mirrorCheck';
import { needsAttention } from './mirrorHealth';
import { isGroupArgument } from './nodes';
import { syncMirror } from './syncMirror';

/** Syncs the mirrors of a project that need it. Those that were never checked are checked first. */
export async function syncProject(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  const { name, repositories } = await projectFor(parts, args);
  const unchecked = repositories.filter(({ id }) => parts.model.health(id) === undefined).map(({ id }) => id);
  if (unchecked.length > 0) {
    await check(parts, name, unchecked);
  }
  const needing = repositories
    .filter(({ id }) => needsAttention(parts.model.health(id)))
    .map(({ id }) => ({ repositoryId: id }));
  if (needing.length === 0) {
    await tellCounts(parts, args, name, repositories);
  } else {
    await syncMirror(parts, [needing[0], needing]);
  }
}

/** Reads the mirrors of all repositories of a project again. */
export async function checkProject(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  const { name, repositories } = await projectFor(parts, args);
  await check(
    parts,
    name,
    repositories.map(({ id }) => id),
  );
  await tellCounts(parts, args, name, repositories);
}

export async function copyProjectName(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  await copyText((await projectFor(parts, args)).name);
}

export async function copyProjectId(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  const { name, projectId } = await projectFor(parts, args, ({ projectId: id }) => id !== undefined);
  if (projectId === undefined) {
    void vscode.window.showWarningMessage(l10n.t('The CodeArts project ID of {0} is not known.', messageText(name)));
  } else {
    await copyText(projectId);
  }
}

/** The project whose row was clicked or, from the palette, the one that the person picks. */
async function projectFor(
  { sessions, list, model, formats }: RepositoryCommandParts,
  [row]: readonly unknown[],
  suits: (group: RepositoryGroup) => boolean = () => true,
): Promise<RepositoryGroup> {
  await signedInClient(sessions);
  await list.ensure();
  if (list.state.kind === 'failed' && !list.state.previous) {
    throw list.state.error;
  }
  const named = isGroupArgument(row) ? model.groups.find(({ key }) => key === row.key) : undefined;
  if (named) {
    return named;
  }
  const items = model.groups.filter(suits).map((group) => ({
    label: withoutIcons(group.name),
    description: groupWords(model.countsOf(group), formats),
    group,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: l10n.t('Select a project') });
  if (!picked) {
    throw new Cancelled();
  }
  return picked.group;
}

async function check(parts: RepositoryCommandParts, project: string, ids: readonly RepositoryId[]): Promise<void> {
  const { formats } = parts;
  const title = l10n.t('Checking the mirrors of {0}', messageText(project));
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      const stop = token.onCancellationRequested(() => {
        abort.abort();
      });
      await checkMirrors(parts, ids, abort.signal, (left, pause) => {
        const done = l10n.t('{0} of {1}', formats.count(ids.length - left), formats.count(ids.length));
        progress.report({
          message: pause ? `${done} · ${pausedUntilWords(pause.until, pause.error.kind)}` : done,
        });
      });
      stop.dispose();
      if (token.isCancellationRequested) {
        throw new Cancelled();
      }
    },
  );
}

async function tellCounts(
  { model, formats }: RepositoryCommandParts,
  args: readonly unknown[],
  project: string,
  repositories: RepositoryGroup['repositories'],
): Promise<void> {
  const { attention, unchecked } = model.countsOf({ repositories });
  const name = messageText(project);
  const found =
    attention === 0
      ? l10n.t('No problems in the mirrors of {0} checked so far.', name)
      : l10n.t('Mirrors of {0} that need attention: {1}.', name, formats.count(attention));
  const left = unchecked === 0 ? [] : [l10n.t('Repositories not checked: {0}.', formats.count(unchecked))];
  const sync = l10n.t('Sync Now');
  const chosen = await vscode.window.showInformationMessage(
    [found, ...left].join(' '),
    ...(attention > 0 ? [sync] : []),
  );
  if (chosen === sync) {
    await vscode.commands.executeCommand('codeartsMirrors.project.sync', ...args.slice(0, 1));
  }
}
