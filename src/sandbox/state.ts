import type {
  Endpoint,
  MirrorEntry,
  NoMirror,
  ProjectRecord,
  RegistryRecord,
  RepositoryRecord,
  UpstreamRecord,
} from './model';

/** Everything that the sandbox knows, and the look-ups that requests need. */
export class State {
  readonly projects: ProjectRecord[] = [];
  readonly registries: RegistryRecord[] = [];
  readonly endpoints = new Map<string, Endpoint>();
  private readonly byId = new Map<number, RepositoryRecord>();
  private readonly byUuid = new Map<string, RepositoryRecord>();
  private readonly byPath = new Map<string, RepositoryRecord>();
  private readonly mirrors = new Map<number, MirrorEntry | NoMirror>();
  private readonly upstreams = new Map<string, UpstreamRecord>();
  private lastMirrorId = 13_000;

  addRepository(repository: RepositoryRecord): void {
    this.byId.set(repository.id, repository);
    this.byUuid.set(repository.uuid, repository);
    this.byPath.set(`${repository.group}/${repository.name}`, repository);
  }

  repositories(): RepositoryRecord[] {
    return [...this.byId.values()];
  }

  repository(id: number): RepositoryRecord | undefined {
    return this.byId.get(id);
  }

  repositoryByUuid(uuid: string): RepositoryRecord | undefined {
    return this.byUuid.get(uuid);
  }

  /** By `<group>/<name>`. */
  repositoryByPath(path: string): RepositoryRecord | undefined {
    return this.byPath.get(path);
  }

  mirror(repositoryId: number): MirrorEntry | NoMirror {
    return this.mirrors.get(repositoryId) ?? { kind: 'none', form: 'notFound' };
  }

  setMirror(repositoryId: number, entry: MirrorEntry | NoMirror): void {
    this.mirrors.set(repositoryId, entry);
  }

  /** Replaces some fields of the mirror's record; without effect when there is no mirror. */
  patchMirror(repositoryId: number, fields: MirrorEntry['record']): void {
    const entry = this.mirror(repositoryId);
    if (entry.kind === 'mirror') {
      this.mirrors.set(repositoryId, { ...entry, record: { ...entry.record, ...fields } });
    }
  }

  /** Replaces some fields of the registry's record. */
  patchRegistry(id: string, fields: RegistryRecord['wire']): void {
    const index = this.registries.findIndex(({ wire }) => wire.id === id);
    const registry = this.registries[index];
    if (registry !== undefined) {
      this.registries[index] = { ...registry, wire: { ...registry.wire, ...fields } };
    }
  }

  nextMirrorId(): number {
    this.lastMirrorId += 1;
    return this.lastMirrorId;
  }

  addUpstream(upstream: UpstreamRecord): void {
    this.upstreams.set(upstream.path, upstream);
  }

  upstream(path: string): UpstreamRecord | undefined {
    return this.upstreams.get(path);
  }
}
