import { l10n } from 'vscode';
import type { Repository, RepositoryId } from '../api/index';
import { displayText } from '../ui/displayText';
import type { MarkdownDocuments } from '../ui/documents';
import { Disposables } from '../ui/emitter';
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

/** Everything about a repository and its mirror, read anew, as a document that follows them. */
export async function showMirrorDetails(
  parts: RepositoryCommandParts,
  documents: MarkdownDocuments,
  args: readonly unknown[],
): Promise<void> {
  const known = await repositoryFor(parts, args, l10n.t('Repository whose details you want to see'));
  await signedInClient(parts.sessions);
  const read = readAnew(parts, known.id);
  if (!parts.readings.of(known.id)) {
    await read;
  }
  await documents.open(`repository/${known.id}`, displayText(known.name));
}

/** Resolves when the mirror was read, could not be, or cannot be for now. */
async function readAnew({ reader, readings, sessions }: RepositoryCommandParts, id: RepositoryId): Promise<void> {
  const owned = new Disposables();
  try {
    await new Promise<void>((resolve) => {
      const ifItIs = (about: RepositoryId): void => {
        if (about === id) {
          resolve();
        }
      };
      owned.add(reader.onDidRead(ifItIs));
      owned.add(
        readings.onDidChange((change) => {
          ifItIs(change.id);
        }),
      );
      owned.add(
        sessions.onDidChange(() => {
          resolve();
        }),
      );
      reader.refresh([id]);
      if (readings.stateOf(id).kind !== 'reading') {
        resolve();
      }
    });
  } finally {
    owned.dispose();
  }
}

export interface Details {
  readonly repository: Repository;
  readonly state: MirrorState;
  readonly health: MirrorHealth | undefined;
  readonly history: readonly HistoryEntry[];
  /** When the repository was read. */
  readonly repositoryAsOf: Date | undefined;
  readonly now: Date;
  readonly formats: Formats;
}

/** What matters first, then what has been seen of the mirror, then every fact. */
export async function detailsDocument(details: Details): Promise<string> {
  const { repository, state, health, now, formats } = details;
  const reading = readingOf(state);
  const facts = reading?.mirror ? await mirrorFacts(reading, health, now, formats) : [];
  const isAdvice = ({ name }: { readonly name: string }): boolean => name === l10n.t('What to do');
  const failure = state.kind === 'failed' ? state : undefined;
  const readAt = (asOf: Date | undefined): readonly string[] =>
    asOf ? [escapeMarkdown(l10n.t('Read {0}.', formats.absolute(asOf)))] : [];
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
      : readAt(reading?.asOf)),
    `## ${escapeMarkdown(l10n.t('Repository'))}`,
    factTable(repositoryFacts(repository, now, formats)),
    ...readAt(details.repositoryAsOf),
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
