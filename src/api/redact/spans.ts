/** A part of a text that must not be shown, and what is shown in its place. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

export const MASK = '***';

/**
 * @param longest How much of the text is shown. A span that the limit cuts is hidden whole.
 * @returns The text with its spans replaced, and `…` in place of what is beyond the limit.
 */
export function hide(text: string, spans: readonly Span[], longest: number): string {
  const parts: string[] = [];
  let shownUpTo = 0;
  for (const span of joined(spans)) {
    if (span.start >= longest) {
      break;
    }
    parts.push(text.slice(shownUpTo, span.start), span.shown);
    shownUpTo = span.end;
  }
  parts.push(text.slice(shownUpTo, Math.max(shownUpTo, longest)));
  const cut = text.length > Math.max(shownUpTo, longest);
  // Half a surrogate pair at the cut would be shown as a broken character.
  return cut ? `${parts.join('').replace(/[\ud800-\udbff]$/, '')}…` : parts.join('');
}

/** Spans that touch each other's inside become one. One that holds all others decides what is shown; else the mask. */
function joined(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Span[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last === undefined || span.start >= last.end) {
      result.push(span);
    } else if (span.end > last.end) {
      result[result.length - 1] = { start: last.start, end: span.end, shown: MASK };
    }
  }
  return result;
}
