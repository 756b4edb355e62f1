import type { Repository, RepositoryId } from '../../api/index';
import { type Disposable, Disposables, Emitter } from '../../ui/emitter';
import { keyOf } from '../../ui/keptFiles';
import type { Loaded } from '../../ui/listStore';
import type { FileOutcome, JsonFormat, JsonRead, ReadLimit } from '../../windows/index';
import type { MirrorReading } from '../mirrorState';
import { decodeList, decodeReadings, encodeList, encodeReadings, MOST_BYTES } from './snapshot';

const FORMAT = { version: 1 };
const LIMIT = { ...FORMAT, limitBytes: MOST_BYTES };

/** Files that all windows read and write. */
export interface SnapshotFolder {
  readonly onDidChange: (listener: (name: string) => void) => Disposable;
  read(name: string, limit: JsonFormat & ReadLimit): Promise<JsonRead>;
  write(name: string, value: unknown, format: JsonFormat): Promise<FileOutcome>;
  /** Removes the files whose names begin so. */
  removeAll(prefix: string): Promise<FileOutcome>;
}

export type SnapshotPart = 'list' | 'readings';

/** What was last known of one profile, in two files: the list changes rarely, the readings often. */
export class SnapshotStore implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<SnapshotPart>());
  /** Another window has written. */
  readonly onDidChange = this.#changed.event;
  readonly #key: string;

  /**
   * @param profileId of `profileIdOf`
   * @param onProblem told, in words for the log, why a file was not used or not written
   */
  constructor(
    private readonly folder: SnapshotFolder,
    profileId: string,
    private readonly onProblem: (problem: string) => void,
  ) {
    this.#key = keyOf(profileId);
    this.#owned.add(
      folder.onDidChange((name) => {
        const part = (['list', 'readings'] as const).find((each) => this.#fileOf(each) === name);
        if (part) {
          this.#changed.fire(part);
        }
      }),
    );
  }

  async list(): Promise<Loaded<Repository> | undefined> {
    const value = await this.#read('list');
    return value === undefined ? undefined : decodeList(value, this.onProblem);
  }

  async readings(): Promise<ReadonlyMap<RepositoryId, MirrorReading> | undefined> {
    const value = await this.#read('readings');
    return value === undefined ? undefined : decodeReadings(value, this.onProblem);
  }

  saveList(loaded: Loaded<Repository>): Promise<void> {
    return this.#write('list', encodeList(loaded));
  }

  saveReadings(readings: ReadonlyMap<RepositoryId, MirrorReading>): Promise<void> {
    return this.#write('readings', encodeReadings(readings));
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #fileOf(part: SnapshotPart): string {
    return `${this.#key}.${part}.json`;
  }

  async #read(part: SnapshotPart): Promise<unknown> {
    const read = await this.folder.read(this.#fileOf(part), LIMIT);
    if (read.kind === 'value') {
      return read.value;
    }
    if (read.kind !== 'absent') {
      this.onProblem(`What was kept of the ${part} is not used: ${read.kind}`);
    }
    return undefined;
  }

  async #write(part: SnapshotPart, value: unknown): Promise<void> {
    const outcome = await this.folder.write(this.#fileOf(part), value, FORMAT);
    if (outcome.kind === 'failed') {
      this.onProblem(`The ${part} could not be kept: ${outcome.code ?? outcome.why}`);
    }
  }
}
