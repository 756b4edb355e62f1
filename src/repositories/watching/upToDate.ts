import { type Disposable, Disposables, Emitter } from '../../ui/emitter';
import type { WatchState } from '../../ui/watchState';
import { readingOf } from '../mirrorState';
import type { MirrorReader } from '../mirrorReader';
import type { Readings } from '../readings';
import type { Lookout } from './lookout';

export interface UpToDateParts {
  readonly readings: Readings;
  readonly reader: MirrorReader;
  readonly lookout: Lookout;
  /** From when what is on screen is, while it has not been brought up to date. */
  readonly keptAsOf: () => Date | undefined;
}

/** Says how up to date what is known of the mirrors is. */
export class UpToDate implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<undefined>());
  readonly onDidChange = this.#changed.event;
  #checked: Date | undefined;

  constructor(private readonly parts: UpToDateParts) {
    const { readings, reader, lookout } = parts;
    const tell = (): void => {
      this.#changed.fire(undefined);
    };
    for (const [, state] of readings.entries()) {
      this.#note(readingOf(state)?.asOf);
    }
    this.#owned.add(
      readings.onDidChange(({ after }) => {
        this.#note(readingOf(after)?.asOf);
      }),
    );
    this.#owned.add(
      readings.onDidClear(() => {
        this.#checked = undefined;
      }),
    );
    this.#owned.add(lookout.onDidLook(tell));
    this.#owned.add(reader.onDidChangePause(tell));
  }

  get current(): WatchState {
    const { lookout, reader, keptAsOf } = this.parts;
    return { checked: this.#checked, next: lookout.nextLook, pause: reader.pause, asOf: keptAsOf() };
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #note(asOf: Date | undefined): void {
    if (asOf && (!this.#checked || asOf > this.#checked)) {
      this.#checked = asOf;
    }
  }
}
