import type { Schemas } from './contract';

export type MirrorWire = Schemas['RemoteMirror'];
export type RegistryWire = Schemas['RegistryInfo'];

/** An image registry, and where it belongs. */
export interface RegistryRecord {
  readonly wire: RegistryWire;
  readonly iamProjectId: string;
  readonly enterpriseProjectId: string;
}

/** A CodeArts project. */
export interface ProjectRecord {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly description: string;
  readonly type: 'scrum' | 'xboard' | 'normal';
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type Visibility = 'private' | 'internal' | 'public';

/** A repository. Null stands where the vendor's example has null. */
export interface RepositoryRecord {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  /** Part of the clone address before the name. */
  readonly group: string;
  /** A repository can be moved. */
  project: ProjectRecord;
  readonly projectDeleted: boolean;
  readonly description: string;
  readonly visibility: Visibility;
  readonly createdAt: Date;
  updatedAt: Date | null;
  readonly sizeMb: number | null;
  readonly lfsMb: number | null;
  readonly creatorName: string | null;
  readonly accountName: string | null;
  readonly creatorUuid: string | null;
  readonly starred: boolean | null;
  /** 0 created, 1 creating, 2 failed, 3 frozen, 4 closed, 5 cleaning up, 7 being deleted */
  readonly status: number | null;
  readonly owned: boolean | null;
  /** 20 read-only, 30 member, 40 administrator */
  readonly role: number | null;
  readonly archived: boolean;
  readonly memberCount: number;
  readonly sshUrl: string;
  readonly httpsUrl: string;
  readonly webUrl: string;
  /** What its Git repository holds before anything is synchronised. */
  readonly history: History;
  contents: Contents;
}

/** What its Git repository holds, in numbers. */
export interface Contents {
  readonly branches: number;
  readonly tags: number;
  /** Null in an empty repository. */
  readonly defaultBranch: string | null;
}

/** Commits that are made when somebody first asks for them. Equal histories give equal commit hashes. */
export interface History {
  /** Makes the texts and hashes of one history differ from those of another. */
  readonly seed: string;
  /** Length of the main branch; 0 is an empty repository. */
  readonly commits: number;
  /** When the newest commit was made, were the history complete. */
  readonly until: Date;
  /** The last commit is one that the source of the mirror does not have. */
  readonly diverged?: boolean;
}

/** How a repository without a mirror answers: the vendor does not say, so each form occurs. */
export type NoMirrorForm = 'notFound' | 'null' | 'empty' | 'nullUrl';

export interface MirrorEntry {
  readonly kind: 'mirror';
  readonly record: MirrorWire;
  readonly branches: 'all' | 'default';
  /**
   * Where the address comes from. One of the sample is contacted only when it is the sandbox's own; one that a person
   * associated is copied from with Git also when its schedule runs.
   */
  readonly setBy: 'sample' | 'test' | 'person';
}

export interface NoMirror {
  readonly kind: 'none';
  readonly form: NoMirrorForm;
}

/** A Git repository that mirrors copy from, served at `/upstream/<path>.git`. */
export interface UpstreamRecord {
  /** `<group>/<name>` */
  readonly path: string;
  readonly history: History;
  /** Asks for the user name and password of the service endpoint. */
  readonly guarded: boolean;
}

export interface Endpoint {
  readonly uuid: string;
  readonly username: string;
  readonly password: string;
}
