import type { IamProjectId, RepositoryId, RepositoryUuid } from '../contract/ids';
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
} from './records';

/** What every call takes. */
export interface CallOptions {
  /** Aborting rejects with `CloudError` of kind `cancelled`. */
  readonly signal?: AbortSignal;
  /** Nobody waits for the answer: it comes after what a person looks at. Honoured by lists and by reads of one record. */
  readonly background?: boolean;
}

export interface UserRepositoriesQuery {
  /** From 1. */
  readonly pageIndex?: number;
  /** 1-100. */
  readonly pageSize?: number;
  /** 1-512 characters; left out when empty. */
  readonly search?: string;
}

export interface CurrentUserRepositoriesQuery {
  readonly offset?: number;
  /** 1-100. */
  readonly limit?: number;
  readonly search?: string;
  readonly orderBy?: 'created_at' | 'updated_at';
  readonly sort?: 'asc' | 'desc';
  readonly archived?: boolean;
  readonly starred?: boolean;
  readonly membership?: boolean;
  readonly userCreated?: boolean;
  readonly includeAbnormal?: boolean;
}

/** An IAM user, as it signs in with a password. A HUAWEI ID cannot (NOTES.md section 3). */
export interface PasswordIdentity {
  /** The account's name in the console (`domain.name`). */
  readonly accountName: string;
  readonly userName: string;
  readonly password: string;
  /** The virtual MFA device, for accounts that demand it: IAM wants the ID of the user here, not the name. */
  readonly mfa?: { readonly userId: string; readonly passcode: string };
}

/** Somebody who has a token already, and wants one for another project. It does not outlive the first. */
export interface TokenIdentity {
  readonly token: string;
}

/** What a token is to be good for: one IAM project. Built-in ones are named for their region. */
export interface TokenScope {
  readonly project: { readonly name: string } | { readonly id: IamProjectId | string };
}

export interface IssuedToken {
  readonly token: string;
  readonly info: TokenInfo;
}

/** Answer of a request to synchronise. The task cannot be queried: look at the mirror instead. */
export interface SynchronizationRequested {
  readonly taskId?: string;
}

/**
 * The operations of the contract, for one profile. Inputs are checked before anything is sent (`invalid`, reason
 * `badInput`); failures are `CloudError`. Lists come a page at a time, or as an iteration over all pages that ends on
 * an empty page, on a page that brings nothing new, and at a cap.
 */
export interface CloudApi {
  /** The only operation that needs no credential: the client may have `{ kind: 'none' }`. */
  createToken(
    identity: PasswordIdentity | TokenIdentity,
    scope: TokenScope,
    options?: CallOptions,
  ): Promise<IssuedToken>;
  validateToken(options?: CallOptions): Promise<TokenInfo>;
  listAuthProjects(options?: CallOptions): Promise<readonly IamProject[]>;
  listIamProjects(query?: { readonly name?: string }, options?: CallOptions): Promise<readonly IamProject[]>;
  listAuthDomains(options?: CallOptions): Promise<readonly AuthDomain[]>;
  listCodeArtsProjects(options?: CallOptions): Promise<readonly CodeArtsProject[]>;

  listUserAllRepositories(query?: UserRepositoriesQuery, options?: CallOptions): Promise<Page<Repository>>;
  allUserRepositories(
    query?: Omit<UserRepositoriesQuery, 'pageIndex'>,
    options?: CallOptions,
  ): AsyncIterable<Page<Repository>>;
  listCurrentUserRepositories(query?: CurrentUserRepositoriesQuery, options?: CallOptions): Promise<Page<Repository>>;
  allCurrentUserRepositories(
    query?: Omit<CurrentUserRepositoriesQuery, 'offset'>,
    options?: CallOptions,
  ): AsyncIterable<Page<Repository>>;
  showRepositoryByUuid(uuid: RepositoryUuid | string, options?: CallOptions): Promise<Repository>;
  showRepository(id: RepositoryId | number, options?: CallOptions): Promise<RepositoryDetail>;

  /** Resolves to `undefined` when the repository exists and has no mirror. */
  showRemoteMirror(id: RepositoryId | number, options?: CallOptions): Promise<RemoteMirror | undefined>;
  /** Resolves to `undefined` when the answer says nothing. Read the mirror back in any case. */
  associateRemoteMirror(
    id: RepositoryId | number,
    url: string,
    options?: CallOptions,
  ): Promise<RemoteMirror | undefined>;
  startRemoteMirrorSynchronization(
    id: RepositoryId | number,
    synchronization?: SynchronizationOptions,
    options?: CallOptions,
  ): Promise<SynchronizationRequested>;
  updateRepositoryRemoteMirror(
    id: RepositoryId | number,
    update: RemoteMirrorUpdate,
    options?: CallOptions,
  ): Promise<RemoteMirrorSettings>;

  /** Clock of the server minus that of this computer in milliseconds; undefined before the first answer. */
  readonly clockOffsetMs: number | undefined;
  /** IAM project of the profile, which HSS wants in its path. */
  readonly iamProjectId: IamProjectId | undefined;
  listRegistry(query?: RegistryQuery, options?: CallOptions): Promise<Page<Registry>>;
  allRegistries(query?: Omit<RegistryQuery, 'offset'>, options?: CallOptions): AsyncIterable<Page<Registry>>;
  listRegistryStatistics(
    query?: { readonly enterpriseProjectId?: string; readonly types?: readonly RegistryType[] },
    options?: CallOptions,
  ): Promise<RegistryStatistics>;
}
