import { readHttpDate } from './retryAfter';

/** How far the clock of the servers is from that of this computer, read from the dates of their answers. */
export class ServerClock {
  readonly #clock: () => Date;
  #offsetMs: number | undefined;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** Server minus computer in milliseconds, good to about a second; `undefined` before the first answer with a date. */
  get offsetMs(): number | undefined {
    return this.#offsetMs;
  }

  /** The server's time as far as it is known, else the computer's. */
  now(): Date {
    return new Date(this.#clock().getTime() + (this.#offsetMs ?? 0));
  }

  /**
   * @param date The header `Date` of an answer; one that is missing or unreadable changes nothing.
   * @param sentAt When the request was sent, by the computer's clock in milliseconds. The answer has just arrived, so
   * its date is taken for that of the middle between the two.
   */
  note(date: string | null, sentAt: number): void {
    const server = readHttpDate(date);
    if (server !== undefined) {
      this.#offsetMs = server - Math.round((sentAt + this.#clock().getTime()) / 2);
    }
  }
}
