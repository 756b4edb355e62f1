import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { errorText } from '../ui/errorText';
import { factLines } from '../ui/factLines';
import { escapeMarkdown } from '../ui/markdown';
import type { FullRecord } from './factNodes';
import { mirrorFacts, repositoryFacts } from './facts';
import { readingOf } from './mirrorState';
import { mirrorWords } from './mirrorWords';
import type { RepositoryView } from './repositoryItem';

/** As `repositoryTooltip`, with the record that is to be read for it. */
export async function fullTooltip(
  view: RepositoryView,
  fullRecord: FullRecord,
  token: vscode.CancellationToken,
): Promise<vscode.MarkdownString> {
  const abort = new AbortController();
  const stop = token.onCancellationRequested(() => {
    abort.abort();
  });
  try {
    return await repositoryTooltip({ ...view, repository: await fullRecord(view.repository, abort.signal) });
  } finally {
    stop.dispose();
  }
}

/** Both vendor records in full. Server text is escaped; nothing in it becomes a link or a command. */
async function repositoryTooltip(view: RepositoryView): Promise<vscode.MarkdownString> {
  const { repository, state, health, now, formats } = view;
  const reading = readingOf(state);
  const sections = [`**${escapeMarkdown(repository.name)}**`];
  if (state.kind === 'failed' || state.kind === 'waiting') {
    sections.push(escapeMarkdown(l10n.t('The mirror could not be read. {0}', errorText(state.error).message)));
  }
  if (view.isMuted === true) {
    sections.push(escapeMarkdown(l10n.t('Notifications of this mirror are muted.')));
  }
  if (reading) {
    const heading = `${l10n.t('Remote mirror')} — ${mirrorWords(reading, health ?? 'none', now, formats)}`;
    const facts = reading.mirror ? await mirrorFacts(reading, health, now, formats) : [];
    sections.push(`**${escapeMarkdown(heading)}**\n\n${factLines(facts)}`);
  }
  sections.push(
    `**${escapeMarkdown(l10n.t('Repository'))}**\n\n${factLines(repositoryFacts(repository, now, formats))}`,
  );
  return new vscode.MarkdownString(sections.join('\n\n'));
}
