import { createHash } from 'node:crypto';

/** Removes what is kept of a profile with all its enterprise projects, or of all profiles. */
export function removeKept<Outcome>(
  folder: { removeAll(prefix: string): Promise<Outcome> },
  profileId: string | undefined,
): Promise<Outcome> {
  return folder.removeAll(profileId === undefined ? '' : hash(profileId));
}

/** A file name that begins the same for all enterprise projects of a profile. */
export function keyOf(profileId: string): string {
  const [id = '', ...enterpriseProject] = profileId.split('/');
  return [id, ...(enterpriseProject.length > 0 ? [enterpriseProject.join('/')] : [])].map(hash).join('.');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
