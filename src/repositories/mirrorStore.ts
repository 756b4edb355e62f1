import { isCloudError, type RemoteMirror, type RepositoryId } from '../api/index';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import { type Clock, profileIdOf, type Session, type SessionClient, type SessionSource } from '../ui/session';

/** What was last read of one repository's mirror. */
export interface MirrorReading {
  /** Undefined when the repository has no mirror. */
  readonly mirror: RemoteMirror | undefined;
  readonly asOf: Date;
}

export type MirrorState =
  | { readonly kind: 'unread' }
  | { readonly kind: 'reading'; readonly previous?: MirrorReading }
  | { readonly kind: 'read'; readonly reading: MirrorReading }
  | { readonly kind: 'failed'; readonly error: unknown; readonly previous?: MirrorReading };

export function readingOf(state: MirrorState): MirrorReading | undefined {
  switch (state.kind) {
    case 'unread':
      return undefined;
    case 'read':
      return state.reading;
    case 'reading':
    case 'failed':
      return state.previous;
  }
}

/** What a check of everything has really read since it began. */
export interface CheckResult {
  readonly checked: number;
  /** Of those, how many have a mirror. */
  readonly mirrors: number;
}

const UNREAD: MirrorState = { kind: 'unread' };
const AT_ONCE = 4;
const FRESH_MS = 5 * 60 * 1000;
/** After these, the next request would end the same way: the rest of the queue is not tried. */
const HOPELESS: ReadonlySet<string> = new Set(['offline', 'timeout', 'tls', 'proxy', 'unauthorized', 'rateLimited']);

/**
 * The mirrors of the repositories that are shown. At most four are read at once; what is no longer shown is not read.
 * Each arrival is one event that names one repository.
 */
export class MirrorStore implements Disposable {
  readonly #changed = new Emitter<RepositoryId>();
  readonly onDidChange = this.#changed.event;
  readonly #owned = new Disposables();
  readonly #states = new Map<RepositoryId, MirrorState>();
  readonly #queue = new Set<RepositoryId>();
  /** Asked for by a check of everything: these stay in the queue when their rows are hidden. */
  readonly #wanted = new Set<RepositoryId>();
  /** The read whose answer counts. One that was overtaken, by a command or by a newer read, is not in here. */
  readonly #reads = new Map<RepositoryId, symbol>();
  #profileId: string | undefined;
  #abort = new AbortController();
  #active = 0;

