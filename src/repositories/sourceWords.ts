import { l10n } from 'vscode';
import type { RemoteMirror } from '../api/index';
import { messageText } from '../ui/displayText';
import { mirrorStatus } from './mirrorStatus';
import { statusWords } from './mirrorWords';

/** A mirror whose source was set, as it was read back: what is known to have been pulled, and what is not. */
export function setWords(name: string, mirror: RemoteMirror): string {
  switch (mirrorStatus(mirror.status)) {
    case 'scheduled':
      return l10n.t('{0} is set up. Its first sync is queued; nothing has been pulled yet.', name);
    case 'started':
      return l10n.t('{0} is set up. Its first sync is running.', name);
    case 'finished':
      // Reported right after associating too, before anything has arrived (NOTES.md section 6).
      return l10n.t('{0} is set up. Huawei Cloud reports “finished”, but the first sync may not have run yet.', name);
    case 'failed':
      return l10n.t('{0} is set up, but its first sync failed.', name);
    case 'canceled':
      return l10n.t('{0} is set up, but its first sync was canceled.', name);
    case 'none':
      return l10n.t('{0} is set up. No sync has started yet.', name);
    case undefined:
      return mirror.status === undefined
        ? l10n.t('{0} is set up. Huawei Cloud does not report a status.', name)
        : l10n.t('{0} is set up. Huawei Cloud reports the status “{1}”.', name, messageText(mirror.status, 40));
  }
}

/** A mirror that had another source before: its record may still be about that one. */
export function replacedWords(name: string, mirror: RemoteMirror): string {
  switch (mirrorStatus(mirror.status)) {
    case 'scheduled':
      return l10n.t('{0} has a new source. A sync is queued; nothing has been pulled from there yet.', name);
    case 'started':
      return l10n.t('{0} has a new source. A sync is running.', name);
    default:
      return l10n.t(
        '{0} has a new source. Status: {1}. This may still be about the old source.',
        name,
        messageText(statusWords(mirror.status)),
      );
  }
}

/** Accepted, and not there. */
export function otherSourceWords(name: string, asked: string, mirror: RemoteMirror): string {
  return mirror.sourceUrl === undefined
    ? l10n.t('Huawei Cloud accepted {1} as the source of {0}, but reports no source.', name, messageText(asked))
    : l10n.t(
        'Huawei Cloud accepted {1} as the source of {0}, but reports another one: {2}',
        name,
        messageText(asked),
        messageText(mirror.sourceUrl),
      );
}
