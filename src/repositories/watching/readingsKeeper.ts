import type { RepositoryId } from '../../api/index';
import { type Disposable, Disposables } from '../../ui/emitter';
import { type MirrorReading, readingOf } from '../mirrorState';
import type { ReadingChange, Readings } from '../readings';
import type { SnapshotStore } from './snapshotStore';

/** Others see within this time that a mirror has changed. */
const CHANGED_MS = 2000;
/** A first survey has thousands of readings: each writing takes in those of a while. */
const FIRST_MS = 5000;
/** That a mirror was read and has not changed is of no hurry. */
const UNCHANGED_MS = 10 * 60_000;

/** Writes down what becomes known of the mirrors, a while later and all at once, and takes over what others write. */
export class ReadingsKeeper implements Disposable {
  readonly #owned = new Disposables();
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #takesOver = false;
  /** Ends when what was last written is on the disk, or cannot be. */
  #kept: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: SnapshotStore,
    private readonly readings: Readings,
    /** Told what this window has read itself. */
    private readonly onDidRead: (id: RepositoryId, before: MirrorReading | undefined, after: MirrorReading) => void,
  ) {
    this.#owned.add(
      readings.onDidChange((change) => {
        this.#follow(change);
      }),
    );
  }

  /** @param isWanted asked when it has been read */
  async takeOver(isWanted: () => boolean): Promise<void> {
    const kept = await this.store.readings();
    if (!kept || !isWanted()) {
      return;
    }
    this.#takesOver = true;
    this.readings.restore(kept);
    this.#takesOver = false;
    // Two windows that write at the same time each leave out what the other has just read.
    if ([...this.#known()].some(([id, { asOf }]) => asOf > (kept.get(id)?.asOf ?? NEVER))) {
      this.#writeWithin(UNCHANGED_MS);
    }
  }

  /** Resolves when what is being written is on the disk, or cannot be. */
  get kept(): Promise<void> {
    return this.#kept;
  }

  /** Writes at once what waits to be written; waits for what is being written. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#dueAt !== Number.POSITIVE_INFINITY) {
      this.#dueAt = Number.POSITIVE_INFINITY;
      this.#kept = this.store.saveReadings(new Map(this.#known()));
    }
    await this.#kept;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#owned.dispose();
  }

  #follow({ id, before, after }: ReadingChange): void {
    const known = readingOf(before);
    if (after.kind === 'read' && after.reading !== known && !this.#takesOver) {
      this.onDidRead(id, known, after.reading);
      this.#writeWithin(urgencyOf(known, after.reading));
    }
  }

  #writeWithin(milliseconds: number): void {
    const at = performance.now() + milliseconds;
    if (at < this.#dueAt) {
      this.#dueAt = at;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.flush(), milliseconds);
      // Writing it is no reason to stay alive: the next window asks again.
      this.#timer.unref();
    }
  }

  *#known(): Iterable<[RepositoryId, MirrorReading]> {
    for (const [id, state] of this.readings.entries()) {
      const reading = readingOf(state);
      if (reading) {
        yield [id, reading];
      }
    }
  }
}

const NEVER = new Date(0);

/** Milliseconds within which the others are to know. */
function urgencyOf(before: MirrorReading | undefined, after: MirrorReading): number {
  if (!before) {
    return FIRST_MS;
  }
  return JSON.stringify(before.mirror) === JSON.stringify(after.mirror) ? UNCHANGED_MS : CHANGED_MS;
}
