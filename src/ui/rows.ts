import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { errorText, vendorDetails } from './errorText';
import { escapeMarkdown, type Fact } from './markdown';
import type { Loaded } from './listStore';
import { stateIcon } from './stateIcon';
import type { Formats } from './time';

/** Row at the end of a list of which no more is read by itself. */
export function moreRow(
  id: string,
  loaded: Loaded<unknown> | undefined,
  command: string,
  formats: Formats,
): vscode.TreeItem {
  const count = formats.count(loaded?.items.length ?? 0);
  const label =
    loaded?.total === undefined || loaded.total < loaded.items.length
      ? l10n.t('Load more ({0} so far)', count)
      : l10n.t('Load more ({0} of {1})', count, formats.count(loaded.total));
  const item = new vscode.TreeItem(label);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon('fold-down');
  item.command = { command, title: l10n.t('Load More') };
  item.accessibilityInformation = { label, role: 'button' };
  return item;
}

/** Row that says what failed; clicking it runs the remedy. */
export function problemRow(id: string, error: unknown): vscode.TreeItem {
  const { message, remedy } = errorText(error);
  const item = new vscode.TreeItem(message);
  item.id = id;
  item.iconPath = stateIcon('error', 'bad');
  item.description = remedy?.label;
  item.contextValue = 'problem';
  item.command = remedy && { command: remedy.command, title: remedy.label };
  const details = vendorDetails(error);
  item.tooltip = new vscode.MarkdownString(
    [message, details]
      .filter((part) => part !== '')
      .map(escapeMarkdown)
      .join('\n\n'),
  );
  item.accessibilityInformation = {
    label: remedy ? l10n.t('Error: {0} Press Enter for: {1}', message, remedy.label) : l10n.t('Error: {0}', message),
  };
  return item;
}

/** Row for one fact; its text can be copied. */
export function factRow(id: string, fact: Fact): vscode.TreeItem {
  const item = new vscode.TreeItem(fact.name);
  item.id = id;
  item.description = fact.text;
  item.tooltip = fact.text;
  item.contextValue = 'fact';
  item.accessibilityInformation = { label: l10n.t('{0}: {1}', fact.name, fact.text) };
  return item;
}

/** Message above a list that could not be read: how much of it there is, or from when it is. */
export function asOfMessage(previous: Loaded<unknown> | undefined, now: Date, formats: Formats): string | undefined {
  return previous?.rest === 'coming'
    ? l10n.t('Incomplete: {0}. The others could not be read.', countOf(previous, formats))
    : previous && l10n.t('As of {0}. The last refresh failed.', formats.moment(previous.asOf, now));
}

/** From when what is shown is, where it has not been brought up to date. */
export function asOfWords(asOf: Date | undefined, now: Date, formats: Formats): string | undefined {
  return asOf && l10n.t('as of {0}', formats.moment(asOf, now));
}

/** Message above a list of which no more is read by itself. */
export function heldMessage(loaded: Loaded<unknown> | undefined, formats: Formats): string | undefined {
  return loaded?.rest === 'held' ? l10n.t('Not all are listed: {0}.', countOf(loaded, formats)) : undefined;
}

/** How far a list has been read that is being read for the first time. */
export function comingWords(loaded: Loaded<unknown> | undefined, formats: Formats): string | undefined {
  return loaded?.rest === 'coming' ? countOf(loaded, formats) : undefined;
}

function countOf({ items, total }: Loaded<unknown>, formats: Formats): string {
  const count = formats.count(items.length);
  return total === undefined || total < items.length
    ? l10n.t('{0} read', count)
    : l10n.t('{0} of {1} read', count, formats.count(total));
}
