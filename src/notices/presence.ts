import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import type { Clock } from '../ui/session';
import type { Timers } from '../windows/index';
import { arrived, AWAY_MS, dismissed, left, type Missed, missed } from './away';
import type { Picture } from './tell';
import type { ToldRecord } from './toldRecord';

export interface PresenceParts {
  readonly record: ToldRecord;
  readonly pictures: () => readonly Picture[];
  readonly focused: () => boolean;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** From one window to the next, nobody leaves. */
export const LEAVE_MS = 3_000;

/** Notes when the person leaves and comes back, in whichever window, and what they have missed. */
export class Presence implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<Missed | undefined>());
  readonly onDidChange = this.#changed.event;
  #missed: Missed | undefined;
  #focused = false;
  /** When the person was last known to be in this window. */
  #lastThere: number | undefined;
  #leaving: Disposable | undefined;
  #isDisposed = false;

  constructor(private readonly parts: PresenceParts) {
    this.#owned.add(
      parts.record.onDidChange(() => {
        this.#count();
      }),
    );
    void parts.record.opened.then(() => {
      this.look();
    });
  }

  get current(): Missed | undefined {
    return this.#missed;
  }

  /** The focus may have changed, or something has been read. */
  look(): void {
    if (this.#isDisposed || !this.parts.record.current) {
      return;
    }
    const now = this.parts.clock().getTime();
    const { focused } = this.parts;
    const [was, is] = [this.#focused, focused()];
    const lastThere = this.#lastThere;
    this.#focused = is;
    // A computer that sleeps takes the focus from no window, or does so when it wakes.
    const hasSlept = was && lastThere !== undefined && now - lastThere >= AWAY_MS;
    if (hasSlept) {
      void this.parts.record.change((told) => ({ told: arrived(told, now, lastThere) }));
    }
    if (is) {
      this.#lastThere = now;
      this.#leaving?.dispose();
      this.#leaving = undefined;
      if (!was) {
        void this.parts.record.change((told) => ({ told: arrived(told, now) }));
      }
    } else if (was) {
      this.#lastThere = undefined;
      this.#leaving = this.parts.timers.after(LEAVE_MS, () => {
        this.#leaving = undefined;
        void this.#leave(now);
      });
    }
    this.#count();
  }

  async dismiss(): Promise<void> {
    await this.parts.record.change((told) => ({ told: dismissed(told) }));
  }

  /** The window closes. */
  async close(): Promise<void> {
    if (this.#focused || this.#leaving) {
      this.#leaving?.dispose();
      await this.#leave(this.parts.clock().getTime());
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#leaving?.dispose();
    this.#owned.dispose();
  }

  async #leave(at: number): Promise<void> {
    await this.parts.record.change((told) => ({ told: left(told, at) }));
  }

  #count(): void {
    const { record, pictures } = this.parts;
    const before = this.#missed;
    const now = record.current?.away ? missed(record.current, pictures()) : undefined;
    this.#missed = now;
    if (now?.failed !== before?.failed || now?.recovered !== before?.recovered || now?.since !== before?.since) {
      this.#changed.fire(now);
    }
  }
}
