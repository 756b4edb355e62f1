import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isCloudError } from '../api/index';
import { displayText } from './displayText';
import { errorText, vendorDetails } from './errorText';
import type { Log } from './log';
import { labelled } from './punctuation';

/** Room for a vendor's text, which the API keeps 1,000 characters of, and for what was asked. */
const LONGEST_LINE = 1500;

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
  record(error: unknown, what = l10n.t('Failed')): void {
    const message = displayText(error instanceof Error ? error.message : String(error), LONGEST_LINE);
    const id = isCloudError(error) && error.requestId !== undefined ? displayText(error.requestId) : undefined;
    const said = id === undefined ? message : `${message} · ${l10n.t('request ID {0}', id)}`;
    this.log.error(labelled(what, said));
  }
}
