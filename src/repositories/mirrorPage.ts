import { l10n } from 'vscode';
import { type Repository, type RepositoryId, toRepositoryId } from '../api/index';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import { errorText } from '../ui/errorText';
import { loadedOf } from '../ui/listStore';
import type { LivePage, PageChange } from '../ui/livePage';
import { escapeMarkdown } from '../ui/markdown';
import { profileIdOf } from '../ui/session';
import type { RepositoryCommandParts } from './context';
import { detailsDocument } from './mirrorDetails';
import { merge } from './recordStore';

/**
 * The details of a repository and its mirror, as far as they are known of whoever is signed in. While they are on
 * screen, they are kept up to date like a row.
 */
export function mirrorPage(parts: RepositoryCommandParts, key: string): Promise<LivePage> {
  return Promise.resolve(new MirrorPage(parts, toRepositoryId(Number(key))));
}

class MirrorPage implements LivePage {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new Emitter<PageChange>());
  readonly onDidChange = this.#changed.event;
  #profileId: string | undefined;
  /** More than the list tells, and about one that is not in the list. */
  #record: Repository | undefined;
  #recordAsOf = new Date(0);
  #failure: unknown;
  #isReading = false;
  #isInSight = false;

  constructor(
    private readonly parts: RepositoryCommandParts,
    private readonly id: RepositoryId,
  ) {
    const { sessions, readings, model, list } = parts;
    this.#profileId = profileIdOf(sessions.current);
    const tell = (): void => {
      this.#changed.fire('record');
    };
    this.#owned.add(
      readings.onDidChange((change) => {
        if (change.id === id) {
          tell();
        }
      }),
    );
    this.#owned.add(
      model.onDidAge((aged) => {
        if (aged === id) {
          tell();
        }
      }),
    );
    this.#owned.add(
      list.onDidChange((state) => {
        if (state.kind === 'ready' && state.loaded.rest !== 'coming' && state.loaded.asOf > this.#recordAsOf) {
          // What the list tells is newer.
          this.#record = undefined;
        }
        void this.#fill();
        tell();
      }),
    );
    this.#owned.add(
      sessions.onDidChange((session) => {
        const profileId = profileIdOf(session);
        if (profileId !== this.#profileId) {
          this.#profileId = profileId;
          this.#record = undefined;
          this.#recordAsOf = new Date(0);
          this.#failure = undefined;
        }
        void this.#fill();
        this.#changed.fire('person');
      }),
    );
  }

  async text(): Promise<string> {
    const { sessions, readings, model, list, clock, formats } = this.parts;
    const watching = await this.parts.watch();
    // What an earlier window has kept needs no request.
    await watching.opened();
    const history = await watching.history(this.id);
    const { id } = this;
    const known = model.repository(id);
    const repository = known ? merge(known, this.#record) : this.#record;
    if (!repository || sessions.current.state === 'signedOut') {
      return `${escapeMarkdown(this.#unknownWords())}\n`;
    }
    return detailsDocument({
      repository,
      repositoryAsOf: known ? loadedOf(list.state)?.asOf : this.#recordAsOf,
      state: readings.stateOf(id),
      health: model.health(id),
      history,
      now: clock(),
      formats,
    });
  }

  shown(): Disposable {
    const owned = new Disposables();
    this.#isInSight = true;
    let isOver = false;
    void this.parts.watch().then((watching) => {
      if (!isOver) {
        owned.add(watching.lookAt(this.id));
      }
    });
    void this.parts.list.load();
    void this.#fill();
    return {
      dispose: () => {
        isOver = true;
        this.#isInSight = false;
        owned.dispose();
      },
    };
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** Reads what the list does not tell, once for as long as the same person is signed in. */
  async #fill(): Promise<void> {
    const { sessions, model, records, list, clock } = this.parts;
    const session = sessions.current;
    const known = model.repository(this.id);
    const isListed = known !== undefined || list.state.kind === 'ready';
    const isWanted = this.#isInSight && isListed && !this.#record && this.#failure === undefined;
    if (!isWanted || this.#isReading || session.state !== 'signedIn') {
      return;
    }
    const profileId = this.#profileId;
    this.#isReading = true;
    try {
      const asOf = clock();
      const record = known ? await records.read(known) : await session.client.showRepository(this.id);
      if (profileId === this.#profileId) {
        this.#record = record;
        this.#recordAsOf = asOf;
      }
    } catch (error) {
      if (profileId === this.#profileId) {
        this.#failure = error;
      }
    } finally {
      this.#isReading = false;
    }
    this.#changed.fire('record');
  }

  /** Why there is nothing to show. */
  #unknownWords(): string {
    const { sessions, list } = this.parts;
    const session = sessions.current;
    if (session.state === 'signedOut') {
      return l10n.t('Sign in to Huawei Cloud to see this repository.');
    }
    if (this.#failure !== undefined) {
      return l10n.t(
        'Repository {0} is not known to the profile “{1}”. It may belong to another profile. {2}',
        this.id,
        session.profile.name,
        errorText(this.#failure).message,
      );
    }
    return list.state.kind === 'failed'
      ? l10n.t('The list of repositories could not be read. {0}', errorText(list.state.error).message)
      : l10n.t('This repository has not been read yet.');
  }
}
