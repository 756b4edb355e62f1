import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { parse } from 'papaparse';
import { toCsv } from '../../../src/overview/csv';
import { toJson } from '../../../src/overview/json';
import { mirrorRows } from '../../../src/overview/mirrorRows';
import type { MirrorRecord } from '../../../src/ui/mirrorRecords';
import { hoursAgo, NOW, record, recordsOf } from './records';

function csvOf(records: readonly MirrorRecord[]): string {
  const known = recordsOf(records);
  return toCsv(mirrorRows(known, NOW), known);
}

function tableOf(csv: string): readonly Readonly<Record<string, string>>[] {
  const { data, errors } = parse<Record<string, string>>(csv.slice(1), { header: true, skipEmptyLines: true });
  assert.deepEqual(errors, []);
  return data;
}

describe('Mirrors as CSV', () => {
  it('have what is known of each', () => {
    const [row, ...others] = tableOf(
      csvOf([
        record(7, {
          health: 'failing',
          cause: 'tls',
          status: 'failed',
          failures: 3,
          scheduled: true,
          success: hoursAgo(26.26),
          webUrl: 'https://example.com/web/7',
        }),
      ]),
    );
    assert.deepEqual(others, []);
    assert.deepEqual(row, {
      Project: 'Project A',
      Repository: 'repository-7',
      'Repository ID': '7',
      Health: 'is failing',
      'Last run': 'failed',
      'Source address': 'https://example.com/7.git',
      'Last success': hoursAgo(26.26).toISOString(),
      'Hours since success': '26.3',
      'Failures in a row': '3',
      Cause: '(tls)',
      'Scheduled sync': 'yes',
      'Web page': 'https://example.com/web/7',
      'Read at': hoursAgo(0.1).toISOString(),
    });
  });

  it('start with a byte order mark, and have lines as Excel wants them', () => {
    const csv = csvOf([record(1), record(2)]);
    assert.equal(csv.charCodeAt(0), 0xfeff);
    assert.equal(csv.match(/\r\n/gu)?.length, 3);
    assert.equal(csv.replaceAll('\r\n', '').includes('\n'), false);
  });

  for (const name of [
    '购物车-服务',
    'with "quotes"',
    'comma, semicolon; tab\there',
    'line\nbreak',
    'line\r\nbreak',
    '😀',
  ]) {
    it(`bring ${JSON.stringify(name)} back as it was`, () => {
      assert.equal(tableOf(csvOf([record(1, { name, project: name })]))[0]?.Repository, name);
    });
  }

  for (const start of [
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    '＝',
    '＋',
    '－',
    '＠',
    ' =',
    '\u200b=',
    '\ufeff@',
    '|',
    '%',
  ]) {
    it(`have no formula that starts with ${JSON.stringify(start)}`, () => {
      const name = `${start}cmd|' /C calc'!A0`;
      assert.equal(tableOf(csvOf([record(1, { name })]))[0]?.Repository, `'${name}`);
    });
  }

  it('leave out repositories without a mirror, and keep those of which nothing is known', () => {
    const rows = tableOf(csvOf([record(1), record(2, { health: 'none' }), record(3, { health: 'unread' })]));
    assert.deepEqual(
      rows.map((row) => row.Health),
      ['is healthy', 'is unread'],
    );
  });

  it('are a table with heads when there are none', () => {
    assert.deepEqual(tableOf(csvOf([])), []);
    assert.match(csvOf([]), /Repository ID/);
  });
});

describe('Mirrors as JSON', () => {
  it('have a version, dates as ISO 8601, and the same words in every language', () => {
    const known = recordsOf([
      record(1, { health: 'failing', cause: 'tls', failures: 2 }),
      record(2, { health: 'none' }),
    ]);
    const rows = mirrorRows(known, NOW);
    const json = toJson({ exportedAt: NOW, listReadAt: hoursAgo(1), repositories: 2, rows });
    assert.deepEqual(JSON.parse(json), {
      version: 1,
      exportedAt: NOW.toISOString(),
      listReadAt: hoursAgo(1).toISOString(),
      repositories: 2,
      mirrors: [
        {
          project: 'Project A',
          name: 'repository-1',
          id: 1,
          health: 'failing',
          sourceAddress: 'https://example.com/1.git',
          lastSuccess: hoursAgo(1).toISOString(),
          hoursSinceSuccess: 1,
          failures: 2,
          cause: 'tls',
          readAt: hoursAgo(0.1).toISOString(),
        },
      ],
    });
  });
});
