import type { RepositoryId } from '../../api/index';
import { type Disposable, Disposables } from '../../ui/emitter';
import { removeKept } from '../../ui/keptFiles';
import type { Leads } from '../../ui/leads';
import type { WatchSource } from '../../ui/watchState';
import type { HistoryEntry } from '../history/entry';
import { Lookout, type LookoutParts } from './lookout';
import { MirrorFacts, type MirrorFactsParts } from './mirrorFacts';
import { UpToDate } from './upToDate';
import { Watcher, type WatcherParts } from './watcher';

export type { Focus } from './lookout';
export { watchedMirrors } from './watchedMirrors';

export interface WatchingParts
  extends
    Omit<LookoutParts, 'facts'>,
    Omit<MirrorFactsParts, 'notBefore'>,
    Omit<WatcherParts, 'lookout' | 'facts' | 'ready'> {}

/** Mirrors are read without being asked for, and what is known of them outlasts the window. */
export interface Watching extends Disposable {
  readonly leads: Leads;
  readonly state: WatchSource;
  /** Looks at one that is being synchronised often, until it is disposed. */
  follow(id: RepositoryId): Disposable;
  /** Looks at one that is on screen in another place than the view, until it is disposed. */
  lookAt(id: RepositoryId): Disposable;
  /** Whether somebody in this window waits for a run of it, or did a moment ago. */
  isAwaited(id: RepositoryId): boolean;
  /** How many requests a minute may be sent in the background now. */
  readonly perMinute: number;
  /** What was seen of a mirror, oldest first. */
  history(id: RepositoryId): Promise<readonly HistoryEntry[]>;
  /** Resolves when what was kept of the profile in use is shown. */
  opened(): Promise<void>;
  /** Removes what is kept of a profile, or of all. @returns whether all of it is gone */
  forget(profileId: string | undefined): Promise<boolean>;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
}

export function startWatching(parts: WatchingParts): Watching {
  const owned = new Disposables();
  let forgetting: Promise<void> = Promise.resolve();
  const facts = owned.add(new MirrorFacts({ ...parts, notBefore: (id) => parts.reader.notBefore(id) }));
  const lookout = owned.add(new Lookout({ ...parts, facts }));
  const watcher = owned.add(new Watcher({ ...parts, lookout, facts, ready: () => forgetting }));
  const state = owned.add(new UpToDate({ ...parts, lookout, keptAsOf: () => watcher.keptAsOf }));
  const remove = async (profileId: string | undefined): Promise<boolean> => {
    await watcher.forget(profileId);
    const { snapshots, history } = parts.folders;
    const outcomes = await Promise.all([removeKept(snapshots, profileId), removeKept(history, profileId)]);
    for (const outcome of outcomes) {
      if (outcome.kind === 'failed') {
        parts.onProblem(`What was kept could not be removed: ${outcome.code ?? outcome.why}`);
      }
    }
    return outcomes.every(({ kind }) => kind === 'done');
  };
  return {
    leads: {
      get current() {
        return watcher.watches;
      },
      onDidChange: watcher.onDidChange,
    },
    state,
    follow: (id) => lookout.follow(id),
    lookAt: (id) => lookout.lookAt(id),
    isAwaited: (id) => lookout.isAwaited(id),
    get perMinute() {
      return lookout.perMinute;
    },
    history: (id) => watcher.history(id),
    opened: () => watcher.opened(),
    forget: async (profileId) => {
      const removing = remove(profileId);
      forgetting = Promise.all([forgetting, removing]).then(() => undefined);
      return removing;
    },
    flush: () => watcher.flush(),
    dispose: () => {
      owned.dispose();
    },
  };
}
