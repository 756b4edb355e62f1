import * as vscode from 'vscode';
import { isCloudError } from '../api/index';
import type { ErrorPresenter } from './errorPresenter';

/** Handlers by the part of their identifier behind `codeartsMirrors.`. Arguments come from anyone, so they are unknown. */
export type CommandHandlers = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/**
 * The one place that registers commands. What a handler throws is shown to the person in words; a cancelled prompt
 * or wait is not an error.
 */
export function registerCommands(handlers: CommandHandlers, errors: ErrorPresenter): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([name, handler]) =>
      vscode.commands.registerCommand(`codeartsMirrors.${name}`, async (...args: readonly unknown[]) => {
        try {
          return await handler(...args);
        } catch (error) {
          if (!isCancellation(error)) {
            void errors.show(error);
          }
          return undefined;
        }
      }),
    ),
  );
}

/** Somebody chose not to go on. */
export class Cancelled extends Error {}

/** A request that was cut off by signing out, or by the end of the session, has been explained by that already. */
function isCancellation(error: unknown): boolean {
  const stopped = isCloudError(error) && error.kind === 'cancelled' && error.mayHaveHappened !== true;
  return stopped || error instanceof Cancelled || error instanceof vscode.CancellationError;
}
