import { setTimeout as delay } from 'node:timers/promises';
import { type Disposable, Disposables, Emitter } from './emitter';
import { ListRound } from './listRound';
import { type ListState, type Loaded, loadedOf, type Portion, type PortionWanted } from './listState';
import { type Clock, profileIdOf, type Session, type SessionClient, type SessionSource } from './session';

export { isEmpty, type ListState, type Loaded, loadedOf, type Portion, type PortionWanted } from './listState';

export type ReadPortion<T> = (client: SessionClient, wanted: PortionWanted, signal: AbortSignal) => Promise<Portion<T>>;

/** So many records are read by themselves; more only when a person asks, as many again. */
export const CAP = 20_000;
/** How long a list that cannot be right is left alone before it is read once more. */
const DOUBT_MS = 3000;

interface Run {
  readonly abort: AbortController;
  /** The first portion is there, or it is known that it will not come. */
  readonly step: Promise<void>;
  readonly whole: Promise<void>;
  /** Nobody waits for it, so that it may have to wait. */
  readonly background: boolean;
  stepDone: boolean;
}

interface Reading<T> {
  readonly round: ListRound<T>;
  readonly background: boolean;
  readonly signal: AbortSignal;
}

/**
 * A list that is read to its end for whoever is signed in: the first portion at once, the others behind it. Calls that
 * come while the first is under way join it; an answer for an earlier session, or for an earlier question, is dropped.
 */
export class ListStore<T> implements Disposable {
  readonly #changed = new Emitter<ListState<T>>();
  readonly onDidChange = this.#changed.event;
  readonly #owned = new Disposables();
  #state: ListState<T> = { kind: 'idle' };
  #profileId: string | undefined;
  /** The reading that has not come to its end. It outlives a failure, to be gone on with. */
  #round: ListRound<T> | undefined;
  #run: Run | undefined;
  #cap: number;
  /** Records that the server was found to count without sending them: not counted, or not for this person. */
  #missing = 0;

