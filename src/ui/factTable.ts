import { l10n } from 'vscode';
import { escapeMarkdown, type Fact } from './markdown';

/** Facts as a Markdown table; nothing where there are none. */
export function factTable(facts: readonly Fact[]): string {
  const rows = facts.map(({ name, value }) => [escapeMarkdown(name), value] as const);
  return rows.length === 0 ? '' : markdownTable([l10n.t('Property'), l10n.t('Value')], rows);
}

/** @param rows cells of Markdown, in one line each */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cellText).join(' | ')} |`;
  return [line(heads.map(escapeMarkdown)), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A bar would end the cell, in a code span too. */
function cellText(markdown: string): string {
  return markdown.replaceAll('|', '\\|');
}
