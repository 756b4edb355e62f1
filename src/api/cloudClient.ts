import type { Authoriser } from './http/authoriser';
import { authoriserOf, type Credential } from './auth/credential';
import { sleep, type Sleep } from './http/cancellation';
import { checkText } from './errors/inputChecks';
import { toIamProjectId } from './operations/identifiers';
import type {
  CallOptions,
  CloudApi,
  CurrentUserRepositoriesQuery,
  IssuedToken,
  PasswordIdentity,
  SynchronizationRequested,
  TokenIdentity,
  TokenScope,
  UserRepositoriesQuery,
} from './operations/cloudApi';
import type { CloudError, CloudErrorReason } from './errors/cloudError';
import { createHttp, type Http } from './http/send';
import type { RequestLogEntry } from './http/httpRequest';
import type { KeyGate } from './http/keyTrial';
import { listAuthDomains, listAuthProjects, listIamProjects } from './operations/iam';
import { createToken, validateToken } from './operations/iamTokens';
import type { IamProjectId, RepositoryId, RepositoryUuid } from './contract/ids';
import * as mirrors from './operations/mirrors';
import { listCodeArtsProjects } from './operations/projects';
import { RateLimiter } from './http/rateLimiter';
import type {
  AuthDomain,
  CodeArtsProject,
  IamProject,
  Page,
  Registry,
  RegistryQuery,
  RegistryStatistics,
  RegistryType,
  RemoteMirror,
  RemoteMirrorSettings,
  RemoteMirrorUpdate,
  Repository,
  RepositoryDetail,
  SynchronizationOptions,
  TokenInfo,
} from './operations/records';
import * as registries from './operations/registries';
import { checkEndpoint } from './http/endpoint';
import { type Endpoints } from './contract/regions';
import * as repositories from './operations/repositories';

export interface CloudClientOptions {
  /** Checked with `checkEndpoint`. */
  readonly endpoints: Endpoints;
  /** An authoriser is disposed of together with the client. */
  readonly credential: Credential;
  /** For an access key that other clients use too: one of them tries it first, because five refusals lock it. */
  readonly keyGate?: KeyGate;
  /** Needed for HSS, and named in signed requests. */
  readonly iamProjectId?: IamProjectId | string;
  /** Sent with calls to HSS that name none; `all_granted_eps` asks for all. */
  readonly enterpriseProjectId?: string;
  /** Milliseconds for one try, from sending to the last byte; 30,000 when left out. */
  readonly timeoutMs?: number;
  /** Asked before each request; no limit when it is `undefined`, left out or below 1. */
  readonly requestsPerMinute?: () => number | undefined;
  readonly clock?: () => Date;
  /** From 0 up to 1. */
  readonly random?: () => number;
  readonly sleep?: Sleep;
  /** Called after each try. Entries hold no secret and nothing that a person typed. */
  readonly log?: (entry: RequestLogEntry) => void;
  /**
   * Called when the service refuses the credential: once for each reason, however many calls fail for it at the same
   * time.
   */
  readonly onUnauthorized?: (error: CloudError) => void;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/** Huawei Cloud as one profile sees it. The operations are described in `CloudApi` and at their functions. */
export class CloudClient implements CloudApi {
  readonly iamProjectId: IamProjectId | undefined;
  readonly #http: Http;
  readonly #authoriser: Authoriser;
  readonly #hss: registries.HssScope;
  readonly #disposal = new AbortController();

