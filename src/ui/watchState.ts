import type { CloudError } from '../api/index';
import type { Event } from './emitter';

/** How up to date what is on screen is. */
export interface WatchState {
  /** When something was last read, by whichever window. */
  readonly checked: Date | undefined;
  /** When something will be read next; undefined while nothing is waited for. */
  readonly next: Date | undefined;
  /** Why nothing is read, and until when. */
  readonly pause: { readonly error: CloudError; readonly until: Date } | undefined;
  /** What is on screen is what was known then: it was kept, and has not been brought up to date. */
  readonly asOf: Date | undefined;
}

export interface WatchSource {
  readonly current: WatchState;
  readonly onDidChange: Event<unknown>;
}

export const NOT_WATCHED: WatchState = { checked: undefined, next: undefined, pause: undefined, asOf: undefined };

/** What was kept is as good as read now when it is no older. */
export const RECENT_MS = 5 * 60_000;

/** What several say together. */
export function together(states: readonly WatchState[]): WatchState {
  const dates = (part: 'checked' | 'next' | 'asOf'): readonly Date[] =>
    states.flatMap((state) => state[part] ?? []).sort((one, other) => one.getTime() - other.getTime());
  return {
    checked: dates('checked').at(-1),
    next: dates('next')[0],
    pause: states.find(({ pause }) => pause)?.pause,
    asOf: dates('asOf')[0],
  };
}
