/** What was last read of a list. */
export interface Loaded<T> {
  readonly items: readonly T[];
  /** Number of records on the server, when it tells. */
  readonly total?: number;
  /** What is missing: nothing; what is read by itself, sooner or later; what is read only when a person asks for it. */
  readonly rest: 'none' | 'coming' | 'held';
  readonly asOf: Date;
  /** Another window has read it, or an earlier one. */
  readonly restored?: boolean;
}

/** An outage keeps the last list: `previous` stays on screen while loading and after a failure. */
export type ListState<T> =
  | { readonly kind: 'idle' }
  /** The first step is under way. What follows is read behind a list that is `ready`. */
  | { readonly kind: 'loading'; readonly previous?: Loaded<T> }
  | { readonly kind: 'ready'; readonly loaded: Loaded<T> }
  | { readonly kind: 'failed'; readonly error: unknown; readonly previous?: Loaded<T> };

/** The part of a list that comes with one step. */
export interface Portion<T> {
  readonly items: readonly T[];
  readonly total?: number;
  /** Records of this part that could not be read. */
  readonly skipped?: number;
  /** The total was another one within this part: the list changed meanwhile. */
  readonly moved?: boolean;
  /** Handed back to read on; undefined at the end of the list. */
  readonly next?: number;
}

/** Which part of a list to read. */
export interface PortionWanted {
  /** `next` of the portion before; undefined for the start. */
  readonly from?: number;
  /** `total` of the portion before. */
  readonly total?: number;
  /** Nobody waits for it. */
  readonly background: boolean;
}

export function loadedOf<T>(state: ListState<T>): Loaded<T> | undefined {
  switch (state.kind) {
    case 'idle':
      return undefined;
    case 'ready':
      return state.loaded;
    case 'loading':
    case 'failed':
      return state.previous;
  }
}

/** Whether it is known that there is nothing in the list. */
export function isEmpty({ items, rest }: Loaded<unknown>): boolean {
  return items.length === 0 && rest === 'none';
}
