import * as vscode from 'vscode';
import { clockConflictMessage } from '../ui/clockText';
import type { Log } from '../ui/log';

/** Says that clocks disagree: in the log each time, to the person once a window. */
export function clockWarning(log: Log): (apartMs: number) => void {
  let isTold = false;
  return (apartMs) => {
    log.warn(clockConflictMessage(apartMs));
    if (!isTold) {
      isTold = true;
      void vscode.window.showWarningMessage(clockConflictMessage(apartMs));
    }
  };
}
