import { type Notice, type NoticeMode, type Picture, type Standing, type Troubled } from '../../../src/notices/tell';
import { Teller } from '../../../src/notices/teller';
import type { ThingKey, ThingKind, Trouble } from '../../../src/notices/told';
import { type NoticeFolder, ToldRecord } from '../../../src/notices/toldRecord';
import { readStored } from '../../../src/windows/fileResults';
import { settled } from '../ui/support';
import type { TestTime } from '../windows/testTimers';

export const FILE = 'alice.json';

/** What the cloud would say of each. */
export class World {
  readonly things = new Map<ThingKey, Trouble | 'well' | 'unsettled' | 'none'>();
  whole = true;
  asOf: number | undefined;

  constructor(
    names: readonly string[] = [],
    readonly kind: ThingKind = 'mirror',
  ) {
    names.forEach((_, index) => this.things.set(this.key(index + 1), 'well'));
    this.names = names;
  }
  private readonly names: readonly string[];

  key(number: number): ThingKey {
    return `${this.kind} ${number}`;
  }

  set(state: Trouble | 'well' | 'unsettled' | 'none' | 'gone', ...numbers: readonly number[]): this {
    for (const number of numbers) {
      if (state === 'gone') {
        this.things.delete(this.key(number));
      } else {
        this.things.set(this.key(number), state);
      }
    }
    return this;
  }

  picture(): Picture {
    const name = (key: ThingKey): string => this.names[Number(key.split(' ')[1]) - 1] ?? key;
    const troubled = [...this.things].flatMap(([key, state]): Troubled[] =>
      state === 'well' || state === 'unsettled' || state === 'none'
        ? []
        : [{ key, name: name(key), trouble: state, words: `${state} words` }],
    );
    const standing = (key: ThingKey): Standing => {
      const state = this.things.get(key) ?? 'gone';
      return state === 'well'
        ? { is: state, name: name(key) }
        : { is: state === 'gone' || state === 'none' ? state : 'unsettled' };
    };
    return { kind: this.kind, whole: this.whole, size: this.things.size, asOf: this.asOf, troubled, standing };
  }
}

/** A disk and leases that windows share, in memory. */
export class Shared {
  readonly files = new Map<string, string>();
  readonly #listeners = new Set<(name: string) => void>();
  readonly #held = new Set<string>();
  isFull = false;
  areLeasesBroken = false;
  writes = 0;

  folder(): NoticeFolder {
    const own = new Set<(name: string) => void>();
    return {
      onDidChange: (listener) => {
        own.add(listener);
        this.#listeners.add(listener);
        return { dispose: () => this.#listeners.delete(listener) };
      },
      read: (name, { version, limitBytes }) => {
        const text = this.files.get(name);
        if (text === undefined) return Promise.resolve({ kind: 'absent' });
        return Promise.resolve(
          text.length > limitBytes ? { kind: 'tooLarge', bytes: text.length } : readStored(text, version),
        );
      },
      write: (name, value, { version }) => {
        if (this.isFull) return Promise.resolve({ kind: 'failed', why: 'full', code: 'ENOSPC' });
        this.writes += 1;
        this.files.set(name, JSON.stringify({ version, value }));
        for (const listener of this.#listeners) if (!own.has(listener)) listener(name);
        return Promise.resolve({ kind: 'done' });
      },
      removeAll: (prefix) => {
        for (const name of this.files.keys()) if (name.startsWith(prefix)) this.files.delete(name);
        return Promise.resolve({ kind: 'done' });
      },
    };
  }

  readonly take = (name: string): Promise<{ release(): Promise<void> } | undefined> => {
    if (this.areLeasesBroken) return Promise.reject(new Error('EACCES'));
    if (this.#held.has(name)) return Promise.resolve(undefined);
    this.#held.add(name);
    return Promise.resolve({
      release: () => {
        this.#held.delete(name);
        return Promise.resolve();
      },
    });
  };
}

/** A window of the editor, as far as telling goes. */
export class EditorWindow {
  readonly shown: Notice[] = [];
  readonly problems: string[] = [];
  readonly record: ToldRecord;
  readonly teller: Teller;
  focused = true;
  watches = true;
  mode: NoticeMode = 'problems';
  asked = new Set<ThingKey>();
  /** What the file held when the last notice was shown. */
  keptWhenShown: string | undefined;

  constructor(
    shared: Shared,
    readonly time: TestTime,
    readonly worlds: readonly World[],
  ) {
    this.record = new ToldRecord({
      folder: shared.folder(),
      file: FILE,
      take: () => shared.take(`tell ${FILE}`),
      ready: () => Promise.resolve(),
      timers: time,
      onProblem: (problem) => this.problems.push(problem),
    });
    this.teller = new Teller({
      record: this.record,
      pictures: () => worlds.map((world) => world.picture()),
      settings: () => ({ mode: this.mode, isAsked: (key) => this.asked.has(key) }),
      focused: () => this.focused,
      watches: () => this.watches,
      clock: time.now,
      timers: time,
      show: (notice) => {
        this.shown.push(notice);
        this.keptWhenShown = shared.files.get(FILE);
      },
    });
  }

  /** Something was read; time passes until what comes of it is over. */
  async reads(): Promise<void> {
    this.teller.hasRead();
    await this.passes(60_000);
  }

  async passes(milliseconds: number): Promise<void> {
    const end = this.time.now().getTime() + milliseconds;
    while (this.time.now().getTime() < end) {
      this.time.pass(Math.min(500, end - this.time.now().getTime()));
      await quiet();
    }
  }

  /** Names of what it has told, and forgets it. */
  told(): readonly string[] {
    return this.shown.splice(0).map(summaryOf);
  }

  close(): void {
    this.teller.dispose();
    this.record.dispose();
  }
}

/** What a notice is about, in short. */
export function summaryOf({ surveys, troubled, recovered, unstable }: Notice): string {
  const names = (things: readonly { readonly name: string }[]): string => things.map(({ name }) => name).join();
  return [
    ...surveys.map((survey) => `${survey.troubled.length} of ${survey.of}`),
    ...(troubled.length > 0 ? [`bad: ${names(troubled)}`] : []),
    ...(recovered.length > 0 ? [`good: ${names(recovered)}`] : []),
    ...(unstable.length > 0 ? [`unstable: ${names(unstable)}`] : []),
  ].join('; ');
}

/** Lets everything run that is ready to run. */
export async function quiet(): Promise<void> {
  for (let round = 0; round < 4; round += 1) await settled();
}
