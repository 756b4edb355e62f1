import { authentication, type AuthenticationSession, commands, l10n, window } from 'vscode';
import { type Disposable, Disposables } from '../ui/emitter';
import type { Profile, SessionSource } from '../ui/session';
import { type HuaweiCloudAuthenticationProvider, PROVIDER_ID, providerName } from './authenticationProvider';
import type { Profiles } from './profiles';

export interface AccountsMenuParts {
  readonly provider: HuaweiCloudAuthenticationProvider;
  readonly profiles: Profiles;
  readonly sessions: SessionSource;
  /** Makes this the profile of the workspace. */
  readonly use: (profile: Profile) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/**
 * Lets the person choose the profile of a workspace in the editor's Accounts menu, with its entry "Manage Extension
 * Account Preferences…". An extension can put no entry of its own there, and that one lists it only after the person has
 * allowed it to use each account: so this is offered, and nobody is asked who does not want it.
 */
export class AccountsMenu implements Disposable {
  readonly #owned = new Disposables();
  #asking = false;
  /** What the editor names as chosen: only what is new is followed. */
  #chosen: string | undefined;

  constructor(private readonly parts: AccountsMenuParts) {
    this.#owned.add(
      authentication.onDidChangeSessions(({ provider }) => {
        // The editor tells in the same way of an account that some extension may use from now on, or not any more: with
        // the name of the account in place of that of the provider.
        if (provider.id === PROVIDER_ID && provider.label === providerName()) {
          void this.#follow(parts.provider.takeEcho() || this.#asking).catch(parts.onError);
        }
      }),
    );
  }

  /** Asks for each profile whether the Accounts menu may choose it. @returns false when the person does not agree */
  async offer(): Promise<boolean> {
    const { current } = this.parts.sessions;
    const used = current.state === 'signedOut' ? undefined : current.profile.id;
    const known = await this.parts.provider.getSessions();
    // Of those that are new to it, the menu shows the last one as chosen.
    const inOrder = [...known.filter(({ id }) => id !== used), ...known.filter(({ id }) => id === used)];
    this.#asking = true;
    try {
      for (const session of inOrder) {
        if (!(await allow(session))) {
          return false;
        }
      }
      return true;
    } finally {
      this.#asking = false;
    }
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** @param isEcho the profiles have changed, and nobody has chosen: what the editor names now was chosen before */
  async #follow(isEcho: boolean): Promise<void> {
    const before = this.#chosen;
    const chosen = await authentication.getSession(PROVIDER_ID, [], { silent: true });
    this.#chosen = chosen?.id;
    if (isEcho || chosen?.id === before) {
      return;
    }
    if (chosen === undefined) {
      await offerList();
      return;
    }
    const { profiles } = await this.parts.profiles.all();
    const profile = profiles.find(({ id }) => id === chosen.id);
    const { current } = this.parts.sessions;
    if (profile !== undefined && (current.state === 'signedOut' || current.profile.id !== profile.id)) {
      await this.parts.use(profile);
    }
  }
}

/** The editor keeps to itself which account was chosen that the extension may not use yet. */
async function offerList(): Promise<void> {
  const list = l10n.t('Switch Profile');
  const text = l10n.t('The Accounts menu may not choose that profile yet. Choose it in the list of profiles.');
  if ((await window.showWarningMessage(text, list)) === list) {
    await commands.executeCommand('codeartsMirrors.switchProfile');
  }
}

async function allow({ id, account }: AuthenticationSession): Promise<boolean> {
  const { label } = account;
  const detail = l10n.t(
    'So that the Accounts menu can choose {0} for this extension. Nothing is sent, and no token is handed out.',
    label,
  );
  try {
    await authentication.getSession(PROVIDER_ID, [], { account: { id, label }, createIfNone: { detail } });
    return true;
  } catch {
    // The editor says no more than that the person did not agree.
    return false;
  }
}
