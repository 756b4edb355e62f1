import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { noticeWords } from './noticeWords';
import { askWhatToMute, type MuteParts } from './muting';
import { isMirror, repositoryIdOf } from './pictures';
import type { Notice } from './tell';
import type { Formats } from '../ui/time';

export interface ShowParts extends MuteParts {
  readonly formats: Formats;
}

/** Shows a notice and does what the person presses. Resolves when it is closed. */
export async function showNotice(notice: Notice, parts: ShowParts): Promise<void> {
  const { surveys, troubled, recovered, unstable } = notice;
  const isGood = surveys.length + troubled.length + unstable.length === 0;
  const things = [...troubled, ...unstable, ...recovered, ...surveys.flatMap((survey) => survey.troubled)];
  const ids = things.filter(({ key }) => isMirror(key)).map(({ key }) => repositoryIdOf(key));
  const toSync = [...troubled, ...unstable].filter(({ key }) => isMirror(key)).map(({ key }) => repositoryIdOf(key));
  const [show, sync, mute] = [l10n.t('Show'), l10n.t('Sync Now'), l10n.t('Mute…')];
  const buttons = [show, ...(toSync.length > 0 ? [sync] : []), mute];
  const text = noticeWords(notice, parts.formats);
  const chosen = isGood
    ? await vscode.window.showInformationMessage(text, ...buttons)
    : await vscode.window.showWarningMessage(text, ...buttons);
  switch (chosen) {
    case show:
      await (ids.length > 0
        ? parts.mirrors.reveal(ids)
        : vscode.commands.executeCommand('codeartsMirrors.registries.focus'));
      break;
    case sync: {
      const rows = toSync.map((repositoryId) => ({ repositoryId }));
      await vscode.commands.executeCommand('codeartsMirrors.mirror.sync', rows[0], rows);
      break;
    }
    case mute:
      await askWhatToMute(things, surveys.length > 0, parts);
      break;
    default:
  }
}
