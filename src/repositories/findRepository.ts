import { l10n } from 'vscode';
import { signedInClient } from '../ui/session';
import { pickRepository, type RepositoryCommandParts } from './context';
import { type RevealParts, revealRepository } from './revealing';

/** Asks for one of all repositories, whatever the filter shows, and leads to its row. */
export async function findRepository(parts: RepositoryCommandParts, revealParts: RevealParts): Promise<void> {
  await signedInClient(parts.sessions);
  await parts.list.ensure();
  const { id } = await pickRepository(parts, l10n.t('Search repositories'));
  await revealRepository(revealParts, id);
}
