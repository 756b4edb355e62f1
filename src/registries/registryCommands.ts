import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Registry, RegistryId } from '../api/index';
import { copyText } from '../ui/clipboard';
import { Cancelled } from '../ui/commands';
import { displayText, messageText } from '../ui/displayText';
import type { MarkdownDocuments } from '../ui/documents';
import { type Clock, type SessionSource, signedInClient } from '../ui/session';
import type { Formats } from '../ui/time';
import { editFilter } from './filterPicks';
import { pickRegistry } from './pickRegistry';
import { isFiltered } from './registryFilter';
import type { RegistryLists } from './registryLists';
import { filterWords } from './filterWords';

/** What the commands of this room work with. */
export interface RegistryCommandParts {
  readonly sessions: SessionSource;
  readonly lists: RegistryLists;
  readonly clock: Clock;
  readonly formats: Formats;
  readonly documents: MarkdownDocuments;
  /** Identifier of the view. */
  readonly view: string;
  readonly withProgress: (work: () => Promise<void>) => Thenable<void>;
}

export async function filterRegistries({ sessions, lists, view, withProgress }: RegistryCommandParts): Promise<void> {
  await signedInClient(sessions);
  const chosen = await editFilter(lists.filter);
  if (!chosen) {
    throw new Cancelled();
  }
  lists.ask(chosen, filterWords(chosen));
  await vscode.commands.executeCommand(`${view}.focus`);
  await withProgress(() => (isFiltered(chosen) ? lists.shown.load() : lists.all.refresh()));
}

export async function showRegistryDetails(parts: RegistryCommandParts, node: unknown): Promise<void> {
  const registry = await registryFor(parts, node);
  await parts.documents.open(`registry/${registry.id}`, displayText(registry.name));
}

export async function copyRegistryAddress(parts: RegistryCommandParts, node: unknown): Promise<void> {
  const { address, name } = await registryFor(parts, node);
  if (address === undefined) {
    void vscode.window.showWarningMessage(l10n.t('{0} has no address.', messageText(name)));
  } else {
    await copyText(address);
  }
}

/** The registry of a row, or of an argument like one; without either, the one that the person picks. */
async function registryFor(
  { sessions, lists, clock, formats }: RegistryCommandParts,
  node: unknown,
): Promise<Registry> {
  await signedInClient(sessions);
  await lists.shown.ensure();
  const id = registryIdOf(node);
  const known = id === undefined ? undefined : lists.find(id)?.registry;
  return known ?? pickRegistry(lists.shown, clock(), formats);
}

function registryIdOf(value: unknown): RegistryId | undefined {
  const id = typeof value === 'object' && value !== null && 'registryId' in value ? value.registryId : undefined;
  // Only compared with known registries, so any text may be tried.
  return typeof id === 'string' ? (id as RegistryId) : undefined;
}
