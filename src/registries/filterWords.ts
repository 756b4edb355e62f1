import { l10n } from 'vscode';
import { displayText } from '../ui/displayText';
import { listOf } from '../ui/punctuation';
import type { RegistryFilter } from './registryFilter';
import { statusWords, typeWords } from './registryWords';

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

export function typeList(types: readonly string[]): string {
  return listOf(types.map(typeWords));
}
