import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { Cancelled } from '../ui/commands';
import { withoutIcons } from '../ui/displayText';
import type { Profile } from '../ui/session';
import { askEnterpriseProject, enterpriseProjectWords } from './enterpriseProject';
import type { AccountParts } from './parts';
import type { ProfileEdit } from './profiles';

const LONGEST_NAME = 80;

/** Changes what a profile is called or whose registries it lists. Everything else is another profile. */
export async function editProfile(parts: AccountParts, profile: Profile): Promise<void> {
  const picked = await vscode.window.showQuickPick(
    [
      { what: 'name' as const, label: l10n.t('$(edit) Name'), description: withoutIcons(profile.name) },
      {
        what: 'enterpriseProject' as const,
        label: l10n.t('$(organization) Enterprise project'),
        description: withoutIcons(enterpriseProjectWords(profile.enterpriseProjectId)),
      },
    ],
    { title: withoutIcons(profile.name), placeHolder: l10n.t('What do you want to change?') },
  );
  const edit = await change(picked?.what, profile);
  if (edit === undefined) {
    throw new Cancelled();
  }
  await parts.profiles.update(profile.id, edit);
}

async function change(
  what: 'name' | 'enterpriseProject' | undefined,
  profile: Profile,
): Promise<ProfileEdit | undefined> {
  if (what === 'name') {
    const name = await askName(profile.name);
    return name === undefined ? undefined : { name };
  }
  const chosen = what === undefined ? undefined : await askEnterpriseProject(profile.enterpriseProjectId);
  return chosen && { enterpriseProjectId: chosen.id };
}

async function askName(value: string): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: l10n.t('Name of the profile'),
    value,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      if (typed.trim() === '') {
        return l10n.t('Enter a name.');
      }
      if (/\p{Cc}/u.test(typed)) {
        return l10n.t('This contains line breaks or control characters.');
      }
      return typed.length > LONGEST_NAME ? l10n.t('At most {0} characters.', LONGEST_NAME) : undefined;
    },
  });
  return text?.trim();
}

/** Changes the profile in use. A key binding may ask for it where the menus do not offer it. */
export async function editProfileInUse(parts: AccountParts): Promise<void> {
  await parts.sessions.wake().catch(() => undefined);
  const { current } = parts.sessions;
  if (current.state === 'signedOut' || current.profile.kind === 'sandbox') {
    void vscode.window.showInformationMessage(
      current.state === 'signedOut' ? l10n.t('You are not signed in.') : l10n.t('The sandbox profile can’t be edited.'),
    );
    return;
  }
  await editProfile(parts, current.profile);
}
