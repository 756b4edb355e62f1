import type { Profile } from '../../ui/session';
import { profileId } from '../profileId';
import { defaultName } from '../profileName';
import type { Draft } from './draft';

/** The profile that a draft leads to; undefined while something is missing. */
export function profileOf(draft: Draft): Profile | undefined {
  const { method, region, verified, again } = draft;
  const project = draft.project ?? verified?.projects[0];
  if (method === undefined || region === undefined || verified === undefined || project === undefined) {
    return undefined;
  }
  const { account, user } = verified;
  const id = profileId({ accountName: account.name, user: user.id ?? user.name, region, iamProjectId: project.id });
  // Whoever signs in to the same profile again finds it as it was.
  const before = again?.id === id ? again : undefined;
  const who = { accountName: account.name, userName: user.name, projectName: project.name };
  return {
    id,
    kind: 'cloud',
    name: draft.name ?? before?.name ?? defaultName(who),
    method,
    region,
    iamProject: { id: project.id, name: project.name },
    accountName: account.name,
    accountId: account.id,
    userName: user.name,
    userId: user.id,
    enterpriseProjectId: draft.enterpriseProject ? draft.enterpriseProject.id : before?.enterpriseProjectId,
  };
}
