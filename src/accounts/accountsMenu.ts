import { authentication, l10n, window } from 'vscode';
import { type Disposable, Disposables } from '../ui/emitter';
import type { Profile, SessionSource } from '../ui/session';
import { type HuaweiCloudAuthenticationProvider, labelOf, PROVIDER_ID } from './authenticationProvider';
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

  constructor(private readonly parts: AccountsMenuParts) {
    this.#owned.add(
      authentication.onDidChangeSessions(({ provider }) => {
        // The editor tells the same way of what the profiles have changed and of what the person has chosen.
        if (provider.id === PROVIDER_ID && !parts.provider.hears() && !this.#asking) {
          void this.#follow().catch(parts.onError);
        }
      }),
    );
  }

  /** Asks for each profile whether the Accounts menu may choose it. @returns false when the person does not agree */
  async offer(): Promise<boolean> {
    const { current } = this.parts.sessions;
    const used = current.state === 'signedOut' ? undefined : current.profile.id;
    const { profiles } = await this.parts.profiles.all();
    // What was allowed last is what the menu shows as chosen.
    const inOrder = [...profiles.filter(({ id }) => id !== used), ...profiles.filter(({ id }) => id === used)];
    this.#asking = true;
    try {
      for (const profile of inOrder) {
        if (!(await allow(profile))) {
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

  async #follow(): Promise<void> {
    const chosen = await authentication.getSession(PROVIDER_ID, [], { silent: true });
    const { profiles } = await this.parts.profiles.all();
    const profile = profiles.find(({ id }) => id === chosen?.id);
    if (profile === undefined) {
      await this.#askToAllow();
      return;
    }
    const { current } = this.parts.sessions;
    if (current.state === 'signedOut' || current.profile.id !== profile.id) {
      await this.parts.use(profile);
    }
  }

  /** Of an account that the extension may not use, the editor does not even say that it was chosen. */
  async #askToAllow(): Promise<void> {
    const goOn = l10n.t('Allow…');
    const text = l10n.t('What was chosen in the Accounts menu is a profile that it may not choose yet.');
    if ((await window.showWarningMessage(text, goOn)) === goOn && (await this.offer())) {
      await this.#follow();
    }
  }
}

async function allow(profile: Profile): Promise<boolean> {
  const label = labelOf(profile);
  const detail = l10n.t(
    'So that the Accounts menu can choose {0} for this extension. Nothing is sent, and no token is handed out.',
    label,
  );
  try {
    await authentication.getSession(PROVIDER_ID, [], { account: { id: profile.id, label }, createIfNone: { detail } });
    return true;
  } catch {
    // The editor says no more than that the person did not agree.
    return false;
  }
}
