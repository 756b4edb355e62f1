import { l10n } from 'vscode';
import { unparse } from 'papaparse';
import type { MirrorRecords } from '../ui/mirrorRecords';
import type { MirrorRow } from './mirrorRows';

/** Without it, Excel takes the file for one in the code page of the computer. */
const BYTE_ORDER_MARK = '\ufeff';
/**
 * What a spreadsheet takes for the start of a formula, in the full-width forms too, which it takes for the same in
 * Chinese and Japanese; also behind what nobody sees.
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20\u2212]/u;

/** For people and their spreadsheets, in the language of the editor. */
export function toCsv(rows: readonly MirrorRow[], words: Pick<MirrorRecords, 'healthName' | 'causeName'>): string {
  const yesNo = (value: boolean | undefined): string =>
    value === undefined ? '' : value ? l10n.t('yes') : l10n.t('no');
  const fields = [
    l10n.t('Project'),
    l10n.t('Repository'),
    l10n.t('Repository ID'),
    l10n.t('Health'),
    l10n.t('Last run'),
    l10n.t('Source address'),
    l10n.t('Last success'),
    l10n.t('Hours since success'),
    l10n.t('Failures in a row'),
    l10n.t('Cause'),
    l10n.t('Scheduled sync'),
    l10n.t('Web page'),
    l10n.t('Read at'),
  ];
  const data = rows.map((row) => [
    row.project,
    row.name,
    row.id,
    words.healthName(row.health),
    row.status,
    row.sourceAddress,
    row.lastSuccess,
    row.hoursSinceSuccess,
    row.failures,
    row.cause === undefined ? '' : words.causeName(row.cause),
    yesNo(row.scheduled),
    row.webUrl,
    row.readAt,
  ]);
  return `${BYTE_ORDER_MARK}${unparse({ fields, data }, { newline: '\r\n', escapeFormulae: FORMULA })}\r\n`;
}
