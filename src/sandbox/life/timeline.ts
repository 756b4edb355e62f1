interface Event {
  at: number;
  /** @param at when it was due, in milliseconds */
  readonly happen: (at: number) => void;
}

/** More than a day was slept through or set by hand: what would have been due in between does not happen. */
const LONGEST_GAP_MS = 26 * 60 * 60 * 1000;

/** What is going to happen, and when. Nothing does until `passTo` is called. */
export class Timeline {
  /** Soonest first. */
  private readonly events: Event[] = [];

  /** @param now in milliseconds, as all times here */
  constructor(private now: number) {}

  /** How far time has passed. */
  get present(): number {
    return this.now;
  }

  plan(at: number, happen: Event['happen']): void {
    // Most of what is planned is due last.
    let index = this.events.length;
    while (index > 0 && (this.events[index - 1]?.at ?? 0) > at) {
      index -= 1;
    }
    this.events.splice(index, 0, { at, happen });
  }

  /** Again and again, for the first time at `first`. */
  every(interval: number, first: number, happen: Event['happen']): void {
    this.plan(first, (at) => {
      this.every(interval, at + interval, happen);
      happen(at);
    });
  }

  /** Lets happen, in order, what is due until then. */
  passTo(now: number): void {
    const passed = now - this.now;
    if (passed < 0 || passed > LONGEST_GAP_MS) {
      for (const event of this.events) {
        event.at += passed;
      }
    }
    for (let next = this.events[0]; next !== undefined && next.at <= now; next = this.events[0]) {
      this.events.shift();
      this.now = Math.max(this.now, next.at);
      next.happen(next.at);
    }
    this.now = now;
  }
}
