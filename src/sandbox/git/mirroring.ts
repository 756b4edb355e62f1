import { randomBytes } from 'node:crypto';
import { isoInChina } from '../dates';
import { begun, failed, lastError, succeeded } from '../mirrorOutcomes';
import type { Contents, Endpoint, MirrorEntry, RepositoryRecord } from '../model';
import type { State } from '../state';
import { fetchMirror, type Credentials } from './fetch';
import { GitUnusableError, type Git } from './run';
import type { GitStorage, Stored } from './storage';

export interface SyncOptions {
  readonly credentials?: Credentials;
  readonly endpointUuid?: string;
  /** Overwrites branches that have diverged. */
  readonly force?: boolean;
}

interface Job {
  readonly id: string;
  readonly done: Promise<void>;
}

export interface MirroringParts {
  readonly state: State;
  readonly storage: GitStorage;
  readonly git: Git;
  readonly clock: () => Date;
  /** Origin of the sandbox. */
  readonly url: string;
}

/** Jobs that run at the same time; the others wait in state `scheduled`. */
const PARALLEL = 4;

/** Synchronises mirrors with real Git and keeps their records up to date. */
export class Mirroring {
  private readonly jobs = new Map<number, Job>();
  private readonly waiting: (() => void)[] = [];
  private active = 0;
  private closed = false;

  constructor(private readonly parts: MirroringParts) {}

  /** Starts a synchronisation, or finds the one that is going on. Returns the ID of the job. */
  start(repository: RepositoryRecord, options: SyncOptions = {}): string {
    const running = this.jobs.get(repository.id);
    if (running !== undefined) {
      return running.id;
    }
    const { state, clock } = this.parts;
    state.patchMirror(repository.id, { update_status: 'scheduled', last_update_at: isoInChina(clock()) });
    const id = randomBytes(12).toString('hex');
    const done = this.run(repository, options).finally(() => this.jobs.delete(repository.id));
    this.jobs.set(repository.id, { id, done });
    return id;
  }

  isRunning(repositoryId: number): boolean {
    return this.jobs.has(repositoryId);
  }

  /** Resolves when the job of this repository, if there is one, has ended. */
  async settled(repositoryId: number): Promise<void> {
    await this.jobs.get(repositoryId)?.done;
  }

  /** Waits for what runs; the caller ends Git before. Jobs that wait do not begin. */
  async close(): Promise<void> {
    this.closed = true;
    for (const begin of this.waiting.splice(0)) {
      begin();
    }
    await Promise.all([...this.jobs.values()].map(({ done }) => done));
  }

  private async run(repository: RepositoryRecord, options: SyncOptions): Promise<void> {
    await this.turn();
    try {
      if (this.isClosed()) {
        return;
      }
      let address = this.address(repository);
      let problem = await this.synchronise(repository, options);
      // The address may be replaced during a run, whose outcome then says nothing about the new one.
      while (address !== this.address(repository) && !this.isClosed()) {
        address = this.address(repository);
        problem = await this.synchronise(repository, {});
      }
      if (!this.isClosed()) {
        this.finish(repository, problem);
      }
    } finally {
      this.active -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    // Always after the answer to the request: a client sees `scheduled` first.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.active >= PARALLEL && !this.isClosed()) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.active += 1;
  }

  /** A method, because the compiler would take the field for unchanged after an `await`. */
  private isClosed(): boolean {
    return this.closed;
  }

  /** Returns what to report as `last_error`, or undefined on success. */
  private async synchronise(repository: RepositoryRecord, options: SyncOptions): Promise<string | undefined> {
    const { state, storage, git, clock } = this.parts;
    state.patchMirror(repository.id, begun(clock()));
    const entry = state.mirror(repository.id);
    const url = this.address(repository);
    if (entry.kind !== 'mirror' || typeof url !== 'string') {
      return lastError('the mirror has no address');
    }
    try {
      if (!this.mayContact(entry, url)) {
        return lastError('the sandbox contacts another host only at an address that was associated by hand');
      }
      const stored: Stored = { kind: 'repository', key: repository.id, history: repository.history };
      const { exitCode, rejected, defaultBranch } = await fetchMirror(git, {
        folder: await storage.folder(stored),
        url,
        force: options.force === true,
        defaultBranchOnly: entry.branches === 'default',
        credentials: options.credentials ?? this.endpoint(options, entry),
      });
      const names = [...(await storage.refs(stored)).keys()];
      repository.contents = counted(names, defaultBranch ?? repository.contents.defaultBranch);
      const status = `exit status ${exitCode ?? 'unknown'}`;
      return exitCode === 0 ? undefined : lastError(rejected === undefined ? status : `${rejected}: ${status}`);
    } catch (error) {
      return lastError(error instanceof GitUnusableError ? error.message : 'the synchronisation could not be run');
    }
  }

  private address(repository: RepositoryRecord): string | null | undefined {
    const entry = this.parts.state.mirror(repository.id);
    return entry.kind === 'mirror' ? entry.record.url : undefined;
  }

  private mayContact(entry: MirrorEntry, url: string): boolean {
    return entry.setBy !== 'sample' || new URL(url).hostname === '127.0.0.1';
  }

  private endpoint({ endpointUuid }: SyncOptions, entry: MirrorEntry): Endpoint | undefined {
    const uuid = endpointUuid ?? entry.record.endpoint_uuid ?? undefined;
    return uuid === undefined ? undefined : this.parts.state.endpoints.get(uuid);
  }

  private finish(repository: RepositoryRecord, problem: string | undefined): void {
    const { state, clock } = this.parts;
    const entry = state.mirror(repository.id);
    const now = clock();
    if (problem === undefined) {
      repository.updatedAt = now;
      state.patchMirror(repository.id, succeeded(now));
    } else if (entry.kind === 'mirror') {
      state.patchMirror(repository.id, failed(entry.record, now, problem));
    }
  }
}

function counted(names: readonly string[], defaultBranch: string | null): Contents {
  const count = (start: string): number => names.filter((name) => name.startsWith(start)).length;
  return { branches: count('refs/heads/'), tags: count('refs/tags/'), defaultBranch };
}
