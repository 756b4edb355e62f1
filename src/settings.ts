import * as vscode from 'vscode';
import type { ProxySettings } from './diagnose/proxy';
import type { NoticeMode } from './notices/index';

const SECTION = 'codeartsMirrors';

/** The settings of the extension, read when they are needed, with anything unusable replaced by its default. */
export const settings = {
  endpointOverrides: (): Readonly<Record<string, unknown>> => {
    const value = read('endpoints');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  },
  staleAfterHours: (): number => positive(read('staleAfterHours'), 48),
  requestsPerMinute: (): number => positive(read('requestsPerMinute'), 60),
  watch: (): boolean => read('watch') !== false,
  statusBar: (): 'always' | 'problems' | 'never' => {
    const value = read('statusBar');
    return value === 'problems' || value === 'never' ? value : 'always';
  },
  notifications: (): NoticeMode => {
    const value = read('notifications');
    return value === 'failuresOnly' || value === 'off' ? value : 'problems';
  },
  onDidChange: (key: string, listener: () => void): vscode.Disposable =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SECTION}.${key}`)) {
        listener();
      }
    }),
};

/** Writes the setting for all windows; the default is not written. */
export function saveNotifications(value: NoticeMode): Thenable<void> {
  return vscode.workspace
    .getConfiguration(SECTION)
    .update('notifications', value === 'problems' ? undefined : value, vscode.ConfigurationTarget.Global);
}

/** The editor's own settings on proxies; what is of another type than documented counts as not set. */
export function proxySettings(): ProxySettings {
  const http = vscode.workspace.getConfiguration('http');
  const url = http.get<unknown>('proxy');
  const support = http.get<unknown>('proxySupport');
  const strictSSL = http.get<unknown>('proxyStrictSSL');
  const noProxy = http.get<unknown>('noProxy');
  return {
    url: typeof url === 'string' ? url : undefined,
    support: typeof support === 'string' ? support : undefined,
    strictSSL: typeof strictSSL === 'boolean' ? strictSSL : undefined,
    noProxy: Array.isArray(noProxy) ? noProxy.filter((each) => typeof each === 'string') : undefined,
  };
}

function read(key: string): unknown {
  return vscode.workspace.getConfiguration(SECTION).get(key);
}

function positive(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : otherwise;
}
