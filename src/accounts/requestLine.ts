import { l10n } from 'vscode';
import type { RequestLogEntry } from '../api/index';
import { displayText } from '../ui/displayText';

/**
 * One try of a request as a line of the log, with the request ID that a support ticket asks for. What the vendor said of a
 * failure is in the line of the error. A reading of thousands of mirrors in the background is as many lines, at the rate
 * that the requests are limited to; as long as they succeed, they are short.
 */
export function requestLine(entry: RequestLogEntry): string {
  const { operation, method, path, status, durationMs, requestId, attempt, errorKind, background } = entry;
  const asked = `${method} ${displayText(path)}`;
  const id = requestId === undefined ? undefined : displayText(requestId);
  if (background && errorKind === undefined) {
    return joined([asked, status?.toString(), `${durationMs} ms`, id]);
  }
  const kind = errorKind ?? '';
  return joined([
    operation,
    asked,
    status === undefined ? l10n.t('no answer ({0})', kind) : `HTTP ${status} ${kind}`.trim(),
    `${durationMs} ms`,
    attempt === 1 ? undefined : l10n.t('attempt {0}', attempt),
    id === undefined ? undefined : l10n.t('request ID {0}', id),
  ]);
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}
