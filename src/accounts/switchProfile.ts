import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { Cancelled } from '../ui/commands';
import { withoutIcons } from '../ui/displayText';
import type { Profile } from '../ui/session';
import { editProfile } from './editProfile';
import type { AccountParts } from './parts';
import type { ChoiceScope } from './profileChoices';
import { pickProfile } from './profilePick';
import { signOut } from './signOutCommand';

const EXTENSION = 'codearts-mirrors.codearts-mirrors';

/** Lets the person choose which profile this window uses, or change one. @throws Cancelled when the person leaves */
export async function switchProfile(parts: AccountParts, signIn: () => Promise<unknown>): Promise<void> {
  await parts.sessions.wake().catch(() => undefined);
  const { profiles, unusable } = await parts.profiles.all();
  const { current } = parts.sessions;
  const choice = await pickProfile({
    profiles,
    unusable,
    used: current.state === 'signedOut' ? undefined : current.profile,
    pinned: await parts.profiles.chosenForWorkspace(),
  });
  switch (choice?.kind) {
    case undefined:
      throw new Cancelled();
    case 'use':
      if (choice.profile.kind === 'sandbox') {
        // It is the one in use, and cannot be chosen for another window.
        return;
      }
      await use(parts, choice.profile, choice.scope);
      return;
    case 'edit':
      await editProfile(parts, choice.profile);
      return;
    case 'signOut':
      await signOut(parts, choice.profile.id);
      return;
    case 'signIn':
      await signIn();
      return;
    case 'accountsMenu':
      await offerAccountsMenu(parts);
      return;
    case 'update':
      await vscode.commands.executeCommand('extension.open', EXTENSION);
  }
}

/** Makes a profile the one of this workspace, or of all windows that have none of their own. */
export async function use(parts: AccountParts, profile: Profile, scope: ChoiceScope): Promise<void> {
  await parts.profiles.choose(profile, scope);
  const { current } = parts.sessions;
  if (current.state === 'signedOut' || current.profile.id !== profile.id) {
    // Sample data is left only by somebody who says so, and this does.
    await parts.window.leave();
  }
  vscode.window.setStatusBarMessage(
    scope === 'default'
      ? l10n.t('{0} is used in windows without a profile of their own', withoutIcons(profile.name))
      : l10n.t('{0} is used in this workspace', withoutIcons(profile.name)),
    5000,
  );
}

async function offerAccountsMenu({ accountsMenu }: AccountParts): Promise<void> {
  if (!(await accountsMenu.offer())) {
    throw new Cancelled();
  }
  void vscode.window.showInformationMessage(
    l10n.t(
      'The profile of a workspace can be chosen in the Accounts menu now (Manage Extension Account Preferences…), and with Account Preferences at the gear of this extension.',
    ),
  );
}
