import type { CloudError, RemoteMirror, RepositoryId } from '../api/index';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import { type MirrorReading, type MirrorState, readingAfter, readingOf } from './mirrorState';

const UNREAD: MirrorState = { kind: 'unread' };

/** What became known of one repository's mirror. */
export interface ReadingChange {
  readonly id: RepositoryId;
  readonly before: MirrorState;
  readonly after: MirrorState;
}

/** Where and when a mirror was read. */
export interface ReadAt {
  readonly asOf: Date;
  /** Clock of the server minus that of this computer, as far as it is known. */
  readonly clockOffsetMs: number | undefined;
}

/** What is known of the mirror of each repository. It asks nobody: whoever reads puts here what there is to know. */
export class Readings implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<ReadingChange>());
  readonly onDidChange = this.#changed.event;
  readonly #cleared = this.#owned.add(new Emitter<undefined>());
  /** Everything was forgotten. */
  readonly onDidClear = this.#cleared.event;
  readonly #states = new Map<RepositoryId, MirrorState>();

  stateOf(id: RepositoryId): MirrorState {
    return this.#states.get(id) ?? UNREAD;
  }

  of(id: RepositoryId): MirrorReading | undefined {
    return readingOf(this.stateOf(id));
  }

  entries(): Iterable<readonly [RepositoryId, MirrorState]> {
    return this.#states;
  }

  /** @param mirror undefined when the repository has none */
  put(id: RepositoryId, mirror: RemoteMirror | undefined, { asOf, clockOffsetMs }: ReadAt): void {
    const reading = readingAfter(this.of(id), mirror, asOf, clockOffsetMs);
    this.#change(id, { kind: 'read', reading });
  }

  /** Takes what another window has read, unless what is known here is as new. */
  restore(readings: ReadonlyMap<RepositoryId, MirrorReading>): void {
    for (const [id, reading] of readings) {
      const state = this.stateOf(id);
      const known = readingOf(state);
      if (known && known.asOf >= reading.asOf) {
        continue;
      }
      if (state.kind === 'reading' || state.kind === 'waiting') {
        // The answer that is expected is newer still.
        this.#change(id, { ...state, previous: reading });
      } else {
        this.#change(id, { kind: 'read', reading });
      }
    }
  }

  fail(id: RepositoryId, error: unknown): void {
    this.#change(id, { kind: 'failed', error, previous: this.of(id) });
  }

  /**
   * It is about to be read: at once, or when what stops all reading has ended. No event: what it shows stays.
   *
   * @param waitsFor what stops all reading
   */
  begin(id: RepositoryId, waitsFor?: CloudError): void {
    const previous = this.of(id);
    this.#states.set(id, waitsFor ? { kind: 'waiting', error: waitsFor, previous } : { kind: 'reading', previous });
  }

  /** It is not read after all: back to what was known before. No event. */
  settle(id: RepositoryId): void {
    const reading = this.of(id);
    this.#states.set(id, reading ? { kind: 'read', reading } : UNREAD);
  }

  /** Tells of one again whose state was noted without an event. */
  tell(id: RepositoryId): void {
    const state = this.stateOf(id);
    this.#changed.fire({ id, before: state, after: state });
  }

  /** Forgets everything: it belonged to another account. */
  clear(): void {
    this.#states.clear();
    this.#cleared.fire(undefined);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #change(id: RepositoryId, after: MirrorState): void {
    const before = this.stateOf(id);
    this.#states.set(id, after);
    this.#changed.fire({ id, before, after });
  }
}
