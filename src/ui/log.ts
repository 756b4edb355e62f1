import * as vscode from 'vscode';
import { redact } from '../api/index';
import type { Disposable } from './emitter';

/** Everything that is written for later reading goes through here, so that credentials are taken out in one place. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  show(): void;
}

/** The extension's output channel. It is made on first use: until then there is nothing to show. */
export function createLog(name: string): Log & Disposable {
  let channel: vscode.LogOutputChannel | undefined;
  const open = (): vscode.LogOutputChannel => (channel ??= vscode.window.createOutputChannel(name, { log: true }));
  return {
    info: (message) => {
      open().info(redact(message));
    },
    warn: (message) => {
      open().warn(redact(message));
    },
    error: (message) => {
      open().error(redact(message));
    },
    show: () => {
      open().show(true);
    },
    dispose: () => channel?.dispose(),
  };
}
