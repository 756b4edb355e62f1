import { l10n } from 'vscode';
import type { Registry } from '../api/index';
import { displayText } from '../ui/displayText';
import type { Formats } from '../ui/time';

/** State of the connection in words. Values that the contract does not name are shown as they are. */
export function statusWords(status: string | undefined): string {
  switch (status) {
    case 'success':
      return l10n.t('connected');
    case 'fail':
      return l10n.t('not connected');
    case 'accessing':
      return l10n.t('connecting');
    case undefined:
      return l10n.t('state not reported');
    default:
      return l10n.t('status “{0}”', displayText(status, 40));
  }
}

/** One line for those who name the registry themselves: state and type. */
export function stateWords({ status, type }: Registry): string {
  return [statusWords(status), typeWords(type)].join(' · ');
}

export function typeWords(type: string | undefined): string {
  switch (type) {
    case undefined:
      return l10n.t('unknown type');
    case 'Jfrog':
      return 'JFrog';
    case 'SwrPrivate':
      return l10n.t('SWR private');
    case 'SwrShared':
      return l10n.t('SWR shared');
    case 'SwrEnterprise':
      return l10n.t('SWR enterprise');
    case 'Other':
      return l10n.t('other type');
    default:
      return displayText(type, 40);
  }
}

/** One line for a row: type, address, state, images, last synchronisation. */
export function rowWords(registry: Registry, now: Date, formats: Formats): string {
  const parts = [
    statusWords(registry.status),
    typeWords(registry.type),
    displayText(registry.address ?? ''),
    registry.imageCount === undefined ? '' : imageWords(registry.imageCount, formats),
    syncWords(registry, now, formats),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function imageWords(count: number, formats: Formats): string {
  return count === 1 ? l10n.t('1 image') : l10n.t('{0} images', formats.count(count));
}

function syncWords({ lastSyncAt }: Registry, now: Date, formats: Formats): string {
  if (!lastSyncAt) {
    return l10n.t('never synced');
  }
  // What lies in the future is no age.
  return isAhead(lastSyncAt, now)
    ? [l10n.t('synced {0}', formats.absolute(lastSyncAt)), l10n.t('a clock is wrong')].join(' · ')
    : l10n.t('synced {0}', formats.relative(lastSyncAt, now));
}

/** Clocks may differ by a little. */
function isAhead(date: Date, now: Date): boolean {
  return date.getTime() - now.getTime() > 60_000;
}
