/** What tells a person of changes: a bundle of its own, loaded when the first mirrors are known. */
import type { ErrorPresenter } from '../ui/errorPresenter';
import type { RepositoryId } from '../api/index';
import { type Disposable, Disposables, type Emitter } from '../ui/emitter';
import { keyOf, removeKept } from '../ui/keptFiles';
import type { RegistryHealthSource } from '../ui/registryHealth';
import { profileIdOf, type Session, type SessionSource } from '../ui/session';
import type { Timers, Windows } from '../windows/index';
import type { Missed } from './away';
import { memoryFolder } from './memoryFolder';
import { type MuteParts, muteMirrors, unmute } from './muting';
import { missedWords, sinceWords } from './missedWords';
import { isMirror, mirrorPicture, registryPicture, repositoryIdOf } from './pictures';
import { Presence } from './presence';
import { showNotice } from './showNotice';
import type { Picture } from './tell';
import { Teller } from './teller';
import { type NoticeFolder, ToldRecord } from './toldRecord';
import type { ThingKey } from './told';

export interface TellingParts extends Omit<MuteParts, 'record'> {
  readonly sessions: SessionSource;
  readonly registries: RegistryHealthSource;
  readonly errors: ErrorPresenter;
  readonly focus: { readonly focused: () => boolean; readonly onDidChange: (listener: () => void) => Disposable };
  readonly folder: NoticeFolder;
  readonly windows: Windows;
  /** Names those that are muted, or not any more. */
  readonly onDidChangeMuted: Emitter<readonly RepositoryId[]>;
  /** What has happened while the person was away. */
  readonly onDidChangeAway: Emitter<string | undefined>;
  /** Setting: whether everything is read. Where only what is on screen is, nothing is told. */
  readonly watchesAll: () => boolean;
}

/** What one profile is told. */
interface Current {
  readonly profileId: string;
  readonly record: ToldRecord;
  readonly teller: Teller;
  readonly presence: Presence;
}

const timers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return {
      dispose: () => {
        clearTimeout(timer);
      },
    };
  },
};

export function startTelling(parts: TellingParts): Telling {
  return new Telling(parts);
}

export class Telling implements Disposable {
  readonly #owned = new Disposables();
  readonly #muteParts: MuteParts;
  readonly #inMemory = memoryFolder();
  #mutedKeys: ReadonlySet<ThingKey> = new Set();
  #current: Current | undefined;
  #forgetting: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: TellingParts) {
    const { sessions, mirrors, registries, focus } = parts;
    this.#muteParts = { ...parts, record: () => this.#current?.record };
    this.#owned.add(
      sessions.onDidChange((session) => {
        this.#follow(session);
      }),
    );
    this.#owned.add(
      mirrors.health.onDidChange(() => {
        this.#current?.presence.look();
        this.#current?.teller.hasRead();
      }),
    );
    this.#owned.add(
      registries.onDidChange(() => {
        this.#current?.teller.look();
      }),
    );
    this.#owned.add(
      focus.onDidChange(() => {
        this.#current?.presence.look();
        this.#current?.teller.look();
      }),
    );
    this.#follow(sessions.current);
  }

  /** What has happened while the person was away; undefined when that is nothing. */
  get away(): { readonly words: string; readonly since: string } | undefined {
    const missed = this.#current?.presence.current;
    const { clock, formats } = this.parts;
    return missed && { words: missedWords(missed, formats), since: sinceWords(missed, clock(), formats) };
  }

  /** They have seen it. */
  async dismissAway(): Promise<void> {
    await this.#current?.presence.dismiss();
  }

  /** The window closes: writes down who was in trouble then. */
  async close(): Promise<void> {
    await this.#current?.presence.close();
  }

  isMuted(key: ThingKey): boolean {
    return this.#mutedKeys.has(key);
  }

  mute(args: readonly unknown[]): Promise<void> {
    return muteMirrors(this.#muteParts, args);
  }

  unmute(args: readonly unknown[]): Promise<void> {
    return unmute(this.#muteParts, args);
  }

  /** Removes what is kept of a profile, or of all. @returns whether all of it is gone */
  async forget(profileId: string | undefined): Promise<boolean> {
    const current = this.#current;
    if (current && (profileId === undefined || current.profileId.split('/')[0] === profileId)) {
      this.#leave();
      await current.record.settled();
    }
    const removing = this.#forgetting.then(() => removeKept(this.parts.folder, profileId));
    this.#forgetting = removing;
    const outcome = await removing;
    if (outcome.kind === 'failed') {
      this.parts.errors.note(`What was told could not be removed: ${outcome.code ?? outcome.why}`);
    }
    return outcome.kind === 'done';
  }

  dispose(): void {
    this.#leave();
    this.#owned.dispose();
  }

  #follow(session: Session): void {
    const profileId = profileIdOf(session);
    if (profileId !== this.#current?.profileId) {
      this.#leave();
      if (profileId !== undefined && session.state !== 'signedOut') {
        this.#enter(profileId, session.profile.kind === 'sandbox');
      }
    }
  }

  /** @param isSandbox it is gone with its window, and no other window sees it */
  #enter(profileId: string, isSandbox: boolean): void {
    const { clock, focus, mirrors, mode, errors, windows } = this.parts;
    const record = new ToldRecord({
      folder: isSandbox ? this.#inMemory : this.parts.folder,
      file: `${keyOf(profileId)}.json`,
      take: (ms) =>
        isSandbox ? Promise.resolve({ release: () => Promise.resolve() }) : windows.take(`tell ${profileId}`, ms),
      ready: () => this.#forgetting,
      timers,
      onProblem: (problem) => {
        errors.note(problem);
      },
    });
    const teller = new Teller({
      record,
      pictures: () => this.#pictures(),
      settings: () => ({
        mode: mode(),
        isAsked: (key) => isMirror(key) && mirrors.isAwaited(repositoryIdOf(key)),
      }),
      focused: focus.focused,
      watches: () => mirrors.watches(),
      clock,
      timers,
      show: (notice) => void showNotice(notice, this.#muteParts),
    });
    record.onDidChange(({ muted }) => {
      this.#setMuted(muted);
    });
    const presence = new Presence({
      record,
      pictures: () => this.#pictures(),
      focused: focus.focused,
      clock,
      timers,
    });
    presence.onDidChange((missed: Missed | undefined) => {
      this.parts.onDidChangeAway.fire(missed && missedWords(missed, this.parts.formats));
    });
    this.#current = { profileId, record, teller, presence };
  }

  #leave(): void {
    const current = this.#current;
    this.#current = undefined;
    if (current?.presence.current) {
      this.parts.onDidChangeAway.fire(undefined);
    }
    current?.presence.dispose();
    current?.teller.dispose();
    current?.record.dispose();
    this.#setMuted(new Set());
  }

  #pictures(): readonly Picture[] {
    const { sessions, mirrors, registries, watchesAll } = this.parts;
    return sessions.current.state === 'signedIn' && watchesAll()
      ? [mirrorPicture(mirrors), registryPicture(registries.current)]
      : [];
  }

  #setMuted(muted: ReadonlySet<ThingKey>): void {
    const before = this.#mutedKeys;
    this.#mutedKeys = muted;
    const changed = [...muted].filter((key) => !before.has(key)).concat([...before].filter((key) => !muted.has(key)));
    if (changed.length > 0) {
      this.parts.onDidChangeMuted.fire(changed.filter(isMirror).map(repositoryIdOf));
    }
  }
}
