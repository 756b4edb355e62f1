import type { Repository, RepositoryId } from '../api/index';
import { type Disposable } from '../ui/emitter';
import { profileIdOf, type SessionSource } from '../ui/session';

/**
 * Full records of single repositories, as the vendor gives them by UUID. Read when a tooltip, the facts or the details
 * of a repository are wanted; kept until the list is refreshed.
 */
export class RecordStore implements Disposable {
  #records = new Map<RepositoryId, Repository>();
  readonly #subscription: Disposable;
  #profileId: string | undefined;

  constructor(
    private readonly sessions: SessionSource,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.#profileId = profileIdOf(sessions.current);
    this.#subscription = sessions.onDidChange((session) => {
      if (profileIdOf(session) !== this.#profileId) {
        this.#profileId = profileIdOf(session);
        this.clear();
      }
    });
  }

  /** The full record; what is already known when it cannot be read, because a tooltip must not fail. */
  readonly read = async (known: Repository, signal?: AbortSignal): Promise<Repository> => {
    const records = this.#records;
    const kept = records.get(known.id);
    const session = this.sessions.current;
    if (kept || known.uuid === undefined || session.state !== 'signedIn') {
      return merge(known, kept);
    }
    try {
      const record = await session.client.showRepositoryByUuid(known.uuid, { signal });
      // Kept where it was asked for: what has been cleared since is not filled again with what is older.
      records.set(known.id, record);
      return merge(known, record);
    } catch (error) {
      if (signal?.aborted !== true) {
        this.onFailure(error);
      }
      return known;
    }
  };

  clear(): void {
    this.#records = new Map();
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

/** The newer record wins where it says something: in the vendor's own example most of its fields are null. */
export function merge(known: Repository, record: Repository | undefined): Repository {
  const told = Object.entries(record ?? {}).filter(([, value]) => value !== undefined);
  return { ...known, ...Object.fromEntries(told), projectName: known.projectName ?? record?.projectName };
}
