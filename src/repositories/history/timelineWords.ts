import { l10n } from 'vscode';
import { markdownTable } from '../../ui/factTable';
import { escapeMarkdown } from '../../ui/markdown';
import { labelled } from '../../ui/punctuation';
import type { Formats } from '../../ui/time';
import type { MirrorCause } from '../mirrorCause';
import { statusWords } from '../mirrorWords';
import type { Change, Day, DayKind, Timeline } from './timeline';
import { chartKey, timelineChart } from './timelineChart';

const HOUR_MS = 3600 * 1000;
const KINDS: readonly DayKind[] = ['success', 'failure', 'gap', 'unknown'];

export interface TimelineWordsParts {
  readonly now: Date;
  readonly formats: Formats;
  /** Why a mirror fails, in a sentence. */
  readonly causeWords: (cause: MirrorCause) => string;
}

/** The last 30 days as Markdown: a chart, the same in words, and what has changed. */
export function timelineWords(timeline: Timeline, { now, formats, causeWords }: TimelineWordsParts): readonly string[] {
  const counts = KINDS.map((kind) => [kind, timeline.days.filter((day) => day.kind === kind).length] as const);
  const summary = counts.map(([kind, count]) => labelled(kindWords(kind), formats.count(count)));
  const keys = counts.map(([kind], index) => `${chartKey(kind)} ${escapeMarkdown(summary[index] ?? '')}`);
  const label = l10n.t('Days of the last 30 by result. {0}', summary.join(' · '));
  const titles = timeline.days.map((day) => dayWords(day, formats));
  return [
    timelineChart(timeline.days, label, titles),
    keys.join(' · '),
    figures(timeline, now, formats)
      .map(([name, value]) => `- ${labelled(`**${escapeMarkdown(name)}**`, escapeMarkdown(value))}`)
      .join('\n'),
    timeline.changes.length === 0
      ? escapeMarkdown(l10n.t('No changes seen yet. They are recorded while a window is open.'))
      : markdownTable(
          [l10n.t('When'), l10n.t('What was seen')],
          timeline.changes.map((change) => [
            escapeMarkdown(formats.absolute(whenOf(change))),
            escapeMarkdown(changeWords(change, formats, causeWords)),
          ]),
        ),
  ].filter((part) => part !== '');
}

function figures(
  { usualMinute, longestGap, successDays, knownDays }: Timeline,
  now: Date,
  formats: Formats,
): readonly (readonly [string, string])[] {
  const rate =
    knownDays === 0
      ? []
      : [
          [
            l10n.t('Success rate'),
            l10n.t(
              '{0}% ({1} of {2} known days)',
              Math.round((successDays / knownDays) * 100),
              formats.count(successDays),
              formats.count(knownDays),
            ),
          ] as const,
        ];
  const usual =
    usualMinute === undefined
      ? []
      : [[l10n.t('Usual time of a sync'), formats.moment(minuteOf(now, usualMinute), now)] as const];
  const gap =
    longestGap === undefined
      ? []
      : [[l10n.t('Longest time without a success'), gapWords(longestGap, formats)] as const];
  return [...rate, ...usual, ...gap];
}

function minuteOf(day: Date, minute: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), Math.floor(minute / 60), minute % 60);
}

function gapWords({ from, to }: NonNullable<Timeline['longestGap']>, formats: Formats): string {
  const hours = Math.floor((to.getTime() - from.getTime()) / HOUR_MS);
  const [start, end] = [formats.absolute(from), formats.absolute(to)];
  return hours < 2
    ? l10n.t('{0} to {1}', start, end)
    : hours < 48
      ? l10n.t('{0} hours ({1} to {2})', formats.count(hours), start, end)
      : l10n.t('{0} days ({1} to {2})', formats.count(Math.floor(hours / 24)), start, end);
}

function kindWords(kind: DayKind): string {
  switch (kind) {
    case 'success':
      return l10n.t('Synced');
    case 'failure':
      return l10n.t('Failed');
    case 'gap':
      return l10n.t('No sync');
    case 'unknown':
      return l10n.t('Not known');
  }
}

function dayWords({ start, kind }: Day, formats: Formats): string {
  return labelled(formats.day(start), kindWords(kind));
}

/** A success has a date of its own; everything else was seen at some time after it had happened. */
function whenOf({ kind, entry }: Change): Date {
  return kind === 'success' || kind === 'recovered' ? (entry.success ?? entry.at) : entry.at;
}

function changeWords(change: Change, formats: Formats, causeWords: TimelineWordsParts['causeWords']): string {
  const { entry, kind, times, from } = change;
  switch (kind) {
    case 'success':
      return times === undefined || from === undefined
        ? l10n.t('Synced')
        : l10n.t('Synced {0} times since {1}', formats.count(times), formats.absolute(from));
    case 'recovered':
      return l10n.t('Synced again after it had failed');
    case 'failed':
      return [
        failureWords(entry.failures ?? 0, from, formats),
        ...(entry.cause === undefined || entry.cause === 'unknown' ? [] : [causeWords(entry.cause)]),
      ].join(' · ');
    case 'running':
      return l10n.t('Sync started');
    case 'canceled':
      return l10n.t('Sync canceled');
    case 'gone':
      return l10n.t('No remote mirror any more');
    case 'first':
      return l10n.t('First seen; last run: {0}', statusWords(entry.status));
    case 'other':
      return l10n.t('Last run: {0}', statusWords(entry.status));
  }
}

function failureWords(count: number, from: Date | undefined, formats: Formats): string {
  const since = from && formats.absolute(from);
  if (count > 1) {
    return since === undefined
      ? l10n.t('Failed {0} times in a row', formats.count(count))
      : l10n.t('Failed {0} times in a row, first seen {1}', formats.count(count), since);
  }
  return since === undefined ? l10n.t('Failed') : l10n.t('Failed, first seen {0}', since);
}
