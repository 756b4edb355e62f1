import type { Registry } from '../../api/index';
import { Alarm } from '../../ui/alarm';
import { type Disposable, Disposables, Emitter, type Event } from '../../ui/emitter';
import type { KeptFolder } from '../../ui/keptFile';
import { removeKept } from '../../ui/keptFiles';
import type { Leads } from '../../ui/leads';
import { type ListState, loadedOf } from '../../ui/listStore';
import { type Clock, profileIdOf, type Session, type SessionSource } from '../../ui/session';
import type { RegistryLists } from '../registryLists';
import { nextReading, type ReadingFacts } from './nextReading';
import { RegistryKeeper } from './registryKeeper';

export interface RegistryWatchParts {
  readonly sessions: SessionSource;
  readonly lists: RegistryLists;
  readonly clock: Clock;
  readonly leads: Leads;
  /** Setting: whether everything is read, or only what is on screen. */
  readonly watchesAll: () => boolean;
  readonly onDidChangeWatchesAll: (listener: () => void) => Disposable;
  readonly focus: { readonly focused: () => boolean; readonly onDidChange: (listener: () => void) => Disposable };
  /** Whether the view is on screen. */
  readonly visible: () => boolean;
  readonly onDidChangeVisibility: Event<unknown>;
  readonly folder: KeptFolder;
  /** Told, in words for the log, what is wrong with what was kept. */
  readonly onProblem: (problem: string) => void;
}

/** Reads the list of registries again without being asked, and keeps it for the next window. */
export class RegistryWatch implements Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<undefined>());
  /** The time of the next reading may be another one. */
  readonly onDidChange = this.#changed.event;
  readonly #alarm: Alarm;
  #profileId: string | undefined;
  #keeper: RegistryKeeper | undefined;
  /** Ends when what was being written of earlier profiles is on the disk. */
  #left: Promise<void> = Promise.resolve();
  #failure: ReadingFacts['failure'];
  #next: Date | undefined;

  constructor(private readonly parts: RegistryWatchParts) {
    const { sessions, lists, clock, focus } = parts;
    const look = (): void => {
      this.#look();
    };
    this.#alarm = this.#owned.add(
      new Alarm(clock, () => {
        void this.#read();
      }),
    );
    this.#owned.add(
      sessions.onDidChange((session) => {
        this.#follow(session);
      }),
    );
    this.#owned.add(
      lists.all.onDidChange((state) => {
        this.#note(state);
      }),
    );
    this.#owned.add(parts.leads.onDidChange(look));
    this.#owned.add(parts.onDidChangeWatchesAll(look));
    this.#owned.add(focus.onDidChange(look));
    this.#owned.add(parts.onDidChangeVisibility(look));
    this.#follow(sessions.current);
  }

  /** When the list will be read again; undefined while it will not be, or is being read. */
  get next(): Date | undefined {
    return this.#next;
  }

  /** Resolves when what was kept of the profile in use is shown. */
  async opened(): Promise<void> {
    await this.#keeper?.opened;
  }

  /** Resolves when what was to be written is on the disk, or cannot be. */
  async flush(): Promise<void> {
    await this.#keeper?.written();
  }

  /** A profile is gone, by its identifier, or all are: removes what is kept, and what was just being written. */
  async forget(profileId: string | undefined): Promise<void> {
    if (profileId === undefined || this.#profileId?.split('/')[0] === profileId) {
      // Its session is about to end; until then, what is read of it is not to be kept.
      this.#leave();
    }
    await this.#left;
    await removeKept(this.parts.folder, profileId);
  }

  dispose(): void {
    this.#leave();
    this.#owned.dispose();
  }

  #leave(): void {
    const keeper = this.#keeper;
    this.#keeper = undefined;
    if (keeper) {
      keeper.dispose();
      this.#left = Promise.all([this.#left, keeper.written()]).then(() => undefined);
    }
  }

  #follow(session: Session): void {
    const profileId = profileIdOf(session);
    if (profileId !== this.#profileId) {
      this.#leave();
      this.#profileId = profileId;
      this.#failure = undefined;
      // A sandbox is gone with its window.
      if (session.state !== 'signedOut' && profileId !== undefined && session.profile.kind !== 'sandbox') {
        const { lists, clock, folder, onProblem } = this.parts;
        this.#keeper = new RegistryKeeper({ list: lists.all, clock, folder, profileId, onProblem });
        this.#keeper.onDidTakeOver(() => {
          this.#look();
        });
      }
    }
    this.#look();
  }

  #note(state: ListState<Registry>): void {
    if (state.kind === 'failed') {
      this.#failure = { at: this.parts.clock(), error: state.error };
    } else if (state.kind !== 'loading') {
      this.#failure = undefined;
    }
    this.#look();
  }

  #look(): void {
    this.#alarm.clear();
    const at = this.#due();
    this.#next = at === undefined ? undefined : new Date(at);
    if (at !== undefined) {
      this.#alarm.set(at);
    }
    this.#changed.fire(undefined);
  }

  #due(): number | undefined {
    const { sessions, lists, clock, leads, watchesAll, focus, visible } = this.parts;
    // Each of these ends with an event, which is followed by the next look.
    if (sessions.current.state !== 'signedIn' || lists.all.isReading) {
      return undefined;
    }
    const facts: ReadingFacts = {
      asOf: loadedOf(lists.all.state)?.asOf,
      failure: this.#failure,
      refusedAt: this.#keeper?.refusedAt,
      shown: visible(),
      focused: focus.focused(),
      leads: leads.current && watchesAll(),
    };
    return nextReading(facts, clock().getTime());
  }

  async #read(): Promise<void> {
    await this.opened();
    const { lists, clock, visible } = this.parts;
    const due = this.#due();
    if (due !== undefined && due <= clock().getTime()) {
      await (visible() ? lists.refresh(true) : lists.all.refresh(true));
    } else {
      this.#look();
    }
  }
}
