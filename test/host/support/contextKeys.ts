import * as vscode from 'vscode';

/** Notes the context keys that are set while the tests of a suite run: the editor does not tell their values. */
export function useContextKeys(): ReadonlyMap<string, unknown> {
  const keys = new Map<string, unknown>();
  const { commands } = vscode;
  const real = commands.executeCommand.bind(commands);
  before(() => {
    const noting = (command: string, ...args: readonly unknown[]): Thenable<unknown> => {
      if (command === 'setContext') keys.set(String(args[0]), args[1]);
      return real(command, ...args);
    };
    Object.assign(commands, { executeCommand: noting });
  });
  after(() => {
    Object.assign(commands, { executeCommand: real });
  });
  return keys;
}
