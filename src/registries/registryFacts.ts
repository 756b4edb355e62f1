import { l10n } from 'vscode';
import type { Registry } from '../api/index';
import { type Fact, toFacts } from '../ui/markdown';
import type { Formats } from '../ui/time';
import { failReasonText } from './failReasons';
import { statusWords, typeWords } from './registryWords';

/** Why it is not connected and what to do about it; undefined where it is. */
export function failureWords(registry: Registry): string | undefined {
  return registry.status === 'fail' ? failReasonText(registry.failReason) : undefined;
}

/** Everything that the vendor tells about a registry. */
export function registryFacts(registry: Registry, now: Date, formats: Formats): readonly Fact[] {
  const sync = registry.lastSyncAt;
  return toFacts([
    [l10n.t('Connection'), statusWords(registry.status)],
    [l10n.t('Fail reason'), registry.status === 'fail' ? registry.failReason : undefined, 'code'],
    [l10n.t('What to do'), failureWords(registry)],
    [l10n.t('Type'), typeWords(registry.type)],
    [l10n.t('Address'), registry.address, 'code'],
    [
      l10n.t('Protocol'),
      registry.protocol === 'http'
        ? l10n.t('http (not encrypted: the password can be read on the way)')
        : registry.protocol,
    ],
    [l10n.t('Interface version'), registry.apiVersion],
    [l10n.t('User name'), registry.username],
    [l10n.t('Images'), registry.imageCount === undefined ? undefined : formats.count(registry.imageCount)],
    [
      l10n.t('Last synchronisation'),
      sync ? l10n.t('{0} ({1})', formats.absolute(sync), formats.relative(sync, now)) : l10n.t('never'),
    ],
    [l10n.t('Scan component from'), channelWords(registry.scanChannel)],
    [l10n.t('Registry project'), registry.namespace],
    [l10n.t('Carrier cluster ID'), registry.clusterId, 'code'],
    [l10n.t('Registry ID'), registry.id, 'code'],
  ]);
}

function channelWords(channel: string | undefined): string | undefined {
  switch (channel) {
    case 'Swr':
      return 'SWR';
    case 'Other':
      return l10n.t('manual upload to the carrier cluster');
    default:
      return channel;
  }
}
