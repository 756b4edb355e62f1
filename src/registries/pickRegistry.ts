import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Registry } from '../api/index';
import { Cancelled } from '../ui/commands';
import { withoutIcons } from '../ui/displayText';
import { type ListStore, loadedOf } from '../ui/listStore';
import { pickFromList } from '../ui/pickFromList';
import type { Formats } from '../ui/time';
import { rowWords } from './registryWords';

/** Asks for one of the registries. @throws Cancelled when the person leaves, or there is none */
export async function pickRegistry(list: ListStore<Registry>, now: Date, formats: Formats): Promise<Registry> {
  const picked = await pickFromList({
    list,
    placeholder: l10n.t('Select an image registry'),
    more: l10n.t('$(fold-down) Load more image registries…'),
    keyOf: ({ registry }) => registry.id,
    items: () =>
      (loadedOf(list.state)?.items ?? []).map((registry) => ({
        label: withoutIcons(registry.name),
        description: withoutIcons(rowWords(registry, now, formats)),
        registry,
      })),
  });
  if (picked === undefined) {
    void vscode.window.showInformationMessage(l10n.t('There is no image registry to choose from.'));
    throw new Cancelled();
  }
  return picked.registry;
}
