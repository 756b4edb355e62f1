import { randomBytes } from 'node:crypto';
import { HOME_PROJECT, OTHER_REGION } from './accounts';
import type { Commit } from './git/history';
import type { Mirroring } from './git/mirroring';
import type { GitStorage, Stored } from './git/storage';
import { begun, failed, lastError, succeeded } from './mirrorOutcomes';
import type { MirrorWire, NoMirrorForm, ProjectRecord, RegistryWire, RepositoryRecord, UpstreamRecord } from './model';
import { connected, disconnected } from './registryOutcomes';
import { Random } from './sample/random';
import { cloneUrl, drawRepository, upstreamPath } from './sample/repositories';
import type { State } from './state';
import type { Tokens } from './tokens';
import { SANDBOX_USER } from './users';

export interface DataParts {
  readonly state: State;
  readonly storage: GitStorage;
  readonly mirroring: Mirroring;
  readonly tokens: Tokens;
  readonly clock: () => Date;
  /** What the cloud takes for the present. */
  readonly cloudTime: () => Date;
  readonly url: string;
  /** Address of the pages about repositories. */
  readonly pages: string;
}

export interface AddedRepository {
  /** Any text. */
  readonly name: string;
  readonly group?: string;
  /** Name of an existing project; default: the last one. */
  readonly project?: string;
  /** Number of commits; default 3. */
  readonly commits?: number;
}

/** Ways around the API to look at the data of the sandbox and to change it: for tests and demos. */
export class SandboxData {
  constructor(private readonly parts: DataParts) {}

  repositories(): readonly RepositoryRecord[] {
    return this.parts.state.repositories();
  }

  projects(): readonly ProjectRecord[] {
    return this.parts.state.projects;
  }

  /** The repository of this name or number. @throws {Error} when there is none. */
  repository(wanted: string | number): RepositoryRecord {
    const found = this.repositories().find(({ id, name }) => id === wanted || name === wanted);
    if (found === undefined) {
      throw new Error(`The sandbox has no repository ${JSON.stringify(wanted)}.`);
    }
    return found;
  }

  /** The first repository whose mirror has this record, such as one that can be synchronised. */
  repositoryWithMirror(accept: (mirror: MirrorWire) => boolean): RepositoryRecord {
    const found = this.repositories().find(({ id }) => {
      const mirror = this.mirror(id);
      return mirror !== undefined && accept(mirror);
    });
    if (found === undefined) {
      throw new Error('The sandbox has no such mirror.');
    }
    return found;
  }

  mirror(repositoryId: number): MirrorWire | undefined {
    const entry = this.parts.state.mirror(repositoryId);
    return entry.kind === 'mirror' ? entry.record : undefined;
  }

  /** Sets the record of a mirror as it is answered. Its address may then be contacted, as if associated by hand; its schedule is run without Git. */
  setMirror(repositoryId: number, record: MirrorWire): void {
    const entry = this.parts.state.mirror(repositoryId);
    const branches = entry.kind === 'mirror' ? entry.branches : 'all';
    this.parts.state.setMirror(repositoryId, { kind: 'mirror', record, branches, setBy: 'test' });
  }

  /** What a synchronisation that begins at the present time of the cloud leaves behind; it ends when the test says so. */
  beginMirrorSync(repositoryId: number): void {
    this.parts.state.patchMirror(repositoryId, begun(this.parts.cloudTime()));
  }

  /** One that succeeds. */
  succeedMirror(repositoryId: number): void {
    this.parts.state.patchMirror(repositoryId, succeeded(this.parts.cloudTime()));
  }

  /** One that fails. @param error `last_error`; default: the vendor's example */
  failMirror(repositoryId: number, error: string | null = lastError('exit status 128')): void {
    const record = this.mirror(repositoryId) ?? {};
    this.parts.state.patchMirror(repositoryId, failed(record, this.parts.cloudTime(), error));
  }

  removeMirror(repositoryId: number, form: NoMirrorForm = 'notFound'): void {
    this.parts.state.setMirror(repositoryId, { kind: 'none', form });
  }

  /** Resolves when no synchronisation of this repository runs. */
  synchronised(repositoryId: number): Promise<void> {
    return this.parts.mirroring.settled(repositoryId);
  }

  addRepository({ name, group = 'added', project, commits = 3 }: AddedRepository): RepositoryRecord {
    const { state, clock, url, pages } = this.parts;
    const owner = state.projects.find((p) => p.name === project) ?? state.projects.at(-1);
    if (owner === undefined) {
      throw new Error('The sandbox has no project.');
    }
    const id = Math.max(...this.repositories().map((repository) => repository.id)) + 1;
    const history = { seed: `${group}/${name}`, commits, until: clock() };
    const plan = { id, name, group, project: owner, history, now: clock(), url, pages };
    // Tests count on a repository that is theirs and in order.
    const drawn = drawRepository(plan, new Random(id));
    const repository = { ...drawn, status: 0, role: 40, owned: true, archived: false };
    state.addRepository(repository);
    return repository;
  }

