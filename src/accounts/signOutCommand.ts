import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { Cancelled } from '../ui/commands';
import { messageText } from '../ui/displayText';
import type { AccountParts } from './parts';

/** Forgets a profile with its secret, in memory and in the secret storage, in every window. Sample data is just left. */
export async function signOut(parts: AccountParts, profileId?: string): Promise<void> {
  await parts.sessions.wake().catch(() => undefined);
  const session = parts.sessions.current;
  const isSandbox = session.state !== 'signedOut' && session.profile.kind === 'sandbox';
  if (isSandbox && (profileId === undefined || profileId === session.profile.id)) {
    await parts.window.leave();
    return;
  }
  const id = profileId ?? (session.state === 'signedOut' ? undefined : session.profile.id);
  if (id === undefined || !(await isKnown(parts, id))) {
    void vscode.window.showInformationMessage(l10n.t('You are not signed in.'));
    return;
  }
  const secret = await parts.profiles.ownSecretOf(id);
  if (session.state !== 'signedOut' && session.profile.id === id) {
    // Its requests stop before its secret goes.
    parts.sessions.replace({ state: 'signedOut' });
  }
  const forgotten = await parts.profiles.remove(id);
  await parts.window.follow();
  if (forgotten !== 'left') {
    void vscode.window.showInformationMessage(signedOutText(parts, forgotten));
    return;
  }
  const text =
    secret?.kind === 'token'
      ? l10n.t(
          'Signed out, but the secret storage of the editor did not remove the token. It ends by itself {0}.',
          parts.formats.absolute(new Date(secret.expiresAt)),
        )
      : l10n.t(
          'Signed out, but the secret storage of the editor did not remove the secret. Change the password or delete the key in the console.',
        );
  void vscode.window.showWarningMessage(text);
}

/** Another window may have signed out of it, and a menu may still show it. */
async function isKnown({ profiles }: AccountParts, id: string): Promise<boolean> {
  const { profiles: usable, unusable } = await profiles.all();
  return [...usable, ...unusable].some((one) => one.id === id) || (await profiles.ownSecretOf(id)) !== undefined;
}

/** It says no more than was seen: of a keyring that does not answer, nobody knows what it holds. */
function signedOutText({ sessions }: AccountParts, forgotten: 'removed' | 'unseen'): string {
  const { current } = sessions;
  const done =
    forgotten === 'removed'
      ? l10n.t('Signed out. Everything secret of the profile was removed from this computer.')
      : l10n.t(
          'Signed out. The secret of the profile is gone from memory. The secret storage of the editor does not answer, so an older secret may be left in it.',
        );
  return current.state === 'signedOut'
    ? done
    : l10n.t('{0} This window uses {1} now.', done, messageText(current.profile.name));
}

/**
 * Removes everything that the extension has ever stored, after asking.
 *
 * @param removeTheRest what is no profile; returns whether all of it is gone
 * @throws Cancelled when the person does not agree
 */
export async function removeAllData(parts: AccountParts, removeTheRest: () => Promise<boolean>): Promise<void> {
  const remove = l10n.t('Remove All Data');
  const agreed = await vscode.window.showWarningMessage(
    l10n.t('Remove all data of CodeArts Mirrors from this computer?'),
    {
      modal: true,
      detail: l10n.t(
        'All profiles with their tokens, passwords and keys, and what is kept of repositories and mirrors, in all windows. Nothing is changed in Huawei Cloud.',
      ),
    },
    remove,
  );
  if (agreed !== remove) {
    throw new Cancelled();
  }
  parts.sessions.replace({ state: 'signedOut' });
  const areSecretsGone = await parts.profiles.removeAll();
  const isRestGone = await removeTheRest();
  if (areSecretsGone && isRestGone) {
    void vscode.window.showInformationMessage(l10n.t('All data was removed from this computer.'));
    return;
  }
  void vscode.window.showWarningMessage(
    areSecretsGone
      ? l10n.t('Profiles and secrets were removed, but some files about mirrors were not. The log has the details.')
      : l10n.t(
          'All data was removed, but for secrets that the secret storage of the editor did not remove. Change the password or delete the key in the console, then try again.',
        ),
  );
}
