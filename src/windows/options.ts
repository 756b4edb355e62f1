import type { Disposable } from '../ui/emitter';
import type { Clock } from '../ui/session';

export interface WindowsOptions {
  /** The extension's own folder, which all windows of the editor share. */
  readonly folder: string;
  readonly clock: Clock;
  /** A person has come to this window. */
  readonly onDidFocus: (listener: () => void) => Disposable;
}
