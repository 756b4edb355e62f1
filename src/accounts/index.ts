import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { CloudError, CloudErrorReason, Endpoints } from '../api/index';
import type { CommandHandlers } from '../ui/commands';
import type { ContextKeyWriter } from '../ui/contextKeys';
import { type Disposable, Disposables, type Event } from '../ui/emitter';
import type { ErrorPresenter } from '../ui/errorPresenter';
import type { Log } from '../ui/log';
import type { Clock, Profile, Session, SessionClient, SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';
import { AccountsMenu } from './accountsMenu';
import { HuaweiCloudAuthenticationProvider, PROVIDER_ID, providerName } from './authenticationProvider';
import { BrowserSecrets } from './browserSecrets';
import { ClientFactory, type ClientSettings } from './clientFactory';
import { clockWarning } from './clockWarning';
import { computerOf } from './computer';
import { Connector } from './connector';
import { ExpiryPrompt } from './expiryPrompt';
import { openKeyringHelp } from './keyring';
import type { AccountParts } from './parts';
import { Patience } from './patience';
import { ProfileChoices } from './profileChoices';
import { ProfileFiles } from './profileFiles';
import { ProfileHint } from './profileHint';
import { Profiles } from './profiles';
import { type OpenedSandbox, type SandboxUser, WindowSandbox } from './sandboxSignIn';
import { surroundings } from './sdkCredentials';
import { SecretVault } from './secretVault';
import { SessionStore } from './sessionStore';
import { SharedKeyTrial } from './sharedKeyTrial';
import { signIn } from './signInCommand';
import { TokenRenewal } from './tokenRenewal';
import { WindowSession } from './windowSession';
import type { WindowLeases } from './windowTurn';
import { SharedWindows } from './windows/sharedWindows';

export interface AccountsOptions {
  readonly context: vscode.ExtensionContext;
  readonly settings: ClientSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly errors: ErrorPresenter;
  readonly onDidChangeEndpoints: (listener: () => void) => Disposable;
  readonly keys: ContextKeyWriter;
  readonly formats: Formats;
  /** Removes what other rooms keep of all profiles. @returns whether all of it is gone */
  readonly forgetAll: () => Promise<boolean>;
  /** What one window of the editor does at a time. */
  readonly leases: WindowLeases;
}

/** Who is signed in, and the commands that change it. */
export interface Accounts extends Disposable {
  readonly sessions: SessionSource;
  readonly commands: CommandHandlers;
  /** Where the requests of a profile go. @throws CloudError (`invalid`) for an override that cannot be used */
  endpointsFor(profile: Profile): Endpoints;
  /** Whose name and password Git wants for this clone address: those of the sandbox that the window is signed in to. */
  cloneUser(address: string): SandboxUser | undefined;
  /** Tries a session again that ended for something that may have passed: the clock, a locked key, a key that was gone. */
  retry(): Promise<void>;
  /** A profile is gone, by its identifier, or all are: what is kept of it is to go too. */
  readonly onDidForget: Event<string | undefined>;
  /** Ends what must not outlive the window; resolves when it has ended. */
  close(): Promise<void>;
}

export function registerAccounts(options: AccountsOptions): Accounts {
  const { context, clock, log } = options;
  const owned = new Disposables();
  const warnOfClocks = clockWarning(log);
  const folder = context.globalStorageUri.fsPath;
  const workspace = (vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri)?.toString() ?? '';
  const hint = new ProfileHint(context.globalState, workspace);
  const clients = new ClientFactory(options.settings, clock, log);
  const sandbox = new WindowSandbox(context.asAbsolutePath('dist/sandbox.js'), announcement(context));
  const others = new SharedWindows({
    folder,
    leases: options.leases,
    log,
    answer: (message) => keyTrial.answer(message) ?? profiles.answer(message),
  });
  const sleep = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal });
  const patience = owned.add(new Patience(sleep));
  const browser = new BrowserSecrets(context.globalState, vscode.env.uiKind === vscode.UIKind.Web);
  const vault = new SecretVault(context.secrets, patience);
  const whyMissing = (): CloudErrorReason =>
    patience.isSilent ? 'keyringSilent' : browser.isInBrowser ? 'browserForgot' : 'tokenMissing';
  const keyTrial: SharedKeyTrial = new SharedKeyTrial({ windows: others, clock, sleep });
  const profiles: Profiles = owned.add(
    new Profiles({
      folder,
      files: new ProfileFiles(folder),
      choices: new ProfileChoices(folder, workspace),
      vault,
      windows: others,
    }),
  );
  const refused = (client: SessionClient, error: CloudError): void => {
    followOthers(window.refused(client, error));
  };
  const connector = new Connector({
    clients,
    profiles,
    renewal: new TokenRenewal({
      clients,
      profiles,
      leases: others,
      clock,
      whyMissing,
      sleep,
    }),
    keys: keyTrial,
    clock,
    surroundings,
    whyMissing,
    onUnauthorized: refused,
    onClockConflict: warnOfClocks,
  });
  const enterSandbox = ({ profile, token }: OpenedSandbox): Session => {
    const { region, iamProject, sandboxUrl } = profile;
    const credential = { kind: 'token', token } as const;
    const client = clients.create({
      region,
      credential,
      iamProjectId: iamProject.id,
      sandboxUrl,
      onUnauthorized: refused,
    });
    return { state: 'signedIn', profile, client };
  };
  const sessions: SessionStore = owned.add(
    new SessionStore(
      sandbox.initialProfile ?? hint.read(),
      async (profile) => (profile.kind === 'sandbox' ? enterSandbox(await sandbox.open()) : window.open(profile)),
      async () => {
        const before = await profiles.current('skip');
        await browser.look(before, (id) => profiles.ownSecretOf(id));
        await others.open();
        followOthers(warnIfUnusable());
        return window.find();
      },
    ),
  );
  const window = new WindowSession({ sessions, profiles, hint, open: (profile) => connector.open(profile) });
  const parts: AccountParts = {
    sessions,
    profiles,
    window,
    clients,
    clock,
    formats: options.formats,
    surroundings,
    computer: () => computerOf(context.extension.extensionKind, vscode.env),
    browser,
    // Made below: it needs the provider, which needs the commands.
    accountsMenu: { offer: () => accountsMenu.offer() },
  };

  async function warnIfUnusable(): Promise<void> {
    const { unusable } = await profiles.all();
    if (unusable.length > 0) {
      const ids = unusable.map(({ id, kind }) => `${id} (${kind})`).join(', ');
      log.warn(l10n.t('Stored profiles that cannot be used: {0}', ids));
      (await commands()).warnOfUnusable(unusable);
    }
  }

  const followOthers = (work: Promise<void>): void =>
    void work.catch((error: unknown) => {
      options.errors.record(error, l10n.t('The stored profiles could not be read'));
    });
  owned.add(
    patience.onDidAnswer(() => {
      followOthers(vault.catchUp().then(() => window.retry()));
    }),
  );
  owned.add(
    profiles.onDidChange((change) => {
      if (change.secretOf !== undefined) {
        keyTrial.forget(change.secretOf);
      }
      followOthers(window.follow(change));
    }),
  );
  owned.add(
    // What another window said may have been missed, and the key in the environment's file may be another one.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) {
        followOthers(window.follow());
      }
    }),
  );

  async function openSandbox(): Promise<void> {
    const opened = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: l10n.t('Starting the sandbox…') },
      () => sandbox.open(),
    );
    sessions.replace(enterSandbox(opened));
    await vscode.commands.executeCommand('codeartsMirrors.repositories.focus');
    (await commands()).greetInSandbox(opened.git);
  }

  const commands = () => import('./profileCommands');
  const signInHere = (): Promise<Profile> => signIn(parts);
  const provider = owned.add(
    new HuaweiCloudAuthenticationProvider(sessions, profiles, {
      signIn: signInHere,
      signOut: async (profileId) => (await commands()).signOut(parts, profileId),
    }),
  );
  owned.add(
    vscode.authentication.registerAuthenticationProvider(PROVIDER_ID, providerName(), provider, {
      supportsMultipleAccounts: true,
    }),
  );
  const accountsMenu = owned.add(
    new AccountsMenu({
      provider,
      profiles,
      sessions,
      use: async (profile) => (await commands()).use(parts, profile, 'workspace'),
      onError: (error) => {
        options.errors.record(error, l10n.t('The profile chosen in the Accounts menu could not be used'));
      },
    }),
  );
  const follow = (session: Session): void => {
    options.keys.set('codeartsMirrors.session', session.state);
    const isEditable = session.state !== 'signedOut' && session.profile.kind === 'cloud';
    options.keys.set('codeartsMirrors.profile.editable', isEditable);
    if (session.state === 'expired') {
      options.errors.announced(session.reason);
    }
  };
  follow(sessions.current);
  owned.add(sessions.onDidChange(follow));
  owned.add(new ExpiryPrompt(sessions, others));
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
    endpointsFor: (profile) => clients.endpointsFor(profile),
    cloneUser: (address) => {
      const { current } = sessions;
      const url = current.state === 'signedIn' ? current.profile.sandboxUrl : undefined;
      return url !== undefined && address.startsWith(`${url}/`) ? sandbox.user : undefined;
    },
    retry: () => window.retry(),
    onDidForget: profiles.onDidForget,
    commands: {
      signIn: () => signInHere().then(() => undefined),
      signOut: async () => (await commands()).signOut(parts),
      switchProfile: async () => (await commands()).switchProfile(parts, signInHere),
      editProfile: async () => (await commands()).editProfileInUse(parts),
      removeAllData: async () =>
        (await commands()).removeAllData(parts, async () => {
          await hint.clear();
          return options.forgetAll();
        }),
      keyringHelp: openKeyringHelp,
      openSandbox,
    },
    dispose: () => {
      owned.dispose();
    },
    close: async () => {
      await Promise.all([sandbox.dispose(), others.close()]);
    },
  };
}

/** What the environment says of a sandbox. It is heeded only while the extension is developed. */
function announcement(context: vscode.ExtensionContext): string | undefined {
  return context.extensionMode === vscode.ExtensionMode.Production ? undefined : process.env.CODEARTS_MIRRORS_SANDBOX;
}
