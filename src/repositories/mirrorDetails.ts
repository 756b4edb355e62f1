import { l10n } from 'vscode';
import type { Repository } from '../api/index';
import { displayText } from '../ui/displayText';
import type { MarkdownDocuments } from '../ui/documents';
import { errorText, vendorDetails } from '../ui/errorText';
import { factTable } from '../ui/factTable';
import { escapeMarkdown } from '../ui/markdown';
import { labelled } from '../ui/punctuation';
import { signedInClient } from '../ui/session';
import type { Formats } from '../ui/time';
import { type RepositoryCommandParts, repositoryFor } from './context';
import { mirrorFacts, repositoryFacts } from './facts';
import type { HistoryEntry } from './history/entry';
import { type Timeline, timelineOf } from './history/timeline';
import { timelineWords } from './history/timelineWords';
import type { MirrorHealth } from './mirrorHealth';
import { type MirrorState, readingOf } from './mirrorState';
import { rowWords } from './repositoryItem';

/** Everything about a repository and its mirror, read anew, as a document. */
export async function showMirrorDetails(
  parts: RepositoryCommandParts,
  documents: MarkdownDocuments,
  args: readonly unknown[],
): Promise<void> {
  const { clock, formats, reader, readings, model, records } = parts;
  const known = await repositoryFor(parts, args, l10n.t('Repository whose details you want to see'));
  const client = await signedInClient(parts.sessions);
  const [repository, failure] = await Promise.all([
    records.read(known),
    client.showRemoteMirror(known.id).then(
      (mirror) => {
        reader.put(known.id, mirror);
        return undefined;
      },
      (error: unknown) => ({ error }),
    ),
  ]);
  const text = await detailsDocument({
    repository,
    state: readings.stateOf(known.id),
    health: model.health(known.id),
    history: await (await parts.watch()).history(known.id),
    failure,
    now: clock(),
    formats,
  });
  await documents.open(`repository/${known.id}`, displayText(repository.name), text);
}

export interface Details {
  readonly repository: Repository;
  readonly state: MirrorState;
  readonly health: MirrorHealth | undefined;
  readonly history: readonly HistoryEntry[];
  /** Why the mirror could not be read this time. */
  readonly failure: { readonly error: unknown } | undefined;
  readonly now: Date;
  readonly formats: Formats;
}

/** What matters first, then what has been seen of the mirror, then every fact. */
export async function detailsDocument(details: Details): Promise<string> {
  const { repository, state, health, failure, now, formats } = details;
  const reading = readingOf(state);
  const facts = reading?.mirror ? await mirrorFacts(reading, health, now, formats) : [];
  const isAdvice = ({ name }: { readonly name: string }): boolean => name === l10n.t('What to do');
  const problem = failure
    ? [
        `> ${escapeMarkdown(l10n.t('The mirror could not be read. {0}', errorText(failure.error).message))}`,
        `> ${escapeMarkdown(vendorDetails(failure.error))}`,
      ]
    : [];
  const isOrWasMirror = reading?.mirror !== undefined || details.history.length > 0;
  const timeline = isOrWasMirror ? timelineOf(details.history, reading, now) : undefined;
  const parts = [
    `# ${escapeMarkdown(repository.name)}`,
    `**${escapeMarkdown(rowWords({ repository, state, health, now, formats }))}**`,
    ...problem,
    ...sinceWords(details, timeline),
    ...facts.filter(isAdvice).map(({ name, value }) => labelled(`**${escapeMarkdown(name)}**`, value)),
    ...(timeline ? await historyParts(details, timeline) : []),
    `## ${escapeMarkdown(l10n.t('Remote mirror'))}`,
    factTable(facts.filter((fact) => !isAdvice(fact))),
    ...(reading && !reading.mirror ? [escapeMarkdown(l10n.t('This repository has no mirror.'))] : []),
    ...(reading && failure
      ? [escapeMarkdown(l10n.t('The mirror is shown as of {0}.', formats.absolute(reading.asOf)))]
      : []),
    `## ${escapeMarkdown(l10n.t('Repository'))}`,
    factTable(repositoryFacts(repository, now, formats)),
    escapeMarkdown(l10n.t('Read {0}.', formats.absolute(now))),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What happened before the first look is not known. */
function sinceWords({ history, now, formats }: Details, timeline: Timeline | undefined): readonly string[] {
  const since = timeline?.since;
  return since === undefined || since === history[0]?.at
    ? []
    : [escapeMarkdown(l10n.t('In this state since {0} ({1})', formats.absolute(since), formats.relative(since, now)))];
}

async function historyParts({ now, formats }: Details, timeline: Timeline): Promise<readonly string[]> {
  const { adviceFor } = await import('./mirrorCauseWords');
  return [
    `## ${escapeMarkdown(l10n.t('Last 30 days'))}`,
    ...timelineWords(timeline, { now, formats, causeWords: (cause) => adviceFor(cause).text }),
  ];
}
