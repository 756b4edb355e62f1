import {
  type CloudApi,
  CloudError,
  type Endpoints,
  type IamProject,
  isCloudError,
  type Page,
  type RemoteMirror,
  type Repository,
  type Service,
} from '../api/index';
import type { Profile } from '../ui/session';
import { atMost } from '../ui/timeLimit';

/** Why something was not checked. */
export type SkipReason =
  | 'signInRefused'
  | 'sessionEnded'
  | 'unreachable'
  | 'notOffered'
  | 'noRepository'
  | 'noRepositoryList'
  | 'addressUnusable'
  | 'stopped';

/** How one check went. */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: CloudError }
  | { readonly kind: 'skipped'; readonly why: SkipReason };

export type ProjectVerdict = 'fits' | 'missing' | 'disabled' | 'otherRegion';

/** What the account may do, as far as reading tells. */
export interface AccountFacts {
  /** When the token ends; `key` for an access key, which does not. */
  readonly credential: Outcome<{ readonly endsAt: Date } | 'key'>;
  readonly project: Outcome<ProjectVerdict>;
  readonly repositories: Outcome<Page<Repository>>;
  /** Of the first repository. */
  readonly mirror: Outcome<RemoteMirror | undefined>;
  readonly registries: Outcome<number>;
  readonly codeArtsProjects: Outcome<number>;
}

export type AccountCheck = keyof AccountFacts;

/** Whose connection it is. Without a client, `failure` tells why there is none. */
export interface Subject {
  readonly profile: Profile;
  readonly client: CloudApi | undefined;
  readonly failure: CloudError | undefined;
}

export interface AccountParts {
  readonly endpoints: Endpoints | undefined;
  readonly isReachable: (service: Service) => boolean;
  /** For one check, milliseconds. */
  readonly limitMs: number;
  readonly onStart: (check: AccountCheck) => void;
}

/** The fewest that HSS allows. */
const FEWEST_REGISTRIES = 10;

/** Token or key, IAM project, and the right to read each thing that the extension shows. Only reads are sent. */
export async function checkAccount(subject: Subject, parts: AccountParts, signal: AbortSignal): Promise<AccountFacts> {
  const { client, failure } = subject;
  if (client === undefined) {
    const refused: Outcome<never> = { kind: 'skipped', why: 'signInRefused' };
    return {
      credential: failure ? { kind: 'failed', error: failure } : { kind: 'skipped', why: 'sessionEnded' },
      project: refused,
      repositories: refused,
      mirror: refused,
      registries: refused,
      codeArtsProjects: refused,
    };
  }
  const run = runner(parts, signal);
  const { credential, projects: known } = await checkCredential(client, run);
  const refused = credential.kind === 'failed' && credential.error.kind === 'unauthorized';
  const unlessRefused: Unless = (check) =>
    refused ? Promise.resolve({ kind: 'skipped', why: 'signInRefused' }) : check();

  // Four at a time, and no more than that.
  const [projects, [repositories, mirror], registries, codeArtsProjects] = await Promise.all([
    known ?? unlessRefused(() => run('project', 'iam', (options) => client.listAuthProjects(options))),
    checkRepositories(client, run, unlessRefused),
    unlessRefused(() =>
      run('registries', 'hss', async (options) => {
        const page = await client.listRegistry({ limit: FEWEST_REGISTRIES }, options);
        return page.total ?? page.items.length;
      }),
    ),
    unlessRefused(() =>
      run('codeArtsProjects', 'projectman', async (options) => (await client.listCodeArtsProjects(options)).length),
    ),
  ]);
  return {
    credential,
    project: judged(projects, subject.profile),
    repositories,
    mirror,
    registries,
    codeArtsProjects,
  };
}

type Run = <T>(
  check: AccountCheck,
  service: Service,
  work: (options: { readonly signal: AbortSignal }) => Promise<T>,
) => Promise<Outcome<T>>;

