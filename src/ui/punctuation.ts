import { l10n } from 'vscode';

/** Texts one after the other, with the marks of the person's language between them. */
export function listOf(texts: readonly string[]): string {
  return texts.join(l10n.t(', '));
}

/** As `listOf`, for texts that may be lists themselves. */
export function seriesOf(texts: readonly string[]): string {
  return texts.join(l10n.t('; '));
}

/** What something is called and what is said of it. Both are taken as they are: plain text, or Markdown. */
export function labelled(name: string, text: string): string {
  return l10n.t('{0}: {1}', name, text);
}

/** A remark behind a text. Both are taken as they are. */
export function withRemark(text: string, remark: string): string {
  return l10n.t('{0} ({1})', text, remark);
}

/** Sentences one after the other. Empty ones are left out. */
export function sentences(...texts: readonly string[]): string {
  return texts.reduce(
    (before, text) => (before === '' || text === '' ? before + text : l10n.t('{0} {1}', before, text)),
    '',
  );
}
