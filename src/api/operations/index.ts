import type { Http } from '../http/send';
import { listAuthDomains, listAuthProjects, listIamProjects } from './iam';
import { createToken, validateToken } from './iamTokens';
import {
  associateRemoteMirror,
  showRemoteMirror,
  startRemoteMirrorSynchronization,
  updateRepositoryRemoteMirror,
} from './mirrors';
import { listCodeArtsProjects } from './projects';
import { allRegistries, type Hss, listRegistry, listRegistryStatistics } from './registries';
import {
  allCurrentUserRepositories,
  allUserRepositories,
  listCurrentUserRepositories,
  listUserAllRepositories,
  showRepository,
  showRepositoryByUuid,
} from './repositories';

const ofHttp = {
  createToken,
  validateToken,
  listAuthProjects,
  listIamProjects,
  listAuthDomains,
  listCodeArtsProjects,
  listUserAllRepositories,
  allUserRepositories,
  listCurrentUserRepositories,
  allCurrentUserRepositories,
  showRepositoryByUuid,
  showRepository,
  showRemoteMirror,
  associateRemoteMirror,
  startRemoteMirrorSynchronization,
  updateRepositoryRemoteMirror,
};
const ofHss = { listRegistry, allRegistries, listRegistryStatistics };

/** The functions without what they are called on. */
type Bound<Functions, On> = {
  readonly [Name in keyof Functions]: Functions[Name] extends (on: On, ...args: infer Args) => infer Result
    ? (...args: Args) => Result
    : never;
};

/**
 * The operations of the contract, for one profile. Inputs are checked before anything is sent (`invalid`, reason
 * `badInput`); failures are `CloudError`. Lists come a page at a time, or as an iteration over all pages that ends on
 * an empty page, on a page that brings nothing new, and at a cap. What each takes and gives is said at its function.
 */
export type Operations = Bound<typeof ofHttp, Http> & Bound<typeof ofHss, Hss>;

export function operationsOf(http: Http, hss: Hss): Operations {
  return { ...bound(ofHttp, http), ...bound(ofHss, hss) };
}

function bound<On, Functions extends Readonly<Record<string, (on: On, ...args: never[]) => unknown>>>(
  functions: Functions,
  on: On,
): Bound<Functions, On> {
  const entries = Object.entries(functions).map(([name, call]) => [name, call.bind(undefined, on)]);
  // Each function has lost its first parameter, which is what `Bound` says of it.
  return Object.fromEntries(entries) as Bound<Functions, On>;
}
