import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { CloudError } from '../api/index';
import type { CommandHandlers } from '../ui/commands';
import type { ContextKeyWriter } from '../ui/contextKeys';
import { type Disposable, Disposables } from '../ui/emitter';
import type { ErrorPresenter } from '../ui/errorPresenter';
import { errorText } from '../ui/errorText';
import type { Log } from '../ui/log';
import type { Clock, Profile, Session, SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';
import { type AccountParts, expireIn, signIn, signOut } from './accountCommands';
import { HuaweiCloudAuthenticationProvider, PROVIDER_ID } from './authenticationProvider';
import { ClientFactory, type ClientSettings } from './clientFactory';
import { ProfileStore } from './profileStore';
import { WindowSandbox } from './sandboxSignIn';
import { SecretVault } from './secretVault';
import { SessionStore } from './sessionStore';
import { type CheckedToken, connect } from './tokenSignIn';

export interface AccountsOptions {
  readonly context: vscode.ExtensionContext;
  readonly settings: ClientSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly errors: ErrorPresenter;
  readonly onDidChangeEndpoints: (listener: () => void) => Disposable;
  readonly keys: ContextKeyWriter;
  readonly formats: Formats;
}

/** Who is signed in, and the commands that change it. */
export interface Accounts extends Disposable {
  readonly sessions: SessionSource;
  readonly commands: CommandHandlers;
  /** Ends what must not outlive the window; resolves when it has ended. */
  close(): Promise<void>;
}

export function registerAccounts(options: AccountsOptions): Accounts {
  const { context, clock, log } = options;
  const owned = new Disposables();
  const profiles = new ProfileStore(context.globalState);
  const vault = new SecretVault(context.secrets);
  const clients = new ClientFactory(options.settings, clock, log);
  const sandbox = new WindowSandbox(context.asAbsolutePath('dist/sandbox.js'), announcement(context), clock);
  const sessions: SessionStore = owned.add(
    new SessionStore(sandbox.initialProfile ?? profiles.read(), (profile) => restore(profile)),
  );
  const parts: AccountParts = { sessions, profiles, vault, clients, formats: options.formats };
  const enter = (checked: CheckedToken): Session => ({
    state: 'signedIn',
    profile: checked.profile,
    client: connect(checked, clients, expireIn(parts)),
  });

  async function restore(profile: Profile): Promise<Session> {
    if (profile.kind === 'sandbox') {
      return enter(await sandbox.open());
    }
    const token = await vault.get(profile.id);
    if (token === undefined) {
      log.warn('The secret storage holds no token for the stored profile');
      return { state: 'expired', profile, reason: missing() };
    }
    return profile.expiresAt <= clock().getTime()
      ? { state: 'expired', profile, reason: ended() }
      : enter({ profile, token });
  }

  async function openSandbox(): Promise<void> {
    const checked = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: l10n.t('Starting the sandbox…') },
      () => sandbox.open(),
    );
    sessions.replace(enter(checked));
    await vscode.commands.executeCommand('codeartsMirrors.repositories.focus');
    void vscode.window.showInformationMessage(
      l10n.t(
        'You are looking at sample data on this computer. Nothing here touches Huawei Cloud. Sign out to leave it.',
      ),
    );
  }

  const signInHere = (): Promise<Profile> => signIn(parts);
  const provider = owned.add(
    new HuaweiCloudAuthenticationProvider(sessions, { signIn: signInHere, signOut: () => signOut(parts) }),
  );
  owned.add(
    vscode.authentication.registerAuthenticationProvider(PROVIDER_ID, l10n.t('Huawei Cloud'), provider, {
      supportsMultipleAccounts: false,
    }),
  );
  const follow = (session: Session): void => {
    options.keys.set('codeartsMirrors.session', session.state);
    if (session.state === 'expired') {
      options.errors.announced(session.reason);
      void promptAfterExpiry(session.reason);
    }
  };
  follow(sessions.current);
  owned.add(sessions.onDidChange(follow));
  owned.add(
    options.onDidChangeEndpoints(() => {
      const { current } = sessions;
      if (current.state !== 'signedOut' && current.profile.kind === 'cloud') {
        // The client in use was made for the old addresses.
        sessions.replace({ state: 'dormant', profile: current.profile });
        void vscode.commands.executeCommand('codeartsMirrors.refresh');
      }
    }),
  );

  return {
    sessions,
    commands: {
      signIn: () => signInHere().then(() => undefined),
      signOut: () => signOut(parts),
      openSandbox,
    },
    dispose: () => {
      owned.dispose();
    },
    close: () => sandbox.dispose(),
  };
}

/** Said once: a session expires once, and its requests have stopped. */
async function promptAfterExpiry(reason: CloudError): Promise<void> {
  const signInNow = l10n.t('Sign In');
  const { message } = errorText(reason);
  const chosen = await vscode.window.showWarningMessage(
    l10n.t('{0} What was read before stays on screen.', message),
    signInNow,
  );
  if (chosen === signInNow) {
    await vscode.commands.executeCommand('codeartsMirrors.signIn');
  }
}

/** What the environment says of a sandbox. It is heeded only while the extension is developed. */
function announcement(context: vscode.ExtensionContext): string | undefined {
  return context.extensionMode === vscode.ExtensionMode.Production ? undefined : process.env.CODEARTS_MIRRORS_SANDBOX;
}

const ended = (): CloudError =>
  new CloudError('The stored token has expired', {
    kind: 'unauthorized',
    reason: 'tokenExpired',
    operation: 'restore',
  });
const missing = (): CloudError =>
  new CloudError('The stored token is gone', { kind: 'unauthorized', reason: 'tokenMissing', operation: 'restore' });
