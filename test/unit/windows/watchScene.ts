import { EventEmitter } from 'node:events';
import { watch as systemWatch } from 'node:fs';
import path from 'node:path';
import { Emitter } from '../../../src/ui/emitter';
import { SharedFolder } from '../../../src/windows/sharedFolder';
import type { Timers } from '../../../src/windows/timers';
import type { FolderWatcher, WatchFunction } from '../../../src/windows/watching';
import { until } from '../sandbox/helpers';
import { settled } from '../ui/support';
import { useScene } from './support';
import { TestTime } from './testTimers';

export const MINUTE = 60_000;
export const V1 = { version: 1 };
export const HOW = { ...V1, limitBytes: 1_000_000 };

/** A watcher that says what the test lets it say. */
export class Puppet extends EventEmitter implements FolderWatcher {
  isClosed = false;

  close(): void {
    this.isClosed = true;
  }

  say(name: string | null): void {
    this.emit('change', 'change', name);
  }

  fail(): void {
    this.emit('error', new Error('EPERM'));
  }
}

export const cannotWatch: WatchFunction = () => {
  throw Object.assign(new Error('EMFILE'), { code: 'EMFILE' });
};

/** Windows that share a folder in the scene of the test, and what they are told. */
export class WatchScene {
  readonly focus = new Emitter<undefined>();
  readonly puppets: Puppet[] = [];
  readonly told: string[] = [];
  readonly time = new TestTime();
  readonly folder: string;
  readonly #opened: SharedFolder[] = [];

  constructor(root: string) {
    this.folder = path.join(root, 'snapshots');
  }

  /** Watches when the test says so. */
  readonly puppetWatch: WatchFunction = () => {
    const puppet = new Puppet();
    this.puppets.push(puppet);
    return puppet;
  };

  open({ timers = this.time, watch = systemWatch }: { timers?: Timers; watch?: WatchFunction } = {}): SharedFolder {
    const onDidFocus = (listener: () => void): { dispose(): void } => this.focus.event(listener);
    const folder = new SharedFolder(this.folder, { timers, onDidFocus, watch });
    this.#opened.push(folder);
    return folder;
  }

  /** Listens, and resolves when all that happens from then on is told. */
  async follow(folder: SharedFolder): Promise<{ dispose(): void }> {
    const subscription = folder.onDidChange((name) => this.told.push(name));
    await folder.read('nothing.json', HOW);
    return subscription;
  }

  /** Resolves when so much has been told. */
  async untilTold(count: number): Promise<void> {
    await until(() => (this.told.length >= count ? true : undefined));
  }

  /** Resolves when a look that has begun has ended: no more is told of it. */
  async looked(folder: SharedFolder): Promise<void> {
    for (let rounds = 0; rounds < 20; rounds += 1) {
      const list = await folder.list();
      const names = list.kind === 'names' ? list.names : [];
      await Promise.all(names.map((name) => folder.readText(name, HOW)));
      await settled();
    }
  }

  close(): void {
    this.#opened.forEach((folder) => {
      folder.dispose();
    });
  }
}

/** A fresh one for each test. */
export function useWatchScene(): () => WatchScene {
  const root = useScene();
  let scene: WatchScene;
  beforeEach(() => {
    scene = new WatchScene(root.folder);
  });
  afterEach(() => {
    scene.close();
  });
  return () => scene;
}