  constructor(
    private readonly sessions: SessionSource,
    private readonly read: ReadPortion<T>,
    private readonly keyOf: (item: T) => string | number,
    private readonly clock: Clock,
    /** Restores what an earlier window has kept, if it has. */
    private readonly remember: () => Promise<void> = () => Promise.resolve(),
    /** So many records are read by themselves. */
    private readonly cap = CAP,
  ) {
    this.#cap = cap;
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

  /** Whether answers are expected: the first ones, others behind them, or a second look at what cannot be right. */
  get isReading(): boolean {
    return this.#run !== undefined;
  }

  /** Reads the list unless that has begun already; waits for its first portion only. */
  async load(): Promise<void> {
    if (this.#state.kind === 'idle') {
      await this.remember();
      // Asked for anew: it may have been restored meanwhile.
      if (this.state.kind === 'idle') {
        await this.#start('anew');
      } else {
        // It is on screen already; whoever watches brings it up to date.
        void this.#awake();
      }
    } else if (this.#run?.background === true) {
      await this.#start('onward');
    } else {
      await this.#run?.step;
    }
  }

  /** Shows what another window has read, unless what is known here is as new, or is about to be. */
  restore(loaded: Loaded<T>): void {
    const known = loadedOf(this.#state);
    if (!this.#run && (!known || known.asOf < loaded.asOf)) {
      const restored = { ...loaded, restored: true };
      this.#set(
        this.#state.kind === 'failed' ? { ...this.#state, previous: restored } : { kind: 'ready', loaded: restored },
      );
    }
  }

  /** For a command that needs the list: like `load`, but a failure is tried again. */
  async ensure(): Promise<void> {
    await this.load();
    if (this.#state.kind === 'failed') {
      await this.goOn();
    }
  }

  /**
   * Reads the list again from its start; what is on screen stays there meanwhile. Waits for the first portion only.
   *
   * @param background nobody waits for it
   */
  async refresh(background = false): Promise<void> {
    await this.#start('anew', background);
  }

  /** Goes on where reading was interrupted; from the start when it was not. */
  async goOn(): Promise<void> {
    await this.#start('onward');
  }

  /** Reads what lies behind the cap. */
  async loadMore(): Promise<void> {
    if (loadedOf(this.#state)?.rest === 'held' && this.#round && !this.#run) {
      this.#cap = this.#round.received + this.cap;
      await this.#start('onward');
    }
  }

  /** Waits until all that is read by itself is there, or cannot be read. */
  async whole(): Promise<void> {
    while (this.#run) {
      await this.#run.whole;
    }
  }

  dispose(): void {
    this.#stop();
    this.#owned.dispose();
  }

  async #start(how: 'anew' | 'onward', background = false): Promise<void> {
    if (!(await this.#awake())) {
      return;
    }
    const run = this.#run;
    // What a person asks for does not wait behind what nobody waits for.
    const overtakes = run !== undefined && run.background && !run.stepDone && !background;
    if (run && !overtakes && (how === 'onward' || !run.stepDone)) {
      return run.step;
    }
    this.#stop();
    const session = this.sessions.current;
    if (session.state !== 'signedIn') {
      return;
    }
    const previous = loadedOf(this.#state);
    const held = this.#round;
    const round = how === 'onward' && held ? held : new ListRound(this.keyOf, previous);
    this.#round = round;
    return this.#begin(session.client, round, background).step;
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

  #begin(client: SessionClient, round: ListRound<T>, background: boolean): Run {
    const abort = new AbortController();
    const { signal } = abort;
    const stopped = new Promise<void>((resolve) => {
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
    });
    let tellStep = (): void => undefined;
    const step = new Promise<void>((resolve) => {
      tellStep = resolve;
    });
    const stepped = (): void => {
      run.stepDone = true;
      tellStep();
    };
    this.#set({ kind: 'loading', previous: loadedOf(this.#state) });
    const work = this.#readAll(client, { round, background, signal }, () => {
      stepped();
    }).finally(() => {
      if (this.#run === run) {
        this.#run = undefined;
      }
      stepped();
    });
    const run: Run = {
      abort,
      step: Promise.race([step, stopped]),
      whole: Promise.race([work, stopped]),
      background,
      stepDone: false,
    };
    this.#run = run;
    return run;
  }

  async #readAll(client: SessionClient, { signal, ...first }: Reading<T>, onStep: () => void): Promise<void> {
    let { round, background } = first;
    try {
      for (;;) {
        const { next: from, total } = round;
        const portion = await this.read(client, { from, total, background }, signal);
        if (signal.aborted) {
          return;
        }
        round.add(portion, this.clock());
        const doubtful = round.ended && round.isDoubtful(this.#missing);
        const over = round.ended ? !doubtful : round.received >= this.#cap;
        if (round.ended && !doubtful) {
          this.#round = undefined;
          this.#missing = round.missing;
        }
        if (over) {
          // Whoever is told of it finds that nothing is being read.
          this.#run = undefined;
        }
        this.#set({ kind: 'ready', loaded: over ? round.result(this.clock()) : round.underWay(this.clock()) });
        onStep();
        if (over) {
          return;
        }
        background = true;
        if (doubtful) {
          await delay(DOUBT_MS, undefined, { signal, ref: false });
          round = new ListRound(this.keyOf, loadedOf(this.#state), true);
          this.#round = round;
        }
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#run = undefined;
        this.#set({ kind: 'failed', error, previous: loadedOf(this.#state) });
      }
    }
  }

  /**
   * Stops what an earlier session asked for. Another account starts empty; the same one keeps what it had, and has it
   * read again after a failure, and read on where reading was interrupted.
   */
  #follow(session: Session): void {
    const profileId = profileIdOf(session);
    const isSame = profileId === this.#profileId;
    const previous = isSame ? loadedOf(this.#state) : undefined;
    const wasReading = this.#run !== undefined;
    this.#profileId = profileId;
    this.#stop();
    if (!isSame) {
      this.#forget();
    }
    if (session.state === 'expired') {
      this.#set({ kind: 'failed', error: session.reason, previous });
    } else if (session.state === 'signedIn' && previous && (this.#state.kind === 'failed' || this.#isInterrupted)) {
      void this.goOn();
    } else if (previous === undefined || wasReading) {
      this.#set(previous ? { kind: 'ready', loaded: previous } : { kind: 'idle' });
    }
  }

  /** Whether the reading was stopped behind its first portion, and not because it had come as far as it may. */
  get #isInterrupted(): boolean {
    return this.#round !== undefined && this.#round.begun && loadedOf(this.#state)?.rest !== 'held';
  }

  #stop(): void {
    this.#run?.abort.abort();
    this.#run = undefined;
  }

  #forget(): void {
    this.#round = undefined;
    this.#cap = this.cap;
    this.#missing = 0;
  }

  #set(state: ListState<T>): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}