  constructor(
    private readonly sessions: SessionSource,
    private readonly clock: Clock,
  ) {
    this.#profileId = profileIdOf(sessions.current);
    this.#owned.add(
      sessions.onDidChange((session) => {
        this.#follow(session);
      }),
    );
    this.#owned.add(this.#changed);
  }

  stateOf(id: RepositoryId): MirrorState {
    return this.#states.get(id) ?? UNREAD;
  }

  /** Reads those that were not read lately. */
  show(ids: Iterable<RepositoryId>): void {
    const now = this.clock().getTime();
    for (const id of ids) {
      const state = this.stateOf(id);
      const fresh = state.kind === 'read' && now - state.reading.asOf.getTime() < FRESH_MS;
      if (!fresh && state.kind !== 'reading' && state.kind !== 'failed') {
        this.#enqueue(id);
      }
    }
    this.#pump();
  }

  /** Reads these again, also after a failure. */
  refresh(ids: Iterable<RepositoryId>): void {
    for (const id of ids) {
      this.#reads.delete(id);
      this.#enqueue(id);
    }
    this.#pump();
  }

  /** Takes these out of the queue. What is on its way already still arrives. */
  hide(ids: Iterable<RepositoryId>): void {
    for (const id of ids) {
      if (!this.#wanted.has(id) && this.#queue.delete(id)) {
        this.#settle(id);
      }
    }
  }

  /**
   * Reads all of these, whether they are shown or not, and resolves when each has been answered or given up.
   *
   * @param signal takes those that still wait out of the queue
   * @param shown rows that stay wanted all the same when the signal is aborted
   */
  async check(
    ids: readonly RepositoryId[],
    signal: AbortSignal,
    shown: () => readonly RepositoryId[],
    onProgress: (left: number) => void,
  ): Promise<CheckResult> {
    const since = this.clock().getTime();
    const waiting = signal.aborted ? new Set<RepositoryId>() : this.#wanted;
    for (const id of signal.aborted ? [] : ids) {
      waiting.add(id);
    }
    this.refresh(waiting);
    await new Promise<void>((resolve) => {
      const owned = new Disposables();
      const finish = (): void => {
        waiting.clear();
        owned.dispose();
        signal.removeEventListener('abort', stop);
        resolve();
      };
      const stop = (): void => {
        const kept = new Set(shown());
        const dropped = [...waiting].filter((id) => !kept.has(id));
        waiting.clear();
        this.hide(dropped);
        finish();
      };
      owned.add(
        this.onDidChange((id) => {
          if (this.stateOf(id).kind !== 'reading' && waiting.delete(id)) {
            onProgress(waiting.size);
          }
          if (waiting.size === 0) {
            finish();
          }
        }),
      );
      owned.add(this.sessions.onDidChange(finish));
      signal.addEventListener('abort', stop, { once: true });
      if (waiting.size === 0 || this.sessions.current.state !== 'signedIn') {
        finish();
      }
    });
    const states = ids.map((id) => this.stateOf(id));
    const readings = states.flatMap((state) =>
      state.kind === 'read' && state.reading.asOf.getTime() >= since ? [state.reading] : [],
    );
    return { checked: readings.length, mirrors: readings.filter(({ mirror }) => mirror !== undefined).length };
  }

  /** Stores what a command has just read or been answered. */
  put(id: RepositoryId, mirror: RemoteMirror | undefined): void {
    this.#queue.delete(id);
    this.#reads.delete(id);
    this.#set(id, { kind: 'read', reading: { mirror, asOf: this.clock() } });
  }

  /** Whether anything is waiting or under way. */
  get busy(): boolean {
    return this.#active > 0 || this.#queue.size > 0;
  }

  dispose(): void {
    this.#abort.abort();
    this.#owned.dispose();
  }

  #enqueue(id: RepositoryId): void {
    if (this.sessions.current.state === 'signedIn') {
      this.#queue.add(id);
      // No event: the row is about to be drawn, or keeps showing what it had.
      this.#states.set(id, { kind: 'reading', previous: readingOf(this.stateOf(id)) });
    }
  }

  #pump(): void {
    const session = this.sessions.current;
    while (session.state === 'signedIn' && this.#active < AT_ONCE) {
      const [next] = this.#queue;
      if (next === undefined) {
        return;
      }
      this.#queue.delete(next);
      void this.#read(next, session.client, this.#abort.signal);
    }
  }

  async #read(id: RepositoryId, client: SessionClient, signal: AbortSignal): Promise<void> {
    const own = Symbol('read');
    this.#reads.set(id, own);
    this.#active += 1;
    try {
      const mirror = await client.showRemoteMirror(id, { signal });
      if (!signal.aborted && this.#reads.get(id) === own) {
        this.put(id, mirror);
      }
    } catch (error) {
      if (!signal.aborted && this.#reads.get(id) === own) {
        this.#fail(id, error);
      }
    } finally {
      if (!signal.aborted) {
        this.#active -= 1;
        this.#pump();
      }
    }
  }

  #fail(id: RepositoryId, error: unknown): void {
    const hopeless = isCloudError(error) && HOPELESS.has(error.kind);
    const failed = hopeless ? [id, ...this.#queue] : [id];
    if (hopeless) {
      this.#queue.clear();
    }
    for (const each of failed) {
      this.#set(each, { kind: 'failed', error, previous: readingOf(this.stateOf(each)) });
    }
  }

  /** Back to what was known before it was queued. */
  #settle(id: RepositoryId): void {
    const previous = readingOf(this.stateOf(id));
    this.#states.set(id, previous ? { kind: 'read', reading: previous } : UNREAD);
  }

  #follow(session: Session): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#active = 0;
    this.#queue.clear();
    this.#reads.clear();
    const profileId = profileIdOf(session);
    if (profileId !== this.#profileId) {
      this.#profileId = profileId;
      this.#states.clear();
      return;
    }
    const interrupted = [...this.#states].flatMap(([id, state]) =>
      state.kind === 'reading' || (state.kind === 'failed' && session.state === 'signedIn') ? [id] : [],
    );
    for (const id of interrupted) {
      this.#settle(id);
    }
    // Their rows may not be drawn again, so nobody else would ask.
    this.show(interrupted);
    for (const id of interrupted) {
      this.#changed.fire(id);
    }
  }

  #set(id: RepositoryId, state: MirrorState): void {
    this.#states.set(id, state);
    this.#changed.fire(id);
  }
}
