import type { Event } from './emitter';

/** What has happened while the person was away, in words: "While you were away: 3 failed, 1 recovered". */
export interface AwaySource {
  /** Undefined when they were not, when nothing has happened, and when they have seen it. */
  readonly current: string | undefined;
  readonly onDidChange: Event<string | undefined>;
}

/** As a row shows it. */
export interface AwayRow extends AwaySource {
  /** "since Fri 18:05"; undefined together with `current`. */
  readonly since: string | undefined;
}
