import { redact } from '../api/index';
import { codeSpan, escapeMarkdown } from '../ui/markdown';

/** Text from anywhere as Markdown: credentials taken out, and nothing in it means anything. */
export function safe(text: string): string {
  return escapeMarkdown(redact(text));
}

/** The same as a code span, for what is copied. */
export function safeCode(text: string): string {
  return codeSpan(redact(text));
}

/** A table. Cells are Markdown already; a bar in one would begin the next, also inside a code span. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