  /** @throws CloudError `invalid`/`badInput` for an endpoint, a token, a key or a project that cannot be used. */
  constructor(options: CloudClientOptions) {
    const { iamProjectId, enterpriseProjectId } = options;
    const operation = 'CloudClient';
    this.iamProjectId = iamProjectId === undefined ? undefined : toIamProjectId(iamProjectId, operation);
    this.#hss = {
      iamProjectId: this.iamProjectId,
      enterpriseProjectId:
        enterpriseProjectId === undefined
          ? undefined
          : checkText(enterpriseProjectId, 256, 'enterpriseProjectId', operation),
    };
    this.#authoriser = authoriserOf(options.credential, {
      clock: options.clock ?? currentTime,
      iamProjectId: this.iamProjectId,
    });
    this.#http = httpFor(options, this.#authoriser, this.#disposal.signal);
  }

  /** Stops everything under way, also a renewal of the token; all later calls fail with kind `cancelled`. */
  dispose(): void {
    this.#disposal.abort();
    this.#authoriser.dispose?.();
  }

  /**
   * Clock of the server minus that of this computer in milliseconds, good to about a second: read from the latest
   * answer. `undefined` before there was one.
   */
  get clockOffsetMs(): number | undefined {
    return this.#http.clockOffsetMs;
  }

  createToken(
    identity: PasswordIdentity | TokenIdentity,
    scope: TokenScope,
    options?: CallOptions,
  ): Promise<IssuedToken> {
    return createToken(this.#http, identity, scope, options);
  }

  validateToken(options?: CallOptions): Promise<TokenInfo> {
    return validateToken(this.#http, options);
  }

  listAuthProjects(options?: CallOptions): Promise<readonly IamProject[]> {
    return listAuthProjects(this.#http, options);
  }

  listIamProjects(query?: { readonly name?: string }, options?: CallOptions): Promise<readonly IamProject[]> {
    return listIamProjects(this.#http, query, options);
  }

  listAuthDomains(options?: CallOptions): Promise<readonly AuthDomain[]> {
    return listAuthDomains(this.#http, options);
  }

  listCodeArtsProjects(options?: CallOptions): Promise<readonly CodeArtsProject[]> {
    return listCodeArtsProjects(this.#http, options);
  }

  listUserAllRepositories(query?: UserRepositoriesQuery, options?: CallOptions): Promise<Page<Repository>> {
    return repositories.listUserAllRepositories(this.#http, query, options);
  }

  allUserRepositories(
    query?: Omit<UserRepositoriesQuery, 'pageIndex'>,
    options?: CallOptions,
  ): AsyncIterable<Page<Repository>> {
    return repositories.allUserRepositories(this.#http, query, options);
  }

  listCurrentUserRepositories(query?: CurrentUserRepositoriesQuery, options?: CallOptions): Promise<Page<Repository>> {
    return repositories.listCurrentUserRepositories(this.#http, query, options);
  }

  allCurrentUserRepositories(
    query?: Omit<CurrentUserRepositoriesQuery, 'offset'>,
    options?: CallOptions,
  ): AsyncIterable<Page<Repository>> {
    return repositories.allCurrentUserRepositories(this.#http, query, options);
  }

  showRepositoryByUuid(uuid: RepositoryUuid | string, options?: CallOptions): Promise<Repository> {
    return repositories.showRepositoryByUuid(this.#http, uuid, options);
  }

  showRepository(id: RepositoryId | number, options?: CallOptions): Promise<RepositoryDetail> {
    return repositories.showRepository(this.#http, id, options);
  }

  showRemoteMirror(id: RepositoryId | number, options?: CallOptions): Promise<RemoteMirror | undefined> {
    return mirrors.showRemoteMirror(this.#http, id, options);
  }

  associateRemoteMirror(
    id: RepositoryId | number,
    url: string,
    options?: CallOptions,
  ): Promise<RemoteMirror | undefined> {
    return mirrors.associateRemoteMirror(this.#http, id, url, options);
  }

  startRemoteMirrorSynchronization(
    id: RepositoryId | number,
    synchronization?: SynchronizationOptions,
    options?: CallOptions,
  ): Promise<SynchronizationRequested> {
    return mirrors.startRemoteMirrorSynchronization(this.#http, id, synchronization, options);
  }

  updateRepositoryRemoteMirror(
    id: RepositoryId | number,
    update: RemoteMirrorUpdate,
    options?: CallOptions,
  ): Promise<RemoteMirrorSettings> {
    return mirrors.updateRepositoryRemoteMirror(this.#http, id, update, options);
  }

  listRegistry(query?: RegistryQuery, options?: CallOptions): Promise<Page<Registry>> {
    return registries.listRegistry(this.#http, this.#hss, query, options);
  }

  allRegistries(query?: Omit<RegistryQuery, 'offset'>, options?: CallOptions): AsyncIterable<Page<Registry>> {
    return registries.allRegistries(this.#http, this.#hss, query, options);
  }

  listRegistryStatistics(
    query?: { readonly enterpriseProjectId?: string; readonly types?: readonly RegistryType[] },
    options?: CallOptions,
  ): Promise<RegistryStatistics> {
    return registries.listRegistryStatistics(this.#http, this.#hss, query, options);
  }
}

const currentTime = (): Date => new Date();

function httpFor(options: CloudClientOptions, authoriser: Authoriser, disposed: AbortSignal): Http {
  const clock = options.clock ?? currentTime;
  const pause = options.sleep ?? sleep;
  return createHttp({
    endpoints: checkedEndpoints(options.endpoints),
    authoriser,
    keyGate: options.keyGate,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    limiter: new RateLimiter(() => options.requestsPerMinute?.(), clock, pause),
    clock,
    random: options.random ?? Math.random,
    sleep: pause,
    disposed,
    log: options.log,
    onUnauthorized: oncePerReason(options.onUnauthorized),
  });
}

function checkedEndpoints(endpoints: Endpoints): Endpoints {
  const optional = (url: string | undefined, service: string): string | undefined =>
    url === undefined ? undefined : checkEndpoint(url, `endpoints.${service}`);
  return {
    iam: checkEndpoint(endpoints.iam, 'endpoints.iam'),
    repo: optional(endpoints.repo, 'repo'),
    hss: optional(endpoints.hss, 'hss'),
    projectman: optional(endpoints.projectman, 'projectman'),
    pipeline: optional(endpoints.pipeline, 'pipeline'),
  };
}

/** Many calls fail at once when a token ends; a person wants to hear of it once. */
function oncePerReason(notify: ((error: CloudError) => void) | undefined): (error: CloudError) => void {
  const told = new Set<CloudErrorReason | undefined>();
  return (error) => {
    if (!told.has(error.reason)) {
      told.add(error.reason);
      notify?.(error);
    }
  };
}
