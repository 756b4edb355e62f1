import { isCloudError, type RemoteMirror, type RepositoryId } from '../api/index';
import { type Disposable, Disposables } from '../ui/emitter';
import { type Clock, profileIdOf, type Session, type SessionClient, type SessionSource } from '../ui/session';
import { againAfterMs, pauseAfterMs, setbackOf } from '../ui/setbacks';
import { isOld } from './mirrorState';
import { type Pause, ReadingPause } from './readingPause';
import { ReadingQueue, type Turn } from './readingQueue';
import type { Readings } from './readings';
import { RowRetries } from './rowRetries';

const AT_ONCE = 4;
/** A row that nothing gets through for is believed to stand for all so many times; then it is taken to be its own fault. */
const SHARED_FAILURES = 2;

/**
 * Reads the mirrors of the repositories that are shown, or that somebody asks for. At most four are read at once; what is
 * no longer shown is not read. A read that fails does not stop the others, unless they would fail as it did: then all
 * wait, and go on by themselves.
 */
export class MirrorReader implements Disposable {
  readonly #owned = new Disposables();
  readonly #queue = new ReadingQueue();
  readonly #shown = new Set<RepositoryId>();
  /** Asked for by a check of everything: these stay in the queue when their rows are hidden. */
  readonly #wanted = new Set<RepositoryId>();
  /** The read whose answer counts. One that was overtaken, by a command or by a newer read, is not in here. */
  readonly #reads = new Map<RepositoryId, symbol>();
  readonly #retries: RowRetries;
  readonly #pause: ReadingPause;
  #pausedFor: string | undefined;
  #profileId: string | undefined;
  #abort = new AbortController();
  #active = 0;

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
    this.#retries = this.#owned.add(
      new RowRetries(clock, () => {
        this.readAgain([...this.#shown].filter((id) => this.#retries.isDue(id)));
      }),
    );
    this.#pause = this.#owned.add(new ReadingPause(clock));
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
    for (const id of ids) {
      this.#shown.add(id);
      if (isOld(this.readings.stateOf(id), this.clock()) || this.#retries.isDue(id) || this.#queue.has(id)) {
        this.#enqueue({ id, background: false });
      }
    }
    this.#retries.watch(this.#shown);
    this.#pump();
  }

  /** Reads these again because a person wants it: also after a failure, and at once where a pause allows it. */
  refresh(ids: Iterable<RepositoryId>): void {
    for (const id of ids) {
      this.#reads.delete(id);
      this.#enqueue({ id, background: false });
    }
    this.#pause.tryNow();
    this.#pump();
  }

  /** Reads these again because time has passed; after a failure only when it is time for that. */
  readAgain(ids: Iterable<RepositoryId>): void {
    for (const id of ids) {
      if (this.readings.stateOf(id).kind === 'read' || this.#retries.isDue(id)) {
        this.#enqueue({ id, background: true });
      }
    }
    this.#retries.watch(this.#shown);
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
    this.#retries.watch(this.#shown);
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
  }

  /** Notes that Huawei Cloud has answered somebody: what waits because it could not be reached goes on. */
  reached(): void {
    this.#pause.end();
    this.#pump();
  }

  /** Whether anything is waiting or under way. */
  get busy(): boolean {
    return this.#active > 0 || this.#queue.size > 0;
  }

  dispose(): void {
    this.#abort.abort();
    this.#owned.dispose();
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
    if (!this.busy) {
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
        this.#active -= 1;
        this.#pump();
      }
    }
  }

  #fail(turn: Turn, error: unknown): void {
    const setback = setbackOf(error);
    if (setback === 'person') {
      this.#giveUp(turn.id, error);
      return;
    }
    const kind = isCloudError(error) ? error.kind : undefined;
    const failures = kind === 'rateLimited' ? 0 : this.#retries.failed(turn.id);
    if (isCloudError(error) && setback === 'everything' && failures <= SHARED_FAILURES) {
      // Behind the others, so that one that never gets through is not what decides for all of them.
      this.#queue.add(turn);
      this.#pause.begin(error);
      this.readings.begin(turn.id, this.pause?.error);
      this.readings.tell(turn.id);
      return;
    }
    if (setback !== 'lasting') {
      this.#retries.askAgainAfter(turn.id, setback === 'everything' ? pauseAfterMs(failures) : againAfterMs(failures));
      this.#retries.watch(this.#shown);
    }
    this.readings.fail(turn.id, error);
    if (isCloudError(error)) {
      this.#pause.noteOne(error);
    }
  }

  #giveUp(id: RepositoryId, error: unknown): void {
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
