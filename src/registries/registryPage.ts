import { l10n } from 'vscode';
import type { Registry } from '../api/index';
import { Disposables, Emitter } from '../ui/emitter';
import { errorText } from '../ui/errorText';
import { factTable } from '../ui/factTable';
import { type ListStore, loadedOf } from '../ui/listStore';
import type { LivePage } from '../ui/livePage';
import { escapeMarkdown } from '../ui/markdown';
import type { Clock, SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';
import { registryFacts, rowWords } from './registryWords';

export interface RegistryPageParts {
  readonly sessions: SessionSource;
  readonly list: ListStore<Registry>;
  readonly clock: Clock;
  readonly formats: Formats;
}

/** The details of a registry, as far as they are known of whoever is signed in. */
export function registryPage(parts: RegistryPageParts, key: string): LivePage {
  const { sessions, list } = parts;
  const owned = new Disposables();
  const changed = owned.add(new Emitter<undefined>());
  const tell = (): void => {
    changed.fire(undefined);
  };
  owned.add(list.onDidChange(tell));
  owned.add(sessions.onDidChange(tell));
  return {
    onDidChange: changed.event,
    text: () => Promise.resolve(`${registryText(parts, key)}\n`),
    shown: () => {
      void list.load();
      return { dispose: () => undefined };
    },
    dispose: () => {
      owned.dispose();
    },
  };
}

function registryText(parts: RegistryPageParts, key: string): string {
  const { sessions, list, clock, formats } = parts;
  const loaded = loadedOf(list.state);
  const registry = loaded?.items.find(({ id }) => id === key);
  if (!loaded || !registry || sessions.current.state === 'signedOut') {
    return escapeMarkdown(unknownWords(parts));
  }
  const now = clock();
  return [
    `# ${escapeMarkdown(registry.name)}`,
    `**${escapeMarkdown(rowWords(registry, now, formats))}**`,
    factTable(registryFacts(registry, now, formats)),
    escapeMarkdown(l10n.t('Read {0}.', formats.absolute(loaded.asOf))),
  ].join('\n\n');
}

/** Why there is nothing to show. */
function unknownWords({ sessions: { current }, list: { state } }: RegistryPageParts): string {
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
