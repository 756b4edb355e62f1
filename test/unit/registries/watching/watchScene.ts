import { mock } from 'node:test';
import type { Page, Registry, RegistryId } from '../../../../src/api/index';
import { RegistriesHealth } from '../../../../src/registries/registriesHealth';
import { RegistryLists } from '../../../../src/registries/registryLists';
import { RegistryWatch } from '../../../../src/registries/watching/index';
import { Emitter } from '../../../../src/ui/emitter';
import type { KeptFolder } from '../../../../src/ui/keptFile';
import { loadedOf } from '../../../../src/ui/listStore';
import type { Session } from '../../../../src/ui/session';
import { clientWith, sessionsWith, settled, signedIn, TestClock } from '../../ui/support';

export const MINUTE = 60_000;

export function registry(name: string, status = 'success'): Registry {
  return { id: name as RegistryId, name, status, type: 'Harbor' };
}

/** What the windows of one editor share, in memory. */
export class Shared {
  readonly clock = new TestClock();
  readonly files = new Map<string, string>();
  readonly windows: Window[] = [];
  /** Each request: whose it was, and whether somebody waited for it. */
  readonly requests: string[] = [];
  registries = [registry('a'), registry('b', 'fail')];
  failure: Error | undefined;

  open(options: Partial<WindowOptions> = {}): Window {
    const window = new Window(this, { profile: 'alice', leads: false, visible: false, focused: true, ...options });
    this.windows.push(window);
    return window;
  }

  /** Lets time pass, a minute at a time. */
  async pass(minutes: number): Promise<void> {
    for (let passed = 0; passed < minutes; passed += 1) {
      this.clock.pass(MINUTE);
      mock.timers.tick(MINUTE);
      await this.settle();
    }
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await settled();
  }

  close(): void {
    for (const window of this.windows.splice(0)) window.close();
  }
}

export interface WindowOptions {
  readonly profile: string;
  leads: boolean;
  visible: boolean;
  focused: boolean;
  watchesAll?: boolean;
  readonly kind?: 'cloud' | 'sandbox';
}

export class Window {
  readonly written = new Emitter<string>();
  readonly problems: string[] = [];
  readonly sessions;
  readonly lists: RegistryLists;
  readonly health: RegistriesHealth;
  readonly watch: RegistryWatch;
  readonly #moved = new Emitter<void>();

  constructor(
    private readonly shared: Shared,
    readonly options: WindowOptions,
  ) {
    const { clock } = shared;
    this.sessions = sessionsWith(undefined, options.profile);
    this.sessions.replace(this.session());
    this.lists = new RegistryLists({
      sessions: this.sessions,
      clock: clock.now,
      remember: () => this.watch.opened(),
      retry: () => ({ pause: undefined, dispose: () => undefined }),
    });
    this.health = new RegistriesHealth(this.lists.all, ({ status }) => status ?? '');
    this.watch = new RegistryWatch({
      sessions: this.sessions,
      lists: this.lists,
      clock: clock.now,
      leads: {
        get current() {
          return options.leads;
        },
        onDidChange: this.#moved.event,
      },
      watchesAll: () => options.watchesAll !== false,
      onDidChangeWatchesAll: this.#moved.event,
      focus: { focused: () => options.focused, onDidChange: this.#moved.event },
      visible: () => options.visible,
      onDidChangeVisibility: this.#moved.event,
      folder: this.#folder(),
      onProblem: (problem) => this.problems.push(problem),
    });
  }

  session(profile = this.options.profile): Session {
    const client = clientWith({
      listRegistry: (_query, options): Promise<Page<Registry>> => {
        const { requests, failure, registries } = this.shared;
        requests.push(options?.background === true ? profile : `${profile}, somebody waits`);
        return failure ? Promise.reject(failure) : Promise.resolve({ items: registries, skipped: 0 });
      },
    });
    const session = signedIn(client, profile);
    return session.state === 'signedIn' && this.options.kind === 'sandbox'
      ? { ...session, profile: { ...session.profile, kind: 'sandbox' } }
      : session;
  }

  change(options: Partial<WindowOptions>): void {
    Object.assign(this.options, options);
    this.#moved.fire();
  }

  names(): readonly string[] {
    return (loadedOf(this.lists.all.state)?.items ?? []).map(({ name, status }) => `${name}: ${status ?? ''}`);
  }

  close(): void {
    this.watch.dispose();
    this.health.dispose();
    this.lists.dispose();
  }

  #folder(): KeptFolder {
    const { files, windows } = this.shared;
    const tell = (name: string): void => {
      for (const window of windows.filter((each) => each !== this)) window.written.fire(name);
    };
    return {
      onDidChange: this.written.event,
      read: (name) => {
        const text = files.get(name);
        return Promise.resolve(
          text === undefined ? { kind: 'absent' } : { kind: 'value', value: JSON.parse(text) as unknown },
        );
      },
      write: (name, value) => {
        files.set(name, JSON.stringify(value));
        tell(name);
        return Promise.resolve({ kind: 'done' });
      },
      removeAll: (prefix) => {
        for (const name of [...files.keys()].filter((each) => each.startsWith(prefix))) files.delete(name);
        return Promise.resolve({ kind: 'done' });
      },
    };
  }
}
