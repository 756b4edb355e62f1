import { untilAborted } from '../../../src/api/http/cancellation';

/** A clock that moves only while somebody waits, or when the test moves it; and what was waited for. */
export class Timeline {
  readonly waits: number[] = [];
  #now: number;

  constructor(start = '2025-01-01T00:00:00Z') {
    this.#now = Date.parse(start);
  }

  readonly clock = (): Date => new Date(this.#now);

  readonly sleep = (milliseconds: number, signal: AbortSignal): Promise<void> => {
    this.waits.push(milliseconds);
    this.#now += milliseconds;
    return untilAborted(Promise.resolve(), signal, 'sleep');
  };

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
