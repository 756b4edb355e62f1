import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { type Repository, type RepositoryId, toRepositoryId } from '../api/index';
import { Cancelled } from '../ui/commands';
import type { ErrorPresenter } from '../ui/errorPresenter';
import type { ListStore } from '../ui/listStore';
import { pickFromList } from '../ui/pickFromList';
import { withoutIcons } from '../ui/displayText';
import { type Clock, type SessionClient, type SessionSource, signedInClient } from '../ui/session';
import type { Formats } from '../ui/time';
import type { RepositoryCatalogue } from './catalogue';
import type { MirrorReader } from './mirrorReader';
import { isRepositoryArgument, type RepositoryArgument } from './nodes';
import type { Readings } from './readings';
import type { RecordStore } from './recordStore';
import type { Watching } from './watching/index';
import type { RepositoriesModel } from './repositoriesModel';
import { rowWords } from './repositoryItem';

export interface CloneUser {
  readonly name: string;
  readonly password: string;
}

/** What the commands of this room work with. */
export interface RepositoryCommandParts {
  readonly sessions: SessionSource;
  readonly list: ListStore<Repository>;
  /** Whose name and password Git wants for this clone address, where this computer knows them. */
  readonly cloneUser: (address: string) => CloneUser | undefined;
  readonly readings: Readings;
  readonly reader: MirrorReader;
  readonly catalogue: RepositoryCatalogue;
  readonly records: RecordStore;
  readonly model: RepositoriesModel;
  readonly clock: Clock;
  readonly formats: Formats;
  /** What reads mirrors again and again. */
  readonly watch: () => Promise<Watching>;
  /** Repositories whose rows are on screen. */
  readonly shown: () => readonly RepositoryId[];
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly errors: ErrorPresenter;
}

/**
 * The repositories that a command is about: the selected rows, the row it was called on, or, from the palette, the one
 * that the person picks.
 */
export async function repositoriesFor(
  parts: RepositoryCommandParts,
  args: readonly unknown[],
  placeHolder: string,
  suits: (repository: Repository) => boolean = () => true,
): Promise<readonly [Repository, ...Repository[]]> {
  const [row, selection] = args;
  const selected = Array.isArray(selection) ? selection.filter(isRepositoryArgument) : [];
  const rows = selected.length > 0 ? selected : isRepositoryArgument(row) ? [row] : [];
  // A repository that needs attention has two rows.
  const named = [...new Map(rows.map((each) => [each.repositoryId, each])).values()];
  const client = await signedInClient(parts.sessions);
  await parts.list.ensure();
  if (named.length === 0) {
    return [await pickRepository(parts, placeHolder, suits)];
  }
  const results = await Promise.allSettled(named.map((argument) => lookUp(parts, client, argument)));
  const [first, ...rest] = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const [reason] = results.flatMap((result): unknown[] => (result.status === 'rejected' ? [result.reason] : []));
  if (!first) {
    throw reason;
  }
  if (reason !== undefined) {
    const lost = parts.formats.count(results.length - 1 - rest.length);
    void parts.errors.show(reason, l10n.t('Skipped {0} of {1}: not found', lost, parts.formats.count(results.length)));
  }
  return [first, ...rest];
}

export async function repositoryFor(
  parts: RepositoryCommandParts,
  args: readonly unknown[],
  placeHolder: string,
  suits?: (repository: Repository) => boolean,
): Promise<Repository> {
  return (await repositoriesFor(parts, args.slice(0, 1), placeHolder, suits))[0];
}

/** @throws CloudError (`invalid`) when the identifier is none, (`notFound`) when there is no such repository */
async function lookUp(
  { catalogue }: RepositoryCommandParts,
  client: SessionClient,
  { repositoryId }: RepositoryArgument,
): Promise<Repository> {
  const id = toRepositoryId(repositoryId);
  return catalogue.withId(id) ?? client.showRepository(id);
}

interface RepositoryPick extends vscode.QuickPickItem {
  readonly id: RepositoryId;
  readonly repository: Repository;
}

/** Asks for one of all repositories. @throws Cancelled when the person leaves, or none suits */
export async function pickRepository(
  parts: RepositoryCommandParts,
  placeholder: string,
  suits: (repository: Repository) => boolean = () => true,
): Promise<Repository> {
  const picked = await pickFromList({
    list: parts.list,
    placeholder,
    more: l10n.t('$(fold-down) Load more repositories…'),
    keyOf: ({ id }) => id,
    items: () =>
      parts.model.groups
        .flatMap((group) => group.repositories)
        .filter(suits)
        .map((repository) => pickItem(parts, repository)),
  });
  if (picked === undefined) {
    void vscode.window.showInformationMessage(l10n.t('No repository supports this action.'));
    throw new Cancelled();
  }
  // It may have gone from the list while it could be chosen.
  return parts.catalogue.withId(picked.id) ?? picked.repository;
}

function pickItem({ model, clock, formats }: RepositoryCommandParts, repository: Repository): RepositoryPick {
  const view = {
    repository,
    state: model.mirrorState(repository.id),
    health: model.health(repository.id),
    now: clock(),
    formats,
  };
  return {
    label: withoutIcons(repository.name),
    description: withoutIcons(repository.projectName ?? repository.groupName ?? ''),
    detail: withoutIcons(rowWords(view)) || undefined,
    id: repository.id,
    repository,
  };
}
