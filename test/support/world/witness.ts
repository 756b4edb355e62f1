import type { RemoteMirror, RepositoryId } from '../../../src/api/index';
import { readingOf } from '../../../src/repositories/mirrorState';
import type { EditorWindow } from './editorWindow';
import type { FakeTime } from './fakeTime';

export interface Seen {
  /** By a clock that is right. */
  readonly at: number;
  readonly mirror: RemoteMirror;
}

/** What became known of each mirror in one window, one after the other, each thing once. */
export class Witness {
  readonly #seen = new Map<RepositoryId, Seen[]>();
  readonly #read = new Set<RepositoryId>();
  /** How many things have become known that were not known before. */
  changes = 0;
  /** When something was known of so many repositories as there are. */
  completeAt: number | undefined;

  constructor(
    time: FakeTime,
    readonly window: EditorWindow,
    repositories = Number.POSITIVE_INFINITY,
  ) {
    window.readings.onDidChange(({ id, after }) => {
      const reading = readingOf(after);
      if (!reading) {
        return;
      }
      if (this.#read.size < repositories && this.#read.add(id).size === repositories) {
        this.completeAt = time.now;
      }
      const { mirror } = reading;
      if (mirror && !isSame(mirror, this.last(id)?.mirror)) {
        this.changes += 1;
        this.#seen.set(id, [...this.of(id), { at: time.now, mirror }]);
      }
    });
  }

  of(id: RepositoryId): readonly Seen[] {
    return this.#seen.get(id) ?? [];
  }

  last(id: RepositoryId): Seen | undefined {
    return this.of(id).at(-1);
  }

  /** When it was first seen that a run had failed. */
  failureSeenAt(id: RepositoryId, end: number): number | undefined {
    return this.of(id).find(({ mirror }) => mirror.status === 'failed' && mirror.lastUpdateAt?.getTime() === end)?.at;
  }

  /** What was known already when something older was said again. */
  steppedBack(): readonly string[] {
    return [...this.#seen].flatMap(([id, all]) =>
      all.flatMap(({ at, mirror }, index) =>
        timeOf(mirror) < timeOf(all[index - 1]?.mirror)
          ? [
              `${id} at ${new Date(at).toISOString()}: ${all.map((each) => new Date(timeOf(each.mirror)).toISOString()).join(' ')}`,
            ]
          : [],
      ),
    );
  }
}

function timeOf(mirror: RemoteMirror | undefined): number {
  return mirror?.lastUpdateAt?.getTime() ?? 0;
}

function isSame(one: RemoteMirror | undefined, other: RemoteMirror | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
