import { l10n } from 'vscode';

/** The most used first. */
export const NAMED_REGIONS: readonly string[] = [
  'cn-north-4',
  'cn-north-1',
  'cn-north-9',
  'cn-east-3',
  'cn-east-2',
  'cn-east-5',
  'cn-south-1',
  'cn-south-2',
  'cn-southwest-2',
  'ap-southeast-1',
  'ap-southeast-3',
  'ap-southeast-2',
  'ap-southeast-4',
  'tr-west-1',
  'me-east-1',
  'eu-west-101',
  'af-south-1',
  'af-north-1',
  'la-north-2',
  'na-mexico-1',
  'sa-brazil-1',
  'la-south-2',
];

/** The console's name of a region, or nothing for one that is not in general use. */
export function regionName(region: string): string | undefined {
  const all = names();
  // A region may be any text that somebody wrote into a file.
  return Object.hasOwn(all, region) ? all[region] : undefined;
}

function names(): Readonly<Record<string, string>> {
  return {
    'cn-north-1': l10n.t('CN North-Beijing1'),
    'cn-north-4': l10n.t('CN North-Beijing4'),
    'cn-north-9': l10n.t('CN North-Ulanqab1'),
    'cn-east-2': l10n.t('CN East-Shanghai2'),
    'cn-east-3': l10n.t('CN East-Shanghai1'),
    'cn-east-5': l10n.t('CN East-Qingdao'),
    'cn-south-1': l10n.t('CN South-Guangzhou'),
    'cn-south-2': l10n.t('CN South-Shenzhen'),
    'cn-southwest-2': l10n.t('CN Southwest-Guiyang1'),
    'ap-southeast-1': l10n.t('CN-Hong Kong'),
    'ap-southeast-2': l10n.t('AP-Bangkok'),
    'ap-southeast-3': l10n.t('AP-Singapore'),
    'ap-southeast-4': l10n.t('AP-Jakarta'),
    'af-south-1': l10n.t('AF-Johannesburg'),
    'af-north-1': l10n.t('AF-Cairo'),
    'sa-brazil-1': l10n.t('LA-Sao Paulo1'),
    'la-south-2': l10n.t('LA-Santiago'),
    'la-north-2': l10n.t('LA-Mexico City2'),
    'na-mexico-1': l10n.t('LA-Mexico City1'),
    'tr-west-1': l10n.t('TR-Istanbul'),
    'me-east-1': l10n.t('ME-Riyadh'),
    'eu-west-101': l10n.t('EU-Dublin'),
  };
}
