import { type Disposable, Disposables } from '../ui/emitter';
import type { Clock } from '../ui/session';
import type { Timers } from '../windows/index';
import { type Notice, type Picture, tell, type Telling, type TellSettings } from './tell';
import type { Told } from './told';
import type { ToldRecord } from './toldRecord';

export interface TellerParts {
  readonly record: ToldRecord;
  readonly pictures: () => readonly Picture[];
  readonly settings: () => TellSettings;
  readonly focused: () => boolean;
  /** Whether this window is the one that has everything read again. */
  readonly watches: () => boolean;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly show: (notice: Notice) => void;
}

/** What happens within this time is told at once. */
export const COLLECT_MS = 5_000;
/** So much later tells a window that nobody looks at, if it has to: the one with the person in it goes first. */
export const UNFOCUSED_MS = 10_000;
/** Nothing was read for so long: the computer slept, or was offline, or no window was open. */
const GAP_MS = 10 * 60_000;
/** After a gap, all that is found is told at once: when nothing was read for so long, or after the longest time. */
export const CALM_MS = 15_000;
const LONGEST_CATCH_UP_MS = 5 * 60_000;

/** Tells the person what has changed: in one window, once. */
export class Teller implements Disposable {
  readonly #owned = new Disposables();
  #timer: Disposable | undefined;
  /** When what waits to be told was first seen. */
  #since: number | undefined;
  #lastReading: number | undefined;
  #catchUp: number | undefined;
  #isDisposed = false;

  constructor(private readonly parts: TellerParts) {
    this.#owned.add(
      parts.record.onDidChange(() => {
        this.look();
      }),
    );
  }

  /** Something has been read. */
  hasRead(): void {
    const now = this.parts.clock().getTime();
    const before = this.#lastReading;
    this.#lastReading = now;
    if (before === undefined || now - before >= GAP_MS) {
      this.#catchUp = now;
    } else if (this.#catchUp !== undefined && (now - before >= CALM_MS || now < this.#catchUp)) {
      this.#catchUp = undefined;
    }
    this.look();
  }

  /** Looks whether there is something to tell, now or when some more has come together. */
  look(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const { record, clock, timers } = this.parts;
    const patience = this.#patience();
    const { current } = record;
    if (this.#isDisposed || !current || patience === undefined) {
      return;
    }
    const now = clock().getTime();
    const { told } = this.#tell(current, now);
    if (told === current) {
      this.#since = undefined;
      return;
    }
    if (told.surveyed.length > current.surveyed.length) {
      // Everything has just been read: there is nothing to catch up with.
      this.#catchUp = undefined;
    }
    // A clock that was set back begins anew.
    const since = Math.min(this.#since ?? now, now);
    this.#since = since;
    this.#timer = timers.after(Math.max(0, this.#dueAt(since, now) + patience - now), () => {
      void this.#tellNow();
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.dispose();
    this.#owned.dispose();
  }

  /** Milliseconds that this window leaves to others; undefined when it is for others to tell. */
  #patience(): number | undefined {
    const { focused, watches, record } = this.parts;
    if (focused()) {
      return 0;
    }
    // Windows of another version do not know what this one has told.
    return watches() && !record.isOfLaterVersion ? UNFOCUSED_MS : undefined;
  }

  #dueAt(since: number, now: number): number {
    const catchUp = this.#catchUp;
    return catchUp === undefined || now - catchUp > LONGEST_CATCH_UP_MS
      ? since + COLLECT_MS
      : Math.min(now + CALM_MS, catchUp + LONGEST_CATCH_UP_MS);
  }

  async #tellNow(): Promise<void> {
    const telling = await this.parts.record.change((told) => this.#tell(told, this.parts.clock().getTime()));
    if (telling?.notice && !this.#isDisposed) {
      this.parts.show(telling.notice);
    }
  }

  #tell(told: Told, now: number): Telling {
    const { pictures, settings, record } = this.parts;
    const { mode, isAsked } = settings();
    // Whoever keeps the record has told what was already bad.
    const isSilent = record.isOfLaterVersion && told.surveyed.length === 0;
    return tell(told, pictures(), { mode: isSilent ? 'off' : mode, isAsked }, now);
  }
}
