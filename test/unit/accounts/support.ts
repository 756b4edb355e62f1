import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Memento, SecretStorage } from 'vscode';
import { ClientFactory } from '../../../src/accounts/clientFactory';
import { ProfileChoices } from '../../../src/accounts/profileChoices';
import { ProfileFiles } from '../../../src/accounts/profileFiles';
import { type OtherWindows, Profiles, type ProfilesChange } from '../../../src/accounts/profiles';
import type { Secret } from '../../../src/accounts/secretRecord';
import { SecretVault } from '../../../src/accounts/secretVault';
import { Leases } from '../../../src/windows/lease';
import type { Clock } from '../../../src/ui/session';

/** A folder for each test, gone after it. */
export function useFreshFolder(): { readonly path: string } {
  const holder = { path: '' };
  beforeEach(async () => {
    holder.path = await mkdtemp(path.join(tmpdir(), 'accounts-test-'));
  });
  afterEach(() => rm(holder.path, { recursive: true, force: true }));
  return holder;
}

/** Paths of all files below a folder, relative to it and sorted. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

export const tokenSecret = (token: string, changedAt = 1, expiresAt = Date.parse('2099-01-01T00:00:00Z')): Secret => ({
  kind: 'token',
  changedAt,
  token,
  expiresAt,
});

/** A memento over what it holds, which may be anything. */
export function mementoOf(kept: Map<string, unknown>): Memento {
  return {
    get: (key: string) => kept.get(key) as undefined, // whoever reads it believes nothing
    update: (key, value) => {
      if (value === undefined) {
        kept.delete(key);
      } else {
        kept.set(key, value);
      }
      return Promise.resolve();
    },
    keys: () => [...kept.keys()],
  };
}

/** One window's secret storage, and what its keyring refuses. */
export class Keyring {
  readonly kept = new Map<string, string>();
  /** What happens while a secret is being stored. */
  whileStoring: () => Promise<void> = () => Promise.resolve();
  refuses: 'nothing' | 'everything' | 'to read' | 'to forget' = 'nothing';

  get text(): string {
    return [...this.kept.values()].join('\n');
  }

  storage(): SecretStorage {
    const may = (refused: boolean): Promise<void> =>
      refused ? Promise.reject(new Error('no keyring')) : Promise.resolve();
    const operations: Pick<SecretStorage, 'get' | 'store' | 'delete'> = {
      get: (key) => may(['everything', 'to read'].includes(this.refuses)).then(() => this.kept.get(key)),
      store: async (key, value) => {
        await may(this.refuses === 'everything');
        await this.whileStoring();
        this.kept.set(key, value);
      },
      delete: (key) => may(['everything', 'to forget'].includes(this.refuses)).then(() => void this.kept.delete(key)),
    };
    return operations as SecretStorage; // the vault listens to no changes
  }
}

export interface TestWindow {
  readonly profiles: Profiles;
  readonly choices: ProfileChoices;
  readonly keyring: Keyring;
  readonly vault: SecretVault;
  /** What `Profiles` told about changes. */
  readonly changes: ProfilesChange[];
}

export interface WindowOptions {
  readonly workspace?: string;
  /** Default: one of its own, as in the editor's web build, where no window sees what another has stored. */
  readonly keyring?: Keyring;
  readonly files?: ProfileFiles;
}

/** The windows of one editor: they share a folder and speak to each other, in JSON and without waiting. */
export class Neighbours {
  readonly #windows: TestWindow[] = [];
  readonly #underWay = new Set<Promise<unknown>>();

  open(
    folder: string,
    { workspace = '', keyring = new Keyring(), files = new ProfileFiles(folder) }: WindowOptions = {},
  ): TestWindow {
    const others = (message: unknown): Promise<unknown>[] =>
      this.#windows
        .filter((window) => window !== opened)
        .map((window) => this.#track(window.profiles.answer(JSON.parse(JSON.stringify(message)))));
    const leases = new Leases(folder, { owner: `window ${this.#windows.length}`, clock: () => new Date() });
    const link: OtherWindows = {
      take: (name, holdForMs) => leases.take(name, holdForMs),
      ask: async (message) => (await Promise.all(others(message))).filter((answer) => answer !== undefined),
      tell: (message) => {
        void others(message);
        return Promise.resolve();
      },
    };
    const choices = new ProfileChoices(folder, workspace);
    const vault = new SecretVault(keyring.storage());
    const profiles = new Profiles({ folder, files, choices, vault, windows: link });
    const opened: TestWindow = { profiles, choices, keyring, vault, changes: [] };
    profiles.onDidChange((change) => opened.changes.push(change));
    this.#windows.push(opened);
    return opened;
  }

  /** Resolves when everything that was said has been heard. */
  async quiet(): Promise<void> {
    while (this.#underWay.size > 0) {
      await Promise.all(this.#underWay);
    }
  }

  #track(work: Promise<unknown>): Promise<unknown> {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
    return tracked;
  }
}

/** Makes clients of which every service is at one address. What they log is added to `logged`. */
export function clientsAt(url: string, clock: Clock = () => new Date(), logged: string[] = []): ClientFactory {
  const write = (message: string): void => void logged.push(message);
  return new ClientFactory(
    {
      endpointOverrides: () => ({ iam: url, repo: url, hss: url, projectman: url, pipeline: url }),
      requestsPerMinute: () => 6000,
    },
    clock,
    { info: write, warn: write, error: write, show: () => undefined },
  );
}
