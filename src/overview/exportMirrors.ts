import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { Cancelled } from '../ui/commands';
import { messageText } from '../ui/displayText';
import { sentences } from '../ui/punctuation';
import { signedInClient } from '../ui/session';
import { toCsv } from './csv';
import type { OverviewOptions } from './index';
import { toJson } from './json';
import { mirrorRows } from './mirrorRows';

export type ExportKind = 'csv' | 'json';

/** Writes what is known of all mirrors into a file that the person chooses. */
export async function exportMirrors(
  { sessions, mirrors, clock, formats }: OverviewOptions,
  kind: ExportKind,
): Promise<void> {
  await signedInClient(sessions);
  await mirrors.load();
  const target = await vscode.window.showSaveDialog({
    title: kind === 'csv' ? l10n.t('Export Mirrors as CSV') : l10n.t('Export Mirrors as JSON'),
    saveLabel: l10n.t('Export'),
    defaultUri: suggested(`codearts-mirrors-${clock().toISOString().slice(0, 10)}.${kind}`),
    filters: kind === 'csv' ? { CSV: ['csv'] } : { JSON: ['json'] },
  });
  if (!target) {
    throw new Cancelled();
  }
  // What has become known while the person chose is in it too.
  const known = await mirrors.read();
  const exportedAt = clock();
  const rows = mirrorRows(known, exportedAt);
  const repositories = known.records.length + known.unlisted;
  const text =
    kind === 'csv' ? toCsv(rows, known) : toJson({ exportedAt, listReadAt: known.listAsOf, repositories, rows });
  const name = messageText(target.path.slice(target.path.lastIndexOf('/') + 1));
  try {
    await vscode.workspace.fs.writeFile(target, Buffer.from(text));
  } catch (error) {
    const why = messageText(error instanceof Error ? error.message : String(error), 500);
    void vscode.window.showErrorMessage(l10n.t('{0} could not be saved. {1}', name, why));
    return;
  }
  const unread = rows.filter(({ health }) => health === 'unread').length + known.unlisted;
  const gap = unread > 0 ? l10n.t('Not checked yet: {0} repositories.', formats.count(unread)) : '';
  const open = l10n.t('Open');
  const chosen = await vscode.window.showInformationMessage(sentences(l10n.t('{0} was saved.', name), gap), open);
  if (chosen === open) {
    await vscode.commands.executeCommand('vscode.open', target);
  }
}

/** In the folder that is open, else in the home folder. */
function suggested(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder ? vscode.Uri.joinPath(folder.uri, name) : vscode.Uri.file(path.join(os.homedir(), name));
}
