import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { withoutIcons } from '../ui/displayText';
import type { Profile } from '../ui/session';
import type { ChoiceScope } from './profileChoices';
import type { UnusableProfile } from './profileFiles';
import { regionName } from './regionNames';

/** What was chosen. */
export type ProfileChoice =
  | { readonly kind: 'use'; readonly profile: Profile; readonly scope: ChoiceScope }
  | { readonly kind: 'edit' | 'signOut'; readonly profile: Profile }
  /** Also for one that is damaged: signing in to it again replaces it. */
  | { readonly kind: 'signIn' }
  /** To be switched there too. */
  | { readonly kind: 'accountsMenu' }
  /** A later version of the extension knows the profile. */
  | { readonly kind: 'update' };

export interface ProfilesToPick {
  readonly profiles: readonly Profile[];
  readonly unusable: readonly UnusableProfile[];
  /** The profile that this window uses: it is listed also when it is not stored. */
  readonly used: Profile | undefined;
  /** Identifier of the profile that was chosen for this workspace only. */
  readonly pinned: string | undefined;
}

interface ProfileItem extends vscode.QuickPickItem {
  readonly accepted?: ProfileChoice;
}

interface ProfileButton extends vscode.QuickInputButton {
  readonly choose: (profile: Profile) => ProfileChoice;
}

/** Lists the profiles, with what can be done to each; undefined when the person leaves. */
export function pickProfile(wanted: ProfilesToPick): Promise<ProfileChoice | undefined> {
  const { unusable, used, pinned } = wanted;
  const isStored = used === undefined || wanted.profiles.some(({ id }) => id === used.id);
  const profiles = isStored ? wanted.profiles : [used, ...wanted.profiles];
  const buttons = profileButtons();
  const rows = profiles.map((profile) =>
    profileItem(profile, profile.id === used?.id, profile.id === pinned, buttonsFor(profile, buttons)),
  );
  return new Promise((resolve) => {
    const box = vscode.window.createQuickPick<ProfileItem>();
    const finish = (choice: ProfileChoice | undefined): void => {
      resolve(choice);
      box.dispose();
    };
    box.title = l10n.t('Switch Profile');
    box.placeholder = l10n.t('Profile for this window and for windows without their own');
    box.matchOnDescription = true;
    box.matchOnDetail = true;
    box.items = [
      ...rows,
      ...(rows.length > 0 ? [{ label: '', kind: vscode.QuickPickItemKind.Separator }] : []),
      { label: l10n.t('$(add) Sign in to another profile…'), accepted: { kind: 'signIn' }, alwaysShow: true },
      // Of one, there is nothing to choose.
      ...(wanted.profiles.length > 1 ? [accountsMenuItem()] : []),
      ...unusable.map(unusableItem),
    ];
    box.activeItems = rows.filter((_, index) => profiles[index]?.id === used?.id);
    box.onDidAccept(() => {
      const accepted = box.selectedItems[0]?.accepted;
      if (accepted) {
        finish(accepted);
      }
    });
    box.onDidTriggerItemButton(({ button, item }) => {
      const pressed = buttons.find((one) => one === button);
      if (pressed && item.accepted?.kind === 'use') {
        finish(pressed.choose(item.accepted.profile));
      }
    });
    box.onDidHide(() => {
      finish(undefined);
    });
    box.show();
  });
}

function profileButtons(): readonly ProfileButton[] {
  const button = (icon: string, tooltip: string, choose: ProfileButton['choose']): ProfileButton => ({
    iconPath: new vscode.ThemeIcon(icon),
    tooltip,
    choose,
  });
  return [
    button('pinned', l10n.t('Use in This Workspace Only'), (profile) => ({ kind: 'use', profile, scope: 'workspace' })),
    button('edit', l10n.t('Edit Profile'), (profile) => ({ kind: 'edit', profile })),
    button('sign-out', l10n.t('Sign Out'), (profile) => ({ kind: 'signOut', profile })),
  ];
}

/** Sample data is only left: it is not stored, so there is nothing to change of it and nothing to choose. */
function buttonsFor({ kind }: Profile, all: readonly ProfileButton[]): readonly ProfileButton[] {
  return kind === 'sandbox' ? all.slice(-1) : all;
}

function profileItem(
  profile: Profile,
  isUsed: boolean,
  isPinned: boolean,
  buttons: readonly ProfileButton[],
): ProfileItem {
  const region = regionName(profile.region) ?? profile.region;
  const isSandbox = profile.kind === 'sandbox';
  const words = [
    ...(isSandbox
      ? [l10n.t('sample data on this computer')]
      : [methodWords(profile), withoutIcons(profile.accountName)]),
    ...(isPinned ? [l10n.t('this workspace only')] : []),
  ];
  return {
    label: `${isUsed ? '$(check)' : '$(blank)'} ${withoutIcons(profile.name)}`,
    description: words.filter((word) => word !== '').join(' · '),
    detail: [region, withoutIcons(profile.iamProject.name), ...(isUsed ? [l10n.t('in use')] : [])].join(' · '),
    buttons,
    accepted: { kind: 'use', profile, scope: 'default' },
  };
}

function accountsMenuItem(): ProfileItem {
  return {
    label: l10n.t('$(account) Switch in the Accounts menu too…'),
    accepted: { kind: 'accountsMenu' },
    alwaysShow: true,
  };
}

function unusableItem({ kind }: UnusableProfile): ProfileItem {
  return {
    label: l10n.t('$(warning) A stored profile that cannot be used'),
    ...(kind === 'newer'
      ? {
          detail: l10n.t('A later version of this extension wrote it. Look for an update.'),
          accepted: { kind: 'update' },
        }
      : { detail: l10n.t('Its file is damaged. Sign in again to replace it.'), accepted: { kind: 'signIn' } }),
  };
}

function methodWords({ method }: Profile): string {
  switch (method) {
    case 'token':
      return l10n.t('token');
    case 'password':
      return l10n.t('password');
    case 'accessKey':
      return l10n.t('access key');
    case 'environment':
      return l10n.t('access key of the environment');
    case 'file':
      return l10n.t('access key of the credentials file');
  }
}
