import type { CloudError } from '../api/index';
import { Alarm } from '../ui/alarm';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import type { Clock } from '../ui/session';
import { pauseAfterMs } from '../ui/setbacks';

/** So many reads in a row that nobody answered are no fault of one repository. */
const SILENCES = 4;

/** Why nothing is read, and until when. */
export interface Pause {
  readonly error: CloudError;
  readonly until: Date;
}

/**
 * Stops all reading when the next read would end as the last one did. After a while one read is let through; what
 * becomes of it decides whether the others follow or the next wait is longer.
 */
export class ReadingPause implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<Pause | undefined>());
  readonly onDidChange = this.#changed.event;
  readonly #tries = this.#owned.add(new Emitter<undefined>());
  /** One read may be sent. */
  readonly onDidTry = this.#tries.event;
  #current: Pause | undefined;
  #trying = false;
  #failures = 0;
  #silences = 0;
  readonly #alarm: Alarm;

  constructor(private readonly clock: Clock) {
    this.#alarm = this.#owned.add(
      new Alarm(clock, () => {
        this.#try();
      }),
    );
  }

  /** Also while one read is being tried. */
  get current(): Pause | undefined {
    return this.#current;
  }

  /** How many reads may be under way at a time. */
  get room(): number {
    if (!this.#current) {
      return Number.POSITIVE_INFINITY;
    }
    return this.#trying ? 1 : 0;
  }

  /** Notes a failure that the next read would share. Those that were under way together count as one. */
  begin(error: CloudError): void {
    const asked = error.pausedUntil;
    if (this.#current && !this.#trying && (asked === undefined || asked <= this.#current.until)) {
      return;
    }
    this.#failures += 1;
    const until = asked ?? new Date(this.clock().getTime() + pauseAfterMs(this.#failures));
    this.#alarm.set(until.getTime());
    this.#set({ error, until });
  }

  /** Notes a failure that concerns one repository. It shows all the same whether anybody is there. */
  noteOne(error: CloudError): void {
    if (error.status !== undefined) {
      this.end();
    } else if (error.kind === 'timeout') {
      this.#silences += 1;
      if (this.#trying || this.#silences >= SILENCES) {
        this.begin(error);
      }
    }
  }

  /** A person asks: it is tried at once, unless the service has asked to be left alone. */
  tryNow(): void {
    if (this.#current && !this.#trying && !this.#isAskedFor()) {
      this.#try();
    }
  }

  /** Something has come through. While a service wants to be left alone, that was under way before. */
  end(): void {
    this.#silences = 0;
    if (this.#current && (this.#trying || !this.#isAskedFor())) {
      this.reset();
    }
  }

  /** There is nothing left that could be tried. */
  idle(): void {
    if (this.#trying) {
      this.reset();
    }
  }

  /** Another session may fare better. */
  reset(): void {
    this.#alarm.clear();
    this.#failures = 0;
    this.#silences = 0;
    if (this.#current) {
      this.#set(undefined);
    }
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #isAskedFor(): boolean {
    return this.#current?.error.kind === 'rateLimited' && this.#current.until > this.clock();
  }

  #try(): void {
    this.#alarm.clear();
    this.#trying = true;
    this.#tries.fire(undefined);
  }

  #set(current: Pause | undefined): void {
    this.#current = current;
    this.#trying = false;
    this.#changed.fire(current);
  }
}
