import { l10n } from 'vscode';
import type { Formats } from './time';

/** How many mirrors need attention, in the same words wherever it is said; `of` how many, where that is said too. */
export function attentionWords(count: number, formats: Formats, of?: number): string {
  if (of === undefined || of === 1) {
    return count === 1
      ? l10n.t('1 mirror needs attention')
      : l10n.t('{0} mirrors need attention', formats.count(count));
  }
  return count === 1
    ? l10n.t('1 of {0} mirrors needs attention', formats.count(of))
    : l10n.t('{0} of {1} mirrors need attention', formats.count(count), formats.count(of));
}

/** That none of those which were checked needs attention. */
export function noProblemWords(checked: number, formats: Formats): string {
  return checked === 1
    ? l10n.t('1 mirror checked, no problems')
    : l10n.t('{0} mirrors checked, no problems', formats.count(checked));
}

/** How many repositories nothing is known of; empty when there is none. */
export function uncheckedWords(unread: number, of: number, formats: Formats): string {
  if (unread === 0) {
    return '';
  }
  if (of === 1) {
    return l10n.t('The repository is unchecked.');
  }
  return unread === 1
    ? l10n.t('1 of {0} repositories is unchecked.', formats.count(of))
    : l10n.t('{0} of {1} repositories are unchecked.', formats.count(unread), formats.count(of));
}

/** How many image registries have lost their connection. */
export function disconnectedWords(count: number, formats: Formats): string {
  return count === 1
    ? l10n.t('1 image registry is not connected')
    : l10n.t('{0} image registries are not connected', formats.count(count));
}
