import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { displayText } from '../ui/displayText';
import type { Profile, Session, SessionSource } from '../ui/session';

export const PROVIDER_ID = 'codeartsMirrors';

/**
 * Shows the account in the editor's Accounts menu, with sign-out. It hands out no token: other extensions have no
 * business with it.
 */
export class HuaweiCloudAuthenticationProvider implements vscode.AuthenticationProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly onDidChangeSessions = this.#changed.event;
  readonly #subscription: vscode.Disposable;
  #shown: vscode.AuthenticationSession | undefined;

  constructor(
    sessions: SessionSource,
    private readonly actions: { signIn(): Promise<Profile>; signOut(): Promise<void> },
  ) {
    this.#shown = accountOf(sessions.current);
    this.#subscription = vscode.Disposable.from(
      sessions.onDidChange((session) => {
        this.#follow(session);
      }),
    );
  }

  getSessions(): Promise<vscode.AuthenticationSession[]> {
    return Promise.resolve(this.#shown ? [this.#shown] : []);
  }

  async createSession(): Promise<vscode.AuthenticationSession> {
    return sessionOf(await this.actions.signIn());
  }

  removeSession(): Promise<void> {
    return this.actions.signOut();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #follow(session: Session): void {
    const before = this.#shown;
    this.#shown = accountOf(session);
    if (before?.id !== this.#shown?.id) {
      this.#changed.fire({
        added: this.#shown ? [this.#shown] : [],
        removed: before ? [before] : [],
        changed: [],
      });
    }
  }
}

function accountOf(session: Session): vscode.AuthenticationSession | undefined {
  return session.state === 'signedOut' ? undefined : sessionOf(session.profile);
}

function sessionOf(profile: Profile): vscode.AuthenticationSession {
  const name = displayText(profile.userName || profile.accountName);
  const label =
    profile.kind === 'sandbox' ? l10n.t('Sandbox (sample data)') : `${name} · ${displayText(profile.iamProject.name)}`;
  return { id: profile.id, accessToken: '', account: { id: profile.id, label }, scopes: [] };
}
