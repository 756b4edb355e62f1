import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { displayText } from '../ui/displayText';
import type { Profile, SessionSource } from '../ui/session';
import { listOf, withRemark } from '../ui/punctuation';
import type { Profiles } from './profiles';

export const PROVIDER_ID = 'codeartsMirrors';

/** What the editor calls the provider. */
export const providerName = (): string => l10n.t('Huawei Cloud');

export interface AccountActions {
  signIn(): Promise<Profile>;
  signOut(profileId: string): Promise<void>;
}

/**
 * Shows every profile in the editor's Accounts menu, with sign-out. It hands out no token: other extensions have no
 * business with it.
 */
export class HuaweiCloudAuthenticationProvider implements vscode.AuthenticationProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly onDidChangeSessions = this.#changed.event;
  readonly #subscriptions: vscode.Disposable;
  #shown: readonly vscode.AuthenticationSession[] = [];
  /** Changes that were told to the editor, which it will tell to the extensions, also to this one. */
  #echoes = 0;

  constructor(
    private readonly sessions: SessionSource,
    private readonly profiles: Profiles,
    private readonly actions: AccountActions,
  ) {
    // What cannot be read is said by whoever wants to show it; the menu keeps what it has.
    const update = (): void => void this.#update().catch(() => undefined);
    this.#subscriptions = vscode.Disposable.from(sessions.onDidChange(update), profiles.onDidChange(update));
  }

  /** Of one account when it is named, else of all. */
  async getSessions(
    _scopes?: readonly string[],
    { account }: vscode.AuthenticationProviderSessionOptions = {},
  ): Promise<vscode.AuthenticationSession[]> {
    await this.#update();
    return this.#shown.filter(({ id }) => account === undefined || id === account.id);
  }

  async createSession(): Promise<vscode.AuthenticationSession> {
    const { id } = await this.actions.signIn();
    const session = (await this.getSessions()).find((one) => one.id === id);
    if (session === undefined) {
      throw new Error('Somebody has signed out meanwhile');
    }
    return session;
  }

  removeSession(sessionId: string): Promise<void> {
    return this.actions.signOut(sessionId);
  }

  /** Whether a change of sessions that the editor tells of is the echo of one that was told to it; each echo counts once. */
  takeEcho(): boolean {
    if (this.#echoes === 0) {
      return false;
    }
    this.#echoes -= 1;
    return true;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  /** The one in use comes first; sample data is no stored profile, and is shown while it is looked at. */
  async #update(): Promise<void> {
    const { current } = this.sessions;
    const used = current.state === 'signedOut' ? [] : [current.profile];
    const { profiles } = await this.profiles.all();
    const all = sessionsOf([...used, ...profiles.filter(({ id }) => id !== used[0]?.id)]);
    const before = this.#shown;
    this.#shown = all;
    const added = all.filter(({ id }) => !before.some((one) => one.id === id));
    const removed = before.filter(({ id }) => !all.some((one) => one.id === id));
    const changed = all.filter((now) =>
      before.some((one) => one.id === now.id && one.account.label !== now.account.label),
    );
    if (added.length + removed.length + changed.length > 0) {
      this.#echoes += 1;
      this.#changed.fire({ added, removed, changed });
    }
  }
}

/**
 * The editor tells accounts apart by their names alone: signing out of one would sign out of all that are called like it.
 */
function sessionsOf(profiles: readonly Profile[]): readonly vscode.AuthenticationSession[] {
  const taken = new Set<string>();
  return profiles.map((profile) => {
    const names = namesOf(profile);
    const label = names.find((name) => !taken.has(name)) ?? withRemark(names[0] ?? '', profile.id);
    taken.add(label);
    return { id: profile.id, accessToken: '', account: { id: profile.id, label }, scopes: [] };
  });
}

/** What a profile can be called, each longer than the one before. */
function namesOf({ kind, name, accountName, region }: Profile): readonly string[] {
  if (kind === 'sandbox') {
    return [l10n.t('Sandbox (sample data)')];
  }
  return [name, withRemark(name, accountName), withRemark(name, listOf([accountName, region]))].map((text) =>
    displayText(text),
  );
}
