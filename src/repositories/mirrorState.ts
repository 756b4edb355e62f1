import type { CloudError, RemoteMirror } from '../api/index';
import { mirrorTimes, type MirrorTimes } from './mirrorTimes';

const FRESH_MS = 5 * 60 * 1000;

/** What was last read of one repository's mirror. */
export type MirrorReading =
  /** The repository has no mirror. */
  | { readonly mirror: undefined; readonly times?: undefined; readonly asOf: Date }
  | { readonly mirror: RemoteMirror; readonly times: MirrorTimes; readonly asOf: Date };

/** The reading that follows one of the same repository. */
export function readingAfter(
  earlier: MirrorReading | undefined,
  mirror: RemoteMirror | undefined,
  asOf: Date,
  clockOffsetMs: number | undefined,
): MirrorReading {
  return mirror
    ? { mirror, times: mirrorTimes(mirror, asOf, clockOffsetMs, earlier?.mirror && earlier), asOf }
    : { mirror, asOf };
}

export type MirrorState =
  | { readonly kind: 'unread' }
  | { readonly kind: 'reading'; readonly previous?: MirrorReading }
  /** Read as soon as reading goes on; the error is what it is paused for. */
  | { readonly kind: 'waiting'; readonly error: CloudError; readonly previous?: MirrorReading }
  | { readonly kind: 'read'; readonly reading: MirrorReading }
  | { readonly kind: 'failed'; readonly error: unknown; readonly previous?: MirrorReading };

export function readingOf(state: MirrorState): MirrorReading | undefined {
  switch (state.kind) {
    case 'unread':
      return undefined;
    case 'read':
      return state.reading;
    case 'reading':
    case 'waiting':
    case 'failed':
      return state.previous;
  }
}

/** Whether nothing is known, or what is known is from a while ago. What failed is not judged by its age. */
export function isOld(state: MirrorState, now: Date): boolean {
  return state.kind === 'unread' || (state.kind === 'read' && now.getTime() - state.reading.asOf.getTime() >= FRESH_MS);
}
