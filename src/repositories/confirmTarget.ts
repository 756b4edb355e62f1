import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Repository } from '../api/index';
import { displayText, messageText } from '../ui/displayText';
import type { Formats } from '../ui/time';
import type { TargetContents } from './targetContents';

/** Asks before a repository that holds commits becomes a mirror: its first sync would fail, or overwrite them. */
export async function confirmTarget(
  repository: Repository,
  contents: TargetContents,
  formats: Formats,
): Promise<boolean> {
  if (contents.kind !== 'full') {
    return true;
  }
  const associate = l10n.t('Associate Anyway');
  const { branches, defaultBranch } = contents;
  const facts = [
    ...(branches === undefined ? [] : [l10n.t('Branches: {0}', formats.count(branches))]),
    ...(defaultBranch === undefined ? [] : [l10n.t('Default branch: {0}', displayText(defaultBranch, 80))]),
  ];
  const chosen = await vscode.window.showWarningMessage(
    l10n.t('{0} is not empty.', messageText(repository.name)),
    {
      modal: true,
      detail: [
        ...facts,
        l10n.t(
          'If a branch has commits that the source does not have, it has diverged, and syncing fails until you force it. A forced sync overwrites those commits. An empty repository is the safe choice.',
        ),
      ].join('\n'),
    },
    associate,
  );
  return chosen === associate;
}
