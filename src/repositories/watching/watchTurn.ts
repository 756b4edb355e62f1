import { Disposables, Emitter } from '../../ui/emitter';
import type { HoldState } from '../../windows/index';
import type { Focus } from './lookout';
import type { Holding } from './holding';
import type { KeptFolder } from '../../ui/keptFile';

/** A window that somebody only passes through takes nothing over. */
const FOCUSED_FOR_MS = 10_000;
/** Time that the other windows have to see that they are asked to step back. */
const SEEN_WITHIN_MS = 2_000;
/** For so long they leave it to the window that asked; if that has died meanwhile, one of them goes on. */
const STEP_BACK_MS = 30_000;

export interface WatchTurnParts {
  /** Tries to be the one that watches, until it is disposed. */
  readonly hold: () => Holding;
  readonly focus: Focus;
  readonly folder: Pick<KeptFolder, 'onDidChange' | 'write'>;
  /** File by which a window asks the others to step back. */
  readonly file: string;
}

/**
 * Makes the window watch that somebody works in: what is on screen there is read anyway, and what is due is due at once.
 * It asks by a file, and the others give the lease back and wait a while. Where that is not heard, the watching stays where
 * it is.
 */
export class WatchTurn implements Holding {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<HoldState>());
  readonly onDidChange = this.#changed.event;
  #holding: Holding | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(private readonly parts: WatchTurnParts) {
    this.#hold();
    this.#owned.add(
      parts.focus.onDidChange(() => {
        this.#follow();
      }),
    );
    this.#owned.add(
      parts.folder.onDidChange((name) => {
        if (name === parts.file) {
          this.#stepBack();
        }
      }),
    );
    this.#follow();
  }

  get state(): HoldState {
    return this.#holding?.state ?? { kind: 'elsewhere' };
  }

  get held(): boolean {
    return this.#holding?.held ?? false;
  }

  dispose(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#holding?.dispose();
    this.#owned.dispose();
  }

  #hold(): void {
    this.#holding?.dispose();
    const holding = this.parts.hold();
    this.#holding = holding;
    holding.onDidChange((state) => {
      if (this.#holding === holding) {
        this.#changed.fire(state);
      }
    });
    this.#changed.fire(holding.state);
  }

  #follow(): void {
    if (this.#isWanted()) {
      this.#after(FOCUSED_FOR_MS, () => void this.#ask());
    }
  }

  /** Whether somebody works here while another window watches. */
  #isWanted(): boolean {
    return this.parts.focus.focused() && this.state.kind !== 'held' && this.state.kind !== 'impossible';
  }

  async #ask(): Promise<void> {
    if (this.#isWanted()) {
      await this.parts.folder.write(this.parts.file, {}, { version: 1 });
      this.#after(SEEN_WITHIN_MS, () => {
        if (this.#isWanted()) {
          this.#hold();
        }
      });
    } else if (!this.#holding) {
      this.#hold();
    }
  }

  #stepBack(): void {
    this.#holding?.dispose();
    this.#holding = undefined;
    this.#changed.fire(this.state);
    this.#after(STEP_BACK_MS, () => {
      this.#hold();
    });
  }

  #after(milliseconds: number, work: () => void): void {
    clearTimeout(this.#timer);
    if (!this.#isOver) {
      this.#timer = setTimeout(work, milliseconds);
      // Waiting for a turn is no reason to stay alive.
      this.#timer.unref();
    }
  }
}
