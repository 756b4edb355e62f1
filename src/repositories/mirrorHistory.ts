import type { RepositoryId } from '../api/index';
import { type Disposable, Disposables } from '../ui/emitter';
import type { ErrorPresenter } from '../ui/errorPresenter';
import { type Clock, profileIdOf, type SessionSource } from '../ui/session';
import type { HistoryEntry } from './history/entry';
import type { HistoryFolder } from './history/historyStore';
import type { Histories, Owner } from './history/index';
import { readingOf } from './mirrorState';
import type { Readings } from './readings';

export interface MirrorHistoryOptions {
  readonly sessions: SessionSource;
  readonly readings: Readings;
  /** Where histories are kept. */
  readonly folder: () => Promise<HistoryFolder>;
  readonly clock: Clock;
  readonly errors: Pick<ErrorPresenter, 'record'>;
}

/** Keeps what is seen of mirrors for the profile that is in use. Loads nothing before a mirror has been read. */
export class MirrorHistory implements Disposable {
  readonly #owned = new Disposables();
  #histories: Promise<Histories> | undefined;

  constructor(private readonly options: MirrorHistoryOptions) {
    this.#owned.add(
      options.readings.onDidChange(({ id, before, after }) => {
        const owner = this.#owner();
        const earlier = readingOf(before);
        if (owner && after.kind === 'read' && (after.reading.mirror ?? earlier?.mirror)) {
          void this.#open().then((histories) => histories.record(owner, id, earlier, after.reading), this.#failed);
        }
      }),
    );
  }

  /** What was seen of a mirror, oldest first. */
  async of(id: RepositoryId): Promise<readonly HistoryEntry[]> {
    const owner = this.#owner();
    return owner ? (await this.#open()).of(owner, id) : [];
  }

  dispose(): void {
    this.#owned.dispose();
    void this.#histories?.then((histories) => {
      histories.dispose();
    }, this.#failed);
  }

  #owner(): Owner | undefined {
    const { current } = this.options.sessions;
    const profileId = profileIdOf(current);
    return profileId === undefined || current.state === 'signedOut'
      ? undefined
      : { profileId, isSandbox: current.profile.kind === 'sandbox' };
  }

  #open(): Promise<Histories> {
    return (this.#histories ??= this.#load());
  }

  async #load(): Promise<Histories> {
    const { clock, errors } = this.options;
    const [{ Histories }, folder] = await Promise.all([import('./history/index'), this.options.folder()]);
    return new Histories({
      folder,
      clock,
      onProblem: (problem) => {
        errors.record(new Error(problem), 'The history of the mirrors');
      },
    });
  }

  readonly #failed = (error: unknown): void => {
    this.options.errors.record(error, 'The history of the mirrors');
  };
}
