import type { RemoteMirror, RepositoryId } from '../api/index';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import { type Clock, profileIdOf, type Session, type SessionClient, type SessionSource } from '../ui/session';
import { isOld } from './mirrorState';
import { ReadFailures } from './readFailures';
import { type Pause, ReadingPause } from './readingPause';
import { ReadingQueue, type Turn } from './readingQueue';
import type { Readings } from './readings';
import { RowRetries } from './rowRetries';

const AT_ONCE = 4;
/** Nobody sees more rows than these at a time: the others are not urgent. */
const LOOKED_AT = 100;

/**
 * Reads the mirrors of the repositories that are shown, or that somebody asks for. At most four are read at once; what is
 * no longer shown is not read. A read that fails does not stop the others, unless they would fail as it did: then all
 * wait, and go on by themselves.
 */
export class MirrorReader implements Disposable {
  readonly #owned = new Disposables();
  readonly #ended = this.#owned.add(new Emitter<RepositoryId>());
  /** A read has ended, whichever way, or a command has told what it was answered. */
  readonly onDidRead = this.#ended.event;
  readonly #shownChanged = this.#owned.add(new Emitter<undefined>());
  readonly onDidChangeShown = this.#shownChanged.event;
  readonly #queue = new ReadingQueue();
  readonly #shown = new Set<RepositoryId>();
  /** Asked for by a check of everything: these stay in the queue when their rows are hidden. */
  readonly #wanted = new Set<RepositoryId>();
  /** The read whose answer counts. One that was overtaken, by a command or by a newer read, is not in here. */
  readonly #reads = new Map<RepositoryId, symbol>();
  readonly #retries: RowRetries;
  readonly #failures: ReadFailures;
  readonly #pause: ReadingPause;
  #pausedFor: string | undefined;
  #profileId: string | undefined;
  #abort = new AbortController();
  #active = 0;
  #needsPerson = false;

