import type { Registry } from '../../api/index';
import { type Disposable, Disposables, Emitter } from '../../ui/emitter';
import { KeptFile, type KeptFileParts } from '../../ui/keptFile';
import { decodeKeptList, encodeKeptList } from '../../ui/keptList';
import { type ListState, type ListStore, loadedOf } from '../../ui/listStore';
import type { Clock } from '../../ui/session';
import { setbackOf } from '../../ui/setbacks';
import { date, plain } from '../../ui/storedFields';
import { storedRegistry } from './storedRegistry';

export interface KeeperParts extends Omit<KeptFileParts, 'part'> {
  readonly list: ListStore<Registry>;
  readonly clock: Clock;
}

/** Keeps the list of registries of one profile for the next window, and takes over what another has read. */
export class RegistryKeeper implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<undefined>());
  /** Another window has asked. */
  readonly onDidTakeOver = this.#changed.event;
  readonly #file: KeptFile;
  /** Resolves when what was kept is shown. */
  readonly opened: Promise<void>;
  #kept: Date | undefined;
  #refusedAt: Date | undefined;
  /** Ends when what was last to be written is on the disk, or cannot be. */
  #written: Promise<void> = Promise.resolve();
  #disposed = false;

  constructor(private readonly parts: KeeperParts) {
    const { list } = parts;
    this.#file = this.#owned.add(new KeptFile({ ...parts, part: 'registries' }));
    this.#owned.add(this.#file.onDidChange(() => void this.#takeOver()));
    this.#owned.add(
      list.onDidChange((state) => {
        this.#follow(state);
      }),
    );
    this.opened = this.#takeOver();
  }

  /** When any window was last told that there is nothing to be had. */
  get refusedAt(): Date | undefined {
    return this.#refusedAt;
  }

  async written(): Promise<void> {
    await this.#written;
  }

  dispose(): void {
    this.#disposed = true;
    this.#owned.dispose();
  }

  async #takeOver(): Promise<void> {
    const { list, onProblem } = this.parts;
    const value = plain(await this.#file.read());
    if (!value || this.#disposed) {
      return;
    }
    this.#refusedAt = date.read(value.refusedAt);
    const loaded =
      value.list === undefined ? undefined : decodeKeptList(value.list, storedRegistry, ({ id }) => id, onProblem);
    if (loaded) {
      this.#kept = loaded.asOf;
      list.restore(loaded);
    }
    this.#changed.fire(undefined);
  }

  #follow(state: ListState<Registry>): void {
    const { clock } = this.parts;
    if (state.kind === 'ready' && state.loaded.restored !== true && state.loaded.rest !== 'coming') {
      if (state.loaded.asOf.getTime() !== this.#kept?.getTime()) {
        this.#kept = state.loaded.asOf;
        this.#refusedAt = undefined;
        this.#write();
      }
    } else if (state.kind === 'failed' && setbackOf(state.error) === 'lasting') {
      this.#refusedAt = clock();
      this.#write();
    }
  }

  #write(): void {
    const loaded = loadedOf(this.parts.list.state);
    this.#written = this.#file.write({
      list: loaded && encodeKeptList(loaded, storedRegistry),
      refusedAt: this.#refusedAt && date.write(this.#refusedAt),
    });
  }
}
