import type { RepositoryId } from '../api/index';
import type { AwayRow } from '../ui/awayWords';
import type { CommandHandlers } from '../ui/commands';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import type { HealthSource } from '../ui/healthSummary';
import type { RegistryHealthSource } from '../ui/registryHealth';
import type { MutedMirrors, WatchedMirrors } from '../ui/watchedMirrors';
import type { Telling, TellingParts } from './late';

export type { NoticeMode } from './tell';

export interface NoticesOptions extends Omit<
  TellingParts,
  'mirrors' | 'registries' | 'folder' | 'onDidChangeMuted' | 'onDidChangeAway'
> {
  /** Shows more of what has happened while the person was away. */
  readonly showMissed: () => PromiseLike<unknown>;
  /** A profile is gone, by its identifier, or all are. */
  readonly onDidForgetProfile: (listener: (profileId: string | undefined) => void) => Disposable;
}

interface Followed {
  readonly mirrors: { readonly health: HealthSource; watched(): Promise<WatchedMirrors> };
  readonly registries: { readonly health: RegistryHealthSource };
}

/** Tells a person what has changed, once, in one window. */
export interface Notices extends Disposable {
  readonly muted: MutedMirrors;
  readonly away: AwayRow;
  readonly commands: CommandHandlers;
  /** Removes what is kept of all profiles. @returns whether all of it is gone */
  forgetAll(): Promise<boolean>;
  /** What is told of from here on. */
  follow(mirrors: Followed['mirrors'], registries: Followed['registries']): void;
  /** Writes down what is not written yet. */
  close(): Promise<void>;
}

export function registerNotices(options: NoticesOptions): Notices {
  const { windows, sessions, watchesAll } = options;
  const owned = new Disposables();
  const muted = owned.add(new Emitter<readonly RepositoryId[]>());
  const away = owned.add(new Emitter<string | undefined>());
  let followed: Followed | undefined;
  let opening: Promise<Telling | undefined> | undefined;
  let telling: Telling | undefined;
  const open = (): Promise<Telling | undefined> => (opening ??= start());

  async function start(): Promise<Telling | undefined> {
    if (followed) {
      const { mirrors, registries } = followed;
      const [late, shared, watched] = await Promise.all([import('./late'), windows.open(), mirrors.watched()]);
      telling = owned.add(
        late.startTelling({
          ...options,
          mirrors: watched,
          registries: registries.health,
          folder: shared.folder('notices'),
          onDidChangeMuted: muted,
          onDidChangeAway: away,
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
    away: {
      get current() {
        return telling?.away?.words;
      },
      get since() {
        return telling?.away?.since;
      },
      onDidChange: away.event,
    },
    forgetAll: async () => (await (await open())?.forget(undefined)) ?? true,
    close: async () => telling?.close(),
    follow: (mirrors, registries) => {
      followed = { mirrors, registries };
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
      'away.show': async () => {
        await options.showMissed();
        await telling?.dismissAway();
      },
      'away.dismiss': () => telling?.dismissAway(),
    },
    dispose: () => {
      owned.dispose();
    },
  };
}
