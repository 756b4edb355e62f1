import { l10n } from 'vscode';
import { attentionWords, noProblemWords } from '../ui/attentionWords';
import { errorText } from '../ui/errorText';
import { markdownTable } from '../ui/factTable';
import { displayText } from '../ui/displayText';
import { escapeMarkdown } from '../ui/markdown';
import type { MirrorRecord, MirrorRecords } from '../ui/mirrorRecords';
import type { RegistryHealth } from '../ui/registryHealth';
import type { Formats } from '../ui/time';
import { bar, type BarColor } from './bars';
import { type AgeKey, AGES, type Counts, countRecords, type ProjectCounts } from './counting';
import { registriesPart } from './registriesPart';

/** So many of a kind are listed: the page stays small however many mirrors there are. */
const LISTED = 50;
const WIDTH = 240;
const KEY_WIDTH = 14;
const LONGEST_NAME = 80;

export interface Overview {
  readonly mirrors: MirrorRecords;
  readonly registries: RegistryHealth;
  /** Whose repositories these are. */
  readonly profile: string;
  readonly now: Date;
  readonly formats: Formats;
}

/** How all mirrors are doing, on one page of Markdown: what needs attention first. */
export function overviewText(overview: Overview): string {
  const { mirrors, now } = overview;
  const title = `# ${escapeMarkdown(l10n.t('Overview of Mirrors'))}`;
  if (!mirrors.listAsOf) {
    const why = mirrors.listError
      ? l10n.t('The list of repositories could not be read. {0}', errorText(mirrors.listError).message)
      : l10n.t('The list of repositories has not been read yet.');
    return `${title}\n\n${escapeMarkdown(why)}\n`;
  }
  const counts = countRecords(mirrors.records, new Set<number>(mirrors.worst), now);
  const parts = [
    title,
    `**${escapeMarkdown(verdict(overview, counts))}**`,
    knownWords(overview, counts, mirrors.listAsOf),
    ...attentionPart(overview),
    ...(counts.mirrors > 0 ? [...healthPart(overview, counts), ...causePart(overview, counts)] : []),
    ...(counts.mirrors > 0 ? agePart(overview, counts) : []),
    ...projectPart(overview, counts),
    ...registriesPart(overview.registries, now, overview.formats),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Nothing found is good news only of what has been looked at. */
function verdict({ mirrors, formats }: Overview, counts: Counts): string {
  if (mirrors.worst.length > 0) {
    return attentionWords(mirrors.worst.length, formats, counts.mirrors);
  }
  if (counts.read === 0) {
    return l10n.t('Nothing has been checked yet');
  }
  return counts.read < mirrors.records.length + mirrors.unlisted || mirrors.failedReads > 0
    ? l10n.t('No problems in the mirrors checked so far')
    : noProblemWords(counts.mirrors, formats);
}

function knownWords({ mirrors, profile, now, formats }: Overview, { read, readAt }: Counts, listAsOf: Date): string {
  const all = mirrors.records.length + mirrors.unlisted;
  const failed = mirrors.failedReads;
  const lines = [
    l10n.t('{0} of {1} repositories of {2} checked', formats.count(read), formats.count(all), displayText(profile)),
    readAt && readWords(formats.moment(readAt.first, now), formats.moment(readAt.last, now)),
    l10n.t('list read {0}', formats.moment(listAsOf, now)),
    failed > 0 ? l10n.t('{0} could not be read the last time', formats.count(failed)) : undefined,
  ];
  return escapeMarkdown(lines.filter((line) => line !== undefined).join(' · '));
}

function readWords(first: string, last: string): string {
  return first === last ? l10n.t('mirrors read {0}', last) : l10n.t('mirrors read from {0} to {1}', first, last);
}

function attentionPart({ mirrors, formats }: Overview): readonly string[] {
  const { worst } = mirrors;
  if (worst.length === 0) {
    return [];
  }
  const wanted = new Set(worst.slice(0, LISTED));
  const byId = new Map(mirrors.records.filter(({ id }) => wanted.has(id)).map((record) => [record.id, record]));
  const rows = [...wanted].flatMap((id) => {
    const record = byId.get(id);
    return record ? [attentionRow(record, mirrors)] : [];
  });
  return [
    heading(l10n.t('Needs Attention')),
    markdownTable([l10n.t('Mirror'), l10n.t('Health'), l10n.t('Likely cause and what to do')], rows),
    more(worst.length - rows.length, formats),
    escapeMarkdown(l10n.t('To fix one, use its row in the sidebar, or the menu of the status bar item.')),
  ];
}

function attentionRow({ id, name, project }: MirrorRecord, mirrors: MirrorRecords): readonly string[] {
  const advice = mirrors.advice(id);
  return [
    `**${shown(name)}**<br>${shown(project)}`,
    escapeMarkdown(mirrors.stateWords(id)),
    advice ? escapeMarkdown(advice.text) : '',
  ];
}

function healthPart({ mirrors, formats }: Overview, { healths }: Counts): readonly string[] {
  const most = Math.max(...healths.values());
  const rows = mirrors.healths.flatMap((health) => {
    const count = healths.get(health) ?? 0;
    return count === 0
      ? []
      : [[mirrors.healthName(health), formats.count(count), bar([{ count, color: colorOf(health) }], most, WIDTH)]];
  });
  return [heading(l10n.t('By health')), markdownTable([l10n.t('Health'), l10n.t('Repositories'), ''], rows)];
}

function causePart({ mirrors, formats }: Overview, { causes }: Counts): readonly string[] {
  const rows = [...causes].map(([cause, count]) => [
    escapeMarkdown(mirrors.causeName(cause)),
    formats.count(count),
    escapeMarkdown(mirrors.causeAdvice(cause)),
  ]);
  return rows.length === 0
    ? []
    : [heading(l10n.t('By cause')), markdownTable([l10n.t('Cause'), l10n.t('Mirrors'), l10n.t('What to do')], rows)];
}

function agePart({ formats }: Overview, { ages }: Counts): readonly string[] {
  const most = Math.max(...ages.values());
  const rows = AGES.map(({ key }) => {
    const count = ages.get(key) ?? 0;
    return [
      ageWords(key),
      formats.count(count),
      count === 0 ? '' : bar([{ count, color: ageColor(key) }], most, WIDTH),
    ];
  });
  return [heading(l10n.t('Last success')), markdownTable([l10n.t('Age'), l10n.t('Mirrors'), ''], rows)];
}

function projectPart({ formats }: Overview, { projects }: Counts): readonly string[] {
  if (projects.length === 0) {
    return [escapeMarkdown(l10n.t('There are no repositories.'))];
  }
  const listed = projects.slice(0, LISTED);
  const most = Math.max(...listed.map(({ repositories }) => repositories));
  const heads = [l10n.t('Project'), l10n.t('Repositories'), l10n.t('Mirrors'), l10n.t('Need attention')];
  return [
    heading(l10n.t('By project')),
    markdownTable(
      [...heads, l10n.t('Not checked'), ''],
      listed.map((project) => projectRow(project, most, formats)),
    ),
    more(projects.length - listed.length, formats),
    projectKey(),
  ];
}

/** What the parts of the bars mean, in their order. */
function projectKey(): string {
  const parts: readonly (readonly [BarColor, string])[] = [
    ['red', l10n.t('Needs Attention')],
    ['green', l10n.t('Other mirrors')],
    ['muted', l10n.t('No mirror')],
    ['outline', l10n.t('Not checked')],
  ];
  return parts
    .map(([color, words]) => `${bar([{ count: 1, color }], 1, KEY_WIDTH)} ${escapeMarkdown(words)}`)
    .join(' · ');
}

function projectRow(counts: ProjectCounts, most: number, formats: Formats): readonly string[] {
  const { name, repositories, mirrors, attention, unread } = counts;
  return [
    shown(name),
    ...[repositories, mirrors, attention, unread].map((count) => formats.count(count)),
    bar(
      [
        { count: attention, color: 'red' },
        { count: mirrors - attention, color: 'green' },
        { count: repositories - mirrors - unread, color: 'muted' },
        { count: unread, color: 'outline' },
      ],
      most,
      WIDTH / 2,
    ),
  ];
}

function heading(text: string): string {
  return `## ${escapeMarkdown(text)}`;
}

function more(count: number, formats: Formats): string {
  return count > 0 ? escapeMarkdown(l10n.t('and {0} more', formats.count(count))) : '';
}

function shown(name: string): string {
  return escapeMarkdown(displayText(name, LONGEST_NAME));
}

function colorOf(health: string): BarColor {
  switch (health) {
    case 'failing':
      return 'red';
    case 'stuck':
      return 'orange';
    case 'stale':
      return 'yellow';
    case 'healthy':
      return 'green';
    case 'unknown':
      return 'purple';
    case 'syncing':
      return 'blue';
    case 'unread':
      return 'outline';
    default:
      return 'muted';
  }
}

function ageColor(age: AgeKey): BarColor {
  switch (age) {
    case 'hour':
    case 'day':
      return 'green';
    case 'twoDays':
      return 'blue';
    case 'week':
      return 'yellow';
    case 'month':
      return 'orange';
    case 'older':
    case 'never':
      return 'red';
  }
}

function ageWords(age: AgeKey): string {
  switch (age) {
    case 'hour':
      return l10n.t('up to 1 hour');
    case 'day':
      return l10n.t('up to 24 hours');
    case 'twoDays':
      return l10n.t('up to 2 days');
    case 'week':
      return l10n.t('up to 7 days');
    case 'month':
      return l10n.t('up to 30 days');
    case 'older':
      return l10n.t('more than 30 days');
    case 'never':
      return l10n.t('never');
  }
}