  /** @param project name of an existing project @throws {Error} when there is none */
  moveRepository(repositoryId: number, project: string): void {
    const target = this.projects().find(({ name }) => name === project);
    if (target === undefined) {
      throw new Error(`The sandbox has no project ${JSON.stringify(project)}.`);
    }
    this.repository(repositoryId).project = target;
  }

  /** The registry of this name or ID. @throws {Error} when there is none. */
  registry(wanted: string): RegistryWire {
    const found = this.parts.state.registries.find(({ wire: { id, registry_name: name } }) =>
      [id, name].includes(wanted),
    );
    if (found === undefined) {
      throw new Error(`The sandbox has no registry ${JSON.stringify(wanted)}.`);
    }
    return found.wire;
  }

  /** @param wanted name or ID of a registry */
  disconnectRegistry(wanted: string, reason = 'REQUEST_API_ERROR'): void {
    this.parts.state.patchRegistry(this.registry(wanted).id ?? '', disconnected(reason));
  }

  /** @param wanted name or ID of a registry, which is synchronised at the same time */
  connectRegistry(wanted: string): void {
    this.parts.state.patchRegistry(this.registry(wanted).id ?? '', connected(this.parts.cloudTime()));
  }

  /** Makes a source that mirrors can copy from, and returns its address. */
  addUpstream(path: string, commits = 3): string {
    const { state, clock } = this.parts;
    if (state.upstream(path) === undefined) {
      state.addUpstream({ path, history: { seed: path, commits, until: clock() }, guarded: false });
    }
    return this.upstreamUrl(path);
  }

  upstreamUrl(path: string): string {
    const parts = path.split('/');
    return cloneUrl(this.parts.url, 'upstream', parts.slice(0, -1).join('/'), parts.at(-1) ?? '');
  }

  /** Path of the source that an address of this sandbox leads to. */
  upstreamPath(url: string): string {
    const path = upstreamPath(this.parts.url, url);
    if (path === undefined) {
      throw new Error('Not a source of this sandbox.');
    }
    return path;
  }

  /** Puts a commit on a branch of a source and returns its hash. */
  commitUpstream(path: string, commit: Commit = {}): Promise<string> {
    return this.parts.storage.commit(this.upstream(path), commit);
  }

  /** Puts a commit on a branch of a repository, so that it diverges from its source. */
  commitRepository(repositoryId: number, commit: Commit = {}): Promise<string> {
    return this.parts.storage.commit(this.stored(repositoryId), commit);
  }

  /** Hashes of the branches and tags of a source, by full name. */
  upstreamRefs(path: string): Promise<Map<string, string>> {
    return this.parts.storage.refs(this.upstream(path));
  }

  /** Hashes of the branches and tags of a repository, by full name. */
  repositoryRefs(repositoryId: number): Promise<Map<string, string>> {
    return this.parts.storage.refs(this.stored(repositoryId));
  }

  /** Points a branch of a source to another commit, as a forced push does; without a target it is removed. */
  setUpstreamBranch(path: string, branch: string, target: string | undefined): Promise<void> {
    return this.parts.storage.setBranch(this.upstream(path), branch, target);
  }

  /** A token that works elsewhere: of another region, or of the account instead of a project. */
  foreignToken(kind: 'otherRegion' | 'account'): string {
    const project = kind === 'otherRegion' ? OTHER_REGION : undefined;
    return this.parts.tokens.issue({ methods: ['password'], user: SANDBOX_USER, project }).value;
  }

  /** Another token like `Sandbox.token`, without a request. */
  anotherToken(): string {
    return this.parts.tokens.issue({ methods: ['password'], user: SANDBOX_USER, project: HOME_PROJECT }).value;
  }

  /** Ends every token so far, as a changed password does. `Faults.clear` does not bring them back. */
  endTokens(): void {
    this.parts.tokens.endAll();
  }

  /** Text that looks like a token and was never issued. */
  unknownToken(): string {
    return `MII${randomBytes(60).toString('base64url')}`;
  }

  private upstream(path: string): Stored {
    const upstream: UpstreamRecord | undefined = this.parts.state.upstream(path);
    if (upstream === undefined) {
      throw new Error(`The sandbox has no source ${JSON.stringify(path)}.`);
    }
    return { kind: 'upstream', key: path, history: upstream.history };
  }

  private stored(repositoryId: number): Stored {
    return { kind: 'repository', key: repositoryId, history: this.repository(repositoryId).history };
  }
}
