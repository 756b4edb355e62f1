import { l10n } from 'vscode';
import type { Repository } from '../api/index';
import { displayText } from '../ui/displayText';
import { type ListStore, type Loaded, loadedOf } from '../ui/listStore';
import { pausedUntilWords } from '../ui/pauseWords';
import { sentences } from '../ui/punctuation';
import { asOfMessage, asOfWords, comingWords, heldMessage } from '../ui/rows';
import type { Clock, Profile, SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';
import type { WatchSource } from '../ui/watchState';
import type { FoundRows } from './foundRows';
import type { MirrorReader } from './mirrorReader';
import type { RepositoriesModel } from './repositoriesModel';
import type { ShownGroups } from './shownGroups';

export interface HeadingParts {
  readonly sessions: SessionSource;
  readonly list: ListStore<Repository>;
  readonly groups: ShownGroups;
  readonly model: RepositoriesModel;
  readonly found: Pick<FoundRows, 'current'>;
  readonly reader: MirrorReader;
  readonly watch: Pick<WatchSource, 'current'>;
  readonly clock: Clock;
  readonly formats: Formats;
}

/** Beside the title: what is left of the rows, whose they are, and how far they have been read. */
export function viewDescription({ sessions, list, groups, watch, clock, formats }: HeadingParts): string {
  const { current } = sessions;
  const loaded = loadedOf(list.state);
  const { arrangement } = groups;
  const shown = formats.count(groups.rest.reduce((sum, { repositories }) => sum + repositories.length, 0));
  const count =
    arrangement?.isFiltered === true && loaded ? l10n.t('{0} of {1}', shown, formats.count(sizeOf(loaded))) : undefined;
  const account = current.state === 'signedOut' ? undefined : accountWords(current.profile);
  const coming = list.state.kind === 'failed' ? undefined : comingWords(loaded, formats);
  const asOf = list.state.kind === 'failed' ? undefined : asOfWords(watch.current.asOf, clock(), formats);
  return [count, arrangement?.words, account, coming, asOf].filter((part) => part !== undefined).join(' · ');
}

/** Of a list of which no more is read by itself, those that the server counts: what it finds among them is shown too. */
function sizeOf({ items, total = 0, rest }: Loaded<Repository>): number {
  return rest === 'held' ? Math.max(items.length, total) : items.length;
}

/** Whose repositories these are. Sample data says so at a glance. */
function accountWords({ kind, name }: Profile): string {
  return kind === 'sandbox' ? l10n.t('Sandbox (sample data)') : displayText(name, 60);
}

/** Above the rows: what they do not show, and why. */
export function viewMessage({ list, groups, model, found, reader, clock, formats }: HeadingParts): string | undefined {
  const { state } = list;
  const { failed } = model.current;
  const { pause } = reader;
  const unreadable =
    failed === 0
      ? undefined
      : l10n.t('Mirrors that could not be read: {0}. Refresh to try again.', formats.count(failed));
  const paused = pause && pausedUntilWords(pause.until, pause.error.kind);
  const outdated = state.kind === 'failed' ? asOfMessage(state.previous, clock(), formats) : undefined;
  const held = sentences(heldMessage(loadedOf(state), formats) ?? '', found.current?.message ?? '');
  return outdated ?? paused ?? unreadable ?? (held === '' ? undecided(list, groups, formats) : held);
}

/** What is not known of a mirror may be just what the filter asks for. */
function undecided(
  { state }: ListStore<Repository>,
  { arrangement }: ShownGroups,
  formats: Formats,
): string | undefined {
  const items = arrangement?.isFiltered === true ? (loadedOf(state)?.items ?? []) : [];
  const count = items.filter((repository) => arrangement?.mayInclude(repository)).length;
  return count === 0 ? undefined : l10n.t('Unchecked repositories that may match: {0}.', formats.count(count));
}
