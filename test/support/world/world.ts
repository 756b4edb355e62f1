import { EditorWindow } from './editorWindow';
import { type CloudSize, FakeCloud } from './fakeCloud';
import { FakeDisk } from './fakeDisk';
import { FakeLeases } from './fakeLeases';
import { FakeTime } from './fakeTime';

/** A Monday at 08:00 UTC. */
export const START = Date.parse('2025-03-10T08:00:00Z');

/** One computer with windows of the editor, and a cloud far away, all in memory and with a time of their own. */
export class World {
  readonly time = new FakeTime(START);
  readonly cloud: FakeCloud;
  readonly disk = new FakeDisk(this.time);
  readonly leases = new FakeLeases(this.time, this.disk);
  readonly windows: EditorWindow[] = [];
  requestsPerMinute = 60;

  constructor(size: CloudSize) {
    this.cloud = new FakeCloud(this.time, size);
    this.time.install();
  }

  /** Opens a window in which somebody is signed in. */
  open(name: string): EditorWindow {
    const window = new EditorWindow(this, name);
    this.windows.push(window);
    return window;
  }

  get alive(): readonly EditorWindow[] {
    return this.windows.filter(({ isAlive }) => isAlive);
  }

  /** Closes all windows, and lets the last answers arrive. */
  async close(): Promise<void> {
    await Promise.all(this.alive.map((each) => each.close()));
    await this.time.run(this.time.now + 60_000);
  }

  /** Gives this process its own timers back. */
  end(): void {
    this.time.uninstall();
  }
}
