import { l10n } from 'vscode';
import type { RegistryId } from '../api/index';
import { Disposables, Emitter } from '../ui/emitter';
import { errorText } from '../ui/errorText';
import { factTable } from '../ui/factTable';
import type { LivePage, PageChange } from '../ui/livePage';
import { escapeMarkdown } from '../ui/markdown';
import type { Clock, SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';
import { registryFacts } from './registryFacts';
import type { RegistryLists } from './registryLists';
import { rowWords } from './registryWords';

export interface RegistryPageParts {
  readonly sessions: SessionSource;
  readonly lists: RegistryLists;
  readonly clock: Clock;
  readonly formats: Formats;
}

/** The details of a registry, as far as they are known of whoever is signed in. */
export function registryPage(parts: RegistryPageParts, key: string): LivePage {
  const { sessions, lists } = parts;
  const owned = new Disposables();
  const changed = owned.add(new Emitter<PageChange>());
  const tell = (): void => {
    changed.fire('record');
  };
  owned.add(lists.onDidChange(tell));
  owned.add(lists.all.onDidChange(tell));
  owned.add(
    sessions.onDidChange(() => {
      changed.fire('person');
    }),
  );
  return {
    onDidChange: changed.event,
    text: () => Promise.resolve(`${registryText(parts, key)}\n`),
    shown: () => {
      void lists.all.load();
      return { dispose: () => undefined };
    },
    dispose: () => {
      owned.dispose();
    },
  };
}

function registryText(parts: RegistryPageParts, key: string): string {
  const { sessions, lists, clock, formats } = parts;
  // Only compared with known registries, so any text may be tried.
  const found = lists.find(key as RegistryId);
  if (!found || sessions.current.state === 'signedOut') {
    return escapeMarkdown(unknownWords(parts));
  }
  const { registry, asOf } = found;
  const now = clock();
  return [
    `# ${escapeMarkdown(registry.name)}`,
    `**${escapeMarkdown(rowWords(registry, now, formats))}**`,
    factTable(registryFacts(registry, now, formats)),
    escapeMarkdown(l10n.t('Read {0}.', formats.absolute(asOf))),
  ].join('\n\n');
}

/** Why there is nothing to show. */
function unknownWords({ sessions: { current }, lists }: RegistryPageParts): string {
  const { state } = lists.all;
  if (current.state === 'signedOut') {
    return l10n.t('Sign in to Huawei Cloud to see this registry.');
  }
  if (state.kind === 'failed') {
    return l10n.t('The list of registries could not be read. {0}', errorText(state.error).message);
  }
  return state.kind === 'ready'
    ? l10n.t(
        'This registry is not among those that the profile “{0}” lists. It may belong to another profile, be removed, or be left out by the filter.',
        current.profile.name,
      )
    : l10n.t('This registry has not been read yet.');
}
