import type { RemoteMirror, RepositoryId } from '../api/index';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import { type Clock, profileIdOf, type Session, type SessionSource } from '../ui/session';
import { MirrorReads } from './mirrorReads';
import { isOld } from './mirrorState';
import type { Pause, ReadingPause } from './readingPause';
import type { Readings } from './readings';

/** Nobody sees more rows than these at a time: the others are not urgent. */
const LOOKED_AT = 100;

/**
 * Has the mirrors read of the repositories that are shown, or that somebody asks for, in the order in which they are
 * missed. What is no longer shown is not read.
 */
export class MirrorReader implements Disposable {
  readonly #owned = new Disposables();
  readonly #shownChanged = this.#owned.add(new Emitter<undefined>());
  readonly onDidChangeShown = this.#shownChanged.event;
  readonly #shown = new Set<RepositoryId>();
  /** Asked for by a check of everything: these stay in the queue when their rows are hidden. */
  readonly #wanted = new Set<RepositoryId>();
  readonly #reads: MirrorReads;
  #profileId: string | undefined;

  /** @param isLookedInto whether a person may be looking at what this window shows */
  constructor(
    private readonly readings: Readings,
    sessions: SessionSource,
    private readonly clock: Clock,
    private readonly isLookedInto = (): boolean => true,
  ) {
    this.#profileId = profileIdOf(sessions.current);
    this.#reads = this.#owned.add(new MirrorReads(readings, sessions, clock));
    this.#owned.add(
      sessions.onDidChange((session) => {
        this.#follow(session);
      }),
    );
  }

  /** A read has ended, whichever way, or a command has told what it was answered. */
  get onDidRead(): MirrorReads['onDidEnd'] {
    return this.#reads.onDidEnd;
  }

  /** Why nothing is read at the moment, and until when. */
  get pause(): Pause | undefined {
    return this.#reads.pause.current;
  }

  get onDidChangePause(): ReadingPause['onDidChange'] {
    return this.#reads.pause.onDidChange;
  }

  /**
   * Reads those that were not read lately, before what nobody looks at. Where nobody looks into this window, only those
   * that nobody has read: what an earlier window has kept, or another one reads, will do until somebody comes.
   */
  show(ids: Iterable<RepositoryId>): void {
    const shown = [...ids];
    for (const id of shown) {
      this.#shown.add(id);
    }
    const isLookedInto = this.isLookedInto();
    this.#ask(shown.filter((id) => this.#isMissed(id, isLookedInto)));
    this.#reads.go();
    this.#shownChanged.fire(undefined);
  }

  /** Reads these again because a person wants it: also after a failure, and at once where a pause allows it. */
  refresh(ids: Iterable<RepositoryId>): void {
    const wanted = [...ids];
    for (const id of wanted) {
      this.#reads.overtake(id);
    }
    this.#ask(wanted);
    this.#reads.pause.tryNow();
    this.#reads.go();
  }

  /** Reads these because it is time to; nobody waits for it. */
  readAgain(ids: Iterable<RepositoryId>): void {
    for (const id of ids) {
      this.#reads.add({ id, background: true });
    }
    this.#reads.go();
  }

  /** Takes these out of the queue. What is on its way already still arrives. */
  hide(ids: Iterable<RepositoryId>): void {
    for (const id of ids) {
      this.#shown.delete(id);
      if (!this.#wanted.has(id)) {
        this.#reads.remove(id);
      }
    }
    this.#shownChanged.fire(undefined);
  }

  /** Hides all but these: of rows that have gone, such as those that a filter leaves out, nobody says so one by one. */
  hideOthers(shown: readonly RepositoryId[]): void {
    const left = new Set(shown);
    const gone = [...this.#shown].filter((id) => !left.has(id));
    if (gone.length > 0) {
      this.hide(gone);
    }
  }

  /** Reads these again, also those that are not shown, until they are no longer wanted. */
  want(ids: Iterable<RepositoryId>): void {
    for (const id of ids) {
      this.#wanted.add(id);
      this.#reads.overtake(id);
      this.#reads.add({ id, background: !this.#shown.has(id) });
    }
    this.#reads.pause.tryNow();
    this.#reads.go();
  }

  unwant(ids: Iterable<RepositoryId>): void {
    for (const id of ids) {
      this.#wanted.delete(id);
      if (!this.#shown.has(id) && this.#reads.remove(id)) {
        this.readings.tell(id);
      }
    }
  }

  /** Stores what a command has just read or been answered. */
  put(id: RepositoryId, mirror: RemoteMirror | undefined): void {
    this.#reads.put(id, mirror);
  }

  /** Notes that Huawei Cloud has answered somebody: what waits because it could not be reached goes on. */
  reached(): void {
    this.#reads.reached();
  }

  /** How many are waiting or under way. */
  get waiting(): number {
    return this.#reads.waiting;
  }

  /** The last answer was a refusal that only a person can do something about: nothing is read until one asks. */
  get needsPerson(): boolean {
    return this.#reads.needsPerson;
  }

  isBusyWith(id: RepositoryId): boolean {
    return this.#reads.isBusyWith(id);
  }

  get shown(): ReadonlySet<RepositoryId> {
    return this.#shown;
  }

  /** When one that could not be read may be asked for again, in epoch milliseconds. */
  notBefore(id: RepositoryId): number | undefined {
    return this.#reads.retries.dueAt(id);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #ask(ids: readonly RepositoryId[]): void {
    ids.forEach((id, index) => {
      this.#reads.add({ id, background: index >= LOOKED_AT });
    });
  }

  #isMissed(id: RepositoryId, isLookedInto: boolean): boolean {
    const state = this.readings.stateOf(id);
    return (
      state.kind === 'unread' ||
      this.#reads.isQueued(id) ||
      (isLookedInto && (isOld(state, this.clock()) || this.#reads.retries.isDue(id)))
    );
  }

  #follow(session: Session): void {
    this.#reads.stop();
    this.#wanted.clear();
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
