import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { registerAccounts } from './accounts/index';
import { registerDiagnose } from './diagnose/index';
import { registerNotices } from './notices/index';
import { registerOverview } from './overview/index';
import { registerRegistries } from './registries/index';
import { registerRepositories } from './repositories/index';
import { proxySettings, saveNotifications, settings } from './settings';
import { registerStatus } from './status/index';
import { registerCommands } from './ui/commands';
import { ContextKeyWriter } from './ui/contextKeys';
import { MarkdownDocuments } from './ui/documents';
import { ErrorPresenter } from './ui/errorPresenter';
import type { HealthSource } from './ui/healthSummary';
import { createLog } from './ui/log';
import type { RegistryHealthSource } from './ui/registryHealth';
import { signedInClient } from './ui/session';
import { createFormats } from './ui/time';
import { registerWindows } from './windows/index';

/** What other extensions, and the tests, may use. It gives out no secret and no client. */
export interface CodeArtsMirrorsApi {
  readonly version: 1;
  readonly health: HealthSource;
  readonly registries: RegistryHealthSource;
  readonly views: {
    readonly repositories: vscode.TreeDataProvider<unknown>;
    readonly registries: vscode.TreeDataProvider<unknown>;
  };
}

/** Where the choice of rows is kept, for each workspace. */
const ROWS_KEY = 'repositories.rows';
/** Which documents are open, for each workspace. */
const PAGES_KEY = 'documents.open';

/** The editor calls `deactivate` without the context, so what it has to wait for is kept here. */
let close = (): Promise<void> => Promise.resolve();

export function deactivate(): Promise<void> {
  return close();
}

/** Registers everything synchronously and requests nothing: the first request is made when a view is shown. */
export function activate(context: vscode.ExtensionContext): CodeArtsMirrorsApi {
  const clock = (): Date => new Date();
  const sleep = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal });
  const formats = createFormats(vscode.env.language);
  const log = createLog('CodeArts Mirrors');
  const errors = new ErrorPresenter(log);
  const keys = new ContextKeyWriter();
  const documents = new MarkdownDocuments({
    get: () => context.workspaceState.get(PAGES_KEY),
    set: (value) => context.workspaceState.update(PAGES_KEY, value),
  });
  const shared = { clock, formats, log, errors, keys, documents };

  const windows = registerWindows({
    folder: context.globalStorageUri.fsPath,
    clock,
    onDidFocus: (listener) =>
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) {
          listener();
        }
      }),
  });
  const accounts = registerAccounts({
    ...shared,
    context,
    leases: windows,
    settings: { ...settings, requestsPerMinute: () => repositories.requestsPerMinute() },
    forgetAll: async () => {
      await registries.forgetAll();
      return (await Promise.all([repositories.forgetAll(), notices.forgetAll()])).every((isGone) => isGone);
    },
    onDidChangeEndpoints: (listener) => settings.onDidChange('endpoints', listener),
  });
  const { sessions } = accounts;
  close = async () => {
    await Promise.all([repositories.close(), registries.close(), notices.close()]);
    await Promise.all([accounts.close(), windows.close()]);
  };
  const watching = {
    watchesAll: settings.watch,
    onDidChangeWatchesAll: (listener: () => void) => settings.onDidChange('watch', listener),
    focus: {
      focused: () => vscode.window.state.focused,
      onDidChange: (listener: () => void) => vscode.window.onDidChangeWindowState(listener),
    },
    windows,
    onDidForgetProfile: accounts.onDidForget,
  };
  const notices = registerNotices({
    ...shared,
    ...watching,
    sessions,
    mode: settings.notifications,
    setMode: saveNotifications,
    showMissed: () => vscode.commands.executeCommand('codeartsMirrors.overview'),
  });
  const healthSettings = (): { staleAfterHours: number } => ({ staleAfterHours: settings.staleAfterHours() });
  const repositories = registerRepositories({
    ...shared,
    sessions,
    sleep,
    healthSettings,
    kept: {
      get: () => context.workspaceState.get(ROWS_KEY),
      set: (value) => context.workspaceState.update(ROWS_KEY, value),
    },
    cloneUser: (address) => accounts.cloneUser(address),
    onDidChangeHealthSettings: (listener) => settings.onDidChange('staleAfterHours', listener),
    requestsPerMinute: settings.requestsPerMinute,
    ...watching,
    muted: notices.muted,
    away: notices.away,
  });
  const registries = registerRegistries({ ...shared, ...watching, sessions, leads: repositories.leads });
  const overview = registerOverview({ ...shared, sessions, mirrors: repositories.mirrors, registries });
  notices.follow(repositories, registries);
  const status = registerStatus({
    sessions,
    clock,
    formats,
    health: repositories.health,
    registries: registries.health,
    watches: [repositories.watch, registries.watch],
    away: notices.away,
    advice: (id) => repositories.advice(id),
    mode: settings.statusBar,
    onDidChangeMode: (listener) => settings.onDidChange('statusBar', listener),
  });
  const diagnose = registerDiagnose({
    ...shared,
    sessions,
    endpoints: (profile) => accounts.endpointsFor(profile),
    // The manifest of this extension has one.
    version: (context.extension.packageJSON as { readonly version: string }).version,
    editor: {
      name: vscode.env.appName,
      version: vscode.version,
      remote: vscode.env.remoteName,
      runsRemotely: context.extension.extensionKind === vscode.ExtensionKind.Workspace,
    },
    proxySettings,
  });

  const commands = registerCommands(
    {
      ...accounts.commands,
      ...repositories.commands,
      ...registries.commands,
      ...notices.commands,
      ...overview.commands,
      ...status.commands,
      ...diagnose.commands,
      refresh: async () => {
        await accounts.retry();
        await signedInClient(sessions);
        await Promise.all([repositories.refresh(), registries.refresh()]);
      },
      showLog: () => {
        log.show();
      },
      openSettings: () =>
        vscode.commands.executeCommand('workbench.action.openSettings', '@ext:codearts-mirrors.codearts-mirrors'),
      openProxySettings: () => vscode.commands.executeCommand('workbench.action.openSettings', 'http.proxy'),
    },
    errors,
  );
  context.subscriptions.push(log, documents, accounts, notices, repositories, registries, status, diagnose, commands);
  documents.restore();
  return {
    version: 1,
    health: repositories.health,
    registries: registries.health,
    views: { repositories: repositories.tree, registries: registries.tree },
  };
}
