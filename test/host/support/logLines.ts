import * as vscode from 'vscode';

const CHANNEL = 'CodeArts Mirrors';

/** Every test file is a bundle of its own; they share the lines. */
const store = globalThis as { codeartsMirrorsLog?: string[] };

/**
 * What the extension has written to its output channel. The channel is made with the first line, which is not before the
 * first request: loading this module in time is early enough to see all of it.
 */
export function logLines(): readonly string[] {
  return listen();
}

function listen(): string[] {
  const known = store.codeartsMirrorsLog;
  if (known) {
    return known;
  }
  const lines: string[] = [];
  store.codeartsMirrorsLog = lines;
  const { window } = vscode;
  const real = window.createOutputChannel.bind(window) as (name: string, options: unknown) => vscode.LogOutputChannel;
  const listening = (name: string, options: unknown): vscode.LogOutputChannel => {
    const channel = real(name, options);
    if (name !== CHANNEL) {
      return channel;
    }
    const noted = (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') => (message: string | Error) => {
      lines.push(`${level}: ${String(message)}`);
      channel[level](String(message));
    };
    const levels = { trace: noted('trace'), debug: noted('debug'), info: noted('info'), warn: noted('warn') };
    return Object.assign(Object.create(channel) as vscode.LogOutputChannel, levels, { error: noted('error') });
  };
  Object.assign(window, { createOutputChannel: listening });
  return lines;
}

listen();
