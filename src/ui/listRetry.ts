import { type CloudError, isCloudError } from '../api/index';
import { Alarm } from './alarm';
import { type Disposable, Disposables, type Event } from './emitter';
import type { ListState, ListStore } from './listStore';
import type { Clock } from './session';
import { againAfterMs, pauseAfterMs, setbackOf } from './setbacks';

export interface ListRetryOptions<T> {
  readonly list: Pick<ListStore<T>, 'state' | 'onDidChange' | 'goOn'>;
  readonly clock: Clock;
  /** Whether the list is on screen: for nobody it is not read. */
  readonly visible: () => boolean;
  readonly onDidChangeVisibility: Event<unknown>;
}

export interface ListPause {
  readonly error: CloudError;
  readonly until: Date;
}

/** Goes on with a list that could not be read, or not to its end, later and later, unless only a person can help. */
export class ListRetry<T> implements Disposable {
  readonly #owned = new Disposables();
  #failures = 0;
  #due: number | undefined;
  #pause: ListPause | undefined;
  readonly #alarm: Alarm;

  constructor(private readonly options: ListRetryOptions<T>) {
    const { clock, list } = options;
    this.#alarm = this.#owned.add(
      new Alarm(clock, () => {
        void list.goOn();
      }),
    );
    this.#owned.add(
      options.list.onDidChange((state) => {
        this.#follow(state);
      }),
    );
    this.#owned.add(
      options.onDidChangeVisibility(() => {
        this.#wait();
      }),
    );
  }

  /** What stops all reading, and until when; undefined while nothing does. */
  get pause(): ListPause | undefined {
    return this.#pause;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #follow(state: ListState<T>): void {
    if (state.kind === 'loading') {
      return;
    }
    this.#failures = state.kind === 'failed' ? this.#failures + 1 : 0;
    this.#due = state.kind === 'failed' ? this.#dueAfter(state.error) : undefined;
    const stopped = state.kind === 'failed' && setbackOf(state.error) === 'everything';
    this.#pause =
      stopped && this.#due !== undefined && isCloudError(state.error)
        ? { error: state.error, until: new Date(this.#due) }
        : undefined;
    this.#wait();
  }

  #dueAfter(error: unknown): number | undefined {
    const now = this.options.clock().getTime();
    switch (setbackOf(error)) {
      case 'everything': {
        const asked = isCloudError(error) ? error.pausedUntil : undefined;
        return asked?.getTime() ?? now + pauseAfterMs(this.#failures);
      }
      case 'passing':
        return now + againAfterMs(this.#failures);
      case 'person':
      case 'lasting':
        return undefined;
    }
  }

  #wait(): void {
    this.#alarm.clear();
    if (this.#due !== undefined && this.options.visible()) {
      this.#alarm.set(this.#due);
    }
  }
}
