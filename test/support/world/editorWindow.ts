import { SessionStore } from '../../../src/accounts/sessionStore';
import { toIamProjectId, type Repository, type RepositoryId } from '../../../src/api/index';
import { mirrorHealth } from '../../../src/repositories/mirrorHealth';
import { MirrorReader } from '../../../src/repositories/mirrorReader';
import { Readings } from '../../../src/repositories/readings';
import { RepositoryReader } from '../../../src/repositories/repositoryReader';
import { WatchDoor, type WatchedParts } from '../../../src/repositories/watchDoor';
import { Disposables, Emitter } from '../../../src/ui/emitter';
import type { ErrorPresenter } from '../../../src/ui/errorPresenter';
import { ListStore } from '../../../src/ui/listStore';
import { HeldLease } from '../../../src/windows/heldLease';
import { fakeClient } from './fakeClient';
import { randomNumbers } from './random';
import type { World } from './world';

const PROFILE = 'alice';

/** A window of the editor with everything that watches mirrors, joined as the extension joins it. */
export class EditorWindow implements WatchedParts {
  readonly sessions = new SessionStore(undefined, () => Promise.reject(new Error('nothing is stored')));
  readonly readings = new Readings();
  readonly reader: MirrorReader;
  readonly list: ListStore<Repository>;
  readonly problems: string[] = [];
  readonly door: WatchDoor;
  readonly #owned = new Disposables();
  readonly #focused = new Emitter<undefined>();
  readonly #forgotten = new Emitter<string | undefined>();
  #hasFocus = false;
  #isAlive = true;

  constructor(
    private readonly world: World,
    readonly name: string,
  ) {
    const { time, disk, leases } = world;
    const isAlive = (): boolean => this.#isAlive;
    const random = randomNumbers(world.windows.length);
    const reader = new RepositoryReader(() => undefined);
    this.reader = this.#owned.add(new MirrorReader(this.readings, this.sessions, time.clock, () => this.#hasFocus));
    this.list = this.#owned.add(
      new ListStore<Repository>(
        this.sessions,
        reader.read,
        ({ id }) => id,
        time.clock,
        () => this.door.remembered(),
      ),
    );
    const folders = { snapshots: disk.folder('snapshots', isAlive), history: disk.folder('history', isAlive) };
    this.door = this.#owned.add(
      new WatchDoor(
        {
          sessions: this.sessions,
          clock: time.clock,
          // Of all that it can do, only this is needed.
          errors: { note: (problem: string) => this.problems.push(problem) } as unknown as ErrorPresenter,
          requestsPerMinute: () => world.requestsPerMinute,
          watchesAll: () => true,
          onDidChangeWatchesAll: new Emitter<undefined>().event,
          focus: { focused: () => this.#hasFocus, onDidChange: this.#focused.event },
          onDidForgetProfile: this.#forgotten.event,
          windows: {
            open: () =>
              Promise.resolve({
                leases: { take: () => Promise.resolve(undefined) },
                folder: (name) => folders[name as keyof typeof folders],
                holdLease: (name, terms) =>
                  new HeldLease(name, {
                    ...terms,
                    leases: leases.of(isAlive),
                    clock: time.clock,
                    timers: time,
                    random,
                  }),
                close: () => Promise.resolve(),
              }),
            take: () => Promise.resolve(undefined),
            close: () => Promise.resolve(),
          },
        },
        () => this,
      ),
    );
    this.#owned.add(this.sessions);
    this.signIn();
  }

  readonly healthOf: WatchedParts['healthOf'] = (id) => {
    const reading = this.readings.of(id);
    return reading && mirrorHealth(reading.mirror, this.world.time.clock(), { staleAfterHours: 48 }, reading.times);
  };

  get isAlive(): boolean {
    return this.#isAlive;
  }

  set focused(focused: boolean) {
    this.#hasFocus = focused;
    this.#focused.fire(undefined);
  }

  signIn(): void {
    const { time, cloud } = this.world;
    const client = fakeClient({
      time,
      cloud,
      window: this.name,
      requestsPerMinute: () => this.door.requestsPerMinute(),
      isAlive: () => this.#isAlive,
      onUnauthorized: (refused, reason) => {
        this.sessions.expire(refused, reason);
      },
    });
    this.sessions.replace({
      state: 'signedIn',
      client,
      profile: {
        id: PROFILE,
        kind: 'cloud',
        name: PROFILE,
        method: 'token',
        region: 'cn-north-4',
        iamProject: { id: toIamProjectId('05041fffa40025702f6dc009cc6f8f33', 'world'), name: 'cn-north-4' },
        accountName: PROFILE,
        userName: PROFILE,
      },
    });
  }

  /** Rows that are on screen. */
  show(ids: readonly RepositoryId[]): void {
    this.reader.show(ids);
  }

  async close(): Promise<void> {
    await this.door.close();
    this.#owned.dispose();
    this.#isAlive = false;
  }

  /** Its process ends without a word: what it does after that reaches nobody. */
  kill(): void {
    this.#isAlive = false;
    this.#owned.dispose();
  }
}
