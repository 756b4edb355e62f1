import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { errorText, vendorDetails } from './errorText';
import type { Log } from './log';

/** Shows errors to a person, each with one button that helps and one that opens the vendor's own words. */
export class ErrorPresenter {
  readonly #announced = new WeakSet<object>();

  constructor(private readonly log: Log) {}

  /** Notes that a person has been told of this error, so that it is not told again by whatever met it. */
  announced(error: object): void {
    this.#announced.add(error);
  }

  /**
   * @param error what was thrown
   * @param what what was being done, as a sentence without a full stop: "The mirror was not changed"
   */
  async show(error: unknown, what?: string): Promise<void> {
    this.record(error, what);
    if (typeof error === 'object' && error !== null && this.#announced.has(error)) {
      if (what !== undefined) {
        void vscode.window.showErrorMessage(l10n.t('{0}.', what));
      }
      return;
    }
    const { message, remedy } = errorText(error);
    const details = vendorDetails(error);
    const showDetails = l10n.t('Show Details');
    const buttons = [...(remedy ? [remedy.label] : []), ...(details === '' ? [] : [showDetails])];
    const shown = what === undefined ? message : l10n.t('{0}. {1}', what, message);
    const chosen = await vscode.window.showErrorMessage(shown, ...buttons);
    if (chosen !== undefined && chosen === remedy?.label) {
      await vscode.commands.executeCommand(remedy.command);
    } else if (chosen === showDetails) {
      this.log.show();
    }
  }

  /** Writes to the log what a person may want to read later, in their language. */
  note(text: string): void {
    this.log.warn(text);
  }

  /** Writes an error to the log without bothering anyone. */
  record(error: unknown, what = 'Failed'): void {
    const details = vendorDetails(error);
    const message = error instanceof Error ? error.message : String(error);
    this.log.error([what, message, details].filter((part) => part !== '').join(': '));
  }
}
