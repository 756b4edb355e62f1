import { displayText } from './displayText';

const LONGEST_VALUE = 2000;
/** Nobody sees it. */
const ZERO_WIDTH_SPACE = '\u200b';

/**
 * Server text for Markdown, inside a line that starts with something else: what would mean something there is written so
 * that it is shown, addresses do not turn into links, and formulas and icons stay text. What comes out is one line, so
 * that a name cannot start a heading, a list or an HTML block. Nothing more is escaped, because the document can also be
 * read as it is written.
 *
 * VS Code 1.100 looks for addresses after it has taken the backslashes out: only another character keeps it from them.
 */
export function escapeMarkdown(text: string): string {
  return displayText(text, LONGEST_VALUE)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]~$]/gu, '\\$&')
    .replace(/@/gu, `${ZERO_WIDTH_SPACE}@`)
    .replace(/\/(?=\/)/gu, `/${ZERO_WIDTH_SPACE}`)
    .replace(/(?<=www)\./giu, `${ZERO_WIDTH_SPACE}.`)
    .replace(/^(#{1,6}|[-+=|]+|\d+[.)])(?=\s|$)/u, (mark) => `\u2060${mark}`);
}

/**
 * Server text as a code span: easy to read and copy, and nothing inside it is interpreted. Backticks cannot be escaped
 * there, so they become a look-alike.
 */
export function codeSpan(text: string): string {
  const shown = displayText(text, LONGEST_VALUE).replaceAll('`', '\u02cb');
  return shown === '' ? '' : `\`${shown}\``;
}

/** A fact for a tooltip or a document: its name in the person's language, its value already made safe. */
export interface Fact {
  readonly name: string;
  /** Markdown. */
  readonly value: string;
  /** What copying the fact yields; left out when there is nothing to copy. */
  readonly text: string;
}

/**
 * One line a fact.
 *
 * @param labelled puts a name before a value, as the person's language does
 */
export function factList(
  facts: readonly Fact[],
  labelled = (name: string, value: string): string => `${name}: ${value}`,
): string {
  return facts.map(({ name, value }) => `- ${labelled(`**${escapeMarkdown(name)}**`, value)}`).join('\n');
}

/** A fact before it is made safe; left out when there is no value. `code` shows it as something to copy. */
export type FactLine = readonly [name: string, value: string | undefined, style?: 'code'];

export function toFacts(lines: readonly FactLine[]): readonly Fact[] {
  return lines.flatMap(([name, value, style]) => {
    const text = value === undefined ? '' : displayText(value, LONGEST_VALUE);
    return text === '' ? [] : [{ name, text, value: style === 'code' ? codeSpan(text) : escapeMarkdown(text) }];
  });
}
