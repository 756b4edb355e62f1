import type { RemoteMirror, Repository, RepositoryId } from '../../../../src/api/index';
import { mirrorHealth } from '../../../../src/repositories/mirrorHealth';
import { MirrorReader } from '../../../../src/repositories/mirrorReader';
import { Readings } from '../../../../src/repositories/readings';
import { startWatching, type Watching } from '../../../../src/repositories/watching/index';
import { ListStore, loadedOf } from '../../../../src/ui/listStore';
import { makeParts, type WindowParts } from '../../../../src/windows/parts';
import { clientWith, cloudError, sessionsWith, type TestClock } from '../../ui/support';
import { ids } from '../mirrorScene';

/** What the cloud has, and how often it was asked. */
export class Cloud {
  repositories: readonly Repository[] = ids(1, 5).map((id) => ({ id, name: `repository-${id}` }));
  readonly mirrors = new Map<RepositoryId, RemoteMirror>();
  lists = 0;
  reads: number[] = [];
  down = false;
}

const nothing = { dispose: () => undefined };
const impossible = { state: { kind: 'impossible' }, held: false, onDidChange: () => nothing, ...nothing } as const;

/** A window of the editor, with what it shares with the others in a folder. */
export class EditorWindow {
  readonly readings = new Readings();
  readonly sessions;
  readonly reader;
  readonly list;
  readonly parts: WindowParts;
  readonly watching: Watching;
  readonly problems: string[] = [];
  all = true;

  constructor(
    folder: string,
    cloud: Cloud,
    readonly clock: TestClock,
    profile = 'alice',
    /** Whether it watches whatever the others do, as where windows cannot agree. */
    alone = false,
  ) {
    const client = clientWith({
      showRemoteMirror: (id) => {
        cloud.reads.push(id);
        return cloud.down
          ? Promise.reject(cloudError('offline'))
          : Promise.resolve(cloud.mirrors.get(id as RepositoryId));
      },
    });
    this.sessions = sessionsWith(client, profile);
    this.reader = new MirrorReader(this.readings, this.sessions, clock.now);
    this.list = new ListStore<Repository>(
      this.sessions,
      () => {
        cloud.lists += 1;
        return cloud.down ? Promise.reject(cloudError('offline')) : Promise.resolve({ items: cloud.repositories });
      },
      ({ id }) => id,
      clock.now,
      () => this.watching.opened(),
    );
    this.parts = makeParts({ folder, clock: clock.now, onDidFocus: () => ({ dispose: () => undefined }) });
    this.watching = startWatching({
      list: this.list,
      readings: this.readings,
      reader: this.reader,
      sessions: this.sessions,
      clock: clock.now,
      healthOf: (id) => {
        const reading = this.readings.of(id);
        return reading && mirrorHealth(reading.mirror, clock.now(), { staleAfterHours: 48 }, reading.times);
      },
      requestsPerMinute: () => 60,
      focus: { focused: () => true, onDidChange: () => ({ dispose: () => undefined }) },
      folders: { snapshots: this.parts.folder('snapshots'), history: this.parts.folder('history') },
      hold: (name) => (alone ? impossible : this.parts.holdLease(name, { forMs: 1000, renewEveryMs: 500 })),
      watchesAll: () => this.all,
      onDidChangeWatchesAll: () => ({ dispose: () => undefined }),
      onProblem: (problem) => this.problems.push(problem),
    });
  }

  known(): readonly number[] {
    return ids(1, 5).filter((id) => this.readings.of(id) !== undefined);
  }

  names(): readonly string[] {
    return (loadedOf(this.list.state)?.items ?? []).map(({ name }) => name);
  }

  async close(): Promise<void> {
    await this.watching.flush();
    this.watching.dispose();
    this.reader.dispose();
    this.list.dispose();
    await this.parts.close();
  }
}
