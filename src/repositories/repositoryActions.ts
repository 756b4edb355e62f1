import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { copyText } from '../ui/clipboard';
import { messageText, withoutIcons } from '../ui/displayText';
import { webAddress } from '../ui/webAddress';
import { type CloneUser, type RepositoryCommandParts, repositoriesFor, repositoryFor } from './context';

/** Puts a clone address on the clipboard; asks which when there are two. */
export async function copyCloneUrl(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  const repository = await repositoryFor(
    parts,
    args,
    l10n.t('Repository whose address you want to copy'),
    (each) => (each.httpsUrl ?? each.sshUrl) !== undefined,
  );
  const addresses = [
    { label: 'HTTPS', address: repository.httpsUrl },
    { label: 'SSH', address: repository.sshUrl },
  ].flatMap(({ label, address }) => (address === undefined ? [] : [{ label, detail: withoutIcons(address), address }]));
  const chosen =
    addresses.length > 1
      ? await vscode.window.showQuickPick(addresses, { placeHolder: l10n.t('Which address?') })
      : addresses[0];
  if (chosen) {
    await copyText(chosen.address);
    await offerPassword(parts.cloneUser(chosen.address));
  } else if (addresses.length === 0) {
    void vscode.window.showWarningMessage(l10n.t('{0} has no clone address.', messageText(repository.name)));
  }
}

/** An address holds no password: who clones from the sandbox is asked by Git, and could know it from nowhere else. */
async function offerPassword(user: CloneUser | undefined): Promise<void> {
  if (user === undefined) {
    return;
  }
  const copy = l10n.t('Copy Password');
  const chosen = await vscode.window.showInformationMessage(
    l10n.t('Git asks for a user name and password when you clone from the sandbox. User name: {0}', user.name),
    copy,
  );
  if (chosen === copy) {
    await vscode.env.clipboard.writeText(user.password);
    vscode.window.setStatusBarMessage(l10n.t('Copied the password of the sandbox'), 3000);
  }
}

/** Opens the repository's page in the console. Only web addresses are opened: the server could have sent anything. */
export async function openInBrowser(parts: RepositoryCommandParts, args: readonly unknown[]): Promise<void> {
  const repositories = await repositoriesFor(
    parts,
    args,
    l10n.t('Repository to open in the browser'),
    (each) => each.webUrl !== undefined,
  );
  for (const { name, webUrl } of repositories) {
    const address = webUrl === undefined ? undefined : webAddress(webUrl);
    if (address) {
      await vscode.env.openExternal(address);
    } else {
      void vscode.window.showWarningMessage(l10n.t('{0} has no web page that can be opened.', messageText(name)));
    }
  }
}
