import { createCloudClient, type Repository, toIamProjectId } from '../../src/api/index';
import { MirrorReader } from '../../src/repositories/mirrorReader';
import { Readings } from '../../src/repositories/readings';
import { RepositoriesModel } from '../../src/repositories/repositoriesModel';
import { RepositoryReader } from '../../src/repositories/repositoryReader';
import { coalesce } from '../../src/ui/coalesce';
import { Disposables, Emitter } from '../../src/ui/emitter';
import { ListStore } from '../../src/ui/listStore';
import type { Session, SessionSource } from '../../src/ui/session';

/** What the sandbox prints when it is ready. */
export interface SandboxLine {
  readonly url: string;
  readonly token: string;
  readonly projectId: string;
  readonly region: string;
}

/** As in the settings of somebody who has changed none. */
const REQUESTS_PER_MINUTE = 600;
const STALE_AFTER_HOURS = 48;
/** As the Repositories view does. */
const BURST_MS = 100;

/** The stores and the model of the Repositories view, joined as the extension joins them. */
export class View {
  readonly list: ListStore<Repository>;
  readonly readings: Readings;
  readonly reader: MirrorReader;
  readonly model: RepositoriesModel;
  readonly #owned = new Disposables();

  constructor(sandbox: SandboxLine) {
    const clock = (): Date => new Date();
    const sessions = signedIn(sandbox);
    const reader = new RepositoryReader((error) => {
      throw error;
    });
    this.list = this.#owned.add(new ListStore<Repository>(sessions, reader.read, ({ id }) => id, clock));
    this.readings = this.#owned.add(new Readings());
    this.reader = this.#owned.add(new MirrorReader(this.readings, sessions, clock));
    this.model = this.#owned.add(
      new RepositoriesModel({
        list: this.list,
        readings: this.readings,
        clock,
        healthSettings: () => ({ staleAfterHours: STALE_AFTER_HOURS }),
        wordsOf: (_, health) => health,
        withoutProject: 'Without a project',
        language: 'en',
        coalesce: (work) => coalesce(work, BURST_MS),
      }),
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

function signedIn({ url, token, projectId, region }: SandboxLine): SessionSource {
  const iamProjectId = toIamProjectId(projectId);
  const client = createCloudClient({
    endpoints: { iam: url, repo: url, hss: url, projectman: url, pipeline: url },
    credential: { kind: 'token', token },
    iamProjectId,
    requestsPerMinute: () => REQUESTS_PER_MINUTE,
  });
  const current: Session = {
    state: 'signedIn',
    client,
    profile: {
      id: 'benchmark',
      kind: 'sandbox',
      region,
      iamProject: { id: iamProjectId, name: region },
      accountName: 'benchmark',
      userName: 'benchmark',
      name: 'benchmark',
      method: 'token',
    },
  };
  return { current, onDidChange: new Emitter<Session>().event, wake: () => Promise.resolve() };
}
