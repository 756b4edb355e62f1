import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { overviewText } from '../../../src/overview/overviewText';
import { toRegistryId } from '../../../src/api/index';
import type { MirrorRecord, MirrorRecords } from '../../../src/ui/mirrorRecords';
import { NO_REGISTRY_KNOWN, type RegistryState } from '../../../src/ui/registryHealth';
import { createFormats } from '../../../src/ui/time';
import { cloudError } from '../ui/support';
import { hoursAgo, NOW, record, recordsOf } from './records';

function textOf(mirrors: MirrorRecords, registries = NO_REGISTRY_KNOWN): string {
  return overviewText({ mirrors, registries, profile: 'Work', now: NOW, formats: createFormats('en') });
}

/** The cells of the table below a heading, its own heads left out. */
function table(text: string, heading: string): readonly (readonly string[])[] {
  const start = text.indexOf(`## ${heading}\n`);
  assert.notEqual(start, -1, `${heading} in ${text}`);
  const lines = text.slice(start).split('\n').slice(2);
  const rows = lines.slice(
    0,
    Math.max(
      0,
      lines.findIndex((line) => !line.startsWith('|')),
    ),
  );
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/u)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const countsOf = (rows: readonly (readonly string[])[]): readonly string[] =>
  rows.map(([name, count]) => `${name} ${count}`);

describe('The overview', () => {
  const failing: Partial<MirrorRecord> = { health: 'failing', cause: 'credentials', success: hoursAgo(24 * 40) };

  it('counts by health, by cause, by the age of the last success and by project', () => {
    const text = textOf(
      recordsOf([
        record(1, failing),
        record(2, { ...failing, cause: 'tls', success: undefined }),
        record(3, failing),
        record(4, { health: 'stale', cause: 'unknown', success: hoursAgo(24 * 3) }),
        record(5, { success: hoursAgo(1) }),
        record(6, { success: hoursAgo(30), projectKey: 'b', project: 'Project B' }),
        record(7, { health: 'none', success: undefined, projectKey: 'b', project: 'Project B' }),
        record(8, { health: 'unread', success: undefined, readAt: undefined, projectKey: 'b', project: 'Project B' }),
      ]),
    );
    assert.match(text, /\*\*4 of 6 mirrors need attention\*\*/);
    assert.match(text, /7 of 8 repositories of Work checked/);
    assert.deepEqual(countsOf(table(text, 'By health')), [
      'is failing 3',
      'is stale 1',
      'is healthy 2',
      'is none 1',
      'is unread 1',
    ]);
    assert.deepEqual(countsOf(table(text, 'By cause')), ['(credentials) 2', '(tls) 1']);
    assert.deepEqual(countsOf(table(text, 'Last success')), [
      'up to 1 hour 1',
      'up to 24 hours 0',
      'up to 2 days 1',
      'up to 7 days 1',
      'up to 30 days 0',
      'more than 30 days 2',
      'never 1',
    ]);
    assert.deepEqual(
      table(text, 'By project').map((cells) => cells.slice(0, 5)),
      [
        ['Project A', '5', '5', '4', '0'],
        ['Project B', '3', '1', '0', '1'],
      ],
    );
  });

  it('lists what needs attention in the order that it was given, with the state and what to do', () => {
    const records = [record(1, failing), record(2, failing)];
    const rows = table(textOf(recordsOf(records, { worst: records.map(({ id }) => id).reverse() })), 'Needs Attention');
    assert.deepEqual(rows, [
      ['**repository-2**<br>Project A', 'state of 2', 'Mend 2.'],
      ['**repository-1**<br>Project A', 'state of 1', 'Mend 1.'],
    ]);
  });

  it('keeps two projects of one name apart', () => {
    const text = textOf(recordsOf([record(1), record(2, { projectKey: 'other' })]));
    assert.equal(table(text, 'By project').length, 2);
  });

  it('stays small for 5,000 repositories, and says how many it leaves out', () => {
    const records = Array.from({ length: 5000 }, (_, index) =>
      record(index + 1, {
        ...failing,
        projectKey: `${index % 300}`,
        project: `P${index % 300} ${'long '.repeat(100)}`,
      }),
    );
    const text = textOf(recordsOf(records));
    assert.ok(text.length < 60_000, `${text.length} characters`);
    assert.match(text, /and 4,950 more/);
    assert.match(text, /and 250 more/);
  });

  it('has hostile names as text in one cell', () => {
    const names = [
      'a | b',
      'line\nbreak',
      '<img src=x onerror=alert(1)>',
      '[x](command:y)',
      '`a|b`',
      '# heading',
      '$(trash)',
    ];
    const text = textOf(
      recordsOf(names.map((name, index) => record(index + 1, { ...failing, name, project: name, projectKey: name }))),
    );
    const rows = [...table(text, 'Needs Attention'), ...table(text, 'By project')];
    assert.equal(rows.length, 2 * names.length);
    assert.deepEqual([...new Set(rows.map((cells) => cells.length))], [3, 6]);
    assert.doesNotMatch(text.replace(/<svg[^>]*>.*?<\/svg>|<br>/gu, ''), /</);
    assert.doesNotMatch(text, /(?<!\\)\]\(/u);
  });

  it('counts image registries by state, and names those that are not connected', () => {
    const registry = (name: string, state: RegistryState['state']): RegistryState => ({
      registryId: toRegistryId(name, 'test'),
      name,
      state,
      words: `is ${state}`,
    });
    const registries = [registry('a', 'connected'), registry('b|b', 'disconnected'), registry('c', 'connecting')];
    const text = textOf(recordsOf([record(1)]), { asOf: hoursAgo(0.5), registries });
    assert.deepEqual(countsOf(table(text, 'Image registries')), ['Not connected 1', 'Connecting 1', 'Connected 1']);
    assert.match(text, /\| \*\*b\\\|b\*\* \| is disconnected \|\n\| \*\*c\*\* \| is connecting \|/);
    assert.doesNotMatch(text, /is connected/);
    assert.match(textOf(recordsOf([record(1)])), /list of registries has not been read yet/);
    const none = { asOf: NOW, registries: [] };
    assert.match(textOf(recordsOf([record(1)]), none), /There are no image registries/);
  });

  it('does not say that all is well while something is not known', () => {
    const unread = { health: 'unread', readAt: undefined, success: undefined };
    assert.match(textOf(recordsOf([record(1), record(2, unread)])), /No problems in the mirrors checked so far/);
    assert.match(textOf(recordsOf([record(1)], { unlisted: 3 })), /No problems in the mirrors checked so far/);
    assert.match(textOf(recordsOf([record(1)], { failedReads: 1 })), /checked so far.*1 could not be read/s);
    assert.match(textOf(recordsOf([record(1, unread)])), /Nothing has been checked yet/);
    assert.match(textOf(recordsOf([record(1)])), /1 mirror checked, no problems/);
  });

  it('says why it has nothing to tell', () => {
    assert.match(textOf(recordsOf([], { listAsOf: undefined })), /has not been read yet/);
    const listError = cloudError('offline');
    assert.match(textOf(recordsOf([], { listAsOf: undefined, listError })), /list of repositories could not be read/);
    assert.match(textOf(recordsOf([])), /There are no repositories/);
  });
});
