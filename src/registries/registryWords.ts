import { l10n } from 'vscode';
import type { Registry } from '../api/index';
import { displayText } from '../ui/displayText';
import { listOf } from '../ui/punctuation';
import type { Formats } from '../ui/time';
import type { RegistryFilter } from './registryFilter';

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

export function typeList(types: readonly string[]): string {
  return listOf(types.map(typeWords));
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

/** The filter in words, for the description of the view. */
export function filterWords(filter: RegistryFilter): string {
  const parts = [
    filter.status === undefined ? undefined : statusWords(filter.status),
    filter.types && typeList(filter.types),
    filter.name && l10n.t('name “{0}”', displayText(filter.name, 40)),
    filter.address && l10n.t('address “{0}”', displayText(filter.address, 40)),
    filter.id && l10n.t('ID “{0}”', displayText(filter.id, 40)),
    filter.enterpriseProjectId && enterpriseProjectWords(filter.enterpriseProjectId),
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

export function enterpriseProjectWords(id: string): string {
  return id === 'all_granted_eps'
    ? l10n.t('all enterprise projects')
    : l10n.t('enterprise project “{0}”', displayText(id, 40));
}
