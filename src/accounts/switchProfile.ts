import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { Cancelled } from '../ui/commands';
import { withoutIcons } from '../ui/displayText';
import type { Profile } from '../ui/session';
import { editProfile } from './editProfile';
import type { AccountParts } from './parts';
import { regionName } from './regionNames';
import type { UnusableProfile } from './profileFiles';

interface ProfileItem extends vscode.QuickPickItem {
  readonly profile?: Profile;
  readonly action?: 'signIn';
}

/** What was chosen, and where it counts. */
type Choice =
  | { readonly kind: 'use'; readonly profile: Profile; readonly scope: 'default' | 'workspace' }
  | { readonly kind: 'edit'; readonly profile: Profile }
  | { readonly kind: 'signIn' };

/** Lets the person choose which profile this window uses. @throws Cancelled when the person leaves */
export async function switchProfile(parts: AccountParts, signIn: () => Promise<unknown>): Promise<void> {
  await parts.sessions.wake().catch(() => undefined);
  const { profiles, unusable } = await parts.profiles.all();
  const { current } = parts.sessions;
  const used = current.state === 'signedOut' ? undefined : current.profile.id;
  const choice = await pick(profiles, unusable, used);
  switch (choice?.kind) {
    case undefined:
      throw new Cancelled();
    case 'signIn':
      await signIn();
      return;
    case 'edit':
      await editProfile(parts, choice.profile);
      return;
    case 'use':
      await use(parts, choice.profile, choice.scope);
  }
}

async function use(parts: AccountParts, profile: Profile, scope: 'default' | 'workspace'): Promise<void> {
  await parts.profiles.choose(profile, scope);
  const { current } = parts.sessions;
  if (current.state === 'signedOut' || current.profile.id !== profile.id) {
    // Sample data is left only by somebody who says so, and this does.
    await parts.window.leave();
  }
  vscode.window.setStatusBarMessage(
    scope === 'default'
      ? l10n.t('{0} is used in all windows that have no profile of their own', withoutIcons(profile.name))
      : l10n.t('{0} is used in this workspace', withoutIcons(profile.name)),
    5000,
  );
}

function pick(
  profiles: readonly Profile[],
  unusable: readonly UnusableProfile[],
  used: string | undefined,
): Promise<Choice | undefined> {
  const here: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('pinned'),
    tooltip: l10n.t('Use in This Workspace Only'),
  };
  const edit: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('edit'), tooltip: l10n.t('Edit Profile') };
  return new Promise((resolve) => {
    const box = vscode.window.createQuickPick<ProfileItem>();
    const finish = (choice: Choice | undefined): void => {
      resolve(choice);
      box.dispose();
    };
    box.title = l10n.t('Switch Profile');
    box.placeholder = l10n.t('Profile for this window, and for all that have none of their own');
    box.matchOnDescription = true;
    box.items = [
      ...profiles.map((profile) => profileItem(profile, profile.id === used, [here, edit])),
      ...(profiles.length > 0 ? [{ label: '', kind: vscode.QuickPickItemKind.Separator }] : []),
      { label: l10n.t('$(add) Sign in to another profile…'), action: 'signIn' as const, alwaysShow: true },
      ...unusable.map(unusableItem),
    ];
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (item?.profile) {
        finish({ kind: 'use', profile: item.profile, scope: 'default' });
      } else if (item?.action === 'signIn') {
        finish({ kind: 'signIn' });
      }
    });
    box.onDidTriggerItemButton(({ button, item }) => {
      if (item.profile) {
        finish(
          button === edit
            ? { kind: 'edit', profile: item.profile }
            : { kind: 'use', profile: item.profile, scope: 'workspace' },
        );
      }
    });
    box.onDidHide(() => {
      finish(undefined);
    });
    box.show();
  });
}

function profileItem(profile: Profile, used: boolean, buttons: readonly vscode.QuickInputButton[]): ProfileItem {
  const region = regionName(profile.region) ?? profile.region;
  return {
    label: `${used ? '$(check)' : '$(blank)'} ${withoutIcons(profile.name)}`,
    description: [methodWords(profile), withoutIcons(profile.accountName)].filter((part) => part !== '').join(' · '),
    detail: `${region} · ${withoutIcons(profile.iamProject.name)}`,
    buttons,
    profile,
  };
}

function unusableItem({ kind }: UnusableProfile): ProfileItem {
  return {
    label: l10n.t('$(warning) A stored profile that cannot be used'),
    detail:
      kind === 'newer'
        ? l10n.t('A later version of this extension wrote it.')
        : l10n.t('Its file is damaged. Sign in again to replace it.'),
  };
}

export function methodWords({ method }: Profile): string {
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
