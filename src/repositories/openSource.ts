import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { displayText, messageText } from '../ui/displayText';
import { signedInClient } from '../ui/session';
import { webAddress } from '../ui/webAddress';
import { type RepositoryCommandParts, repositoryFor } from './context';
import { mayHaveMirror } from './syncMirror';

/** Opens the source of a mirror in the browser. The editor itself asks before it opens a host for the first time. */
export async function openSource(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  const { id, name } = await repositoryFor(
    parts,
    args,
    l10n.t('Select a mirror to open its source'),
    mayHaveMirror(parts),
  );
  const client = await signedInClient(parts.sessions);
  const known = parts.readings.of(id);
  const mirror = known ? known.mirror : await client.showRemoteMirror(id);
  const address = mirror?.sourceUrl === undefined ? undefined : webAddress(mirror.sourceUrl);
  if (address) {
    await vscode.env.openExternal(address);
  } else {
    void vscode.window.showWarningMessage(
      mirror?.sourceUrl === undefined
        ? l10n.t('{0} has no mirror. Associate one first.', messageText(name))
        : l10n.t(
            'The source of {0} is not a web address: {1}',
            messageText(name),
            messageText(displayText(mirror.sourceUrl)),
          ),
    );
  }
}
