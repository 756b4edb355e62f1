import type { RepositoryId } from '../../api/index';
import { Alarm } from '../../ui/alarm';
import { type Disposable, Disposables, Emitter } from '../../ui/emitter';
import type { Clock, SessionSource } from '../../ui/session';
import type { MirrorReader } from '../mirrorReader';
import type { Readings } from '../readings';
import type { MirrorFacts } from './mirrorFacts';
import { planReads, requestsPerMinute, type Watched } from './schedule';

/** So few are handed over at a time that what becomes urgent meanwhile does not wait behind many others. */
const AHEAD = 8;
/** What comes next is worked out again when no more of them are left: for thousands of mirrors that takes a while. */
const FEW = 4;
const SHORTEST_WAIT_MS = 1000;
/** What nobody looks at is read in groups: to work out what comes next takes as long for one as for several. */
const UNSEEN_WAIT_MS = 20_000;
/** What came of a run is told to whoever waited for it, and is read by then. */
const JUST_FOLLOWED_MS = 60_000;

/** Whether a person works in this window. */
export interface Focus {
  readonly focused: () => boolean;
  readonly onDidChange: (listener: () => void) => Disposable;
}

interface Followed {
  /** Epoch milliseconds. */
  readonly since: number;
}

export interface LookoutParts {
  readonly readings: Readings;
  readonly reader: MirrorReader;
  readonly facts: MirrorFacts;
  readonly sessions: SessionSource;
  readonly clock: Clock;
  readonly focus: Focus;
  /** Setting: how many requests a minute may be sent in the background. */
  readonly requestsPerMinute: () => number;
}

/**
 * Has mirrors read again without being asked: what is on screen, runs that somebody waits for, and all others that it is
 * told to watch. What is read next is decided by `planReads`; one timer waits until something becomes due.
 */
export class Lookout implements Disposable {
  readonly #owned = new Disposables();
  /** Runs that somebody waits for. */
  readonly #followed = new Map<RepositoryId, Followed>();
  /** Those that are on screen in another place than the view, and in how many. */
  readonly #lookedAt = new Map<RepositoryId, number>();
  /** When somebody stopped waiting for a run. Epoch milliseconds. */
  readonly #wereFollowed = new Map<RepositoryId, number>();
  readonly #looked = this.#owned.add(new Emitter<undefined>());
  /** It has been decided what is read next, or that nothing is. */
  readonly onDidLook = this.#looked.event;
  #caughtUp = false;
  #scope: (() => Iterable<RepositoryId>) | undefined;
  readonly #alarm: Alarm;
  #looking = false;
  #nextLook: Date | undefined;
  #surveying = false;

  constructor(private readonly parts: LookoutParts) {
    const look = (): void => {
      this.#lookSoon();
    };
    this.#alarm = this.#owned.add(new Alarm(parts.clock, look));
    this.#owned.add(parts.reader.onDidRead(look));
    this.#owned.add(parts.reader.onDidChangeShown(look));
    this.#owned.add(parts.reader.onDidChangePause(look));
    this.#owned.add(parts.sessions.onDidChange(look));
    this.#owned.add(parts.focus.onDidChange(look));
    this.#owned.add(
      parts.readings.onDidClear(() => {
        // The same number is another repository in another account.
        this.#followed.clear();
        this.#wereFollowed.clear();
      }),
    );
    look();
  }

  /** When something will be read again; undefined while nothing is watched. */
  get nextLook(): Date | undefined {
    return this.#nextLook;
  }

  /** Whether all that is watched has been read as often as it should. */
  get isCaughtUp(): boolean {
    return this.#caughtUp;
  }

  /** How many requests a minute may be sent in the background now. */
  get perMinute(): number {
    const { requestsPerMinute: budget, focus } = this.parts;
    return requestsPerMinute({ budget: budget(), focused: focus.focused(), surveying: this.#surveying });
  }

  /** @param scope what is watched besides what is on screen here; undefined for nothing */
  watch(scope: (() => Iterable<RepositoryId>) | undefined): void {
    this.#scope = scope;
    this.#lookSoon();
  }

  /** Looks at one that is being synchronised as if it were on screen, until it is disposed. */
  follow(id: RepositoryId): Disposable {
    const followed = { since: this.parts.clock().getTime() };
    this.#followed.set(id, followed);
    this.#lookSoon();
    return {
      dispose: () => {
        if (this.#followed.get(id) === followed) {
          this.#followed.delete(id);
          this.#wereFollowed.set(id, this.parts.clock().getTime());
        }
      },
    };
  }

  /** Looks at one that is on screen in another place than the view, until it is disposed. */
  lookAt(id: RepositoryId): Disposable {
    const add = (places: number): void => {
      const left = (this.#lookedAt.get(id) ?? 0) + places;
      if (left > 0) {
        this.#lookedAt.set(id, left);
      } else {
        this.#lookedAt.delete(id);
      }
      this.#lookSoon();
    };
    add(1);
    return {
      dispose: () => {
        add(-1);
      },
    };
  }

  /** Whether somebody waits for a run of it, or did a moment ago. */
  isAwaited(id: RepositoryId): boolean {
    const age = this.parts.clock().getTime() - (this.#wereFollowed.get(id) ?? Number.NEGATIVE_INFINITY);
    return this.#followed.has(id) || (age >= 0 && age < JUST_FOLLOWED_MS);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** One look for everything that happens in the same moment. */
  #lookSoon(): void {
    if (!this.#looking) {
      this.#looking = true;
      queueMicrotask(() => {
        this.#looking = false;
        this.#look();
        this.#looked.fire(undefined);
      });
    }
  }

  #look(): void {
    this.#alarm.clear();
    this.#nextLook = undefined;
    this.#caughtUp = false;
    const { reader, sessions, clock } = this.parts;
    if (sessions.current.state !== 'signedIn' || reader.pause || reader.needsPerson || reader.waiting > FEW) {
      // Each of these ends with an event, which is followed by the next look.
      return;
    }
    const now = clock().getTime();
    const { due, nextLook, surveying } = planReads(this.#watched(), now, this.perMinute);
    this.#surveying = surveying;
    this.#caughtUp = due.length === 0;
    const next = due.filter((id) => !reader.isBusyWith(id)).slice(0, AHEAD - reader.waiting);
    reader.readAgain(next);
    if (next.length === 0 && nextLook !== undefined) {
      this.#nextLook = new Date(nextLook);
      const isSeen = reader.shown.size > 0 || this.#followed.size > 0;
      this.#alarm.set(Math.max(nextLook, now + (isSeen ? SHORTEST_WAIT_MS : UNSEEN_WAIT_MS)));
    }
  }

  *#watched(): Iterable<Watched> {
    const { reader, facts, focus } = this.parts;
    const seen = new Set<RepositoryId>();
    // Rows of a window that nobody looks into are read in turn, by the one that watches everything.
    const shown = new Set(this.#scope || focus.focused() ? [...reader.shown, ...this.#lookedAt.keys()] : []);
    for (const ids of [shown, this.#followed.keys(), this.#scope?.() ?? []]) {
      for (const id of ids) {
        if (!seen.has(id)) {
          seen.add(id);
          const watched = facts.watched(id, shown.has(id));
          const since = this.#followed.get(id)?.since;
          yield since === undefined ? watched : { ...watched, awaited: true, runningSince: since };
        }
      }
    }
  }
}
