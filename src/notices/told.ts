/** What is wrong with a mirror, or with an image registry. */
export type Trouble = 'failing' | 'stuck' | 'stale' | 'disconnected';

export const TROUBLES: readonly Trouble[] = ['failing', 'stuck', 'stale', 'disconnected'];

export type ThingKind = 'mirror' | 'registry';

/** Names a mirror or a registry in the record: its kind, a space and its identifier. */
export type ThingKey = `${ThingKind} ${string}`;

/** What was told of one mirror or registry. One that is well, and was for a while, has none. Times: epoch milliseconds. */
export interface ToldThing {
  /** Its trouble, when it was last looked at; left out when it was well. */
  readonly trouble?: Trouble;
  /** A person was told of the trouble: they are told when it ends too. */
  readonly said: boolean;
  /** When it went from well to trouble or back, the oldest first. */
  readonly flips: readonly number[];
  /** It was told to be unstable, which holds until it has been quiet. */
  readonly unstable?: boolean;
  /** A reading that showed trouble; it is believed when another one shows it too. */
  readonly pending?: number;
}

/** When the person left, and what was in trouble then. */
export interface Seen {
  readonly at: number;
  readonly troubled: readonly ThingKey[];
}

/** What was told to the person of one profile, whichever window told it. Replaced, never changed. */
export interface Told {
  /** Kinds whose first survey is over: before, nothing is told. */
  readonly surveyed: readonly ThingKind[];
  readonly things: ReadonlyMap<ThingKey, ToldThing>;
  /** Muted until somebody says otherwise. */
  readonly muted: ReadonlySet<ThingKey>;
  /** Nothing at all is told before this. */
  readonly quietUntil?: number;
  readonly seen?: Seen;
  /** They have come back after hours: since when they were away, and what was in trouble then. */
  readonly away?: Seen;
}

export const NOTHING_TOLD: Told = { surveyed: [], things: new Map(), muted: new Set() };

/** How long "all notifications for 24 hours" lasts. An end that is later than that can only come from a clock that was set back. */
export const QUIET_MS = 24 * 3600_000;

export function isQuiet({ quietUntil }: Told, now: number): boolean {
  return quietUntil !== undefined && quietUntil > now && quietUntil <= now + QUIET_MS;
}
