import { type Disposable, Disposables, Emitter } from './emitter';
import { type Clock, profileIdOf, type Session, type SessionClient, type SessionSource } from './session';

/** What was last read of a list. */
export interface Loaded<T> {
  readonly items: readonly T[];
  /** Number of records on the server, when it tells. */
  readonly total?: number;
  /** Where the next portion starts; undefined at the end of the list. */
  readonly next?: number;
  readonly asOf: Date;
}

/** An outage keeps the last list: `previous` stays on screen while loading and after a failure. */
export type ListState<T> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly previous?: Loaded<T> }
  | { readonly kind: 'ready'; readonly loaded: Loaded<T> }
  | { readonly kind: 'failed'; readonly error: unknown; readonly previous?: Loaded<T> };

/** The part of a list that comes with one step. */
export interface Portion<T> {
  readonly items: readonly T[];
  readonly total?: number;
  /** Handed back to read on; undefined at the end of the list. */
  readonly next?: number;
}

/** Which part of a list to read. */
export interface PortionWanted {
  /** `next` of the portion before; undefined for the start. */
  readonly from?: number;
  /** At least so many records, when the list has them. 0 means the usual step. */
  readonly atLeast: number;
}

export type ReadPortion<T> = (client: SessionClient, wanted: PortionWanted, signal: AbortSignal) => Promise<Portion<T>>;

export function loadedOf<T>(state: ListState<T>): Loaded<T> | undefined {
  switch (state.kind) {
    case 'idle':
      return undefined;
    case 'ready':
      return state.loaded;
    case 'loading':
    case 'failed':
      return state.previous;
  }
}

/**
 * A list that is read in portions for whoever is signed in. Calls that come while one is under way join it; an answer
 * for an earlier session, or for an earlier question, is dropped.
 */
export class ListStore<T> implements Disposable {
  readonly #changed = new Emitter<ListState<T>>();
  readonly onDidChange = this.#changed.event;
  readonly #owned = new Disposables();
  #state: ListState<T> = { kind: 'idle' };
  #profileId: string | undefined;
  #running: { readonly done: Promise<void>; readonly abort: AbortController } | undefined;

  constructor(
    private readonly sessions: SessionSource,
    private readonly read: ReadPortion<T>,
    private readonly keyOf: (item: T) => string | number,
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

  get state(): ListState<T> {
    return this.#state;
  }

  /** Reads the first portion unless there is one already. */
  async load(): Promise<void> {
    if (this.#state.kind === 'idle') {
      await this.#start(() => ({ atLeast: 0 }));
    } else {
      await this.#running?.done;
    }
  }

  /** For a command that needs the list: like `load`, but a failure is tried again. */
  async ensure(): Promise<void> {
    await this.load();
    if (this.#state.kind === 'failed') {
      await this.refresh();
    }
  }

  /** Reads again as many records as are on screen; they stay there meanwhile. */
  async refresh(): Promise<void> {
    await this.#start(() => ({ atLeast: loadedOf(this.#state)?.items.length ?? 0 }));
  }

  /** Reads on; nothing happens at the end of the list. */
  async loadMore(): Promise<void> {
    await this.#start(() => {
      const loaded = loadedOf(this.#state);
      return loaded && loaded.next === undefined ? undefined : { from: loaded?.next, atLeast: 0 };
    });
  }

  /** Forgets the list because the question changed, and reads the answer to the new one. */
  async restart(): Promise<void> {
    this.#running?.abort.abort();
    this.#running = undefined;
    this.#set({ kind: 'idle' });
    await this.load();
  }

  dispose(): void {
    this.#running?.abort.abort();
    this.#owned.dispose();
  }

  /** @param portion asked only when reading can begin; undefined when there is nothing to read */
  async #start(portion: () => PortionWanted | undefined): Promise<void> {
    if (!(await this.#awake()) || this.#running) {
      return this.#running?.done;
    }
    const session = this.sessions.current;
    const wanted = portion();
    if (session.state !== 'signedIn' || !wanted) {
      return;
    }
    const abort = new AbortController();
    const running = { abort, done: this.#load(session.client, wanted, abort.signal) };
    this.#running = running;
    try {
      await running.done;
    } finally {
      if (this.#running === running) {
        this.#running = undefined;
      }
    }
  }

  /** A stored sign-in that cannot be brought back is a failure of the list: it must not look like an empty one. */
  async #awake(): Promise<boolean> {
    try {
      await this.sessions.wake();
      return true;
    } catch (error) {
      this.#set({ kind: 'failed', error, previous: loadedOf(this.#state) });
      return false;
    }
  }

  async #load(client: SessionClient, wanted: PortionWanted, signal: AbortSignal): Promise<void> {
    const previous = loadedOf(this.#state);
    this.#set({ kind: 'loading', previous });
    try {
      const portion = await this.read(client, wanted, signal);
      if (!signal.aborted) {
        const kept = wanted.from === undefined ? [] : (previous?.items ?? []);
        const items = distinct([...kept, ...portion.items], this.keyOf);
        // A server that sends the same records over and over would never come to an end.
        const stuck = kept.length > 0 && portion.items.length > 0 && items.length === kept.length;
        const next = stuck ? undefined : portion.next;
        const loaded = { items, total: portion.total, next, asOf: this.clock() };
        this.#set({ kind: 'ready', loaded });
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#set({ kind: 'failed', error, previous });
      }
    }
  }

  /**
   * Stops what an earlier session asked for. Another account starts empty; the same one keeps what it had, and has it
   * read again after a failure.
   */
  #follow(session: Session): void {
    const profileId = profileIdOf(session);
    const previous = profileId === this.#profileId ? loadedOf(this.#state) : undefined;
    const wasLoading = this.#running !== undefined;
    this.#profileId = profileId;
    this.#running?.abort.abort();
    this.#running = undefined;
    if (session.state === 'expired') {
      this.#set({ kind: 'failed', error: session.reason, previous });
    } else if (session.state === 'signedIn' && this.#state.kind === 'failed' && previous) {
      void this.refresh();
    } else if (previous === undefined || wasLoading) {
      this.#set(previous ? { kind: 'ready', loaded: previous } : { kind: 'idle' });
    }
  }

  #set(state: ListState<T>): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string | number): readonly T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
