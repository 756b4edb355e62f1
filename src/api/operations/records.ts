import type { CodeArtsProjectId, IamProjectId, RegistryId, RepositoryId, RepositoryUuid } from '../contract/ids';

/** A text with known values, which may be something else all the same. */
export type OrOther<Known extends string> = Known | (string & {});

/** One page of a list, as far as the server told. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Total number of records in the list, when the server says it. Not to be relied on for ending a loop. */
  readonly total?: number;
  /** Records of this page that were left out: without a usable identifier, or not what was asked for. */
  readonly skipped: number;
}

/** Why the last synchronisation failed. Credentials inside addresses are already removed. */
export interface MirrorError {
  readonly message: string;
  /** The vendor's code. Its meanings are undocumented. */
  readonly code?: string;
}

/** Remote mirror of a repository: where it is pulled from and how the last synchronisation went. */
export interface RemoteMirror {
  readonly id?: number;
  readonly repositoryId?: RepositoryId;
  /** `update_status` as the server sent it. Unknown values are kept. */
  readonly status?: string;
  /** Last change or run. Not a sign of success. */
  readonly lastUpdateAt?: Date;
  readonly lastSuccessfulUpdateAt?: Date;
  /** Source address without credentials. */
  readonly sourceUrl?: string;
  /** Number of failed synchronisations in a row; undefined when the server sent none. */
  readonly failures?: number;
  /** Scheduled synchronisation is on. */
  readonly scheduled?: boolean;
  readonly isPrivate?: boolean;
  readonly endpointUuid?: string;
  readonly lastError?: MirrorError;
}

/** Settings of a mirror as stored by an update. */
export interface RemoteMirrorSettings {
  readonly sourceUrl?: string;
  readonly scheduled?: boolean;
  readonly endpointUuid?: string;
  /** `all` or `default`; other values are kept. */
  readonly branches?: string;
}

/** What may be changed of a mirror. Left-out fields may or may not keep their values, so send all that are known. */
export interface RemoteMirrorUpdate {
  readonly url?: string;
  readonly branches?: 'all' | 'default';
  readonly scheduled?: boolean;
  readonly endpointUuid?: string;
}

/** Options of one synchronisation. Plain text: the Base64 that the wire wants is made by the client. */
export interface SynchronizationOptions {
  readonly username?: string;
  readonly password?: string;
  readonly endpointUuid?: string;
  /** Overwrites diverged branches of the repository. */
  readonly force?: boolean;
}

export type Visibility = 'private' | 'internal' | 'public';

/** A repository in CodeArts Repo, from whichever list or look-up it came. */
export interface Repository {
  readonly id: RepositoryId;
  readonly uuid?: RepositoryUuid;
  readonly name: string;
  /** Part of the clone address before the repository name. */
  readonly groupName?: string;
  readonly projectId?: CodeArtsProjectId;
  readonly projectName?: string;
  readonly projectDeleted?: boolean;
  readonly sshUrl?: string;
  readonly httpsUrl?: string;
  readonly webUrl?: string;
  /** A number that the contract does not name is kept as text. */
  readonly visibility?: OrOther<Visibility>;
  readonly createdAt?: Date;
  readonly updatedAt?: Date;
  /** Text with its unit, as the vendor writes it (`0.13M`). */
  readonly size?: string;
  readonly lfsSize?: string;
  readonly creatorName?: string;
  readonly creatorUserId?: string;
  readonly accountName?: string;
  readonly starred?: boolean;
  readonly isOwner?: boolean;
  /** 0 created, 1 creating, 2 failed, 3 frozen, 4 closed, 5 cleaning up, 7 being deleted; others possible. */
  readonly status?: number;
  /** Access level of the caller: 20 read-only, 30 member, 40 administrator. */
  readonly role?: number;
  readonly archived?: boolean;
}

/** What only the look-up by numeric ID tells. */
export interface RepositoryDetail extends Repository {
  readonly description?: string;
  readonly defaultBranch?: string;
  readonly empty?: boolean;
  /** Where it was imported from, without credentials. Only imported repositories can have a mirror in some regions. */
  readonly importUrl?: string;
  readonly importStatus?: string;
  readonly importError?: string;
  readonly branchCount?: number;
  readonly tagCount?: number;
  readonly memberCount?: number;
}

export interface CodeArtsProject {
  readonly id: CodeArtsProjectId;
  readonly name: string;
  readonly description?: string;
  readonly type?: string;
  readonly createdAt?: Date;
  readonly updatedAt?: Date;
}

/** IAM project: a region, or a part of one. */
export interface IamProject {
  readonly id: IamProjectId;
  /** Region ID, or `region_subname`. */
  readonly name: string;
  readonly enabled?: boolean;
}

/** Account of a user. */
export interface AuthDomain {
  readonly id: string;
  readonly name: string;
}

/** What a valid token says of itself. */
export interface TokenInfo {
  readonly expiresAt: Date;
  readonly issuedAt?: Date;
  /** Absent when the token is scoped to an account instead of a project: CodeArts Repo and HSS refuse such a token. */
  readonly project?: { readonly id: IamProjectId; readonly name: string };
  readonly account?: { readonly id?: string; readonly name: string };
  readonly user?: { readonly id?: string; readonly name: string };
}

export const REGISTRY_TYPES = ['Harbor', 'Jfrog', 'SwrPrivate', 'SwrShared', 'SwrEnterprise', 'Other'] as const;
export type RegistryType = (typeof REGISTRY_TYPES)[number];
export const REGISTRY_STATUSES = ['success', 'fail', 'accessing'] as const;
export type RegistryStatus = (typeof REGISTRY_STATUSES)[number];

/** Container image registry that HSS watches. Texts with known values keep unknown ones. */
export interface Registry {
  readonly id: RegistryId;
  readonly name: string;
  readonly type?: OrOther<RegistryType>;
  readonly apiVersion?: string;
  /** `http` means that its password travels unencrypted. */
  readonly protocol?: string;
  readonly address?: string;
  readonly username?: string;
  readonly namespace?: string;
  /** Cluster that carries the scan and synchronisation jobs. */
  readonly clusterId?: string;
  readonly scanChannel?: string;
  readonly status?: OrOther<RegistryStatus>;
  /** CREATE_JOB_FAILED, REQUEST_API_ERROR, SERVER_ERROR or something undocumented. May be missing on failure. */
  readonly failReason?: string;
  readonly imageCount?: number;
  /** Undefined when it never synchronised. */
  readonly lastSyncAt?: Date;
}

/** Every query parameter of the vendor page. Values are checked before anything is sent. */
export interface RegistryQuery {
  /** 1-256 characters; `0` is the default enterprise project, `all_granted_eps` asks for all. */
  readonly enterpriseProjectId?: string;
  /** 0-2000000 */
  readonly offset?: number;
  /** 10-200 */
  readonly limit?: number;
  /** 1-128 characters */
  readonly name?: string;
  /** 1-64 characters. The service filters inaccurately, so the client filters again. */
  readonly id?: string;
  readonly types?: readonly RegistryType[];
  /** 1-256 characters */
  readonly address?: string;
  readonly status?: RegistryStatus;
}

/** Registries that are being connected are in neither count. */
export interface RegistryStatistics {
  readonly succeeded?: number;
  readonly failed?: number;
}
