import { l10n } from 'vscode';
import type { Formats } from '../ui/time';
import type { Missed } from './away';

/** What a person has missed. */
export function missedWords({ failed, recovered }: Missed, formats: Formats): string {
  const [bad, good] = [formats.count(failed), formats.count(recovered)];
  if (failed > 0 && recovered > 0) {
    return l10n.t('While you were away: {0} failed, {1} recovered', bad, good);
  }
  return failed > 0
    ? l10n.t('While you were away: {0} failed', bad)
    : l10n.t('While you were away: {0} recovered', good);
}

/** Since when they were away, with the day of the week: it is a night or a weekend as a rule. */
export function sinceWords({ since }: Missed, now: Date, formats: Formats): string {
  return l10n.t('since {0}', formats.moment(new Date(since), now));
}
