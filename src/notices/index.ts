import type { RepositoryId } from '../api/index';
import type { CommandHandlers } from '../ui/commands';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import type { MutedMirrors, WatchedMirrors } from '../ui/watchedMirrors';
import type { Windows } from '../windows/index';
import type { Telling, TellingParts } from './late';

export type { NoticeMode } from './tell';

export interface NoticesOptions extends Omit<TellingParts, 'mirrors' | 'folder' | 'take'> {
  readonly windows: Windows;
  /** A profile is gone, by its identifier, or all are. */
  readonly onDidForgetProfile: (listener: (profileId: string | undefined) => void) => Disposable;
}

/** Tells a person what has changed, once, in one window. */
export interface Notices extends Disposable {
  readonly muted: MutedMirrors;
  readonly commands: CommandHandlers;
  /** Removes what is kept of all profiles. @returns whether all of it is gone */
  forgetAll(): Promise<boolean>;
  /** What is told of from here on. */
  follow(mirrors: WatchedMirrors): void;
}

export function registerNotices(options: NoticesOptions): Notices {
  const { windows, sessions, watchesAll } = options;
  const owned = new Disposables();
  const muted = owned.add(new Emitter<readonly RepositoryId[]>());
  let followed: WatchedMirrors | undefined;
  let opening: Promise<Telling | undefined> | undefined;
  let telling: Telling | undefined;
  const open = (): Promise<Telling | undefined> => (opening ??= start());

  async function start(): Promise<Telling | undefined> {
    const [{ Telling: Late }, shared] = await Promise.all([import('./late'), windows.open()]);
    if (followed) {
      telling = owned.add(
        new Late({
          ...options,
          mirrors: followed,
          folder: shared.folder('notices'),
          take: (...term) => windows.take(...term),
        }),
      );
      owned.add(
        telling.onDidChangeMuted((ids) => {
          muted.fire(ids);
        }),
      );
    }
    return telling;
  }

  owned.add(
    options.onDidForgetProfile((profileId) => {
      void open().then((late) => late?.forget(profileId));
    }),
  );
  return {
    muted: { isMuted: (id) => telling?.isMuted(`mirror ${id}`) ?? false, onDidChange: muted.event },
    forgetAll: async () => (await (await open())?.forget(undefined)) ?? true,
    follow: (mirrors) => {
      followed = mirrors;
      owned.add(
        mirrors.health.onDidChange(() => {
          if (sessions.current.state === 'signedIn' && watchesAll()) {
            void open();
          }
        }),
      );
    },
    commands: {
      'mirror.mute': async (...args) => (await open())?.mute(args),
      'mirror.unmute': async (...args) => (await open())?.unmute(args),
    },
    dispose: () => {
      owned.dispose();
    },
  };
}
