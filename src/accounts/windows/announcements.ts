import path from 'node:path';
import { ageOf, exists, isPid, randomName, readObject, writeWhole } from '../../windows/files';
import { KEY_BYTES } from './sealed';

const VERSION = 1;
const ANNOUNCEMENT = /^([0-9a-f]{16})\.json$/;
/** What is written at once and still cannot be read after this time will never be whole. */
const LEFT_OVER_AFTER_MS = 60_000;
/** A home folder may be shared by computers, whose windows cannot be told from dead ones. */
const FOREIGN_KEPT_MS = 7 * 24 * 3_600_000;

/** How one window can be reached. The key opens no account: it seals what windows say to each other. */
export interface Announcement {
  readonly id: string;
  readonly address: string;
  readonly key: Buffer;
  readonly pid: number;
  readonly host: string;
}

/** The windows of one user, each announced by a file of its own. */
export class Announcements {
  readonly #folder: string;

  /** @param folder that all windows share */
  constructor(folder: string) {
    this.#folder = path.join(folder, 'windows');
  }

  /**
   * Makes a window known.
   *
   * @throws the file system's error
   */
  async add(window: Omit<Announcement, 'id' | 'host'>): Promise<Announcement> {
    const { mkdir } = await import('node:fs/promises');
    const { hostname } = await import('node:os');
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const announced = { ...window, id: randomName(), host: hostname() };
    const { address, key, pid, host } = announced;
    const text = JSON.stringify({ version: VERSION, address, key: key.toString('base64'), pid, host });
    await writeWhole(this.#fileOf(announced.id), text, { lasting: false });
    return announced;
  }

  /** All windows that are announced. Files that nobody can use are removed; those of a later version are left alone. */
  async list(): Promise<readonly Announcement[]> {
    const { readdir } = await import('node:fs/promises');
    const names = await readdir(this.#folder).catch((): string[] => []);
    const read = await Promise.all(names.map((name) => this.#read(name)));
    return read.filter((window) => window !== undefined);
  }

  async has({ id }: Announcement): Promise<boolean> {
    return exists(this.#fileOf(id));
  }

  /** Removes what a window that cannot be reached has left; not at once when it may run on another computer. */
  async forget(window: Announcement): Promise<void> {
    const { hostname } = await import('node:os');
    const age = await ageOf(this.#fileOf(window.id), Date.now());
    if (window.host === hostname() || (age ?? 0) > FOREIGN_KEPT_MS) {
      await this.remove(window);
    }
  }

  /** Removes a window's file and its socket. */
  async remove({ id, address }: Announcement): Promise<void> {
    const { lstat, rm } = await import('node:fs/promises');
    await rm(this.#fileOf(id), { force: true }).catch(() => undefined);
    const left = await lstat(address).catch(() => undefined);
    if (left?.isSocket() === true) {
      await rm(address, { force: true }).catch(() => undefined);
    }
  }

  async #read(name: string): Promise<Announcement | undefined> {
    const { readFile } = await import('node:fs/promises');
    const id = ANNOUNCEMENT.exec(name)?.[1];
    if (id === undefined) {
      await (name.endsWith('.tmp') ? this.#removeOld(name) : undefined);
      return undefined;
    }
    const text = await readFile(this.#fileOf(id), 'utf8').catch(() => undefined);
    const stored = text === undefined ? undefined : readObject(text);
    const announced = stored?.version === VERSION ? announcementOf(id, stored) : undefined;
    if (announced === undefined && text !== undefined && !isOtherVersion(stored)) {
      await this.#removeOld(name);
    }
    return announced;
  }

  async #removeOld(name: string): Promise<void> {
    const { rm } = await import('node:fs/promises');
    const file = path.join(this.#folder, name);
    if (((await ageOf(file, Date.now())) ?? 0) > LEFT_OVER_AFTER_MS) {
      await rm(file, { force: true }).catch(() => undefined);
    }
  }

  #fileOf(id: string): string {
    return path.join(this.#folder, `${id}.json`);
  }
}

/** An editor that was updated may still have windows of before, or the other way round. */
function isOtherVersion(stored: Readonly<Record<string, unknown>> | undefined): boolean {
  return typeof stored?.version === 'number' && stored.version !== VERSION;
}

function announcementOf(id: string, stored: Readonly<Record<string, unknown>>): Announcement | undefined {
  const { address, key, pid, host } = stored;
  if (typeof address !== 'string' || !isAddress(address) || typeof key !== 'string') {
    return undefined;
  }
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== KEY_BYTES || !isPid(pid) || typeof host !== 'string') {
    return undefined;
  }
  return { id, address, key: bytes, pid, host };
}

/** Only what a window may have made is connected to, or removed: the file could be anybody's mistake. */
function isAddress(address: string): boolean {
  return process.platform === 'win32'
    ? /^\\\\\.\\pipe\\codearts-mirrors-[0-9a-f]{16}$/.test(address)
    : path.isAbsolute(address) && /^codearts-mirrors-[0-9a-f]{16}\.sock$/.test(path.basename(address));
}
