import type { RemoteMirror, RepositoryId } from '../api/index';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import type { Clock, SessionClient, SessionSource } from '../ui/session';
import { ReadFailures } from './readFailures';
import { type Pause, ReadingPause } from './readingPause';
import { ReadingQueue, type Turn } from './readingQueue';
import type { Readings } from './readings';
import { RowRetries } from './rowRetries';

const AT_ONCE = 4;

/**
 * Reads mirrors, at most four at once, in the order of their queue. A read that fails does not stop the others, unless
 * they would fail as it did: then all wait, and go on by themselves.
 */
export class MirrorReads implements Disposable {
  readonly #owned = new Disposables();
  readonly #ended = this.#owned.add(new Emitter<RepositoryId>());
  /** A read has ended, whichever way, or a command has told what it was answered. */
  readonly onDidEnd = this.#ended.event;
  readonly #queue = new ReadingQueue();
  /** The read whose answer counts. One that was overtaken, by a command or by a newer read, is not in here. */
  readonly #reads = new Map<RepositoryId, symbol>();
  readonly retries: RowRetries;
  readonly pause: ReadingPause;
  readonly #failures: ReadFailures;
  #pausedFor: string | undefined;
  #abort = new AbortController();
  #active = 0;
  #needsPerson = false;

  constructor(
    private readonly readings: Readings,
    private readonly sessions: SessionSource,
    private readonly clock: Clock,
  ) {
    this.retries = new RowRetries(clock);
    this.pause = this.#owned.add(new ReadingPause(clock));
    this.#failures = new ReadFailures(this.retries, this.pause);
    this.pause.onDidChange((pause) => {
      this.#tellWaiting(pause);
    });
    this.pause.onDidTry(() => {
      this.go();
    });
  }

  /** How many are waiting or under way. */
  get waiting(): number {
    return this.#active + this.#queue.size;
  }

  /** The last answer was a refusal that only a person can do something about: nothing is read until one asks. */
  get needsPerson(): boolean {
    return this.#needsPerson;
  }

  isQueued(id: RepositoryId): boolean {
    return this.#queue.has(id);
  }

  isBusyWith(id: RepositoryId): boolean {
    return this.#reads.has(id) || this.#queue.has(id);
  }

  /** Puts one in the queue. `go` has it read. */
  add(turn: Turn): void {
    if (this.sessions.current.state === 'signedIn') {
      this.#queue.add(turn);
      this.retries.asked(turn.id);
      this.readings.begin(turn.id, this.pause.current?.error);
    }
  }

  /** Takes one out of the queue. What is on its way already still arrives. @returns whether it was in there */
  remove(id: RepositoryId): boolean {
    const wasQueued = this.#queue.delete(id);
    if (wasQueued) {
      this.readings.settle(id);
    }
    return wasQueued;
  }

  /** The answer that is on its way does not count any more. */
  overtake(id: RepositoryId): void {
    this.#reads.delete(id);
  }

  /** Stores what has just been read, or what a command was answered. */
  put(id: RepositoryId, mirror: RemoteMirror | undefined): void {
    this.#queue.delete(id);
    this.#reads.delete(id);
    this.retries.forget(id);
    const { current } = this.sessions;
    const clockOffsetMs = current.state === 'signedIn' ? current.client.clockOffsetMs : undefined;
    this.readings.put(id, mirror, { asOf: this.clock(), clockOffsetMs });
    this.reached();
    this.#ended.fire(id);
  }

  /** Huawei Cloud has answered somebody: what waits because it could not be reached goes on. */
  reached(): void {
    this.#needsPerson = false;
    this.pause.end();
    this.go();
  }

  /** Reads what is in the queue, as far as that may be. */
  go(): void {
    const session = this.sessions.current;
    while (session.state === 'signedIn' && this.#active < Math.min(AT_ONCE, this.pause.room)) {
      const next = this.#queue.take();
      if (next === undefined) {
        break;
      }
      void this.#read(next, session.client, this.#abort.signal);
    }
    if (this.waiting === 0) {
      this.pause.idle();
    }
  }

  /** Stops everything: it was asked of another session. */
  stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#active = 0;
    this.#needsPerson = false;
    this.#queue.clear();
    this.#reads.clear();
    this.retries.clear();
    this.pause.reset();
  }

  dispose(): void {
    this.#abort.abort();
    this.#owned.dispose();
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
        this.go();
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
      this.readings.begin(turn.id, this.pause.current?.error);
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
}
