import assert from 'node:assert/strict';
import { toRepositoryId } from '../../../../src/api/index';
import type { HistoryEntry } from '../../../../src/repositories/history/entry';
import { type DayKind, timelineOf } from '../../../../src/repositories/history/timeline';
import { timelineChart } from '../../../../src/repositories/history/timelineChart';
import { type MirrorReading, readingAfter } from '../../../../src/repositories/mirrorState';

const NOW = new Date(2025, 2, 30, 15, 0);
const ID = toRepositoryId(7);

/** A moment so many days ago, in the person's time zone. */
function ago(days: number, hour = 2, minute = 0): Date {
  return new Date(2025, 2, 30 - days, hour, minute);
}

function success(days: number, at = ago(days, 9)): HistoryEntry {
  return { id: ID, at, status: 'finished', success: ago(days), failures: 0 };
}

function failure(days: number, failures: number, last: number, at = ago(days, 9)): HistoryEntry {
  return { id: ID, at, status: 'failed', success: ago(last), failures, cause: 'credentials' };
}

function reading(status: string, last: Date, asOf = NOW): MirrorReading {
  return readingAfter(undefined, { status, lastSuccessfulUpdateAt: last }, asOf, undefined);
}

const SIGNS: Readonly<Record<DayKind, string>> = { success: '+', failure: 'x', gap: '-', unknown: '?' };

/** The last days, today last. */
function days(entries: readonly HistoryEntry[], present: MirrorReading | undefined, number: number): string {
  const timeline = timelineOf(entries, present, NOW);
  assert.equal(timeline.days.length, 30);
  return timeline.days
    .slice(-number)
    .map(({ kind }) => SIGNS[kind])
    .join('');
}

describe('The timeline of a mirror', () => {
  it('has a success for each day on which one was seen', () => {
    assert.equal(days([success(3), success(2), success(1), success(0)], undefined, 5), '?++++');
  });

  it('knows nothing of days on which nobody looked', () => {
    assert.equal(days([], undefined, 30), '?'.repeat(30));
    // The last success was on day 1; whether there was one on the days before, nobody saw.
    assert.equal(days([success(5), success(1)], undefined, 6), '+???+?');
  });

  it('has a gap where what was seen later tells that there was no success', () => {
    assert.equal(days([success(5, ago(5, 9)), success(5, ago(1, 9))], reading('finished', ago(5)), 6), '+----?');
    assert.equal(days([success(4)], reading('finished', ago(4), ago(1, 23)), 5), '+--??', 'until it was read');
  });

  it('does not call a run of today missed while it may be yet to come', () => {
    assert.equal(days([success(1)], reading('finished', ago(1)), 2), '+?');
  });

  it('has a failure for each day on which one was seen, and while it goes on', () => {
    assert.equal(days([success(4), failure(3, 1, 4), failure(2, 2, 4), success(1)], undefined, 5), '+xx+?');
    assert.equal(days([success(6), failure(5, 1, 6), failure(1, 5, 6)], reading('failed', ago(6)), 7), '+xxxxxx');
    assert.equal(days([failure(5, 1, 6), success(1)], undefined, 7), '+x???+?', 'one of them may have succeeded');
  });

  it('counts a day on which it failed and then succeeded as a success', () => {
    assert.equal(days([failure(1, 1, 2, ago(1, 1)), success(1)], undefined, 2), '+?');
  });

  it('is right in the days on which clocks are changed', () => {
    const start = timelineOf([], undefined, NOW).days.map((day) => day.start);
    assert.ok(start.every((date) => date.getHours() === 0 && date.getMinutes() === 0));
    assert.equal(new Set(start.map((date) => date.getDate())).size, 30);
  });

  it('finds the usual time of a run, also around midnight', () => {
    const at = (hours: readonly (readonly [number, number])[]): number | undefined =>
      timelineOf(
        hours.map(([hour, minute], index) => ({ ...success(index), success: ago(9 - index, hour, minute) })),
        undefined,
        NOW,
      ).usualMinute;
    assert.equal(
      at([
        [2, 10],
        [2, 15],
        [2, 20],
      ]),
      135,
    );
    assert.equal(
      at([
        [23, 50],
        [0, 0],
        [0, 10],
      ]),
      0,
    );
    assert.equal(
      at([
        [2, 0],
        [2, 0],
      ]),
      undefined,
      'two say nothing',
    );
    assert.equal(
      at([
        [2, 0],
        [8, 0],
        [14, 0],
        [20, 0],
      ]),
      undefined,
      'they do not agree',
    );
  });

  it('tells the longest time for which it is known that nothing succeeded', () => {
    const { longestGap } = timelineOf([success(9), failure(6, 2, 9), success(5)], reading('finished', ago(1)), NOW);
    assert.deepEqual(longestGap, { from: ago(9), to: ago(6, 9) });
  });

  it('counts successes among the days of which anything is known', () => {
    const { successDays, knownDays } = timelineOf([success(3), failure(2, 1, 3), success(1)], undefined, NOW);
    assert.deepEqual([successDays, knownDays], [2, 3]);
  });

  it('tells each change, newest first, and successes in a row as one, as failures for one cause', () => {
    const entries: HistoryEntry[] = [
      success(9),
      success(8),
      success(7),
      failure(6, 1, 7),
      failure(5, 2, 7),
      { ...failure(4, 2, 7), status: 'started' },
      success(4, ago(4, 10)),
      { id: ID, at: ago(3), status: 'canceled', success: ago(4) },
      { id: ID, at: ago(2), gone: true },
    ];
    const { changes, since } = timelineOf(entries, undefined, NOW);
    assert.deepEqual(
      changes.map(({ kind, times }) => (times === undefined ? kind : `${kind} ×${times}`)),
      ['gone', 'canceled', 'recovered', 'running', 'failed ×2', 'success ×2', 'first'],
    );
    assert.deepEqual(since, ago(2));
  });

  it('tells since when it has been failing', () => {
    const { since } = timelineOf([success(4), failure(3, 1, 4), failure(2, 2, 4)], undefined, NOW);
    assert.deepEqual(since, ago(3, 9));
  });
});

describe('The chart of a timeline', () => {
  const timeline = timelineOf([success(3), failure(2, 1, 3)], reading('failed', ago(3)), NOW);
  const titles = timeline.days.map((_, index) => `day ${index} <b> & "x"`);
  const chart = timelineChart(timeline.days, 'what & why', titles);

  it('is one block of HTML, which a Markdown document leaves alone', () => {
    assert.match(chart, /^<svg /);
    assert.match(chart, /\n<\/svg>$/);
    assert.doesNotMatch(chart, /\n\s*\n/);
  });

  it('says the same to who cannot see it, and takes no text for a mark', () => {
    assert.match(chart, /role="img" aria-label="what &amp; why"/);
    assert.equal(chart.match(/<title>day \d+ &lt;b&gt; &amp; &quot;x&quot;<\/title>/g)?.length, 30);
  });

  it('is painted in colors of the theme only', () => {
    assert.doesNotMatch(chart, /#[0-9a-f]{3}|rgb|url\(|href|<script/i);
    assert.match(chart, /fill:var\(--vscode-/);
  });

  it('has a shape of its own for each kind of day', () => {
    const shapes = ['success', 'failure', 'gap', 'unknown'].map((kind) =>
      timelineChart([{ start: NOW, kind: kind as DayKind }], '', ['']).replace(/var\(.*?\)/g, ''),
    );
    assert.equal(new Set(shapes).size, 4);
  });
});