  constructor(
    private readonly readings: Readings,
    private readonly sessions: SessionSource,
    private readonly clock: Clock,
  ) {
    this.#profileId = profileIdOf(sessions.current);
    this.#owned.add(
      sessions.onDidChange((session) => {
        this.#follow(session);
      }),
    );
    this.#retries = new RowRetries(clock);
    this.#pause = this.#owned.add(new ReadingPause(clock));
    this.#failures = new ReadFailures(this.#retries, this.#pause);
    this.#pause.onDidChange((pause) => {
      this.#tellWaiting(pause);
    });
    this.#pause.onDidTry(() => {
      this.#pump();
    });
  }

  /** Why nothing is read at the moment, and until when. */
  get pause(): Pause | undefined {
    return this.#pause.current;
  }

  get onDidChangePause(): ReadingPause['onDidChange'] {
    return this.#pause.onDidChange;
  }

  /** Reads those that were not read lately, before what nobody looks at. */
  show(ids: Iterable<RepositoryId>): void {
    const shown = [...ids];
    for (const id of shown) {
      this.#shown.add(id);
    }
    const now = this.clock();
    this.#ask(
      shown.filter((id) => isOld(this.readings.stateOf(id), now) || this.#retries.isDue(id) || this.#queue.has(id)),
    );
    this.#pump();
    this.#shownChanged.fire(undefined);
  }

  /** Reads these again because a person wants it: also after a failure, and at once where a pause allows it. */
  refresh(ids: Iterable<RepositoryId>): void {
    const wanted = [...ids];
    for (const id of wanted) {
      this.#reads.delete(id);
    }
    this.#ask(wanted);
    this.#pause.tryNow();
    this.#pump();
  }

  /** Reads these because it is time to; nobody waits for it. */
  readAgain(ids: Iterable<RepositoryId>): void {
    for (const id of ids) {
      this.#enqueue({ id, background: true });
    }
    this.#pump();
  }

  /** Takes these out of the queue. What is on its way already still arrives. */
  hide(ids: Iterable<RepositoryId>): void {
    for (const id of ids) {
      this.#shown.delete(id);
      if (!this.#wanted.has(id) && this.#queue.delete(id)) {
        this.readings.settle(id);
      }
    }
    this.#shownChanged.fire(undefined);
  }

  /** Reads these again, also those that are not shown, until they are no longer wanted. */
  want(ids: Iterable<RepositoryId>): void {
    for (const id of ids) {
      this.#wanted.add(id);
      this.#reads.delete(id);
      this.#enqueue({ id, background: !this.#shown.has(id) });
    }
    this.#pause.tryNow();
    this.#pump();
  }

  unwant(ids: Iterable<RepositoryId>): void {
    for (const id of ids) {
      this.#wanted.delete(id);
      if (!this.#shown.has(id) && this.#queue.delete(id)) {
        this.readings.settle(id);
        this.readings.tell(id);
      }
    }
  }

  /** Stores what a command has just read or been answered. */
  put(id: RepositoryId, mirror: RemoteMirror | undefined): void {
    this.#queue.delete(id);
    this.#reads.delete(id);
    this.#retries.forget(id);
    const { current } = this.sessions;
    const clockOffsetMs = current.state === 'signedIn' ? current.client.clockOffsetMs : undefined;
    this.readings.put(id, mirror, { asOf: this.clock(), clockOffsetMs });
    this.reached();
    this.#ended.fire(id);
  }

  /** Notes that Huawei Cloud has answered somebody: what waits because it could not be reached goes on. */
  reached(): void {
    this.#needsPerson = false;
    this.#pause.end();
    this.#pump();
  }

  /** How many are waiting or under way. */
  get waiting(): number {
    return this.#active + this.#queue.size;
  }

  /** The last answer was a refusal that only a person can do something about: nothing is read until one asks. */
  get needsPerson(): boolean {
    return this.#needsPerson;
  }

  isBusyWith(id: RepositoryId): boolean {
    return this.#reads.has(id) || this.#queue.has(id);
  }

  get shown(): ReadonlySet<RepositoryId> {
    return this.#shown;
  }

  /** When one that could not be read may be asked for again, in epoch milliseconds. */
  notBefore(id: RepositoryId): number | undefined {
    return this.#retries.dueAt(id);
  }

  dispose(): void {
    this.#abort.abort();
    this.#owned.dispose();
  }

  #ask(ids: readonly RepositoryId[]): void {
    ids.forEach((id, index) => {
      this.#enqueue({ id, background: index >= LOOKED_AT });
    });
  }

  #enqueue(turn: Turn): void {
    if (this.sessions.current.state === 'signedIn') {
      this.#queue.add(turn);
      this.#retries.asked(turn.id);
      this.readings.begin(turn.id, this.pause?.error);
    }
  }

  #pump(): void {
    const session = this.sessions.current;
    while (session.state === 'signedIn' && this.#active < Math.min(AT_ONCE, this.#pause.room)) {
      const next = this.#queue.take();
      if (next === undefined) {
        break;
      }
      void this.#read(next, session.client, this.#abort.signal);
    }
    if (this.waiting === 0) {
      this.#pause.idle();
    }
  }

  async #read(turn: Turn, client: SessionClient, signal: AbortSignal): Promise<void> {
    const { id, background } = turn;
    const own = Symbol('read');
    this.#reads.set(id, own);
    this.readings.begin(id);
    this.#active += 1;
    try {
      const mirror = await client.showRemoteMirror(id, { signal, background });
      if (!signal.aborted && this.#reads.get(id) === own) {
        this.put(id, mirror);
      }
    } catch (error) {
      if (!signal.aborted && this.#reads.get(id) === own) {
        this.#fail(turn, error);
      }
    } finally {
      if (!signal.aborted) {
        if (this.#reads.get(id) === own) {
          this.#reads.delete(id);
        }
        this.#active -= 1;
        this.#pump();
        this.#ended.fire(id);
      }
    }
  }

  #fail(turn: Turn, error: unknown): void {
    const verdict = this.#failures.judge(turn.id, error);
    if (verdict === 'person') {
      this.#giveUp(turn.id, error);
    } else if (verdict === 'failed') {
      this.readings.fail(turn.id, error);
    } else {
      // Behind the others, so that one that never gets through is not what decides for all of them.
      this.#queue.add(turn);
      this.readings.begin(turn.id, this.pause?.error);
      this.readings.tell(turn.id);
    }
  }

  #giveUp(id: RepositoryId, error: unknown): void {
    this.#needsPerson = true;
    const failed = [id, ...this.#queue.ids()];
    this.#queue.clear();
    for (const each of failed) {
      this.readings.fail(each, error);
    }
  }

  /** Rows that wait say what for. When it is, is told once for all of them. */
  #tellWaiting(pause: Pause | undefined): void {
    const kind = pause?.error.kind;
    for (const id of this.#queue.ids()) {
      this.readings.begin(id, pause?.error);
      if (kind !== this.#pausedFor) {
        this.readings.tell(id);
      }
    }
    this.#pausedFor = kind;
  }

  #follow(session: Session): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#active = 0;
    this.#needsPerson = false;
    this.#queue.clear();
    this.#wanted.clear();
    this.#reads.clear();
    this.#retries.clear();
    this.#pause.reset();
    const profileId = profileIdOf(session);
    if (profileId !== this.#profileId) {
      this.#profileId = profileId;
      this.readings.clear();
      this.#shown.clear();
      return;
    }
    const interrupted = [...this.readings.entries()].flatMap(([id, state]) =>
      state.kind === 'reading' || state.kind === 'waiting' || (state.kind === 'failed' && session.state === 'signedIn')
        ? [id]
        : [],
    );
    for (const id of interrupted) {
      this.readings.settle(id);
    }
    // Their rows may not be drawn again, so nobody else would ask.
    this.show(interrupted.filter((id) => this.#shown.has(id)));
    for (const id of interrupted) {
      this.readings.tell(id);
    }
  }
}