/** Runs a check within its time, unless the service cannot be asked at all. */
function runner({ endpoints, isReachable, limitMs, onStart }: AccountParts, signal: AbortSignal): Run {
  // Asked before and after waiting: it may have changed.
  const stopped = (): boolean => signal.aborted;
  return async (check, service, work) => {
    if (stopped()) {
      return { kind: 'skipped', why: 'stopped' };
    }
    if (endpoints === undefined) {
      return { kind: 'skipped', why: 'addressUnusable' };
    }
    if (endpoints[service] === undefined) {
      return { kind: 'skipped', why: 'notOffered' };
    }
    if (!isReachable(service)) {
      return { kind: 'skipped', why: 'unreachable' };
    }
    onStart(check);
    const limited = atMost(limitMs, signal);
    try {
      return { kind: 'ok', value: await work({ signal: limited }) };
    } catch (error) {
      if (!isCloudError(error)) {
        throw error;
      }
      if (error.kind !== 'cancelled') {
        return { kind: 'failed', error };
      }
      if (stopped()) {
        return { kind: 'skipped', why: 'stopped' };
      }
      return limited.aborted
        ? {
            kind: 'failed',
            error: new CloudError('no answer in time', { kind: 'timeout', operation: error.operation }),
          }
        : // Somebody signed out, or another request ended the session.
          { kind: 'skipped', why: 'sessionEnded' };
    }
  };
}

/** IAM is asked about the token. A key has none: then a signed request shows whether it works. */
async function checkCredential(
  client: CloudApi,
  run: Run,
): Promise<{
  readonly credential: AccountFacts['credential'];
  readonly projects?: Outcome<readonly IamProject[]>;
}> {
  const token = await run('credential', 'iam', (options) => client.validateToken(options));
  if (token.kind === 'ok') {
    return { credential: { kind: 'ok', value: { endsAt: token.value.expiresAt } } };
  }
  if (token.kind === 'skipped' || token.error.kind !== 'invalid' || token.error.parameter !== 'credential') {
    return { credential: token };
  }
  const projects = await run('credential', 'iam', (options) => client.listAuthProjects(options));
  return { credential: projects.kind === 'ok' ? { kind: 'ok', value: 'key' } : projects, projects };
}

type Unless = <T>(check: () => Promise<Outcome<T>>) => Promise<Outcome<T>>;

async function checkRepositories(
  client: CloudApi,
  run: Run,
  unlessRefused: Unless,
): Promise<readonly [AccountFacts['repositories'], AccountFacts['mirror']]> {
  const repositories = await unlessRefused(() =>
    run('repositories', 'repo', (options) => client.listUserAllRepositories({ pageSize: 1 }, options)),
  );
  if (repositories.kind !== 'ok') {
    return [
      repositories,
      repositories.kind === 'skipped' ? repositories : { kind: 'skipped', why: 'noRepositoryList' },
    ];
  }
  const [first] = repositories.value.items;
  const mirror: AccountFacts['mirror'] =
    first === undefined
      ? { kind: 'skipped', why: 'noRepository' }
      : await run('mirror', 'repo', (options) => client.showRemoteMirror(first.id, options));
  return [repositories, mirror];
}

/** The projects of an account are named for their region: `cn-north-4`, or `cn-north-4_name` for a part of one. */
function judged(projects: Outcome<readonly IamProject[]>, { iamProject, region }: Profile): Outcome<ProjectVerdict> {
  if (projects.kind !== 'ok') {
    return projects;
  }
  const found = projects.value.find(({ id }) => id === iamProject.id);
  if (found === undefined) {
    return { kind: 'ok', value: 'missing' };
  }
  if (found.enabled === false) {
    return { kind: 'ok', value: 'disabled' };
  }
  const fits = found.name === region || found.name.startsWith(`${region}_`);
  return { kind: 'ok', value: fits ? 'fits' : 'otherRegion' };
}
