import type { Repository, RepositoryId } from '../../api/index';
import { type Disposable, Disposables, Emitter } from '../../ui/emitter';
import { KeptFile, type KeptFileParts } from '../../ui/keptFile';
import type { Loaded } from '../../ui/listStore';
import type { MirrorReading } from '../mirrorState';
import { decodeList, decodeReadings, encodeList, encodeReadings } from './snapshot';

export type SnapshotPart = 'list' | 'readings';

/** What was last known of one profile, in two files: the list changes rarely, the readings often. */
export class SnapshotStore implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<SnapshotPart>());
  /** Another window has written. */
  readonly onDidChange = this.#changed.event;
  readonly #files: Readonly<Record<SnapshotPart, KeptFile>>;

  constructor(private readonly parts: Omit<KeptFileParts, 'part'>) {
    this.#files = { list: this.#fileOf('list'), readings: this.#fileOf('readings') };
  }

  async list(): Promise<Loaded<Repository> | undefined> {
    const value = await this.#files.list.read();
    return value === undefined ? undefined : decodeList(value, this.parts.onProblem);
  }

  async readings(): Promise<ReadonlyMap<RepositoryId, MirrorReading> | undefined> {
    const value = await this.#files.readings.read();
    return value === undefined ? undefined : decodeReadings(value, this.parts.onProblem);
  }

  saveList(loaded: Loaded<Repository>): Promise<void> {
    return this.#files.list.write(encodeList(loaded));
  }

  saveReadings(readings: ReadonlyMap<RepositoryId, MirrorReading>): Promise<void> {
    return this.#files.readings.write(encodeReadings(readings));
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #fileOf(part: SnapshotPart): KeptFile {
    const file = this.#owned.add(new KeptFile({ ...this.parts, part }));
    this.#owned.add(
      file.onDidChange(() => {
        this.#changed.fire(part);
      }),
    );
    return file;
  }
}
