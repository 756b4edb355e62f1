import { l10n } from 'vscode';
import type { RepositoryId } from '../api/index';
import { signedInClient } from '../ui/session';
import { pickRepository, type RepositoryCommandParts } from './context';

/** Asks for one of all repositories, whatever the filter shows, and leads to its row. */
export async function findRepository(
  parts: RepositoryCommandParts,
  reveal: (id: RepositoryId) => Promise<void>,
): Promise<void> {
  await signedInClient(parts.sessions);
  await parts.list.ensure();
  const { id } = await pickRepository(parts, l10n.t('Search repositories'));
  await reveal(id);
}
